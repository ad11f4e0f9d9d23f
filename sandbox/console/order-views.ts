/**
 * One payment as each party sees it: our stored order, the platform's (of 1.0, or of 2.0 with the
 * insurance bureau, or at a counter with the regional centre), the hospital's.
 * Everything is veiled; amounts are fen, times ms since the epoch or ISO 8601.
 */

import type { CloudDatabase } from '../cloud';
import type { Hospital } from '../hospital/engine';
import type { PayinsurancePlatform } from '../platform/payinsurance/platform';
import type { Refund } from '../platform/payinsurance/refund-model';
import { counterView, type CounterSources } from './counter-views';
import { medinsViews, type MedinsSources } from './medins-views';
import { veiled } from './veil';

type Fields = Readonly<Record<string, unknown>>;

export interface OrderSources {
  readonly database: Pick<CloudDatabase, 'documents'>;
  readonly platform: Pick<PayinsurancePlatform, 'engine'>;
  readonly hospital: Pick<Hospital, 'querySettlement' | 'getBill' | 'refunds'>;
  readonly medins: MedinsSources;
  /** Absent: a world without counters. */
  readonly counter?: CounterSources;
}

/** One line of the list. */
export interface OrderLine {
  readonly orderNo: string;
  readonly createdAt: number;
  readonly order: unknown;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const numberIn = (fields: Fields, name: string): number => {
  const value = fields[name];
  return typeof value === 'number' ? value : 0;
};

/** The order inside a stored document, or undefined where it holds none. */
function orderIn(document: Fields): Fields | undefined {
  const order = document['order'];
  return isFields(order) ? order : undefined;
}

/**
 * Stored orders, newest first, at most `limit`, those behind the order number `after`. `next` names
 * where to go on; undefined: that was the last page. Undefined as a whole: no such `after`.
 */
export function listOrders(
  { database }: Pick<OrderSources, 'database'>,
  limit: number,
  after?: string,
):
  | { readonly orders: readonly OrderLine[]; readonly total: number; readonly next?: string }
  | undefined {
  const newest = database
    .documents('orders')
    .map((document) => ({ id: document._id, document }))
    .sort(
      (left, right) =>
        numberIn(right.document, 'createdAt') - numberIn(left.document, 'createdAt') ||
        (left.id < right.id ? 1 : -1),
    );
  const from = after === undefined ? 0 : newest.findIndex(({ id }) => id === after) + 1;
  if (after !== undefined && from === 0) return undefined;
  const page = newest.slice(from, from + limit);
  const last = from + limit < newest.length ? page.at(-1)?.id : undefined;
  return {
    orders: page.map(({ id, document }) => ({
      orderNo: id,
      createdAt: numberIn(document, 'createdAt'),
      order: summary(orderIn(document)),
    })),
    total: newest.length,
    ...(last === undefined ? {} : { next: last }),
  };
}

/** What the list needs; the history is for the single order. */
function summary(order: Fields | undefined): unknown {
  if (order === undefined) return null;
  const { history: _history, ...rest } = order;
  return veiled(rest);
}

/** The views of one order; undefined when nothing of ours has that number. */
export function viewsOf(sources: OrderSources, orderNo: string): object | undefined {
  const document = sources.database.documents('orders').find(({ _id }) => _id === orderNo);
  const order = document === undefined ? undefined : orderIn(document);
  if (order === undefined) return undefined;
  return {
    orderNo,
    ours: veiled(order),
    platform: platformView(sources, orderNo),
    ...medinsViews(sources.medins, orderNo),
    counter: sources.counter === undefined ? null : counterView(sources.counter, orderNo),
    hospital: hospitalView(sources, orderNo, order['billIds']),
  };
}

function platformView({ platform }: OrderSources, orderNo: string): unknown {
  const order = platform.engine.order(orderNo);
  if (order === undefined) return null;
  const { asked: _asked, caller: _caller, ...shown } = order;
  const refund = platform.engine.refunds.list().find(({ orderId }) => orderId === order.id);
  return veiled({ ...shown, ...(refund === undefined ? {} : { refund: refundView(refund) }) });
}

function refundView({ asked: _asked, ...shown }: Refund): Fields {
  return shown;
}

function hospitalView({ hospital }: OrderSources, orderNo: string, bills: unknown): unknown {
  const billIds = Array.isArray(bills) ? bills.filter((id) => typeof id === 'string') : [];
  return veiled({
    ...hospital.querySettlement(orderNo, billIds),
    bills: billIds.map((billId) => {
      const { status, totalFen } = hospital.getBill(billId);
      return { billId, status, totalFen };
    }),
    refunds: hospital
      .refunds()
      .filter((refund) => refund.orderNo === orderNo)
      .map(({ refundNo, status, cashFen, insuranceFen, since }) => ({
        ...{ refundNo, status, cashFen, insuranceFen, since },
      })),
  });
}
