/**
 * How a refund of 2.0 stands (money rule 9): the bureau says it of insurance (6301), the platform of the
 * cash. The money is back only when every part of it is; what never went out is sent once more.
 */
import type { RefundEvidence, RefundLegEvidence } from '../../domain/refund';
import type { Deadline } from '../../ports/deadline';
import type { InsuranceBureau, UploadState } from '../../ports/insurance-bureau';
import type { RefundAsker, RefundQueryOutcome } from '../../ports/refund-channel';
import type { MedInsApi } from './api';
import type { MedInsConfig } from './config';
import { apiError } from './errors';
import { hospitalQuery, touchesInsurance } from './refund-body';
import { readCashRefund } from './refund-cash';
import { stated } from './said';
import type { Fen } from '../../../miniprogram/shared/fen';

type Numbers = Parameters<RefundAsker['queryRefund']>[0];

interface Leg {
  /** none: there is no such part · unsent: it never went out. */
  readonly state: 'none' | 'unsent' | Exclude<RefundLegEvidence, 'unstated'>;
  readonly sum?: Fen;
  readonly at?: number;
  readonly refundId?: string;
}

type Asked = { readonly leg: Leg } | { readonly unknown: RefundQueryOutcome };

const NONE: Asked = { leg: { state: 'none' } };
const UNSENT: Asked = { leg: { state: 'unsent' } };

function unknown(code: string): Asked {
  return { unknown: { kind: 'unknown', code, reason: 'payment-unreachable' } };
}

function insuranceSaid({ refundNo, insurance }: Numbers, state: UploadState): Asked {
  switch (state.status) {
    case 'settled':
      return UNSENT;
    case 'refunded': {
      const { refundNo: by = refundNo, refundedAt } = state;
      if (by !== refundNo) return unknown('other-refund');
      return { leg: { state: 'refunded', sum: insurance, ...stated('at', refundedAt) } };
    }
    case 'none':
    case 'uploaded':
    case 'priced':
    case 'revoked':
      // without insurance money there may be nothing at the bureau; with some there must
      return insurance > 0 ? unknown(`bureau-${state.status}`) : NONE;
  }
}

async function insuranceLeg(
  bureau: InsuranceBureau,
  numbers: Numbers,
  deadline: Deadline,
): Promise<Asked> {
  if (!numbers.insured || !touchesInsurance(numbers.mode)) return NONE;
  const answer = await bureau.state(numbers.orderNo, deadline);
  if (answer.ok) return insuranceSaid(numbers, answer.value);
  const { code, reason } = answer;
  return { unknown: { kind: 'unknown', code, reason } };
}

/** By the word that is signed, not by the status, which is not. */
function isAbsent(word: string): boolean {
  return apiError(word)?.reason === 'order-not-found';
}

async function cashLeg(
  config: MedInsConfig,
  api: MedInsApi,
  numbers: Numbers,
  deadline: Deadline,
): Promise<Asked> {
  const { cash, orderNo, refundNo } = numbers;
  if (cash === 0) return NONE;
  const path = `/v3/refund/domestic/refunds/${refundNo}${hospitalQuery(config)}`;
  const verdict = await api.send({ call: 'query-refund', method: 'GET', path, orderNo }, deadline);
  if (verdict.kind === 'failure' && isAbsent(verdict.error)) return UNSENT;
  if (verdict.kind !== 'success') {
    return { unknown: { kind: 'unknown', code: verdict.code, reason: verdict.reason } };
  }
  const reading = readCashRefund(config, numbers, verdict.body);
  if (!reading.ok) return unknown(reading.code);
  const { state, refund, refundId, at } = reading.said;
  return {
    leg: { state, ...stated('sum', refund), ...stated('refundId', refundId), ...stated('at', at) },
  };
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
function outcomeOf(numbers: Numbers, insurance: Leg, cash: Leg): RefundQueryOutcome {
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
      ours: true,
      ...evidenceOf(parts),
      legs,
      amounts: { ...stated('cash', cash.sum), ...stated('insurance', insurance.sum) },
      ...stated('platformRefundNo', cash.refundId),
      ...stated('cashRefundNo', cash.refundId),
    },
  };
}

/** Every failure is an outcome. */
export function refundAsker(
  config: MedInsConfig,
  api: MedInsApi,
  bureau: InsuranceBureau,
): RefundAsker {
  return {
    async queryRefund(numbers, deadline) {
      const insurance = await insuranceLeg(bureau, numbers, deadline);
      if ('unknown' in insurance) return insurance.unknown;
      const cash = await cashLeg(config, api, numbers, deadline);
      if ('unknown' in cash) return cash.unknown;
      return outcomeOf(numbers, insurance.leg, cash.leg);
    },
  };
}
