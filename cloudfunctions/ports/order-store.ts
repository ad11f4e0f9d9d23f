/** Orders, kept so that one writer at a time changes one (money rules 1 and 5). */
import type { HospitalId, OpenId, OrderNo } from '../domain/ids';
import type { Order } from '../domain/order';

export interface DueOrders {
  readonly orders: readonly Order[];
  /** How many stand among them that cannot be read: each is an alarm, and stays where it is. */
  readonly unreadable: number;
}

export interface DayAsk {
  readonly day: string;
  readonly what: 'paid' | 'refunded';
}

/** Of one order what its day's books need: lines of domain/recon-records, written with the order. */
export interface DayOrder {
  readonly orderNo: string;
  readonly lines: readonly string[];
}

export interface DayOrders {
  /** By number. */
  readonly orders: readonly DayOrder[];
  /** Where to go on; absent when these were the last. */
  readonly next?: string;
}

export interface OrderStore {
  /** `exists`: an order of that number is there already, nothing was written. */
  insert(order: Order): Promise<'inserted' | 'exists'>;
  load(hospital: HospitalId, orderNo: OrderNo): Promise<Order | undefined>;
  /** Replaces the order if its stored version is `order.version - 1`. */
  save(order: Order): Promise<'saved' | 'conflict'>;
  /**
   * The person's latest orders, newest first, those placed at `before` (ms) or later left out; one that
   * cannot be read is left out, with an alarm.
   */
  ofOwner(
    hospital: HospitalId,
    owner: OpenId,
    limit: number,
    before?: number,
  ): Promise<readonly Order[]>;
  /** Orders whose dueAt has come, longest overdue first, without the first `skip`. One indexed query. */
  due(hospital: HospitalId, now: number, limit: number, skip: number): Promise<DueOrders>;
  /**
   * Orders whose payment or refund fell on that day (yyyyMMdd, Asia/Shanghai), by number, those behind
   * `after`: not the orders themselves, a night may read hundreds of thousands. One indexed query.
   */
  ofDay(
    hospital: HospitalId,
    ask: DayAsk,
    after: string | undefined,
    limit: number,
  ): Promise<DayOrders>;
  /** Orders that a person must look at, the longest waiting first, without the first `skip`. */
  inReview(hospital: HospitalId, limit: number, skip: number): Promise<DueOrders>;
}
