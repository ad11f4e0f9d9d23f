/**
 * A day's books compared over real HTTP by the function `clockwork` (interface document v2.4 §3.8; money
 * rule 11): the platform's streamed bill, our orders, the hospital's paged ledger; then what staff read.
 */
import { confirm, pay, placed } from '../support/payer';
import { askBack, CLERK, hireClerk, later, paidOrder } from '../support/refunder';
import { testSandbox, ZHANG, type TestSandbox } from '../support/sandbox';
import { freeSlot, locked, register } from '../support/visitor';

let sandbox: TestSandbox;
jest.setTimeout(60_000);

beforeEach(async () => {
  sandbox = await testSandbox();
  await hireClerk(sandbox);
});
afterEach(() => sandbox.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const today = (): string =>
  new Date(sandbox.world.clock.now() + 8 * HOUR).toISOString().slice(0, 10).replace(/-/g, '');

/** To half past eleven of the next morning in Shanghai, and on until the day is compared. */
async function nextMorning(ticks = 4): Promise<void> {
  const now = sandbox.world.clock.now();
  const midnight = Math.floor((now + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
  await later(sandbox, midnight + 35.5 * HOUR - now, 1);
  await later(sandbox, ticks * MINUTE, ticks);
}

async function dayOf(day: string) {
  const { days } = await sandbox.must(CLERK, 'staff', 'reconciledDays', {});
  const report = days.find((one) => one.day === day);
  const { differences } = await sandbox.must(CLERK, 'staff', 'differences', { day });
  return { report, differences };
}

const plant = (day: string, difference: readonly object[]) =>
  sandbox.request(`/sandbox/api/payinsurance/bills/${day}`, { differences: difference });

it('finds nothing where nothing differs: payments, refunds, and what was never paid', async () => {
  await paidOrder(sandbox, 'insurance-and-cash');
  await paidOrder(sandbox, 'online');
  const back = await paidOrder(sandbox, 'self-pay');
  await askBack(sandbox, back.orderNo);
  await later(sandbox, MINUTE);
  await placed(sandbox, 'all-insurance');
  const day = today();
  await nextMorning();
  const { report, differences } = await dayOf(day);
  expect(differences).toEqual([]);
  expect(report).toMatchObject({ stage: 'done', outcome: 'balanced' });
  expect(report?.platform.payments).toMatchObject({ rows: 3 });
  expect(report?.platform.payments).toEqual(report?.ours.payments);
  expect(report?.ours.payments).toEqual(report?.hospital.payments);
  expect(report?.platform.refunds).toMatchObject({ rows: 1 });
  expect(report?.platform.refunds).toEqual(report?.hospital.refunds);
});

it('finds nothing in what cost nothing, paid or given back', async () => {
  await placed(sandbox, 'zero-total');
  const { slot } = await freeSlot(sandbox, 2);
  const appointment = await locked(sandbox, slot.slotId);
  sandbox.world.hospital.waiveBill(appointment.billId);
  const { orderNo } = await register(sandbox, appointment, 'cash');
  expect((await askBack(sandbox, orderNo)).refund).toMatchObject({ state: 'returned' });
  const day = today();
  await nextMorning();
  const { report, differences } = await dayOf(day);
  expect(differences).toEqual([]);
  expect(report).toMatchObject({ stage: 'done', outcome: 'balanced' });
});

it('finds the payment that nobody told us of, proves it, and books it', async () => {
  const order = await placed(sandbox, 'insurance-and-cash');
  // our function dies with every answer: neither notice nor question gets through that day
  const faults = { call: 'payinsurance.queryorder', fault: { kind: 'cut-before' }, count: 400 };
  await sandbox.request('/sandbox/api/faults', faults);
  await pay(sandbox, order.orderNo);
  const day = today();
  await later(sandbox, 5 * MINUTE);
  await nextMorning(1);
  await sandbox.request('/sandbox/api/faults', undefined, 'DELETE');
  await later(sandbox, 3 * HOUR, 12);
  expect(await confirm(sandbox, order.orderNo)).toMatchObject({
    payment: 'paid',
    hospital: 'settled',
  });
  const { report } = await dayOf(day);
  expect(report).toMatchObject({ stage: 'done' });
});

it('names planted differences, each with its act, and exports them', async () => {
  const kept = await paidOrder(sandbox, 'insurance-and-cash');
  const dropped = await paidOrder(sandbox, 'self-pay');
  const altered = await paidOrder(sandbox, 'insurance-and-cash');
  const day = today();
  const rowOf = (orderNo: string) => ({ hospOutTradeNo: orderNo });
  const sums = { totalFen: 500, cashFen: 500, insuranceFen: 0 };
  const { status } = await plant(day, [
    { kind: 'drop', row: rowOf(dropped.orderNo) },
    { kind: 'amount', row: rowOf(altered.orderNo), leg: 'cash', byFen: 100 },
    { kind: 'foreign', hospOutTradeNo: 'SOMEBODYELSES01', ...sums },
  ]);
  expect(status).toBe(200);
  await nextMorning();
  const { report, differences } = await dayOf(day);
  const types = differences.map(({ type, orderNo }) => [type, orderNo]);
  expect(types).toContainEqual(['ours-only', dropped.orderNo]);
  expect(types).toContainEqual(['amount-differs', altered.orderNo]);
  expect(types.map(([type]) => type)).toContain('platform-only');
  expect(types.map(([, orderNo]) => orderNo)).not.toContain(kept.orderNo);
  expect(differences.every(({ act }) => act.length > 0)).toBe(true);
  expect(report?.outcome).not.toBe('balanced');
  const { csv } = await sandbox.must(CLERK, 'staff', 'reconciliationCsv', { day });
  expect(csv.startsWith('\ufeff')).toBe(true);
  expect(csv).toContain(dropped.orderNo);
  // nobody else reads it
  const tried = await sandbox.call(ZHANG, 'staff', 'reconciliationCsv', { day });
  expect(tried).toMatchObject({ ok: false, reason: 'not-allowed' });
});

it('waits for a bill that is not there yet', async () => {
  await paidOrder(sandbox, 'self-pay');
  const day = today();
  const fault = {
    call: 'payinsurance.getbalancebill',
    fault: { kind: 'error', code: 'NOT-READY' },
  };
  await sandbox.request('/sandbox/api/faults', { ...fault, count: 2 });
  await nextMorning(1);
  expect((await dayOf(day)).report).toMatchObject({ stage: 'bill' });
  await later(sandbox, 2 * HOUR, 8);
  expect((await dayOf(day)).report).toMatchObject({ stage: 'done', outcome: 'balanced' });
});
