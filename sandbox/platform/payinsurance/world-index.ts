/**
 * Where to look without looking everywhere: the engine's tables are keyed by one number each, callers
 * come with four. Built once from what the tables hold, kept up by everybody who writes to them, so
 * that a call costs the same with ten orders and with a hundred thousand.
 */

import type { Notice, Order } from './model';
import { isMoving, type Refund } from './refund-model';

export class WorldIndex {
  readonly #known = new Set<string>();
  readonly #knownRefunds = new Set<string>();
  readonly #ordersByMedTransId = new Map<string, string>();
  readonly #ordersByPayKey = new Map<string, string>();
  readonly #ordersByOutTradeNo = new Map<string, readonly string[]>();
  readonly #refundsByOrder = new Map<string, string>();
  readonly #refundsByMedRefundId = new Map<string, string>();
  readonly #refundsByOutRefundNo = new Map<string, readonly string[]>();
  /** Orders that time alone may change. */
  readonly restless = new Set<string>();
  /** Refunds with a leg that ends by itself. */
  readonly moving = new Set<string>();
  /** Notices that are to be sent of their own accord. */
  readonly waiting = new Set<string>();

  constructor(orders: Iterable<Order>, refunds: Iterable<Refund>, notices: Iterable<Notice>) {
    for (const order of orders) this.noteOrder(order);
    for (const refund of refunds) this.noteRefund(refund);
    for (const notice of notices) this.noteNotice(notice);
  }

  noteOrder(order: Order): void {
    if (!this.#known.has(order.id)) {
      this.#known.add(order.id);
      addFirst(this.#ordersByPayKey, order.payKey, order.id);
      addFirst(this.#ordersByMedTransId, order.medTransId, order.id);
      add(this.#ordersByOutTradeNo, order.asked.hosp_out_trade_no ?? '', order.id);
    }
    mark(this.restless, order.id, order.inFlight !== undefined || order.state === 'PAYING');
  }

  noteRefund(refund: Refund): void {
    if (!this.#knownRefunds.has(refund.id)) {
      this.#knownRefunds.add(refund.id);
      addFirst(this.#refundsByMedRefundId, refund.medRefundId, refund.id);
      this.#refundsByOrder.set(refund.orderId, refund.id);
      add(this.#refundsByOutRefundNo, refund.asked.hosp_out_refund_no ?? '', refund.id);
    }
    mark(this.moving, refund.id, refund.endsAt !== undefined && isMoving(refund));
  }

  noteNotice(notice: Notice): void {
    mark(this.waiting, notice.id, notice.state === 'waiting');
  }

  orderByMedTransId(medTransId: string): string | undefined {
    return this.#ordersByMedTransId.get(medTransId);
  }

  orderByPayKey(payKey: string): string | undefined {
    return this.#ordersByPayKey.get(payKey);
  }

  /** Of any merchant, oldest first. */
  ordersByOutTradeNo(hospOutTradeNo: string): readonly string[] {
    return this.#ordersByOutTradeNo.get(hospOutTradeNo) ?? [];
  }

  refundOfOrder(orderId: string): string | undefined {
    return this.#refundsByOrder.get(orderId);
  }

  refundByMedRefundId(medRefundId: string): string | undefined {
    return this.#refundsByMedRefundId.get(medRefundId);
  }

  /** Of any merchant, oldest first. */
  refundsByOutRefundNo(hospOutRefundNo: string): readonly string[] {
    return this.#refundsByOutRefundNo.get(hospOutRefundNo) ?? [];
  }
}

function add(map: Map<string, readonly string[]>, key: string, id: string): void {
  map.set(key, [...(map.get(key) ?? []), id]);
}

/** A number drawn twice, as a poor dice may, keeps meaning the first. */
function addFirst(map: Map<string, string>, key: string, id: string): void {
  if (!map.has(key)) map.set(key, id);
}

function mark(set: Set<string>, id: string, wanted: boolean): void {
  if (wanted) set.add(id);
  else set.delete(id);
}
