/**
 * Reading times as bills and messages write them: yyyyMMddHHmmss in Asia/Shanghai, which is UTC+8 all
 * year (interface document v2.4 §3.4, §3.5 time_end).
 */
import { shanghaiStamp } from '../domain/shanghai';

const OFFSET_MS = 8 * 60 * 60 * 1000;
const STAMP = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** ms since the epoch; undefined unless the text is a moment that exists. */
export function shanghaiMs(stamp: string): number | undefined {
  const match = STAMP.exec(stamp);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour, minute, second] = match.slice(1).map(Number);
  const ms = Date.UTC(year, month - 1, day, hour, minute, second) - OFFSET_MS;
  return shanghaiStamp(ms) === stamp ? ms : undefined;
}
