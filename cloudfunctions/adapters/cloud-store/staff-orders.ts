/** The desk's questions about orders on the cloud database: found, counted and summed there. */
import { fen } from '../../../miniprogram/shared/fen';
import type { MoneyKind } from '../../domain/desk';
import type { EntryPoint, Order } from '../../domain/order';
import type { Span, StaffOrders, Sums } from '../../ports/staff-orders';
import { COLLECTIONS } from './context';
import { repeated } from './decide';
import { keyRange } from './desk-fields';
import type { Group } from './groups';
import type { CloudDatabase, Condition, Conditions } from './sdk';

const { orders } = COLLECTIONS;

const ALWAYS: Span = { from: 0, to: 999_999_999_999_998 };
const within = ({ from, to }: Span): Condition => ({ over: from - 1, upTo: to });

function summed(groups: readonly Group[]): Sums {
  const [all] = groups;
  const [cash = 0, insurance = 0] = all?.sums ?? [];
  return { count: all?.count ?? 0, cash: fen(cash), insurance: fen(insurance) };
}

function counts<K extends string>(
  groups: readonly Group[],
  zero: Readonly<Record<K, number>>,
): Readonly<Record<K, number>> {
  const found = new Map(groups.map(({ key, count }) => [key, count]));
  const keys = Object.keys(zero) as K[];
  return keys.reduce((all, key) => ({ ...all, [key]: found.get(key) ?? 0 }), zero);
}

const NO_ENTRY: Readonly<Record<EntryPoint, number>> = {
  menu: 0,
  'prescription-code': 0,
  message: 0,
  counter: 0,
};
const NO_MONEY: Readonly<Record<MoneyKind, number>> = {
  'insurance-only': 0,
  mixed: 0,
  'zero-insurance': 0,
  cash: 0,
};

/** `readable` turns documents into orders and leaves out, with an alarm, what cannot be read. */
export function cloudStaffOrders(
  database: CloudDatabase,
  readable: (found: readonly unknown[]) => readonly Order[],
): StaffOrders {
  const count = async (when: Conditions): Promise<number> => {
    const [all] = await repeated(() => database.groups(orders, when, {}));
    return all?.count ?? 0;
  };
  const sums = async (when: Conditions, fields: readonly string[]): Promise<Sums> =>
    summed(await repeated(() => database.groups(orders, when, { sums: fields })));
  return {
    find: async (hospital, { patient, bill, state, placed = ALWAYS, after, limit }) => {
      const { from, before } = keyRange(placed);
      const end = after !== undefined && after < before ? after : before;
      const when: Conditions = {
        hospital,
        ...(patient === undefined ? {} : { patientId: patient }),
        ...(bill === undefined ? {} : { billIds: bill }),
        ...(state === undefined ? {} : { deskState: state }),
        placed: { from, before: end },
      };
      // one more than asked for tells whether there are more
      const order = { by: 'placed', direction: 'desc', limit: limit + 1, skip: 0 } as const;
      const found = await repeated(() => database.find(orders, when, order));
      const page = found.slice(0, limit);
      const last = found.length > limit ? keyOf(page.at(-1)) : undefined;
      return { orders: readable(page), ...(last === undefined ? {} : { next: last }) };
    },
    paidIn: async (hospital, span, skip, limit) => {
      const order = { by: 'paidAt', direction: 'asc', limit, skip } as const;
      const when = { hospital, paidAt: within(span) };
      return readable(await repeated(() => database.find(orders, when, order)));
    },
    paid: (hospital, span) =>
      sums({ hospital, paidAt: within(span) }, ['paidCash', 'paidInsurance']),
    refunded: (hospital, span) =>
      sums({ hospital, refundedAt: within(span) }, ['refundCash', 'refundInsurance']),
    byEntry: async (hospital, span) => {
      const when = { hospital, paidAt: within(span) };
      return counts(await repeated(() => database.groups(orders, when, { by: 'entry' })), NO_ENTRY);
    },
    byMoney: async (hospital, span) => {
      const when = { hospital, paidAt: within(span) };
      return counts(
        await repeated(() => database.groups(orders, when, { by: 'moneyKind' })),
        NO_MONEY,
      );
    },
    count: (hospital, state, placed) =>
      count({ hospital, deskState: state, placed: keyRange(placed) }),
    inReview: (hospital) =>
      count({ hospital, reviewAt: { over: -1, upTo: Number.MAX_SAFE_INTEGER } }),
  };
}

function keyOf(stored: unknown): string | undefined {
  if (typeof stored !== 'object' || stored === null || !('placed' in stored)) return undefined;
  return typeof stored.placed === 'string' ? stored.placed : undefined;
}
