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
