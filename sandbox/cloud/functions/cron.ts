/**
 * Timer triggers: seven fields - second minute hour day month weekday year - in China's time
 * (UTC+8), as the cloud reads them. Day and weekday both given mean either of them.
 */

/** The expression is not one of seven valid fields. */
export class CronInvalid extends Error {
  override readonly name = 'CronInvalid';
}

export interface Cron {
  /** The first moment after `ms` (ms since the epoch), or undefined when there is none. */
  next(ms: number): number | undefined;
}

const FIELDS = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'weekday', min: 0, max: 7 },
  { name: 'year', min: 1970, max: 2099 },
] as const;
const NAMES: Readonly<Record<string, readonly string[]>> = {
  month: ['', 'JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  weekday: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
};
const CHINA_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Leap days on a given weekday come at most so far apart. */
const MAX_DAYS = 366 * 41;

/** Throws CronInvalid. */
export function parseCron(expression: string): Cron {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    throw new CronInvalid(`'${expression}' has ${parts.length} fields, 7 are needed`);
  }
  const [seconds, minutes, hours, days, months, weekdays, years] = FIELDS.map((field, at) =>
    parseField(parts[at] ?? '', field, expression),
  );
  const anyDay = isAny(parts[3]);
  const anyWeekday = isAny(parts[5]);
  const dayFits = (date: Date): boolean => {
    if (!years?.has(date.getUTCFullYear()) || !months?.has(date.getUTCMonth() + 1)) return false;
    const byDay = days?.has(date.getUTCDate()) ?? false;
    const byWeekday = weekdays?.has(date.getUTCDay()) ?? false;
    if (anyDay || anyWeekday) return byDay && byWeekday;
    return byDay || byWeekday;
  };
  return {
    next(ms) {
      const from = Math.floor(ms / 1000) * 1000 + 1000 + CHINA_MS;
      for (let day = 0; day < MAX_DAYS; day++) {
        const midnight = Math.floor(from / DAY_MS) * DAY_MS + day * DAY_MS;
        if (!dayFits(new Date(midnight))) continue;
        const time = firstTime(day === 0 ? from - midnight : 0, hours, minutes, seconds);
        if (time !== undefined) return midnight + time - CHINA_MS;
      }
      return undefined;
    },
  };
}

type Values = ReadonlySet<number> | undefined;

/** The first time of day, in ms, that is not before `from`. */
function firstTime(from: number, hours: Values, minutes: Values, seconds: Values) {
  for (const hour of hours ?? []) {
    if ((hour + 1) * 3_600_000 <= from) continue;
    for (const minute of minutes ?? []) {
      if (hour * 3_600_000 + (minute + 1) * 60_000 <= from) continue;
      for (const second of seconds ?? []) {
        const time = hour * 3_600_000 + minute * 60_000 + second * 1000;
        if (time >= from) return time;
      }
    }
  }
  return undefined;
}

function isAny(text: string | undefined): boolean {
  return text === '*' || text === '?';
}

function parseField(
  text: string,
  field: (typeof FIELDS)[number],
  expression: string,
): ReadonlySet<number> {
  const bad = () => new CronInvalid(`'${expression}': ${field.name} '${text}' is not valid`);
  const numberOf = (word: string): number => {
    const named = (NAMES[field.name] ?? []).indexOf(word.toUpperCase());
    const value = named > -1 && word !== '' ? named : Number(word === '' ? NaN : word);
    if (!Number.isInteger(value) || value < field.min || value > field.max) throw bad();
    return value;
  };
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [range = '', stepText, ...more] = item.split('/');
    const step = stepText === undefined ? 1 : Number(stepText);
    if (more.length > 0 || !Number.isInteger(step) || step < 1) throw bad();
    const [low, high] = limits(range, stepText !== undefined, field, numberOf);
    if (low > high) throw bad();
    for (let value = low; value <= high; value += step) values.add(value);
  }
  if (field.name === 'weekday' && values.has(7)) values.add(0);
  return new Set([...values].sort((left, right) => left - right));
}

function limits(
  range: string,
  stepped: boolean,
  field: (typeof FIELDS)[number],
  numberOf: (word: string) => number,
): [low: number, high: number] {
  if (isAny(range)) return [field.min, field.max];
  const [first = '', last, ...more] = range.split('-');
  if (more.length > 0) return [1, 0];
  const low = numberOf(first);
  if (last !== undefined) return [low, numberOf(last)];
  return [low, stepped ? field.max : low];
}
