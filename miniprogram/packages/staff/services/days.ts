/** Days (yyyyMMdd) and moments in the hospital's own time zone (Asia/Shanghai, no summer time). */
const AHEAD_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

const two = (value: number): string => String(value).padStart(2, '0');

/** "20251121" of an instant in ms. */
export function dayOf(ms: number): string {
  const there = new Date(ms + AHEAD_MS);
  return `${there.getUTCFullYear()}${two(there.getUTCMonth() + 1)}${two(there.getUTCDate())}`;
}

/** "14:05" of an instant in ms. */
export function timeOf(ms: number): string {
  const there = new Date(ms + AHEAD_MS);
  return `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

/** The first ms of a day, or `time` ("08:00") on it. */
export function momentOf(day: string, time = '00:00'): number {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(4, 6));
  const date = Number(day.slice(6, 8));
  const [hours = '0', minutes = '0'] = time.split(':');
  return Date.UTC(year, month - 1, date, Number(hours), Number(minutes)) - AHEAD_MS;
}

/** The day so many days before. */
export function daysBefore(day: string, count: number): string {
  return dayOf(momentOf(day) - count * DAY_MS);
}

/** "2025-11-21", as pickers speak. */
export function dashed(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
}

export function undashed(date: string): string {
  return date.replace(/-/g, '');
}
