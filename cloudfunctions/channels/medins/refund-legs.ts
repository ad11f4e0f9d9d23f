/**
 * A refund as it stands, out of what was learned of its parts (money rule 9): the money is back only when
 * every part of it is; what never went out is sent once more.
 */
import type { Fen } from '../../../miniprogram/shared/fen';
import type { RefundEvidence, RefundLegEvidence } from '../../domain/refund';
import type { RefundAsker, RefundQueryOutcome } from '../../ports/refund-channel';
import { stated } from './said';

export type Numbers = Parameters<RefundAsker['queryRefund']>[0];

export interface Leg {
  /** none: there is no such part · unsent: it never went out. */
  readonly state: 'none' | 'unsent' | Exclude<RefundLegEvidence, 'unstated'>;
  readonly sum?: Fen;
  readonly at?: number;
  readonly refundId?: string;
}

export type Asked = { readonly leg: Leg } | { readonly unknown: RefundQueryOutcome };

export const NO_PART: Asked = { leg: { state: 'none' } };
export const UNSENT: Asked = { leg: { state: 'unsent' } };

export function unclearLeg(code: string): Asked {
  return { unknown: { kind: 'unknown', code, reason: 'payment-unreachable' } };
}

function evidenceOf(legs: readonly Leg[]): Pick<RefundEvidence, 'state' | 'endedAt'> {
  if (legs.some(({ state }) => state !== 'refunded')) return { state: 'refunding' };
  const ends = legs.flatMap(({ at }) => (at === undefined ? [] : [at]));
  return { state: 'refunded', ...(ends.length === 0 ? {} : { endedAt: Math.max(...ends) }) };
}

function legEvidence({ state }: Leg): RefundLegEvidence {
  return state === 'none' || state === 'unsent' ? 'unstated' : state;
}

/** Both parts together. */
export function outcomeOf(
  numbers: Pick<Numbers, 'orderNo' | 'refundNo'>,
  insurance: Leg,
  cash: Leg,
  ours = true,
): RefundQueryOutcome {
  const parts = [insurance, cash].filter(({ state }) => state !== 'none');
  if (parts.every(({ state }) => state === 'unsent')) return { kind: 'not-found' };
  const legs = { cash: legEvidence(cash), insurance: legEvidence(insurance) };
  if (insurance.state === 'unsent') return { kind: 'unfinished', code: 'insurance-not-sent', legs };
  if (cash.state === 'unsent') return { kind: 'unfinished', code: 'cash-not-sent', legs };
  const { orderNo, refundNo } = numbers;
  return {
    kind: 'evidence',
    evidence: {
      orderNo,
      refundNo,
      ours,
      ...evidenceOf(parts),
      legs,
      amounts: { ...stated('cash', cash.sum), ...stated('insurance', insurance.sum) },
      ...stated('platformRefundNo', cash.refundId),
      ...stated('cashRefundNo', cash.refundId),
    },
  };
}
