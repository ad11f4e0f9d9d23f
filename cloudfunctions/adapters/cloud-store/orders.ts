/**
 * Orders on the cloud database: `_id` is the order number, `version` guards every change (money
 * rules 1 and 5). The order itself is one sub-object that is replaced whole; beside it stand the
 * fields that are asked for.
 */
import type { Order } from '../../domain/order';
import type { OrderStore } from '../../ports/order-store';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { StoreError } from './sdk';

const { orders } = COLLECTIONS;

function toStored(order: Order, writeId: string) {
  return {
    hospital: order.hospital,
    owner: order.owner,
    createdAt: order.createdAt,
    dueAt: order.dueAt,
    version: order.version,
    writeId,
    order,
  };
}

/** `migrate` turns what is stored into an order of this release, or throws. */
export function cloudOrders(
  { database, ids, log }: StoreContext,
  migrate: (stored: unknown) => Order,
): OrderStore {
  const fromStored = (stored: unknown): Order => {
    if (typeof stored !== 'object' || stored === null || !('order' in stored)) {
      throw new StoreError('unreadable', 'order');
    }
    const order = readable(migrate, stored.order);
    const keys = { _id: order.orderNo, version: order.version, hospital: order.hospital };
    const kept: Readonly<Record<string, unknown>> = { ...stored };
    if (Object.entries(keys).some(([key, value]) => kept[key] !== value)) {
      throw new StoreError('unreadable', 'order differs from its own keys');
    }
    return order;
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
    ofOwner: async (hospital, owner, limit) => {
      const found = await repeated(() =>
        database.find(orders, { hospital, owner }, { by: 'createdAt', direction: 'desc', limit }),
      );
      return found.map(fromStored);
    },
    due: async (now, limit) => {
      const found = await repeated(() =>
        database.find(
          orders,
          { dueAt: { over: 0, upTo: now } },
          { by: 'dueAt', direction: 'asc', limit },
        ),
      );
      // One order that cannot be read must not keep the others waiting.
      return found.flatMap((stored) => {
        try {
          return [fromStored(stored)];
        } catch (error) {
          log.alarm('stored-order-unreadable', { orderNo: idOf(stored), outcome: nameOf(error) });
          return [];
        }
      });
    },
  };
}

function readable(migrate: (stored: unknown) => Order, stored: unknown): Order {
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

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'error';
}
