/**
 * What the catalogue says about one error (trap 26): its meaning, whether the call can have had an effect
 * (money rule 2), who can act, whether it may be tried again, and which sentence the patient reads.
 */
import type { Effect } from '../../domain/evidence';
import type { Reason } from '../../../miniprogram/shared/reasons';

/** The calls for which a number is documented; `any` for 通用 and for the gateway in front of all. */
export type ErrorScope =
  'unifiedorder' | 'queryorder' | 'refund' | 'queryrefund' | 'verifyname' | 'any';

export interface Nature {
  /** What the failed call can have done; of a call outside the scope it is `maybe`. */
  readonly effect: Effect;
  readonly whoActs: 'patient' | 'hospital' | 'engineer' | 'platform' | 'nobody';
  /** now: the same number again · query-first · after-repair: once someone has acted · no. */
  readonly retry: 'now' | 'query-first' | 'after-repair' | 'no';
  /** The key of the patient's sentence. */
  readonly reason: Reason;
}

export interface PlatformError extends Nature {
  readonly code: string;
  readonly source: '§5' | '§3.3' | 'gateway';
  /** As the document words it. */
  readonly meaning: string;
  readonly scope: readonly ErrorScope[];
  readonly engineer: string;
}

/** Refused before anything was done, for a fault of ours. */
export const FAULT_OF_OURS: Nature = {
  effect: 'none',
  whoActs: 'engineer',
  retry: 'after-repair',
  reason: 'payment-misconfigured',
};
/** The platform failed half-way. */
export const HALF_WAY: Nature = {
  effect: 'maybe',
  whoActs: 'platform',
  retry: 'query-first',
  reason: 'payment-unreachable',
};
/** A question could not be answered. */
export const NO_ANSWER: Nature = { ...HALF_WAY, effect: 'none' };
/** The gateway turned the call away, another time it may pass. */
export const TURNED_AWAY: Nature = {
  effect: 'none',
  whoActs: 'engineer',
  retry: 'now',
  reason: 'payment-unreachable',
};

/** The platform said no, and did nothing. */
export function refusal(
  whoActs: Nature['whoActs'],
  reason: Reason,
  retry: Nature['retry'] = 'no',
): Nature {
  return { effect: 'none', whoActs, retry, reason };
}

/** One line of a table. */
export type Row = readonly [
  code: string,
  meaning: string,
  scope: readonly ErrorScope[],
  nature: Nature,
  engineer: string,
];

export const ANY: readonly ErrorScope[] = ['any'];

export function entries(
  source: PlatformError['source'],
  rows: readonly Row[],
): readonly PlatformError[] {
  return rows.map(([code, meaning, scope, nature, engineer]) => ({
    code,
    source,
    meaning,
    scope,
    ...nature,
    engineer,
  }));
}
