/** Times as APIv3 writes them: RFC 3339 with +08:00, never `Z`; days as yyyy-MM-dd in Asia/Shanghai. */

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\+08:00$/;

/** ms since the epoch → `2015-05-20T13:29:35+08:00`. */
export function beijingTime(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** ms since the epoch; undefined when the text is not a moment that exists in exactly that form. */
export function momentOf(text: string): number | undefined {
  if (!FORM.test(text)) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) || beijingTime(ms) !== text ? undefined : ms;
}

/** ms since the epoch → `20150520132935`. */
export function compactTime(ms: number): string {
  return beijingTime(ms).slice(0, 19).replace(/\D/g, '');
}

/** ms since the epoch → `2015-05-20`. */
export function beijingDay(ms: number): string {
  return beijingTime(ms).slice(0, 10);
}

/** When a day yyyy-MM-dd begins and ends (outside); undefined when there is no such day. */
export function dayBounds(
  day: string,
): { readonly begins: number; readonly ends: number } | undefined {
  const begins = momentOf(`${day}T00:00:00+08:00`);
  return begins === undefined ? undefined : { begins, ends: begins + DAY_MS };
}
