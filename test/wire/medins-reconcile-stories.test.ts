/**
 * A day's books of 2.0 compared over real HTTP by the function `clockwork` (money rule 11): the trade
 * bill of the cash, our orders, the hospital's ledger with its insurance. What never touched cash is
 * compared with the hospital alone.
 */
import { medinsSandbox, partsOf } from '../support/medins-story';
import { confirm, pay, placed } from '../support/payer';
import { askBack, CLERK, hireClerk, later, paidOrder } from '../support/refunder';
import type { TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await medinsSandbox();
  await hireClerk(sandbox);
}, 60_000);
afterEach(() => sandbox.close());

const isoDay = (): string =>
  new Date(sandbox.world.clock.now() + 8 * HOUR).toISOString().slice(0, 10);

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

const compact = (day: string): string => day.replaceAll('-', '');

async function plan(day: string, change: object): Promise<void> {
  const { status, json } = await sandbox.request(`/sandbox/api/wechatpay/bills/${day}`, change);
  if (status !== 200) throw new Error(JSON.stringify(json));
}

it('finds nothing where nothing differs: payments of every kind, refunds, and half a payment', async () => {
  await paidOrder(sandbox, 'insurance-and-cash');
  await paidOrder(sandbox, 'all-insurance');
  await paidOrder(sandbox, 'zero-insurance');
  const back = await paidOrder(sandbox, 'cash-added-and-reduced');
  const insured = await paidOrder(sandbox, 'all-insurance');
  for (const { orderNo } of [back, insured]) {
    await askBack(sandbox, orderNo);
    await later(sandbox, MINUTE);
  }
  const half = await placed(sandbox, 'insurance-and-cash');
  await pay(sandbox, half.orderNo, 'half-paid');
  await confirm(sandbox, half.orderNo);
  await later(sandbox, 5 * MINUTE, 5);
  expect(partsOf(sandbox, half.orderNo)).toMatchObject({ refund: 'SUCCESS' });
  await placed(sandbox, 'insurance-and-cash');
  const day = compact(isoDay());
  await nextMorning();
  const { report, differences } = await dayOf(day);
  expect(differences).toEqual([]);
  expect(report).toMatchObject({ stage: 'done', outcome: 'balanced' });
});

it('finds the payment that nobody told us of, proves it, and books it', async () => {
  const order = await placed(sandbox, 'insurance-and-cash');
  const faults = sandbox.world.faults;
  faults.plant('wechatpay.queryMixed', { kind: 'cut-before' }, 4_000);
  await pay(sandbox, order.orderNo);
  const day = compact(isoDay());
  await later(sandbox, 5 * MINUTE);
  await nextMorning(1);
  faults.clear();
  await later(sandbox, 3 * HOUR, 12);
  expect(await confirm(sandbox, order.orderNo)).toMatchObject({
    ...{ payment: 'paid', hospital: 'settled' },
  });
  expect((await dayOf(day)).report).toMatchObject({ stage: 'done' });
});

it('names planted differences, each with its act', async () => {
  const kept = await paidOrder(sandbox, 'insurance-and-cash');
  const dropped = await paidOrder(sandbox, 'zero-insurance');
  const altered = await paidOrder(sandbox, 'insurance-and-cash');
  const insured = await paidOrder(sandbox, 'all-insurance');
  const day = isoDay();
  await plan(day, {
    differences: [
      { kind: 'drop', row: { outTradeNo: dropped.orderNo } },
      { kind: 'amount', row: { outTradeNo: altered.orderNo }, byFen: 100 },
      { kind: 'foreign', outTradeNo: 'SOMEBODYELSES01', totalFen: 500 },
    ],
  });
  await nextMorning();
  const { report, differences } = await dayOf(compact(day));
  const types = differences.map(({ type, orderNo }) => [type, orderNo]);
  expect(types).toContainEqual(['ours-only', dropped.orderNo]);
  expect(types).toContainEqual(['amount-differs', altered.orderNo]);
  expect(types.map(([type]) => type)).toContain('platform-only');
  for (const { orderNo } of [kept, insured]) {
    expect(types.map(([, number]) => number)).not.toContain(orderNo);
  }
  expect(differences.every(({ act }) => act.length > 0)).toBe(true);
  expect(report?.outcome).not.toBe('balanced');
});

it('notices insurance that the hospital has not in its books', async () => {
  const order = await paidOrder(sandbox, 'all-insurance');
  const day = isoDay();
  sandbox.world.hospital.plantLedgerDifference(day, {
    ...{ kind: 'drop', row: { orderNo: order.orderNo } },
  });
  await nextMorning();
  // a day without cash has no bill, which is believed after a while
  await later(sandbox, 3 * HOUR, 12);
  const { report, differences } = await dayOf(compact(day));
  expect(differences).toMatchObject([{ type: 'his-missing', orderNo: order.orderNo }]);
  expect(report?.outcome).not.toBe('balanced');
});

it('waits for a bill that is not there yet, and for one that comes whole', async () => {
  await paidOrder(sandbox, 'insurance-and-cash');
  const day = isoDay();
  await plan(day, { generated: 'never' });
  await nextMorning(1);
  expect((await dayOf(compact(day))).report).toMatchObject({ stage: 'bill' });
  await plan(day, { generated: 'now', cut: true });
  await later(sandbox, HOUR, 4);
  expect((await dayOf(compact(day))).report?.stage).not.toBe('done');
  await plan(day, { cut: false });
  await later(sandbox, 3 * HOUR, 12);
  expect((await dayOf(compact(day))).report).toMatchObject({ stage: 'done', outcome: 'balanced' });
});
