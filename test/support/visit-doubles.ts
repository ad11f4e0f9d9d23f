/** A small world with visits, and orders of the kinds that visits bring. */
import { FOREVER, HOSPITAL, linkOf, OTHER, OWNER, PATIENT, world } from './doubles';
import { memoryAttempts } from './memory-stores';
import { amountsOf, orderIn, T0 } from './orders';
import {
  ADMISSION,
  billOf,
  MINUTE,
  PLACE_BILL,
  scriptedVisits,
  type VisitCall,
} from './visit-hospital';
import { billId, orderNo, patientId, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { HistoryEntry, Order, PaymentState, Visit } from '../../cloudfunctions/domain/order';
import { fen, ZERO } from '../../miniprogram/shared/fen';

export const STRANGER = patientId('P9');

let numbers = 0;

/** An order number that no other order of the test has, nor the world's own `ids`. */
export function freshOrderNo(): OrderNo {
  numbers += 1;
  return orderNo(`Y20260302f${numbers.toString(16).padStart(31, '0')}`);
}

/** A small world with visits; OWNER and OTHER may act for PATIENT, only OTHER for STRANGER. */
export async function visitWorld(cityId = '440300') {
  const here = await world();
  await here.deps.links.add(HOSPITAL, linkOf({ owner: OTHER, patientId: STRANGER }));
  const hospital = scriptedVisits(here.clock);
  const { bill, lookups, visits, wards } = hospital;
  const his = { ...here.deps.his, bill };
  const attempts = memoryAttempts();
  const facts = { ...here.deps.hospital, cityId };
  const deps = { ...here.deps, hospital: facts, his, visits, wards, lookups, attempts };
  hospital.script.bills.set(PLACE_BILL, billOf());
  /** Stores the order with its bills claimed, as placing leaves it. */
  const keep = async (order: Order): Promise<Order> => {
    await here.orders.insert(order);
    const { orderNo: number, owner } = order;
    for (const id of order.billIds) {
      const claim = { billId: id, orderNo: number, owner, claimedAt: order.createdAt };
      await here.claims.claim(HOSPITAL, claim);
    }
    return order;
  };
  const load = async (number: OrderNo): Promise<Order> => {
    const found = await here.orders.load(HOSPITAL, number);
    if (found === undefined) throw new Error('lost');
    return found;
  };
  const heardOf = (name: VisitCall): readonly string[] =>
    hospital.heard.filter((each) => each === name || each.startsWith(`${name} `));
  return { ...here, ...hospital, deps, keep, load, heardOf };
}

export type VisitWorld = Awaited<ReturnType<typeof visitWorld>>;

export const VISIT: Visit = {
  ...{ appointmentId: 'A1', from: T0 + 2 * 60 * MINUTE, to: T0 + 3 * 60 * MINUTE },
  ...{ department: '内科', doctor: '王医生', place: '2楼3诊室' },
};

export const closeAsked = (note: string): HistoryEntry => ({
  ...{ at: T0, event: 'close-asked', outcome: 'closing', times: 1, note },
});

/** An order on the place of appointment A1. */
export function registrationIn(state: PaymentState, change: Partial<Order> = {}): Order {
  return orderIn(state, {
    ...{ orderNo: freshOrderNo(), kind: 'registration', visit: VISIT, billIds: [PLACE_BILL] },
    ...change,
  });
}

/** A top-up of that many fen, paid and booked by OWNER. */
export function topUpOf(sum: number, change: Partial<Order> = {}): Order {
  const cash = fen(sum);
  const sums = { total: cash, cash, insurance: ZERO };
  const number = freshOrderNo();
  return orderIn('paid', {
    ...{ orderNo: number, kind: 'deposit', admissionId: ADMISSION, payWith: 'cash' },
    billIds: [billId(`BT-${number.slice(-6)}`)],
    amounts: amountsOf({ kind: 'cash', ...sums, cashAdd: ZERO, cashReduced: ZERO }),
    legs: { cash: 'paid', insurance: 'none' },
    proof: { ...sums, paidAt: T0 },
    settlement: { state: 'settled', since: T0, attempts: 1, settlementNo: 'H1' },
    dueAt: null,
    ...change,
  });
}

export { FOREVER, HOSPITAL, OTHER, OWNER, PATIENT };
export * from './visit-hospital';
