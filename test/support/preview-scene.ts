/**
 * A hospital in the middle of a day, for whoever looks at every page: yesterday's books compared and differing, today
 * orders in all states, an appointment, a stay, a prescription, reminders, staff. Done through the functions, as people
 * would do it.
 */
import { ADMINISTRATOR } from '../../sandbox/function-environment';
import { mustCharge, pays, quotedStory } from './counter-story';
import { bindByPhone, pay, placed, REFUSED } from './payer';
import { askBack, CLERK, hireClerk, later, paidOrder } from './refunder';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from './sandbox';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whose own patient is in hospital, where insurance pays no bills. */
export const SON = 'oZhangWei';

export { ADMINISTRATOR, CLERK };

/** What the pages' addresses need. */
export interface Scene {
  readonly patientId: string;
  readonly billId: string;
  readonly paidOrderNo: string;
  readonly refundedOrderNo: string;
  readonly unpaidOrderNo: string;
  /** At a counter: taken, and waiting for cash that is taken otherwise. */
  readonly counterPaidNo: string;
  readonly counterTenderNo: string;
  readonly departmentId: string;
  readonly doctorId: string;
  /** yyyy-MM-dd, a day with free places. */
  readonly visitDay: string;
  readonly slotId: string;
  readonly lockedId: string;
  readonly ticketId: string;
  readonly prescription: string;
  /** yyyyMMdd, compared. */
  readonly booksDay: string;
  readonly invitation: string;
}

/** Makes it all happen, in a world that has counters. Throws, naming the call, when one is refused. */
export async function setScene(sandbox: TestSandbox): Promise<Scene> {
  await hireClerk(sandbox);
  const booksDay = await yesterday(sandbox);
  const orders = await today(sandbox);
  const counter = await counterOrders(sandbox);
  const visits = await visitsOf(sandbox);
  await bindByPhone(sandbox, SON, 'P00006');
  const { hospital } = sandbox.world;
  const bill = hospital.issueStory('insurance-and-cash');
  const rx = hospital.issueStory('insurance-and-cash');
  const invitation = { name: '赵新来', role: 'clerk' } as const;
  const { code } = await sandbox.must(ADMINISTRATOR, 'staff', 'invite', invitation);
  return {
    patientId: ZHANG_PATIENT,
    billId: bill.billId,
    prescription: hospital.prescriptionCode(rx.billId),
    booksDay,
    invitation: code,
    ...orders,
    ...counter,
    ...visits,
  };
}

/** Payments of a day that is over, with one of each kind of difference. */
async function yesterday(sandbox: TestSandbox): Promise<string> {
  await paidOrder(sandbox, 'insurance-and-cash');
  const dropped = await paidOrder(sandbox, 'self-pay');
  const altered = await paidOrder(sandbox, 'insurance-and-cash');
  // a bill of payment codes without any row is believed only after hours of asking
  await takenAtCounter(sandbox, 'at-once');
  const now = sandbox.world.clock.now();
  const day = new Date(now + 8 * HOUR).toISOString().slice(0, 10).replace(/-/g, '');
  const row = (hospOutTradeNo: string) => ({ hospOutTradeNo });
  const sums = { totalFen: 500, cashFen: 500, insuranceFen: 0 };
  await sandbox.request(`/sandbox/api/payinsurance/bills/${day}`, {
    differences: [
      { kind: 'drop', row: row(dropped.orderNo) },
      { kind: 'amount', row: row(altered.orderNo), leg: 'cash', byFen: 100 },
      { kind: 'foreign', hospOutTradeNo: 'SOMEBODYELSES01', ...sums },
    ],
  });
  const midnight = Math.floor((now + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  await later(sandbox, midnight + DAY + 11.5 * HOUR - now, 1);
  await later(sandbox, 6 * MINUTE, 6);
  return day;
}

async function today(
  sandbox: TestSandbox,
): Promise<Pick<Scene, 'paidOrderNo' | 'refundedOrderNo' | 'unpaidOrderNo'>> {
  const refunded = await paidOrder(sandbox, 'all-insurance');
  await askBack(sandbox, refunded.orderNo);
  await later(sandbox, MINUTE);
  const changed = await paidOrder(sandbox, 'insurance-and-cash');
  sandbox.world.platform.engine.refunds.plan({ cash: 'CHANGE' }, changed.orderNo);
  await askBack(sandbox, changed.orderNo);
  await later(sandbox, 2 * MINUTE);
  const paid = await paidOrder(sandbox, 'cash-added-and-reduced');
  const unpaid = await placed(sandbox, 'zero-insurance');
  return {
    paidOrderNo: paid.orderNo,
    refundedOrderNo: refunded.orderNo,
    unpaidOrderNo: unpaid.orderNo,
  };
}

type Visits = Pick<
  Scene,
  'departmentId' | 'doctorId' | 'visitDay' | 'slotId' | 'lockedId' | 'ticketId'
>;

/** A place that is locked, and one that is paid for. */
async function visitsOf(sandbox: TestSandbox): Promise<Visits> {
  const { departments } = await sandbox.must(ZHANG, 'clinic', 'departments', {});
  const departmentId = departments[0]?.departmentId ?? '';
  const { doctors } = await sandbox.must(ZHANG, 'clinic', 'schedule', { departmentId });
  const [free] = doctors.flatMap(({ doctorId, days }) =>
    days.filter((one) => one.free > 4).map(({ day }) => ({ doctorId, day })),
  );
  if (free === undefined) throw new Error('no doctor has places');
  const { doctorId, day } = free;
  const ask = { departmentId, doctorId, day };
  const slots = (await sandbox.must(ZHANG, 'clinic', 'slots', ask)).slots.filter(
    (slot) => slot.free > 0,
  );
  const [first, second = first] = slots;
  if (first === undefined || second === undefined) throw new Error('no place is free');
  const ticket = await locked(sandbox, first.slotId);
  await payFor(sandbox, ticket.billId);
  const kept = await locked(sandbox, second.slotId);
  return {
    ...{ departmentId, doctorId, visitDay: day, slotId: second.slotId },
    lockedId: kept.appointmentId,
    ticketId: ticket.appointmentId,
  };
}

async function locked(sandbox: TestSandbox, slotId: string) {
  const ask = { requestId: `scene-${slotId}-locked`, patientId: ZHANG_PATIENT, slotId };
  return (await sandbox.must(ZHANG, 'clinic', 'lockSlot', ask)).appointment;
}

async function payFor(sandbox: TestSandbox, billId: string): Promise<void> {
  const who = { patientId: ZHANG_PATIENT, billIds: [billId] };
  const { split } = await sandbox.must(ZHANG, 'clinic', 'split', { ...who, payWith: 'insurance' });
  const ask = { ...who, payWith: split.payWith, place: REFUSED, entry: 'menu' as const };
  const { order } = await sandbox.must(ZHANG, 'pay', 'placeOrder', ask);
  await pay(sandbox, order.orderNo);
  await sandbox.must(ZHANG, 'pay', 'confirmOrder', { orderNo: order.orderNo });
}

/** The number of an order that a clerk has begun, on a phone that pays so. */
async function takenAtCounter(sandbox: TestSandbox, how: string): Promise<string> {
  await pays(sandbox, how);
  const { charge } = await quotedStory(sandbox, 'insurance-and-cash');
  return (await mustCharge(sandbox, charge)).orderNo;
}

async function counterOrders(
  sandbox: TestSandbox,
): Promise<Pick<Scene, 'counterPaidNo' | 'counterTenderNo'>> {
  return {
    counterPaidNo: await takenAtCounter(sandbox, 'at-once'),
    counterTenderNo: await takenAtCounter(sandbox, 'insufficient'),
  };
}
