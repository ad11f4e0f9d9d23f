/**
 * A patient pays in a real Chromium: the mini program's own pages, the built functions, the strict
 * platform and its cashier, the hospital (access guide V1.4 §5.2 E).
 */
import { browserWorld } from '../support/browser-world';
import { bindByPhone, calls, place } from '../support/payer';
import type { Phone } from '../support/phone-driver';
import { WANG, ZHANG_PATIENT } from '../support/sandbox';

const world = browserWorld();
const WAIT = 60_000;
const issue = (story: string): string => world.sandbox.world.hospital.issueStory(story).billId;
const statusOf = (billId: string): string => world.sandbox.world.hospital.getBill(billId).status;

async function inCashier(billId: string): Promise<Phone> {
  const phone = await world.open();
  await phone.toCheckout(billId);
  await phone.toCashier();
  return phone;
}

describe('a patient pays one clinic bill', () => {
  it.each([
    ['insurance and cash', 'insurance-and-cash', '100.00'],
    ['all insurance', 'all-insurance', '0.00'],
    ['0-yuan insurance', 'zero-insurance', '52.30'],
    ['self-pay', 'self-pay', '1628.00'],
  ])(
    'with %s',
    async (_name, story, due) => {
      const billId = issue(story);
      const phone = await world.open();
      await phone.toBill(billId);
      await phone.at('split').waitFor();
      await phone.picture(`pay-${story}-bill`);
      await phone.tap('bill-pay');
      await phone.at('checkout-pay').waitFor();
      expect(await phone.read('checkout-sum')).toContain(due);
      await phone.picture(`pay-${story}-checkout`);
      await phone.toCashier();
      await phone.picture(`pay-${story}-cashier`);
      expect(statusOf(billId)).toBe('unpaid');
      await phone.payAndReturn();
      await phone.sees('paid');
      await phone.picture(`pay-${story}-result`);
      expect(await phone.read('result-pickup')).not.toBe('');
      expect(statusOf(billId)).toBe('settled');
    },
    WAIT,
  );

  it(
    'of zero yuan without the cashier',
    async () => {
      const billId = issue('fully-reduced');
      const phone = await world.open();
      await phone.toCheckout(billId);
      const before = calls(world.sandbox, 'payinsurance.unifiedorder');
      await phone.tap('checkout-pay');
      await phone.sees('paid');
      expect(statusOf(billId)).toBe('settled');
      expect(calls(world.sandbox, 'payinsurance.unifiedorder')).toBe(before);
    },
    WAIT,
  );

  it(
    'whose split the bureau decides while paying',
    async () => {
      const billId = issue('online');
      const here = await inCashier(billId);
      await here.payAndReturn();
      await here.sees('paid');
      expect(statusOf(billId)).toBe('settled');
    },
    WAIT,
  );
});

it(
  'tells a second person that the family is paying this bill already',
  async () => {
    const { sandbox } = world;
    await bindByPhone(sandbox, WANG, ZHANG_PATIENT);
    const billId = issue('self-pay');
    await place(sandbox, [billId]);
    const placed = sandbox.world.platform.engine.orders().length;
    const here = await world.open({ openid: WANG });
    await here.toCheckout(billId);
    await here.tap('checkout-pay');
    await here.page.getByTestId('wx-modal-cancel').click();
    await here.page.getByText('有家人正在付这张账单').first().waitFor();
    await here.picture('checkout-second-person');
    expect(sandbox.world.platform.engine.orders()).toHaveLength(placed);
  },
  WAIT,
);

describe('coming back', () => {
  it(
    'by the back arrow without paying says 未支付 and goes on with the same order',
    async () => {
      const billId = issue('insurance-and-cash');
      const here = await inCashier(billId);
      const placed = world.sandbox.world.platform.engine.orders().length;
      await here.tap('cashier-back');
      await here.sees('unpaid');
      expect(await here.read('result-title')).toBe('未支付');
      await here.picture('back-unpaid');
      await here.tap('result-continue');
      await here.allow();
      await here.payAndReturn();
      await here.sees('paid');
      expect(world.sandbox.world.platform.engine.orders()).toHaveLength(placed);
      expect(statusOf(billId)).toBe('settled');
    },
    WAIT,
  );

  it(
    'after the app was killed in the cashier, cold, resumes from the home page',
    async () => {
      const billId = issue('insurance-and-cash');
      const here = await inCashier(billId);
      await here.pay();
      await here.page.evaluate('window.__preview.kill()');
      await here.tap('start-1038');
      await here.sees('paid');
      await here.picture('cold-start-paid');
      expect(statusOf(billId)).toBe('settled');
    },
    WAIT,
  );

  it(
    'finds the payment by query when the notice is lost',
    async () => {
      const billId = issue('all-insurance');
      world.sandbox.world.faults.plant('payinsurance.notice', { kind: 'lost' });
      const here = await inCashier(billId);
      const asked = calls(world.sandbox, 'payinsurance.queryorder');
      await here.payAndReturn();
      await here.sees('paid');
      expect(calls(world.sandbox, 'payinsurance.queryorder')).toBeGreaterThan(asked);
    },
    WAIT,
  );

  it(
    'finds the payment in our own database when the notice came first',
    async () => {
      const billId = issue('all-insurance');
      const here = await inCashier(billId);
      await here.pay();
      await world.sandbox.world.platform.courier.flush();
      expect(statusOf(billId)).toBe('settled');
      const asked = calls(world.sandbox, 'payinsurance.queryorder');
      await here.cashier.getByTestId('cashier-done').click();
      await here.sees('paid');
      expect(calls(world.sandbox, 'payinsurance.queryorder')).toBe(asked);
    },
    WAIT,
  );

  it(
    'while the platform is still paying says so, asks on, and never offers a second payment',
    async () => {
      const billId = issue('insurance-and-cash');
      const here = await inCashier(billId);
      const order = world.sandbox.world.platform.engine.orders().at(-1);
      const hospOutTradeNo = order?.asked.hosp_out_trade_no ?? '';
      const lever = '/sandbox/api/payinsurance/pay';
      await world.sandbox.request(lever, { hospOutTradeNo, outcome: 'failing' });
      await here.tap('cashier-back');
      await here.sees('confirming');
      expect(await here.page.getByText('请勿重复支付').first().isVisible()).toBe(true);
      await here.timePasses('result-refresh');
      expect(await here.read('result-title')).toBe('还没有收到结果');
      await here.picture('confirm-later');
      expect(await here.at('result-continue').count()).toBe(0);
      expect(await here.at('result-again').count()).toBe(0);
    },
    WAIT,
  );
});
