/**
 * What needs a person, in a real Chromium: a clerk ends a case with its act (money rule 12), and a second
 * clerk agrees to a refund above the limit; once with the answer lost.
 */
import { browserWorld } from '../support/browser-world';
import type { Phone } from '../support/phone-driver';
import { looksRight } from '../support/phone-looks';
import { askBack, asStaff, atPlatform, later, paidOrder } from '../support/refunder';
import { hireBoth, SECOND } from '../support/staff-desk';
import { at, openStaff, STAFF_LOOKS, timeGoesOn, type } from '../support/staff-phone-walk';

const WAIT = 90_000;
const MINUTE = 60_000;

const world = browserWorld({ rules: { secondClerkAbove: 30_000 } });

beforeAll(() => hireBoth(world.sandbox), 120_000);

/** The bank sent the cash of a refund back to the hospital: it must be transferred. */
async function changed(): Promise<string> {
  const order = await paidOrder(world.sandbox, 'insurance-and-cash');
  world.sandbox.world.platform.engine.refunds.plan({ cash: 'CHANGE' }, order.orderNo);
  await askBack(world.sandbox, order.orderNo);
  await later(world.sandbox, 2 * MINUTE);
  return order.orderNo;
}

async function opensCase(here: Phone, orderNo: string): Promise<void> {
  const card = here.page.locator(`[data-testid="case-card"][data-order-no="${orderNo}"]`);
  await card.click();
  await here.at('case-act').waitFor();
}

describe.each(STAFF_LOOKS)('in %s', (look, options) => {
  it(
    'a clerk reads what happened, does it, and ends the case',
    async () => {
      const orderNo = await changed();
      const here = await openStaff(world, 'desk', options);
      await here.at('work-cases-badge').waitFor();
      await here.tap('work-cases');
      await at(here, 'review');
      await here.at('case-card').first().waitFor();
      await looksRight(here, look, 'staff-review');
      await opensCase(here, orderNo);
      await looksRight(here, look, 'staff-case');
      expect(await here.read('case-steps')).toContain('转账单号');
      await here.tap('case-submit');
      expect(await here.read('case-text-error')).toContain('请填写');
      await type(here, 'case-text', 'ZZ20260302001');
      await here.tap('case-submit');
      await here.at('case-sure-yes').first().click({ trial: true });
      expect(await here.read('case-said')).toContain('ZZ20260302001');
      await looksRight(here, look, 'staff-case-sure');
      await here.tap('case-sure-yes');
      await here.page.getByText('已办好').first().waitFor();
      await looksRight(here, look, 'staff-case-done');
      expect(await asStaff(world.sandbox, orderNo)).toMatchObject({
        refund: { receipt: 'ZZ20260302001', legs: { cash: 'by-hand' } },
      });
    },
    WAIT,
  );

  it(
    'a refund above the limit waits, and somebody else agrees',
    async () => {
      const { orderNo } = await paidOrder(world.sandbox, 'insurance-and-cash');
      const asker = await openStaff(world, 'refund', options, `?orderNo=${orderNo}`);
      await asker.tap('refund-mode-whole');
      await asker.tap('refund-reason-unchecked');
      await asker.tap('refund-next');
      await asker.at('second-look').waitFor();
      await type(asker, 'type-again', '424');
      await asker.at('refund-yes').first().click();
      await asker.at('refund-done').waitFor();
      expect(await asker.at('refund-done').first().getAttribute('data-state')).toBe('waiting');
      await looksRight(asker, look, 'staff-refund-waits');
      expect(atPlatform(world.sandbox, orderNo).refund).toBeUndefined();
      await asker.close();
      const here = await openStaff(
        world,
        'review',
        { ...options, openid: SECOND },
        '?tab=requests',
      );
      const card = here.page.locator(`[data-testid="request-card"][data-order-no="${orderNo}"]`);
      await card.waitFor();
      await looksRight(here, look, 'staff-requests');
      await card.getByTestId('request-approve').click();
      await here.at('approve-yes').first().click();
      await here.at('review-notice').waitFor();
      await later(world.sandbox, MINUTE);
      expect(await asStaff(world.sandbox, orderNo)).toMatchObject({
        refund: { state: 'done', cash: 10_000, insurance: 32_400 },
      });
    },
    WAIT,
  );
});

it(
  'whoever asked cannot agree, and takes it back with a reason',
  async () => {
    const { orderNo } = await paidOrder(world.sandbox, 'insurance-and-cash');
    const ask = { orderNo, mode: 'whole', note: '重复缴费' } as const;
    await world.sandbox.must(SECOND, 'staff', 'refund', ask);
    const here = await openStaff(world, 'review', { openid: SECOND }, '?tab=requests');
    const card = here.page.locator(`[data-testid="request-card"][data-order-no="${orderNo}"]`);
    await card.getByTestId('request-own').waitFor();
    expect(await card.getByTestId('request-approve').count()).toBe(0);
    await card.getByTestId('request-dismiss').click();
    await here.at('dismiss-yes').first().click();
    expect(await here.read('dismiss-note-error')).toContain('请填写原因');
    await type(here, 'dismiss-note', '患者改主意了');
    await here.at('dismiss-yes').first().click();
    await card.waitFor({ state: 'detached' });
    expect((await asStaff(world.sandbox, orderNo)).refund).toBeUndefined();
  },
  WAIT,
);

it(
  'an answer that is lost is said, the form stays, and the same act again ends it once',
  async () => {
    const orderNo = await changed();
    const here = await openStaff(world, 'review', {}, `?orderNo=${orderNo}`);
    await here.at('case-act').waitFor();
    await type(here, 'case-text', 'ZZ20260302009');
    await here.tap('case-submit');
    world.sandbox.world.faults.plant('cloud.functions.staff', { kind: 'timeout-after' });
    await here.at('case-sure-yes').first().click();
    await here.page.clock.runFor(26_000);
    await timeGoesOn(here, here.at('review-notice'));
    await looksRight(here, 'usual', 'staff-case-lost');
    expect(await here.at('case-text').locator('input').inputValue()).toBe('ZZ20260302009');
    await here.tap('case-submit');
    await here.at('case-sure-yes').first().click();
    await here.page.getByText('已办好').first().waitFor();
    const { history, refund } = await asStaff(world.sandbox, orderNo);
    expect(refund).toMatchObject({ receipt: 'ZZ20260302009' });
    expect(history.filter(({ outcome }) => outcome === 'review-ended')).toHaveLength(1);
  },
  WAIT,
);

it(
  'a case that healed meanwhile says so',
  async () => {
    const orderNo = await changed();
    const act = { kind: 'record-transfer', receipt: 'ZZ1' } as const;
    await world.sandbox.must(SECOND, 'staff', 'endReview', { orderNo, act });
    const here = await openStaff(world, 'review', {}, `?orderNo=${orderNo}`);
    await here.at('state-empty').waitFor();
    expect(await here.read('state-empty')).toContain('这件事已经办好');
    await looksRight(here, 'usual', 'staff-case-over');
    await here.tap('state-action');
    await at(here, 'order');
  },
  WAIT,
);
