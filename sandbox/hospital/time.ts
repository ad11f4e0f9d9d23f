/**
 * Asia/Shanghai without a time zone database: it has had no daylight saving since 1991, so a fixed
 * offset of eight hours is exact for everything a hospital settles today.
 */

import { HisError } from './errors';

const OFFSET_MS = 8 * 3_600_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** `2026-01-05T09:30:00+08:00`, cut to the second. */
export function shanghaiIso(ms: number): string {
  return `${new Date(ms + OFFSET_MS).toISOString().slice(0, 19)}+08:00`;
}

/** A time of the contract that is one. @throws HisError INVALID_REQUEST */
export function requireTime(text: string): void {
  if (Number.isNaN(Date.parse(text))) throw new HisError('INVALID_REQUEST', 'no such time');
}

/** `2026-01-05`. */
export function shanghaiDay(ms: number): string {
  return shanghaiIso(ms).slice(0, 10);
}

/** The first millisecond of the day in Asia/Shanghai. */
export function startOfShanghaiDay(ms: number): number {
  return Math.floor((ms + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS;
}
