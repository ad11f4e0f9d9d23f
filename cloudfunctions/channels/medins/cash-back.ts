/**
 * Sending the refund of a cash order (APIv3, 退款): idempotent by its number, so that the same may be sent
 * again; and what an answer to it means (money rules 2 and 9).
 */
import type { Fen } from '../../../miniprogram/shared/fen';
import type { OrderNo, RefundNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { RefundOutcome } from '../../ports/refund-channel';
import type { ApiAsk, ApiVerdict, MedInsApi } from './api';
import type { Accounts } from './config';
import { apiError } from './errors';
import { failureOf } from './look';
import { hospitalQuery } from './refund-body';
import { readCashRefund } from './refund-cash';
import type { Said } from './said';

/** Anything but taken: this is what a sending ends with. */
export type Ended = Exclude<RefundOutcome, { kind: 'taken' }>;

export type CashBack = { readonly platformRefundNo?: string } | { readonly ended: Ended };

export interface WantedBack {
  readonly orderNo: OrderNo;
  readonly refundNo: RefundNo;
  /** What goes back, and of how much. */
  readonly refund: Fen;
  readonly total: Fen;
}

export const unknownEnd = (code: string): Ended => ({
  kind: 'unknown',
  code,
  reason: 'payment-unreachable',
});

/** What is not a success, of an act before which nothing went out. */
export function endedBy(verdict: Exclude<ApiVerdict, { kind: 'success' }>): Ended {
  const failure = failureOf(verdict);
  if (verdict.kind !== 'failure') return { kind: verdict.kind, ...failure };
  if (verdict.effect !== 'none') return { kind: 'unknown', ...failure };
  // an empty balance, a setting, a limit: it passes once that is gone
  return { kind: apiError(failure.code)?.again === 'no' ? 'refused' : 'not-sent', ...failure };
}

export function queryRefundAsk(
  config: Accounts,
  { orderNo, refundNo }: { readonly orderNo?: OrderNo; readonly refundNo: RefundNo },
): ApiAsk {
  const path = `/v3/refund/domestic/refunds/${refundNo}${hospitalQuery(config)}`;
  const about = orderNo === undefined ? {} : { orderNo };
  return { call: 'query-refund', method: 'GET', path, ...about };
}

/**
 * A no that may be about what stands already under the number, asked for in other words: with the address
 * for notices that was set then, say.
 */
function maySpeakOfEarlier(verdict: ApiVerdict): boolean {
  return verdict.kind === 'failure' && verdict.effect !== 'none' && verdict.status < 500;
}

/** On its way or back, as far as the platform's answer goes. */
export async function bringCashBack(
  config: Accounts,
  api: MedInsApi,
  ask: ApiAsk,
  wanted: WantedBack,
  deadline: Deadline,
): Promise<CashBack> {
  const verdict = await api.send(ask, deadline);
  if (verdict.kind === 'success') return backOf(config, wanted, verdict.body);
  if (!maySpeakOfEarlier(verdict)) return { ended: endedBy(verdict) };
  const asked = await api.send(queryRefundAsk(config, wanted), deadline);
  return asked.kind === 'success'
    ? backOf(config, wanted, asked.body)
    : { ended: endedBy(verdict) };
}

function backOf(config: Accounts, wanted: WantedBack, body: Said): CashBack {
  const reading = readCashRefund(config, wanted, body);
  if (!reading.ok) return { ended: unknownEnd(reading.code) };
  const { refund = wanted.refund, total = wanted.total, refundId } = reading.said;
  // other sums than asked for: what the platform does is for a query to tell
  if (refund !== wanted.refund || total !== wanted.total) {
    return { ended: unknownEnd('refund-sums') };
  }
  return refundId === undefined ? {} : { platformRefundNo: refundId };
}
