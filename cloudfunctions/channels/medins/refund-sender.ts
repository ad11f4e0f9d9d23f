/**
 * Sending a refund of 2.0 in its order of acts (money rule 9): the bureau (6203), the cash, the word to
 * the platform. Every act is idempotent by the refund's number, so that the same may be sent again and
 * goes on where it stopped. Once insurance is back nothing of it may end as refused or as not sent: what
 * is left is owed.
 */
import type { Deadline } from '../../ports/deadline';
import type { InsuranceBureau } from '../../ports/insurance-bureau';
import type { RefundOutcome, RefundRequest, RefundSender } from '../../ports/refund-channel';
import type { MedInsApi } from './api';
import { bringCashBack, endedBy, unknownEnd, type CashBack, type Ended } from './cash-back';
import type { MedInsConfig } from './config';
import { failureOf } from './look';
import {
  cashRefund,
  faultOf,
  hospitalQuery,
  insuranceRefunded,
  touchesInsurance,
} from './refund-body';
import { referenceOf } from './said';

/** The same once insurance is back: it goes on, whatever was said. */
const owed = (ended: Ended): Ended => ({ ...ended, kind: 'unknown' });

type Insurance =
  | { readonly kind: 'none' }
  | { readonly kind: 'due' }
  | { readonly kind: 'ended'; readonly outcome: Ended };

/** Insurance of 0 yuan is there, too, if the bureau settled it: the visit is to be taken back. */
async function insuranceOf(
  bureau: InsuranceBureau,
  { mode, insurance, insured, orderNo, refundNo }: RefundRequest,
  deadline: Deadline,
): Promise<Insurance> {
  if (!insured || !touchesInsurance(mode)) return { kind: 'none' };
  if (insurance > 0) return { kind: 'due' };
  const answer = await bureau.state(orderNo, deadline);
  if (!answer.ok) {
    const { code, reason } = answer;
    return { kind: 'ended', outcome: { kind: 'not-sent', code, reason } };
  }
  const { status, refundNo: by = refundNo } = answer.value;
  if (status === 'refunded' && by !== refundNo) {
    return { kind: 'ended', outcome: unknownEnd('other-refund') };
  }
  if (status === 'settled' || status === 'refunded') return { kind: 'due' };
  if (status === 'revoked') return { kind: 'none' };
  // fees that could still be settled are withdrawn before any cash goes back
  const revoked = await bureau.revoke(orderNo, deadline);
  if (revoked.ok) return { kind: 'none' };
  const { code, reason } = revoked;
  return { kind: 'ended', outcome: { kind: 'not-sent', code, reason } };
}

type Found = { readonly mixTradeNo: string } | { readonly ended: Ended };

/** The mixed order's number; asked for where nobody wrote it down. Nothing went out yet. */
async function mixTradeNoOf(
  config: MedInsConfig,
  api: MedInsApi,
  { orderNo, platformTradeNo }: RefundRequest,
  deadline: Deadline,
): Promise<Found> {
  if (platformTradeNo !== undefined) return { mixTradeNo: platformTradeNo };
  const path = `/v3/med-ins/orders/out-trade-no/${orderNo}${hospitalQuery(config)}`;
  const verdict = await api.send({ call: 'query-mixed', method: 'GET', path, orderNo }, deadline);
  if (verdict.kind !== 'success') return { ended: { kind: 'not-sent', ...failureOf(verdict) } };
  const mixTradeNo = referenceOf(verdict.body, 'mix_trade_no');
  const isOurs = verdict.body['out_trade_no'] === orderNo;
  if (mixTradeNo !== undefined && isOurs) return { mixTradeNo };
  return { ended: { kind: 'not-sent', code: 'mix-trade-no', reason: 'payment-unreachable' } };
}

/** 6203. A certain no of the bureau: nothing went out. */
async function insuranceBack(
  bureau: InsuranceBureau,
  { orderNo, refundNo, paid }: RefundRequest,
  deadline: Deadline,
): Promise<{ readonly refundedAt: number } | { readonly ended: Ended }> {
  const { fund, self, other } = paid;
  const answer = await bureau.refund({ orderNo, refundNo, fund, self, other }, deadline);
  if (answer.ok) return answer.value;
  const { certain, code, reason } = answer;
  return { ended: { kind: certain ? 'refused' : 'unknown', code, reason } };
}

/** The cash part: on its way or back, as far as the platform's answer goes. */
async function cashBack(
  config: MedInsConfig,
  api: MedInsApi,
  request: RefundRequest,
  deadline: Deadline,
): Promise<CashBack> {
  const { orderNo, refundNo, cash, paid } = request;
  if (cash === 0) return {};
  const wanted = { orderNo, refundNo, refund: cash, total: paid.cash };
  return bringCashBack(config, api, cashRefund(config, request), wanted, deadline);
}

/** For the function `refund` alone. Every failure is an outcome. */
export function refundSender(
  config: MedInsConfig,
  api: MedInsApi,
  bureau: InsuranceBureau,
): RefundSender {
  async function insured(request: RefundRequest, deadline: Deadline): Promise<RefundOutcome> {
    const found = await mixTradeNoOf(config, api, request, deadline);
    if ('ended' in found) return found.ended;
    const back = await insuranceBack(bureau, request, deadline);
    if ('ended' in back) return back.ended;
    const cash = await cashBack(config, api, request, deadline);
    if ('ended' in cash) return owed(cash.ended);
    const word = insuranceRefunded(config, request, found.mixTradeNo, back.refundedAt);
    const told = await api.send(word, deadline);
    if (told.kind !== 'success') return owed(endedBy(told));
    return { kind: 'taken', ...cash, told: true };
  }

  return {
    wantsSession: () => false,
    async refund(request, deadline) {
      const fault = faultOf(request);
      if (fault !== undefined) {
        return { kind: 'refused', code: fault, reason: 'payment-misconfigured' };
      }
      const insurance = await insuranceOf(bureau, request, deadline);
      if (insurance.kind === 'ended') return insurance.outcome;
      if (insurance.kind === 'due') return insured(request, deadline);
      const cash = await cashBack(config, api, request, deadline);
      if ('ended' in cash) return cash.ended;
      // of insurance that was never settled there is nothing to tell
      const told = request.insured && touchesInsurance(request.mode);
      return { kind: 'taken', ...cash, ...(told ? { told } : {}) };
    },
  };
}
