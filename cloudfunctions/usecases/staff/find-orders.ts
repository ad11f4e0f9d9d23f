/**
 * Orders by what a clerk has in hand: an order number, a refund number, a bill or a card; otherwise by
 * state and day (Asia/Shanghai). Latest first, 20 a page. Names are masked; nobody is found by name.
 */
import type { OrderLineView, OrderSearch } from '../../contract/staff-desk-types';
import { deskState } from '../../domain/desk';
import { billId, orderNo, type OpenId, type PatientId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import { dayBegins, dayEnds } from '../../domain/recon-day';
import type { Deadline } from '../../ports/deadline';
import type { HisLookups } from '../../ports/his-visits';
import type { OrderStore } from '../../ports/order-store';
import type { FindAsk, FoundOrders, StaffOrders } from '../../ports/staff-orders';
import { Refusal } from '../refusal';
import { audited, type Audited } from './audited';
import { staffOf } from './staff-of';

export interface FinderDeps extends Audited {
  readonly orders: OrderStore;
  readonly staffOrders: StaffOrders;
  readonly lookups: Pick<HisLookups, 'patientByCard'>;
}

type Found = { orders: readonly OrderLineView[]; next?: string };

const PAGE = 20;
const ORDER_NO = /^[A-Za-z0-9_-]{10,63}$/;
const CARD_NO = /^[0-9A-Za-z]{1,32}$/;

export function lineOf(order: Order): OrderLineView {
  return {
    orderNo: order.orderNo,
    kind: order.kind,
    title: order.title,
    patientName: order.patientName,
    total: order.amounts.total,
    state: deskState(order),
    payment: order.payment,
    createdAt: order.createdAt,
  };
}

function viewOf({ orders, next }: FoundOrders): Found {
  return { orders: orders.map(lineOf), ...(next === undefined ? {} : { next }) };
}

/** A number that somebody reads off a slip is found whatever the list is filtered by. */
async function byNumber(deps: FinderDeps, text: string): Promise<Order | undefined> {
  const numbers = text.startsWith('R') ? [text.slice(1), text] : [text];
  for (const number of numbers) {
    if (!ORDER_NO.test(number)) continue;
    const order = await deps.orders.load(deps.hospital.id, orderNo(number));
    if (order !== undefined) return order;
  }
  return undefined;
}

/** Whose card it is is asked of the hospital, and written down; undefined when it is nobody's. */
async function patientOf(
  deps: FinderDeps,
  who: OpenId,
  card: string,
  deadline: Deadline,
): Promise<PatientId | undefined> {
  if (!CARD_NO.test(card)) return undefined;
  return audited(deps, who, { act: 'look-up-card' }, async () => {
    const answer = await deps.lookups.patientByCard(card, deadline);
    if (answer.ok) return answer.value.patientId;
    // only the hospital's own "nobody" is an empty list
    if (answer.certain && answer.reason === 'patient-not-found') return undefined;
    throw new Refusal(answer.reason, !answer.certain);
  });
}

/** Nothing found is an empty list. Refusal with the hospital's reason when it cannot be asked. */
export async function findOrders(
  deps: FinderDeps,
  who: OpenId,
  ask: OrderSearch,
  deadline: Deadline,
): Promise<Found> {
  await staffOf(deps, who);
  const { id } = deps.hospital;
  const { text, state, day, after } = ask;
  const filters: FindAsk = {
    limit: PAGE,
    ...(state === undefined ? {} : { state }),
    ...(day === undefined ? {} : { placed: { from: dayBegins(day), to: dayEnds(day) } }),
    ...(after === undefined ? {} : { after }),
  };
  if (text === undefined) return viewOf(await deps.staffOrders.find(id, filters));
  const numbered = await byNumber(deps, text);
  if (numbered !== undefined) return { orders: [lineOf(numbered)] };
  const bill = billId(text);
  const [onBill] = (await deps.staffOrders.find(id, { bill, limit: 1 })).orders;
  if (onBill !== undefined) return viewOf(await deps.staffOrders.find(id, { ...filters, bill }));
  const patient = await patientOf(deps, who, text, deadline);
  if (patient === undefined) return { orders: [] };
  return viewOf(await deps.staffOrders.find(id, { ...filters, patient }));
}
