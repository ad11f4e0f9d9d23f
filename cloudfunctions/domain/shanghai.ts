/**
 * Days and times of day as hospital and bureau count them: Asia/Shanghai, UTC+8 without summer time
 * since 1991.
 */
import type { TimeOfDay } from './rules';

const OFFSET_MS = 8 * 60 * 60 * 1000;

function shifted(at: number): string {
  return new Date(at + OFFSET_MS).toISOString();
}

/** yyyyMMdd of `at` (ms). */
export function shanghaiDay(at: number): string {
  return shifted(at).slice(0, 10).replace(/-/g, '');
}

/** yyyyMMddHHmmss of `at` (ms), as the interface document writes times. */
export function shanghaiStamp(at: number): string {
  return shifted(at).slice(0, 19).replace(/\D/g, '');
}

/** Whether the day's clock has reached `time`. */
export function isAtOrAfter(at: number, time: TimeOfDay): boolean {
  return shifted(at).slice(11, 16) >= time;
}

/** `time` on the day of `at`, ms since the epoch. */
export function timeOnDay(at: number, time: TimeOfDay): number {
  return Date.parse(`${shifted(at).slice(0, 10)}T${time}:00.000+08:00`);
}

/** The last millisecond of the day of `at`. */
export function endOfDay(at: number): number {
  return Date.parse(`${shifted(at).slice(0, 10)}T23:59:59.999+08:00`);
}
