/**
 * What people do with a day's differences (money rule 11): each is dealt with by somebody who says how,
 * and a day is closed when none is left. Both hold only for what they were said of: other facts, or a
 * comparison begun anew, make it open again.
 */
import { actFor, type Difference } from './recon-differences';
import { isCompared, isOver, type ReconDay } from './recon-day';
import type { OpenId } from './ids';

/** A person dealt with a difference. */
export interface Dealt {
  readonly differenceId: string;
  readonly day: string;
  readonly at: number;
  readonly by: OpenId;
  readonly byName: string;
  readonly note: string;
  /** `factsMark` of the difference as it was. */
  readonly facts: string;
}

/** A person closed a day. */
export interface Closing {
  readonly day: string;
  /** The comparison that it was the end of. */
  readonly run: number;
  readonly at: number;
  readonly by: OpenId;
  readonly byName: string;
}

/** Another one as soon as any book says something else about it. */
export function factsMark(difference: Difference): string {
  const { platform, ours, his, windowBills } = difference.facts;
  return JSON.stringify([difference.fault ?? '', platform, ours, his, windowBills], sortedKeys);
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value) as readonly [string, unknown][];
  return Object.fromEntries([...entries].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Open, and not ended by the next day's books: a person must end it. */
export function needsPerson(difference: Difference): boolean {
  return difference.state === 'open' && actFor(difference.type) !== 'wait-for-next-day';
}

export function isDealt(difference: Difference, dealt: Dealt | undefined): dealt is Dealt {
  return dealt !== undefined && dealt.facts === factsMark(difference);
}

/** Its books were compared to the end, so that it can be closed. */
export function mayClose(day: ReconDay): boolean {
  return isOver(day) && isCompared(day);
}

export function isClosed(day: ReconDay, closing: Closing | undefined): closing is Closing {
  return closing !== undefined && isOver(day) && closing.run === day.run;
}
