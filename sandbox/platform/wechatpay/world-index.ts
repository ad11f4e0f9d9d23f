/**
 * Where to look without looking everywhere: the tables are keyed by (merchant, number), callers also
 * come with a prepay_id or a mix_trade_no, and time moves only few records. Built once from what the
 * tables hold, kept up by the only functions that write to them (store.ts).
 */

import type { Table } from '../../shared/tables';
import type { CashOrder, CashRefund, MixedOrder, Notice } from './model';

export interface Indexed {
  readonly cash: Table<CashOrder>;
  readonly mixed: Table<MixedOrder>;
  readonly refunds: Table<CashRefund>;
  readonly notices: Table<Notice>;
}

export class WorldIndex {
  readonly cashByPrepayId = new Map<string, string>();
  readonly mixedByMixTradeNo = new Map<string, string>();
  readonly refundsByCash = new Map<string, readonly string[]>();
  /** Orders with a payment on its way, and cash orders that close by themselves. */
  readonly paying = new Set<string>();
  readonly closing = new Set<string>();
  /** Orders whose payer is typing the password. */
  readonly typing = new Set<string>();
  /** Refunds that end by themselves. */
  readonly moving = new Set<string>();
  /** Notices that are to be sent of their own accord. */
  readonly waiting = new Set<string>();

  constructor({ cash, mixed, refunds, notices }: Indexed) {
    for (const order of cash.values()) this.noteCash(order);
    for (const order of mixed.values()) this.noteMixed(order);
    for (const refund of refunds.values()) this.noteRefund(refund);
    for (const notice of notices.values()) this.noteNotice(notice);
  }

  noteCash({ id, prepayId, closesAt, state, codePayment }: CashOrder): void {
    if (codePayment === undefined) this.cashByPrepayId.set(prepayId, id);
    mark(this.typing, id, codePayment?.typingEndsAt !== undefined);
    mark(this.closing, id, closesAt !== undefined && state === 'NOTPAY');
  }

  noteMixed({ id, mixTradeNo, inFlight }: MixedOrder): void {
    this.mixedByMixTradeNo.set(mixTradeNo, id);
    mark(this.paying, id, inFlight !== undefined);
  }

  noteRefund({ id, cashId, status, endsAt }: CashRefund): void {
    const known = this.refundsByCash.get(cashId) ?? [];
    if (!known.includes(id)) this.refundsByCash.set(cashId, [...known, id]);
    mark(this.moving, id, status === 'PROCESSING' && endsAt !== undefined);
  }

  noteNotice({ id, state }: Notice): void {
    mark(this.waiting, id, state === 'waiting');
  }
}

function mark(set: Set<string>, id: string, wanted: boolean): void {
  if (wanted) set.add(id);
  else set.delete(id);
}
