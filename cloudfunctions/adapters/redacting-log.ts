/**
 * The log: one JSON line per event, an allow-list of fields, each with the form that it must have
 * (money rule 14). Whatever does not fit, or looks like an identity number, a digest or a telephone
 * number, is replaced by a word.
 */
import type { Clock } from '../ports/clock';
import type { Log, LogFields } from '../ports/log';

type Level = 'info' | 'warn' | 'alarm';

const REDACTED = 'redacted';
const WORD = /^-?[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/;
const ORDER_NO = /^Y\d{8}[0-9a-f]{22,48}$/;
const TRACE_ID = /^t[0-9a-f]{16}$/;
/** The platform's own name of an exchange: long, often all hex, and with its error's number behind it. */
const REQUEST_ID = /^[0-9A-Za-z]{8,100}-\d{1,12}$/;
/** Identity numbers of 18 and 15 characters, mobile numbers, MD5 digests and anything longer in hex. */
const PERSONAL = /\d{11,}|[0-9a-f]{24,}/i;
const SHORTEST_PERSONAL = 11;

function word(text: string): string {
  const isPersonal = text.length >= SHORTEST_PERSONAL && PERSONAL.test(text);
  return !isPersonal && WORD.test(text) ? text : REDACTED;
}

const TEXTS = {
  traceId: (text: string) => (TRACE_ID.test(text) ? text : REDACTED),
  orderNo: (text: string) => (ORDER_NO.test(text) ? text : REDACTED),
  action: word,
  call: word,
  outcome: word,
  reason: word,
  code: word,
  state: word,
  requestId: (text: string) => (REQUEST_ID.test(text) ? text : REDACTED),
} as const satisfies Partial<Record<keyof LogFields, (text: string) => string>>;

const TEXT_NAMES = Object.keys(TEXTS) as (keyof typeof TEXTS)[];
const NUMBERS = ['durationMs', 'count'] as const satisfies readonly (keyof LogFields)[];

/** What may be written of these fields. */
export function redact(fields: LogFields): Readonly<Record<string, string | number>> {
  const kept: Record<string, string | number> = {};
  for (const name of TEXT_NAMES) {
    const value: unknown = fields[name];
    if (value === undefined) continue;
    kept[name] = typeof value === 'string' ? TEXTS[name](value) : REDACTED;
  }
  for (const name of NUMBERS) {
    const value: unknown = fields[name];
    if (typeof value === 'number' && Number.isFinite(value)) kept[name] = Math.round(value);
  }
  return kept;
}

/** A log whose lines go to `write`; `traceId` stands on every line unless a field says otherwise. */
export function redactingLog(clock: Clock, write: (line: string) => void): Log {
  const line =
    (level: Level) =>
    (event: string, fields: LogFields = {}) => {
      write(
        JSON.stringify({
          at: new Date(clock.now()).toISOString(),
          level,
          event: word(event),
          ...redact(fields),
        }),
      );
    };
  return { info: line('info'), warn: line('warn'), alarm: line('alarm') };
}

/** The log of a function: its standard output. */
export function consoleLog(clock: Clock): Log {
  return redactingLog(clock, (line) => console.log(line));
}
