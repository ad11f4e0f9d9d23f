/**
 * Bringing the cash of a charge back, and how far that is (APIv3 退款, 查询单笔退款): the same calls as for
 * the cash of 2.0, and what their answers mean is said there.
 */
import { refundNoOf, type RefundNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { CashRefundAsk, CashRefundOutcome, CashRefundSeen } from '../../ports/counter-payment';
import type { MedInsApi } from '../medins/api';
import { bringCashBack, queryRefundAsk } from '../medins/cash-back';
import type { Accounts } from '../medins/config';
import { failureOf, unclear } from '../medins/look';
import { isAbsent } from '../medins/refund-asker';
import { cashRefundFacts, isOfOthers } from '../medins/refund-cash';
import { orderNoOf, stated } from '../medins/said';
import { refundAsk } from './asks';

export async function refund(
  config: Accounts,
  api: MedInsApi,
  ask: CashRefundAsk,
  deadline: Deadline,
): Promise<CashRefundOutcome> {
  const back = await bringCashBack(config, api, refundAsk(config, ask), ask, deadline);
  return 'ended' in back ? back.ended : { kind: 'taken', ...back };
}

export async function queryRefund(
  config: Accounts,
  api: MedInsApi,
  refundNo: RefundNo,
  deadline: Deadline,
): Promise<CashRefundSeen> {
  const verdict = await api.send(queryRefundAsk(config, { refundNo }), deadline);
  if (verdict.kind === 'failure' && isAbsent(verdict.error)) return { kind: 'absent' };
  if (verdict.kind !== 'success') return { kind: 'unknown', ...failureOf(verdict) };
  const { body } = verdict;
  if (body['out_refund_no'] !== refundNo) return unclear('other-refund');
  const about = orderNoOf(body);
  if (about === undefined || refundNoOf(about) !== refundNo) return unclear('other-order');
  const said = cashRefundFacts(body);
  if (said === undefined) return unclear('state-unreadable');
  return {
    kind: 'found',
    ours: !isOfOthers(config, body),
    state: said.state,
    ...stated('amount', said.refund),
    ...stated('platformRefundNo', said.refundId),
    ...stated('endedAt', said.at),
  };
}
