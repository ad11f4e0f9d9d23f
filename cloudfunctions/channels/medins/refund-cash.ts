/**
 * What the platform says of the cash part of a refund (APIv3, 退款 and 查询单笔退款): the same record
 * answers both. About another order, refund or hospital it is no answer; a state that nobody knows is
 * not final.
 */
import type { OrderNo, RefundNo } from '../../domain/ids';
import type { RefundLegEvidence } from '../../domain/refund';
import type { Fen } from '../../../miniprogram/shared/fen';
import type { Accounts } from './config';
import { fenOf, isSaid, recordOf, referenceOf, stated, textOf, timeOf, type Said } from './said';

/** ABNORMAL: the bank sent it back to the merchant · CLOSED: it came to nothing. */
const STATES: ReadonlyMap<string, Exclude<RefundLegEvidence, 'unstated'>> = new Map([
  ['SUCCESS', 'refunded'],
  ['PROCESSING', 'refunding'],
  ['ABNORMAL', 'change'],
  ['CLOSED', 'failed'],
]);

export interface CashRefundSaid {
  readonly state: Exclude<RefundLegEvidence, 'unstated'>;
  /** What goes back, and of how much; absent where it cannot be read. */
  readonly refund?: Fen;
  readonly total?: Fen;
  readonly refundId?: string;
  /** When it was back, ms. */
  readonly at?: number;
}

export type CashRefundReading =
  | { readonly ok: true; readonly said: CashRefundSaid }
  /** `unknown` says why. */
  | { readonly ok: false; readonly code: string };

/** Whether an account in it is not ours. */
export function isOfOthers(config: Accounts, body: Said): boolean {
  const accounts = {
    mchid: config.mchid,
    sp_mchid: config.mchid,
    sub_mchid: config.subMchid ?? config.mchid,
  };
  return Object.entries(accounts).some(([name, ours]) => isSaid(body, name) && body[name] !== ours);
}

/** Of a verified answer. */
export function readCashRefund(
  config: Accounts,
  { orderNo, refundNo }: { readonly orderNo: OrderNo; readonly refundNo: RefundNo },
  body: Said,
): CashRefundReading {
  if (isOfOthers(config, body)) return { ok: false, code: 'not-ours' };
  if (body['out_trade_no'] !== orderNo) return { ok: false, code: 'other-order' };
  if (body['out_refund_no'] !== refundNo) return { ok: false, code: 'other-refund' };
  const said = cashRefundFacts(body);
  return said === undefined ? { ok: false, code: 'state-unreadable' } : { ok: true, said };
}

/** Undefined when its state cannot be read. */
export function cashRefundFacts(body: Said): CashRefundSaid | undefined {
  const state = STATES.get(textOf(body, 'status') ?? '');
  if (state === undefined) return undefined;
  const amount = recordOf(body, 'amount') ?? {};
  return {
    state,
    ...stated('refund', fenOf(amount, 'refund')),
    ...stated('total', fenOf(amount, 'total')),
    ...stated('refundId', referenceOf(body, 'refund_id')),
    ...stated('at', state === 'refunded' ? timeOf(body, 'success_time') : undefined),
  };
}
