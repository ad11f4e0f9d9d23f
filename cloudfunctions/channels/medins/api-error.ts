/**
 * What the catalogue says about one error of 2.0 (trap 26): its meaning, whether the call can have had an
 * effect (money rule 2), who can act, whether the same may be sent again, and what patient, clerk and
 * engineer read of it.
 */
import type { Effect } from '../../domain/evidence';
import type { Reason } from '../../../miniprogram/shared/reasons';
import type { CallName } from './api';

export type WhoActs = 'patient' | 'hospital' | 'engineer' | 'platform' | 'nobody';
/** now: the same number again · query-first · after-repair: once someone has acted · no. */
export type Again = 'now' | 'query-first' | 'after-repair' | 'no';

export interface Nature {
  readonly whoActs: WhoActs;
  readonly again: Again;
  /** The key of the patient's sentence. */
  readonly reason: Reason;
}

export interface ApiError extends Nature {
  /** A number at the end of a Request-Id, a word of APIv3, or a name for a text of the bureau. */
  readonly code: string;
  readonly source: 'number' | 'word' | 'bureau';
  /** As the documents word it. */
  readonly meaning: string;
  /** What the call can have done; a call that is not named here: `maybe`. */
  readonly effects: Readonly<Partial<Record<CallName, Effect>>>;
  /** For the clerk, in Chinese. */
  readonly clerk: string;
  readonly engineer: string;
}

export type Effects = ApiError['effects'];

export const ORDERS: readonly CallName[] = ['prepay', 'mixed-order'];
export const QUERIES: readonly CallName[] = [
  'query-mixed',
  'query-cash',
  'query-refund',
  'trade-bill',
];
export const CALLS: readonly CallName[] = [
  ...ORDERS,
  ...QUERIES,
  'close-cash',
  'refund-cash',
  'notify-refund',
  'charge',
  'reverse',
];

/** The same effect on each of these calls. */
export function on(effect: Effect, calls: readonly CallName[]): Effects {
  return Object.fromEntries(calls.map((call) => [call, effect]));
}

/** Refused before anything was done, whatever the call. */
export const NOTHING_DONE: Effects = on('none', CALLS);
export const UNKNOWN: Effects = on('maybe', CALLS);

/** Refused for a fault of ours. */
export const FAULT_OF_OURS: Nature = {
  whoActs: 'engineer',
  again: 'after-repair',
  reason: 'payment-misconfigured',
};
/** The platform failed half-way, or an earlier try of ours is there: only a query tells. */
export const ASK_FIRST: Nature = {
  whoActs: 'platform',
  again: 'query-first',
  reason: 'payment-unreachable',
};
/** Turned away, a moment later it may pass. */
export const TURNED_AWAY: Nature = { whoActs: 'nobody', again: 'now', reason: 'busy' };

export function refusal(whoActs: WhoActs, reason: Reason, again: Again = 'no'): Nature {
  return { whoActs, again, reason };
}

/** One line of a table. */
export type Row = readonly [
  code: string,
  meaning: string,
  effects: Effects,
  nature: Nature,
  clerk: string,
  engineer: string,
];

export function entries(source: ApiError['source'], rows: readonly Row[]): readonly ApiError[] {
  return rows.map(([code, meaning, effects, nature, clerk, engineer]) => ({
    code,
    source,
    meaning,
    effects,
    ...nature,
    clerk,
    engineer,
  }));
}
