/**
 * How a refund of 2.0 stands (money rule 9): the bureau says it of insurance (6301), the platform of the
 * cash. The money is back only when every part of it is; what never went out is sent once more.
 */
import type { Deadline } from '../../ports/deadline';
import type { InsuranceBureau, UploadState } from '../../ports/insurance-bureau';
import type { RefundAsker } from '../../ports/refund-channel';
import type { MedInsApi } from './api';
import type { MedInsConfig } from './config';
import { apiError } from './errors';
import { queryRefundAsk } from './cash-back';
import { failureOf } from './look';
import { touchesInsurance } from './refund-body';
import { readCashRefund } from './refund-cash';
import { NO_PART, outcomeOf, unclearLeg, UNSENT, type Asked, type Numbers } from './refund-legs';
import { stated } from './said';

function insuranceSaid({ refundNo, insurance }: Numbers, state: UploadState): Asked {
  switch (state.status) {
    case 'settled':
      return UNSENT;
    case 'refunded': {
      const { refundNo: by = refundNo, refundedAt } = state;
      if (by !== refundNo) return unclearLeg('other-refund');
      return { leg: { state: 'refunded', sum: insurance, ...stated('at', refundedAt) } };
    }
    case 'none':
    case 'uploaded':
    case 'priced':
    case 'revoked':
      // without insurance money there may be nothing at the bureau; with some there must
      return insurance > 0 ? unclearLeg(`bureau-${state.status}`) : NO_PART;
  }
}

async function insuranceLeg(
  bureau: InsuranceBureau,
  numbers: Numbers,
  deadline: Deadline,
): Promise<Asked> {
  if (!numbers.insured || !touchesInsurance(numbers.mode)) return NO_PART;
  const answer = await bureau.state(numbers.orderNo, deadline);
  if (answer.ok) return insuranceSaid(numbers, answer.value);
  const { code, reason } = answer;
  return { unknown: { kind: 'unknown', code, reason } };
}

/** By the word that is signed, not by the status, which is not. */
export function isAbsent(word: string): boolean {
  return apiError(word)?.reason === 'order-not-found';
}

async function cashLeg(
  config: MedInsConfig,
  api: MedInsApi,
  numbers: Numbers,
  deadline: Deadline,
): Promise<Asked> {
  if (numbers.cash === 0) return NO_PART;
  const verdict = await api.send(queryRefundAsk(config, numbers), deadline);
  if (verdict.kind === 'failure' && isAbsent(verdict.error)) return UNSENT;
  if (verdict.kind !== 'success') return { unknown: { kind: 'unknown', ...failureOf(verdict) } };
  const reading = readCashRefund(config, numbers, verdict.body);
  if (!reading.ok) return unclearLeg(reading.code);
  const { state, refund, refundId, at } = reading.said;
  return {
    leg: { state, ...stated('sum', refund), ...stated('refundId', refundId), ...stated('at', at) },
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
