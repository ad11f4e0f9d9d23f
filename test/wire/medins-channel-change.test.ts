/**
 * The day on which a hospital goes over to 2.0 (money rule 11): its morning was paid on 1.0, its
 * afternoon on 2.0, and both bills are read; what either of them is to list and does not is found.
 */
import { changedTo20, type Redeployed } from '../support/changed-channel';
import { CLERK, hireClerk, paidOrder } from '../support/refunder';
import { testSandbox, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CHINA = 8 * HOUR;

let old: TestSandbox;
let now: Redeployed;
beforeEach(async () => {
  old = await testSandbox();
  await hireClerk(old);
}, 60_000);
afterEach(async () => {
  await now.close();
  await old.close();
});

const isoDay = (): string => new Date(old.world.clock.now() + CHINA).toISOString().slice(0, 10);

/** To half past eleven of the next morning in Shanghai, and on in hours. */
async function nextMorning(ticks: number): Promise<void> {
  const { clock } = old.world;
  const midnight = Math.floor((clock.now() + CHINA) / (24 * HOUR)) * 24 * HOUR - CHINA;
  clock.advance(midnight + 35.5 * HOUR - clock.now());
  for (let tick = 0; tick < ticks; tick += 1) {
    await now.tick();
    clock.advance(HOUR);
  }
}

async function dayOf(day: string) {
  const compact = day.replaceAll('-', '');
  const { days } = await now.sandbox.must(CLERK, 'staff', 'reconciledDays', {});
  const { differences } = await now.sandbox.must(CLERK, 'staff', 'differences', { day: compact });
  const found = differences.map(({ type, orderNo }) => [type, orderNo]);
  return { report: days.find((one) => one.day === compact), found };
}

async function lever(path: string, body: object): Promise<void> {
  const { status, json } = await old.request(`/sandbox/api/${path}`, body);
  if (status !== 200) throw new Error(JSON.stringify(json));
}

/** An order of each kind before and after the change. */
async function bothHalves() {
  const morning = await paidOrder(old, 'insurance-and-cash');
  await paidOrder(old, 'all-insurance');
  now = await changedTo20(old);
  const afternoon = await paidOrder(now.sandbox, 'insurance-and-cash');
  await paidOrder(now.sandbox, 'all-insurance');
  await paidOrder(now.sandbox, 'zero-insurance');
  return { morning, afternoon };
}

it('finds nothing where nothing differs, whichever way an order was paid', async () => {
  await bothHalves();
  const day = isoDay();
  await nextMorning(3);
  const { report, found } = await dayOf(day);
  expect(found).toEqual([]);
  expect(report).toMatchObject({ stage: 'done', outcome: 'balanced' });
  expect(report?.platform.payments.rows).toBe(4);
  expect(report?.ours.payments.rows).toBe(5);
});

it('finds what either bill lacks', async () => {
  const { morning, afternoon } = await bothHalves();
  const day = isoDay();
  const drop = (row: object) => ({ differences: [{ kind: 'drop', row }] });
  const compact = day.replaceAll('-', '');
  await lever(`payinsurance/bills/${compact}`, drop({ hospOutTradeNo: morning.orderNo }));
  await lever(`wechatpay/bills/${day}`, drop({ outTradeNo: afternoon.orderNo }));
  await nextMorning(3);
  const { report, found } = await dayOf(day);
  expect(report).toMatchObject({ stage: 'done', outcome: 'differences' });
  expect(new Set(found)).toEqual(
    new Set([
      ['ours-only', morning.orderNo],
      ['ours-only', afternoon.orderNo],
    ]),
  );
});

it('waits for both bills, and on later days not for the one that nobody pays any more', async () => {
  await bothHalves();
  const day = isoDay();
  const compact = day.replaceAll('-', '');
  await lever(`payinsurance/bills/${compact}`, { generated: 'never' });
  await nextMorning(6);
  expect((await dayOf(day)).report).toMatchObject({ stage: 'bill', fault: 'not-yet' });
  await lever(`payinsurance/bills/${compact}`, { generated: 'now' });
  const later = isoDay();
  await lever(`payinsurance/bills/${later.replaceAll('-', '')}`, { generated: 'never' });
  await paidOrder(now.sandbox, 'zero-insurance');
  await nextMorning(6);
  const done = { stage: 'done', outcome: 'balanced' };
  expect((await dayOf(day)).report).toMatchObject(done);
  expect((await dayOf(later)).report).toMatchObject(done);
});
