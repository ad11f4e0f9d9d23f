/**
 * What may go wrong at a counter without being asked through the contract: the bureau refuses, or splits
 * otherwise than it was quoted. Used up one by one, and not by repeats.
 */

import { HisError, type HisErrorCode } from './errors';
import type { HospitalStore } from './store';

/** Codes with which a settlement at a counter may be refused. */
export const COUNTER_SETTLE_REFUSALS = [
  'INSURANCE_REFUSED',
  'INSURANCE_SETTLED',
  'INSURANCE_NOT_COVERED',
  'IN_HOSPITAL',
  'AMOUNT_MISMATCH',
  'BUSY',
  'INTERNAL',
] as const satisfies readonly HisErrorCode[];
export type CounterSettleRefusal = (typeof COUNTER_SETTLE_REFUSALS)[number];

/** Codes with which taking it back may be refused. */
export const COUNTER_REVERSE_REFUSALS = [
  'HOSPITAL_REFUSED',
  'BUSY',
  'INTERNAL',
] as const satisfies readonly HisErrorCode[];
export type CounterReverseRefusal = (typeof COUNTER_REVERSE_REFUSALS)[number];

type Refusals = 'counterSettleRefusals' | 'counterReverseRefusals';

function times<T>(value: T, count: number): readonly T[] {
  if (!Number.isSafeInteger(count) || count < 1 || count > 1000) {
    throw new RangeError('count must be 1 to 1000');
  }
  return Array.from({ length: count }, () => value);
}

/** @throws RangeError */
export function refuseNext(
  store: HospitalStore,
  what: Refusals,
  code: HisErrorCode,
  count: number,
): void {
  const { levers } = store;
  store.levers = { ...levers, [what]: [...(levers[what] ?? []), ...times(code, count)] };
}

/** The next settlements ask `byFen` more cash than was quoted; less below 0. @throws RangeError */
export function shiftNext(store: HospitalStore, byFen: number, count: number): void {
  if (!Number.isSafeInteger(byFen)) throw new RangeError('byFen must be whole fen');
  const { levers } = store;
  const { counterShifts = [] } = levers;
  store.levers = { ...levers, counterShifts: [...counterShifts, ...times(byFen, count)] };
}

/** @throws HisError if a refusal was planted */
export function takeRefusal(store: HospitalStore, what: Refusals): void {
  const { levers } = store;
  const [code, ...left] = levers[what] ?? [];
  if (code === undefined) return;
  store.levers = { ...levers, [what]: left };
  throw new HisError(code, 'refused as the sandbox was told to');
}

/** By how much the cash differs this time, in fen. */
export function takeShift(store: HospitalStore): number {
  const { levers } = store;
  const [byFen, ...left] = levers.counterShifts ?? [];
  if (byFen === undefined) return 0;
  store.levers = { ...levers, counterShifts: left };
  return byFen;
}
