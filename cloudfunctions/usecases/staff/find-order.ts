/** Reading orders as staff: one by number, and those that wait for a person. */
import type { CaseView, StaffOrderView } from '../../contract/staff-types';
import { orderNo, type OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import type { OrderStore } from '../../ports/order-store';
import { Refusal } from '../refusal';
import { staffOf, type StaffDoor } from './staff-of';
import { caseView, staffOrderView } from './staff-order-view';

export interface StaffReader extends StaffDoor {
  readonly orders: OrderStore;
}

const PAGE = 20;

/** The order of that number in this hospital. Refusal `order-not-found`. */
export async function orderOfHospital(deps: StaffReader, number: string): Promise<Order> {
  const order = await deps.orders.load(deps.hospital.id, orderNo(number));
  if (order === undefined) throw new Refusal('order-not-found');
  return order;
}

/** One order with everything that is known of it. */
export async function readOrder(
  deps: StaffReader,
  who: OpenId,
  number: string,
): Promise<{ order: StaffOrderView }> {
  await staffOf(deps, who);
  return { order: staffOrderView(await orderOfHospital(deps, number)) };
}

/** Cases that wait for a person, the longest waiting first, 20 at a time. */
export async function reviewQueue(
  deps: StaffReader,
  who: OpenId,
  skip: number,
): Promise<{ cases: readonly CaseView[]; more: boolean }> {
  await staffOf(deps, who);
  const { orders, unreadable } = await deps.orders.inReview(deps.hospital.id, PAGE, skip);
  const cases = orders.flatMap((order) =>
    order.review === undefined ? [] : [caseView(order, order.review)],
  );
  return { cases, more: orders.length + unreadable === PAGE };
}
