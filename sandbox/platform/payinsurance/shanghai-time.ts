/**
 * Times as the interface document writes them: yyyyMMddHHmmss, Asia/Shanghai (UTC+8, no summer time).
 */

const OFFSET_MS = 8 * 3_600_000;

/** ms since the epoch → `20160501163102`. */
export function shanghaiStamp(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** Whether the text is a moment that exists, in that form. */
export function isShanghaiStamp(text: string): boolean {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (parts === null) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number);
  const ms = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second);
  return new Date(ms).toISOString().replace(/\D/g, '').slice(0, 14) === text;
}

const DAY_MS = 86_400_000;

/** Whether the text is a day that exists, as yyyyMMdd. */
export function isShanghaiDay(text: string): boolean {
  return isShanghaiStamp(`${text}000000`);
}

/** When a day (yyyyMMdd, one that exists) begins and ends, in ms since the epoch; the end is outside. */
export function shanghaiDay(day: string): { readonly begins: number; readonly ends: number } {
  const [year, month, date] = [day.slice(0, 4), day.slice(4, 6), day.slice(6, 8)].map(Number);
  const begins = Date.UTC(year ?? 0, (month ?? 0) - 1, date) - OFFSET_MS;
  return { begins, ends: begins + DAY_MS };
}

/** The day written last; a bill writes the same one a million times. */
let lastDay = { begins: Number.NaN, text: '' };

/** ms since the epoch → `2018-12-04 08:02:34`, as bills write it. */
export function shanghaiBillTime(ms: number): string {
  const local = ms + OFFSET_MS;
  const begins = Math.floor(local / DAY_MS) * DAY_MS;
  if (begins !== lastDay.begins) {
    lastDay = { begins, text: new Date(begins).toISOString().slice(0, 10) };
  }
  const second = Math.floor((local - begins) / 1000);
  const clock = [second / 3600, (second / 60) % 60, second % 60].map(twoDigits);
  return `${lastDay.text} ${clock.join(':')}`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}
