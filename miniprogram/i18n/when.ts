/** Days and times in the hospital's own time zone (Asia/Shanghai, UTC+8, no summer time). */
import type { Texts } from './texts';
import { fill } from './texts';

const SHANGHAI_AHEAD_MS = 8 * 60 * 60 * 1000;

function parts(ms: number): { year: number; month: number; day: number; time: string } {
  const there = new Date(ms + SHANGHAI_AHEAD_MS);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    time: `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`,
  };
}

/** "11月21日 14:05" of an instant in ms. */
export function dayTime(ms: number, t: Pick<Texts, 'common'>): string {
  return fill(t.common.dayTime, parts(ms));
}

/** "14:05" on the day of `nowMs`, else with the day. */
export function shortTime(ms: number, nowMs: number, t: Pick<Texts, 'common'>): string {
  const there = parts(ms);
  const here = parts(nowMs);
  return there.day === here.day && there.month === here.month ? there.time : dayTime(ms, t);
}

/** "11月21日 14:05" in the year of `nowMs`, else with the year: for what may be long ago. */
export function longTime(ms: number, nowMs: number, t: Pick<Texts, 'common'>): string {
  const there = parts(ms);
  return there.year === parts(nowMs).year ? dayTime(ms, t) : fill(t.common.yearDayTime, there);
}
