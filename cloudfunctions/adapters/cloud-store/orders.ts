/**
 * Orders on the cloud database: `_id` is the order number, `version` guards every change (money
 * rules 1 and 5). The order itself is one sub-object that is replaced whole; beside it stand the
 * fields that are asked for.
 */
import type { Order } from '../../domain/order';
import { dayLines, paidDayOf, refundDayOf } from '../../domain/recon-facts';
import type { DayOrder, DueOrders, OrderStore } from '../../ports/order-store';
import type { StaffOrders } from '../../ports/staff-orders';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { deskFields } from './desk-fields';
import { StoreError, type CloudDatabase } from './sdk';
import { cloudStaffOrders } from './staff-orders';

const { orders } = COLLECTIONS;

function toStored(order: Order, writeId: string) {
  return {
    hospital: order.hospital,
    owner: order.owner,
    createdAt: order.createdAt,
    ...deskFields(order),
    dueAt: order.dueAt,
    paidDay: paidDayOf(order),
    refundDay: refundDayOf(order),
    // what a night reads of hundreds of thousands of orders
    paidLines: dayLines(order, 'paid'),
    refundLines: dayLines(order, 'refunded'),
    reviewAt: order.review?.at ?? null,
    version: order.version,
    writeId,
    order,
  };
}

/** Reading stored orders; `readable` leaves out, with an alarm, what cannot be read. */
function readerOf({ log }: StoreContext, migrate: (stored: unknown) => Order) {
  const fromStored = (stored: unknown): Order => {
    if (typeof stored !== 'object' || stored === null || !('order' in stored)) {
      throw new StoreError('unreadable', 'order');
    }
    const order = migrated(migrate, stored.order);
    const keys = { _id: order.orderNo, version: order.version, hospital: order.hospital };
    const kept: Readonly<Record<string, unknown>> = { ...stored };
    if (Object.entries(keys).some(([key, value]) => kept[key] !== value)) {
      throw new StoreError('unreadable', 'order differs from its own keys');
    }
    return order;
  };
  /** One order that cannot be read must not stand before the others. */
  const readable = (found: readonly unknown[]): readonly Order[] =>
    found.flatMap((stored) => {
      try {
        return [fromStored(stored)];
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        log.alarm('stored-order-unreadable', { orderNo: idOf(stored), outcome: error.fault });
        return [];
      }
    });
  return { fromStored, readable };
}

/** The same orders for the desk's questions. */
export function staffOrdersOf(
  context: StoreContext,
  migrate: (stored: unknown) => Order,
): StaffOrders {
  return cloudStaffOrders(context.database, readerOf(context, migrate).readable);
}

/** `migrate` turns what is stored into an order of this release, or throws. */
export function cloudOrders(
  context: StoreContext,
  migrate: (stored: unknown) => Order,
): OrderStore {
  const { database, ids } = context;
  const { fromStored, readable } = readerOf(context, migrate);
  const dueOf = (found: readonly unknown[]) => {
    const read = readable(found);
    return { orders: read, unreadable: found.length - read.length };
  };
  return {
    insert: (order) => {
      const document = { _id: order.orderNo, ...toStored(order, writeIdOf(ids)) };
      return insertOnce(database, orders, document);
    },
    load: async (hospital, orderNo) => {
      const stored = await repeated(() => database.get(orders, orderNo));
      if (stored === undefined) return undefined;
      const order = fromStored(stored);
      return order.hospital === hospital ? order : undefined;
    },
    save: async (order) => {
      const when = { _id: order.orderNo, hospital: order.hospital, version: order.version - 1 };
      const result = await updateOnce(database, orders, when, toStored(order, writeIdOf(ids)));
      return result === 'done' ? 'saved' : 'conflict';
    },
    ofOwner: async (hospital, owner, limit, before) => {
      const order = { by: 'createdAt', direction: 'desc', limit, skip: 0 } as const;
      const older = before === undefined ? {} : { createdAt: { over: -1, upTo: before - 1 } };
      const when = { hospital, owner, ...older };
      return readable(await repeated(() => database.find(orders, when, order)));
    },
    due: async (hospital, now, limit, skip) => {
      const when = { hospital, dueAt: { over: -1, upTo: now } };
      const order = { by: 'dueAt', direction: 'asc', limit, skip } as const;
      const found = await repeated(() => database.find(orders, when, order));
      return dueOf(found);
    },
    ...dayQueries(database, dueOf),
  };
}

type DueOf = (found: readonly unknown[]) => DueOrders;

/** What reconciliation and the clerk's list ask for. */
function dayQueries(database: CloudDatabase, dueOf: DueOf): Pick<OrderStore, 'ofDay' | 'inReview'> {
  return {
    ofDay: async (hospital, { day, what }, after, limit) => {
      const [field, lines] =
        what === 'paid' ? ['paidDay', 'paidLines'] : ['refundDay', 'refundLines'];
      const when = { hospital, [field]: day, ...(after === undefined ? {} : { _id: { after } }) };
      const order = { by: '_id', direction: 'asc', limit, skip: 0, fields: [lines] } as const;
      const found = await repeated(() => database.find(orders, when, order));
      const read = found.map((stored) => dayOrder(stored, lines));
      const last = read.length < limit ? undefined : read.at(-1);
      return { orders: read, ...(last === undefined ? {} : { next: last.orderNo }) };
    },
    inReview: async (hospital, limit, skip) => {
      const when = { hospital, reviewAt: { over: -1, upTo: Number.MAX_SAFE_INTEGER } };
      const order = { by: 'reviewAt', direction: 'asc', limit, skip } as const;
      return dueOf(await repeated(() => database.find(orders, when, order)));
    },
  };
}

function migrated(migrate: (stored: unknown) => Order, stored: unknown): Order {
  try {
    return migrate(stored);
  } catch (error) {
    throw new StoreError('unreadable', error instanceof Error ? error.message : 'order');
  }
}

function idOf(stored: unknown): string {
  if (typeof stored !== 'object' || stored === null || !('_id' in stored)) return 'none';
  return typeof stored._id === 'string' ? stored._id : 'none';
}

/** No record of any book reads so. */
const UNREADABLE_LINES: readonly string[] = ['?'];

function dayOrder(stored: unknown, field: string): DayOrder {
  const fields: Readonly<Record<string, unknown>> =
    typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const lines: unknown = fields[field];
  const isText = (line: unknown): line is string => typeof line === 'string';
  if (typeof fields._id !== 'string') throw new StoreError('unreadable', 'number of a day');
  // one order without readable lines must not stop the day: it becomes a difference of its own
  const readable = Array.isArray(lines) && lines.every(isText);
  return { orderNo: fields._id, lines: readable ? lines : UNREADABLE_LINES };
}
