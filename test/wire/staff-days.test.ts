/**
 * A day's books at the desk, over real functions: differences are dealt with, the day is closed, opened
 * again by comparing it anew, and passed on as a file (money rule 11).
 */
import { later, paidOrder } from '../support/refunder';
import { ADMINISTRATOR, CLERK, hireBoth, SECOND, shanghaiToday } from '../support/staff-desk';
import { readWorkbook } from '../support/staff-xlsx';
import { testSandbox, type TestSandbox } from '../support/sandbox';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
jest.setTimeout(60_000);

let sandbox: TestSandbox;
let day: string;
let dropped: string;

beforeAll(async () => {
  sandbox = await testSandbox();
  await hireBoth(sandbox);
  await paidOrder(sandbox, 'insurance-and-cash');
  dropped = (await paidOrder(sandbox, 'self-pay')).orderNo;
  day = shanghaiToday(sandbox);
  const foreign = { totalFen: 500, cashFen: 500, insuranceFen: 0 };
  await sandbox.request(`/sandbox/api/payinsurance/bills/${day}`, {
    differences: [
      { kind: 'drop', row: { hospOutTradeNo: dropped } },
      { kind: 'foreign', hospOutTradeNo: 'SOMEBODYELSES01', ...foreign },
    ],
  });
  const now = sandbox.world.clock.now();
  const midnight = Math.floor((now + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
  await later(sandbox, midnight + 35.5 * HOUR - now, 1);
  await later(sandbox, 4 * MINUTE, 4);
});
afterAll(() => sandbox.close());

const differences = async () =>
  (await sandbox.must(CLERK, 'staff', 'differences', { day })).differences;
const report = async () =>
  (await sandbox.must(CLERK, 'staff', 'reconciledDays', {})).days.find((one) => one.day === day);
const settle = (differenceId: string, note = '已与平台核实') =>
  sandbox.call(CLERK, 'staff', 'settleDifference', { day, differenceId, note });
const close = () => sandbox.call(CLERK, 'staff', 'closeDay', { day });

async function settleAll(): Promise<number> {
  let open = -1;
  for (const one of await differences()) {
    if (one.state !== 'open' || one.act === 'wait-for-next-day') continue;
    const answer = await settle(one.differenceId);
    if (!answer.ok) throw new Error(answer.reason);
    ({ open } = answer.value);
  }
  return open;
}

it('is not closed while a person must end a difference', async () => {
  expect(await close()).toMatchObject({ ok: false, reason: 'difference-open' });
  const wrong = await settle(`${day}:ours-only:Y00000000000:payment`);
  expect(wrong).toMatchObject({ ok: false, reason: 'case-changed' });
  const empty = await settle('x', '');
  expect(empty).toMatchObject({ ok: false, reason: 'bad-request' });
  const other = await sandbox.call(CLERK, 'staff', 'closeDay', { day: '20200101' });
  expect(other).toMatchObject({ ok: false, reason: 'day-not-reconciled' });
  const never = await sandbox.call(CLERK, 'staff', 'dayFile', { day: '20260230' });
  expect(never).toMatchObject({ ok: false, reason: 'bad-request' });
});

it('keeps who dealt with a difference and how, and is closed when all are', async () => {
  const [first] = (await differences()).filter(({ state }) => state === 'open');
  if (first === undefined) throw new Error('no difference');
  const said = await settle(first.differenceId, '=已与平台核实');
  expect(said).toMatchObject({ ok: true });
  const again = (await differences()).find((one) => one.differenceId === first.differenceId);
  expect(again?.dealt).toMatchObject({ byName: '刘收费', note: '=已与平台核实' });
  expect(await settleAll()).toBe(0);
  expect(await close()).toMatchObject({ ok: true });
  expect((await report())?.closedAt).toBeGreaterThan(0);
  expect(await close()).toMatchObject({ ok: true });
});

it('is a file that a phone opens: sums, differences, words', async () => {
  const { file } = await sandbox.must(SECOND, 'staff', 'dayFile', { day });
  expect(file.name).toBe(`对账_${day}.xlsx`);
  const [summary, found] = readWorkbook(file.content);
  expect([summary?.name, found?.name]).toEqual(['对账汇总', '差异明细']);
  expect([summary?.frozen, found?.frozen]).toEqual([1, 1]);
  const closed = summary?.rows.find(([what]) => what === '结账')?.[1];
  expect(closed).toMatch(/^已结账 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d 刘收费$/);
  const row = found?.rows.find((cells) => cells[2] === dropped);
  expect(row?.[5]).toBe('已处理');
  expect(row?.[4]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect(row?.some((cell) => cell === 1628)).toBe(true);
  expect(JSON.stringify(found?.rows)).not.toContain('formula');
});

it('is open again when it is compared anew, and what people said still stands', async () => {
  await sandbox.must(SECOND, 'staff', 'reconcileAgain', { day });
  expect((await report())?.closedAt).toBeUndefined();
  expect(await close()).toMatchObject({ ok: false, reason: 'day-not-reconciled' });
  await later(sandbox, 4 * MINUTE, 4);
  expect((await report())?.stage).toBe('done');
  expect((await report())?.closedAt).toBeUndefined();
  const open = (await differences()).filter(
    ({ state, dealt, act }) =>
      state === 'open' && dealt === undefined && act !== 'wait-for-next-day',
  );
  expect(open).toEqual([]);
  expect(await close()).toMatchObject({ ok: true });
});

it('was all written down, latest first', async () => {
  const all: { act: string; byName: string; at: number }[] = [];
  let after: string | undefined;
  do {
    const ask = after === undefined ? {} : { after };
    const page = await sandbox.must(ADMINISTRATOR, 'staff', 'audit', ask);
    all.push(...page.lines);
    after = page.next;
  } while (after !== undefined);
  expect(all.map(({ at }) => at)).toEqual(
    all.map(({ at }) => at).sort((left, right) => right - left),
  );
  const acts = all.map(({ act, byName }) => `${byName} ${act}`);
  expect(acts).toContain('刘收费 close-day');
  expect(acts).toContain('刘收费 settle-difference');
  expect(acts).toContain('周复核 reconcile-again');
  expect(acts).toContain('周复核 day-file');
  expect(acts).toContain('管理员 invite');
  expect(acts).toContain('周复核 join');
});
