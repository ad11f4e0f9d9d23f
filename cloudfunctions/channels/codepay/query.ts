/**
 * How a charge stands (APIv3 查询订单, trade_state of 付款码支付). "No such order" is believed of a verified
 * answer alone; a state that stands in no table, or an answer about another number, says nothing.
 */
import type { OrderNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { ChargeSeen, ChargeState } from '../../ports/counter-payment';
import type { MedInsApi } from '../medins/api';
import type { Accounts } from '../medins/config';
import { failureOf, saysAbsent, tradeFacts, unclear } from '../medins/look';
import { queryCashAsk } from '../medins/prepay';
import { orderNoOf, textOf } from '../medins/said';

/**
 * A payment that failed is not closed, and its number is not used up, before it is reversed: REVOKED is
 * both what was closed unpaid and what was given back.
 */
const STATES: ReadonlyMap<string, ChargeState> = new Map([
  ['NOTPAY', 'unpaid'],
  ['PAYERROR', 'unpaid'],
  ['USERPAYING', 'paying'],
  ['SUCCESS', 'paid'],
  ['REFUND', 'refunded'],
  ['CLOSED', 'closed'],
  ['REVOKED', 'closed'],
]);

export async function queryCharge(
  config: Accounts,
  api: MedInsApi,
  orderNo: OrderNo,
  deadline: Deadline,
): Promise<ChargeSeen> {
  const verdict = await api.send(queryCashAsk(config, orderNo), deadline);
  if (verdict.kind !== 'success') {
    return saysAbsent(verdict) ? { kind: 'absent' } : { kind: 'unknown', ...failureOf(verdict) };
  }
  const { body } = verdict;
  if (orderNoOf(body) !== orderNo) return unclear('other-order');
  const state = STATES.get(textOf(body, 'trade_state') ?? '');
  if (state === undefined) return unclear('state-unreadable');
  return { kind: 'found', state, ...tradeFacts(config, body) };
}
