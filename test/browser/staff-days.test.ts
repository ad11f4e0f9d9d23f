/**
 * The office in a real Chromium: a day of reconciliation is dealt with, closed and exported (money rule
 * 11), the end of a shift, the acceptance sheet, people and the audit list; faults on the way.
 */
import { browserWorld } from '../support/browser-world';
import { looksRight } from '../support/phone-looks';
import { later, paidOrder } from '../support/refunder';
import { ADMINISTRATOR, CLERK, hireBoth, shanghaiToday } from '../support/staff-desk';
import {
  at,
  openedTable,
  openStaff,
  STAFF_LOOKS,
  timeGoesOn,
  type,
} from '../support/staff-phone-walk';
import { readWorkbook } from '../support/staff-xlsx';

const WAIT = 90_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const world = browserWorld();
let day = '';

beforeAll(async () => {
  const { sandbox } = world;
  await hireBoth(sandbox);
  await paidOrder(sandbox, 'insurance-and-cash');
  const dropped = (await paidOrder(sandbox, 'self-pay')).orderNo;
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
}, 180_000);

const closedAt = async (): Promise<number | undefined> =>
  (await world.sandbox.must(CLERK, 'staff', 'reconciledDays', {})).days.find(
    (one) => one.day === day,
  )?.closedAt;

describe.each(STAFF_LOOKS)('in %s', (look, options) => {
  it(
    'the days and the report of one',
    async () => {
      const here = await openStaff(world, 'desk', options);
      await here.tap('work-days');
      await at(here, 'days');
      await here.at('day-card').first().waitFor();
      await looksRight(here, look, 'staff-days');
      await here.page.locator(`[data-testid="day-card"][data-day="${day}"]`).click();
      await at(here, 'day');
      await here.at('books').waitFor();
      await looksRight(here, look, 'staff-day');
      await here.at('difference').first().scrollIntoViewIfNeeded();
      await looksRight(here, look, 'staff-day-differences');
      expect(await here.read('day-still-open')).toContain('没有处理');
      expect(await here.at('day-close').count()).toBe(0);
    },
    WAIT,
  );

  it(
    'the shift, the acceptance sheet, people and the audit list',
    async () => {
      const here = await openStaff(world, 'desk', { ...options, openid: ADMINISTRATOR });
      await here.tap('work-shift');
      await at(here, 'shift');
      await here.at('figure-paid').waitFor();
      await looksRight(here, look, 'staff-shift');
      await here.tap('nav-back');
      await here.tap('work-acceptance');
      await at(here, 'acceptance');
      await here.at('acceptance-rows').waitFor();
      await looksRight(here, look, 'staff-acceptance');
      await here.tap('nav-back');
      await here.tap('work-members');
      await at(here, 'members');
      await here.at('member').first().waitFor();
      await looksRight(here, look, 'staff-members');
      await type(here, 'invite-name', '王收费');
      await here.tap('invite-create');
      await here.at('invitation-code').waitFor();
      await here.at('invitation-code').first().scrollIntoViewIfNeeded();
      await looksRight(here, look, 'staff-invitation');
      await here.tap('nav-back');
      await here.tap('work-audit');
      await at(here, 'audit');
      await here.at('audit-line').first().waitFor();
      await looksRight(here, look, 'staff-audit');
    },
    WAIT,
  );
});

it(
  'every difference is dealt with, the day is closed and opened as a table, slowly and with a lost answer',
  async () => {
    const { faults } = world.sandbox.world;
    const here = await openStaff(world, 'day', {}, `?day=${day}`);
    await here.at('difference').first().waitFor();
    await here.tap('difference-settle');
    await here.at('settle-yes').first().click();
    expect(await here.read('settle-note-error')).toContain('请填写');
    await type(here, 'settle-note', '已联系平台，次日补款');
    faults.plant('cloud.functions.staff', { kind: 'timeout-after' });
    await here.at('settle-yes').first().click();
    await here.page.clock.runFor(26_000);
    await timeGoesOn(here, here.at('day-notice'));
    // the form keeps what was written; saying it again is no fault
    await here.tap('difference-settle');
    expect(await here.at('settle-note').locator('input').inputValue()).toContain('次日补款');
    await here.at('settle-yes').first().click();
    await here.at('difference-dealt').first().waitFor();
    while ((await here.at('difference-settle').count()) > 0) {
      const left = await here.at('difference-settle').count();
      await here.tap('difference-settle');
      await type(here, 'settle-note', '已与平台核实');
      await here.at('settle-yes').first().click();
      await here
        .at('difference-settle')
        .nth(left - 1)
        .waitFor({ state: 'detached' });
    }
    await here.at('day-close').waitFor();
    await looksRight(here, 'usual', 'staff-day-dealt');
    await here.tap('day-close');
    faults.plant('cloud.functions.staff', { kind: 'slow', ms: 3_000 });
    await here.at('close-yes').first().click();
    await timeGoesOn(here, here.at('day-closed'));
    await looksRight(here, 'usual', 'staff-day-closed');
    expect(await closedAt()).toBeGreaterThan(0);
    await here.tap('day-export');
    const { name, bytes } = await openedTable(here);
    expect(name).toBe(`对账_${day}.xlsx`);
    expect(readWorkbook(bytes.toString('base64')).map((sheet) => sheet.name)).toEqual([
      '对账汇总',
      '差异明细',
    ]);
  },
  WAIT,
);

it(
  'an administrator invites, the invited one joins, and a lost phone is shut out at once',
  async () => {
    const admin = await openStaff(world, 'members', { openid: ADMINISTRATOR });
    await type(admin, 'invite-name', '赵收费');
    await admin.tap('invite-create');
    const code = await admin.read('invitation-code');
    await admin.close();
    const fresh = await openStaff(world, 'join', { openid: 'oZhaoCashier' });
    await fresh.at('join-code').waitFor();
    await type(fresh, 'join-code', code.toLowerCase());
    await fresh.tap('join-submit');
    await fresh.at('joined').waitFor();
    await looksRight(fresh, 'usual', 'staff-joined');
    await fresh.tap('join-desk');
    await at(fresh, 'desk');
    expect(await fresh.read('desk-who')).toBe('赵收费 · 收费员');
    await fresh.close();
    const again = await openStaff(world, 'members', { openid: ADMINISTRATOR });
    const row = again.at('member').filter({ hasText: '赵收费' });
    await row.getByTestId('member-shut-out').click();
    await again.at('shut-out-yes').first().click({ trial: true });
    await looksRight(again, 'usual', 'staff-shut-out');
    await again.at('shut-out-yes').first().click();
    await row.waitFor({ state: 'detached' });
    await again.close();
    const lost = await openStaff(world, 'desk', { openid: 'oZhaoCashier' });
    await lost.at('state-error').waitFor();
    expect(await lost.read('state-error')).toContain('只给工作人员使用');
  },
  WAIT,
);

it(
  'a day without differences is closed with one question, and whoever looks later sees who did it',
  async () => {
    const { sandbox } = world;
    await later(sandbox, 24 * HOUR, 1);
    await later(sandbox, 4 * MINUTE, 4);
    const here = await openStaff(world, 'days');
    await here.at('day-card').filter({ hasText: '账平' }).first().click();
    await at(here, 'day');
    await here.tap('day-close');
    await here.at('close-yes').first().click();
    await here.at('day-closed').waitFor();
    expect(await here.read('day-closed')).toContain('已完成对账');
  },
  WAIT,
);
