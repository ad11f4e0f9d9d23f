/**
 * How a bill of 2.0 ends once everybody has had their time, judged by what the parties hold and not by
 * what our functions say: never money for it twice, nothing left behind that could still be paid, nothing
 * closed while money is held (money rules 4, 7, 9 and 12).
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import { bookedOf, partsOf, payByPhone } from './medins-story';
import { confirm, place } from './payer';
import { asStaff, later } from './refunder';
import type { TestSandbox } from './sandbox';

const MINUTE = 60_000;

/** paid: and booked once · free: nobody holds anything · returned: all of it is back · review: a case. */
export type End = 'paid' | 'free' | 'returned' | 'review';

/** The numbers of all orders that ever stood on the bill, oldest first. */
export function ordersOn({ world }: TestSandbox, billId: string): readonly string[] {
  return world.database.documents('orders').flatMap(({ _id, order }) => {
    const { billIds = [] } = (order ?? {}) as { billIds?: readonly string[] };
    return billIds.includes(billId) ? [_id] : [];
  });
}

type Parts = ReturnType<typeof partsOf>;

const isCashHeld = ({ cash }: Parts) => cash === 'SUCCESS';
const isInsuranceHeld = ({ upload }: Parts) => upload === 'settled';

function isOver({ mixed, cash, upload }: Parts): boolean {
  return (
    ['absent', 'CREATED', 'FAIL'].includes(mixed) &&
    ['absent', 'CLOSED'].includes(cash) &&
    ['none', 'revoked'].includes(upload)
  );
}

function isBack({ mixed, type, cash, upload, refund }: Parts): boolean {
  const cashBack = type === 'INSURANCE_ONLY' || (cash === 'REFUND' && refund === 'SUCCESS');
  const insured = type !== 'CASH_ONLY' && mixed !== 'FAIL';
  const insuranceBack = insured ? upload === 'refunded' : ['none', 'revoked'].includes(upload);
  return cashBack && insuranceBack;
}

/** Throws, with everything the parties say, when the order stands in none of the ends. */
export async function endOf(sandbox: TestSandbox, orderNo: string): Promise<End> {
  const parts = partsOf(sandbox, orderNo);
  const staff = await asStaff(sandbox, orderNo);
  const booked = bookedOf(sandbox, orderNo);
  const settlements = booked.filter(({ kind }) => kind === 'settlement').length;
  const refunds = booked.filter(({ kind }) => kind === 'refund').length;
  const { payment, hospital, refund, review } = staff;
  if (review !== undefined) return 'review';
  if (payment === 'paid' && refund?.state === 'done' && isBack(parts)) return 'returned';
  if (payment === 'paid' && hospital === 'settled' && settlements === 1 && refunds === 0) {
    const whole = parts.mixed === 'SUCCESS' && parts.cash !== 'NOTPAY';
    if (whole && parts.refund === 'none') return 'paid';
  }
  const ended = ['rejected', 'closed', 'failed'].includes(payment);
  if (ended && settlements === 0 && isOver(parts) && parts.refund === 'none') return 'free';
  if (ended && refund?.state === 'done' && isBack(parts)) return 'returned';
  const says = { ...parts, payment, hospital, refund, settlements, refunds };
  throw new Error(`in no end: ${JSON.stringify(says)}`);
}

/** At no time may two orders on one bill hold money. */
export function heldFor(sandbox: TestSandbox, billId: string): readonly string[] {
  return ordersOn(sandbox, billId).filter((orderNo) => {
    const parts = partsOf(sandbox, orderNo);
    return isCashHeld(parts) || isInsuranceHeld(parts);
  });
}

/** Time passes until the order is over; then its end. */
export async function endsAs(
  sandbox: TestSandbox,
  { orderNo, billIds }: OrderView,
  { minutes = 40, ticks = 14 } = {},
): Promise<End> {
  await later(sandbox, minutes * MINUTE, ticks);
  for (const billId of billIds) {
    const held = heldFor(sandbox, billId);
    if (held.length > 1) throw new Error(`money for ${billId} is held by ${held.join()}`);
  }
  return endOf(sandbox, orderNo);
}

/** What a patient does: looks, pays if the phone offers it, pays anew if it is over. Ends paid, once. */
export async function patientPays(sandbox: TestSandbox, order: OrderView): Promise<void> {
  let now = await confirm(sandbox, order.orderNo);
  if (now.next.do === 'pay-anew') now = await place(sandbox, order.billIds);
  if (now.next.do === 'request-medical-insurance-pay') await payByPhone(sandbox, now);
  const paid = await confirm(sandbox, now.orderNo);
  if (paid.payment !== 'paid') throw new Error(`not paid but ${paid.payment}`);
  for (const billId of order.billIds) {
    const held = heldFor(sandbox, billId);
    if (held.join() !== now.orderNo) throw new Error(`held by ${held.join()}`);
  }
}

/** Nothing is left of that order now, and its bill is paid by the next one; throws otherwise. */
export async function freeAgain(sandbox: TestSandbox, order: OrderView): Promise<void> {
  const { orderNo, billIds } = order;
  const end = await endOf(sandbox, orderNo);
  if (end !== 'free') throw new Error(`not free but ${end}`);
  const anew = await place(sandbox, billIds);
  if (anew.orderNo === orderNo) throw new Error('placed again under the same number');
  await payByPhone(sandbox, anew);
  const { hospital } = await confirm(sandbox, anew.orderNo);
  if (hospital !== 'settled') throw new Error(`not settled but ${hospital}`);
  if (bookedOf(sandbox, orderNo).length > 0) throw new Error('booked under a number that is over');
}
