/** 住院预交金 over HTTP: topped up in cash, and what is left goes back across the top-ups. */
import { confirm, pay, REFUSED } from '../support/payer';
import { CHANNELS } from '../../sandbox/function-environment';
import { later, namedAtPlatform, refundCall, refundsSent } from '../support/refunder';
import { testSandbox, WANG, ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';
import { fen } from '../../miniprogram/shared/fen';

jest.setTimeout(60_000);

const MINUTE = 60_000;
const who = { patientId: ZHANG_PATIENT };

describe.each(CHANNELS)('%s', (channel) => {
  let sandbox: TestSandbox;
  let admissionId: string;
  beforeEach(async () => {
    sandbox = await testSandbox({ channel });
    admissionId = sandbox.world.hospital.admitPatient(ZHANG_PATIENT).admissionId;
  });
  afterEach(() => sandbox.close());

  const admission = async () => {
    const { admission: found } = await sandbox.must(ZHANG, 'clinic', 'admission', who);
    if (found === null) throw new Error('not in hospital');
    return found;
  };

  let requests = 0;
  async function bill(amount: number): Promise<string> {
    requests += 1;
    const requestId = `top-up-${String(requests).padStart(6, '0')}`;
    const ask = { ...who, requestId, admissionId, amount: fen(amount) };
    return (await sandbox.must(ZHANG, 'clinic', 'topUp', ask)).bill.billId;
  }

  async function toppedUp(amount: number): Promise<string> {
    const ask = { ...who, billIds: [await bill(amount)], payWith: 'cash' } as const;
    const way = { place: REFUSED, entry: 'menu' } as const;
    const { order } = await sandbox.must(ZHANG, 'pay', 'placeOrder', { ...ask, ...way });
    await pay(sandbox, order.orderNo);
    const paid = await confirm(sandbox, order.orderNo);
    expect(paid).toMatchObject({ kind: 'deposit', payment: 'paid', hospital: 'settled' });
    return order.orderNo;
  }

  const giveBack = () => sandbox.call(ZHANG, 'pay', 'refundDeposit', { ...who, admissionId });

  describe('topping up', () => {
    it('raises the balance once, in cash, called so at the platform', async () => {
      const before = (await admission()).paidIn;
      const orderNo = await toppedUp(50_000);
      expect((await admission()).paidIn).toBe(before + 50_000);
      expect(namedAtPlatform(sandbox, orderNo)).toEqual({
        for: channel === 'medins' ? 'IN_HOSP_PAY' : 'InHospPay',
        isCash: true,
      });
    });

    it('is not paid by insurance', async () => {
      const ask = { ...who, billIds: [await bill(50_000)], payWith: 'insurance' } as const;
      const way = { place: REFUSED, entry: 'menu' } as const;
      const answer = await sandbox.call(ZHANG, 'pay', 'placeOrder', { ...ask, ...way });
      expect(answer).toMatchObject({ ok: false, reason: 'insurance-not-for-deposit' });
    });

    it.each([1, 999_999_999])('of %d fen is refused by the hospital, in words', async (amount) => {
      const ask = { ...who, requestId: 'top-up-odd1', admissionId, amount: fen(amount) };
      const answer = await sandbox.call(ZHANG, 'clinic', 'topUp', ask);
      expect(answer).toMatchObject({ ok: false, reason: 'top-up-amount' });
    });

    it('tapped twice is one bill', async () => {
      const ask = { ...who, requestId: 'top-up-same1', admissionId, amount: fen(50_000) };
      const both = await Promise.all([1, 2].map(() => sandbox.must(ZHANG, 'clinic', 'topUp', ask)));
      expect(new Set(both.map((one) => one.bill.billId)).size).toBe(1);
    });

    it('for somebody else’s patient is refused', async () => {
      const ask = { ...who, requestId: 'top-up-not1', admissionId, amount: fen(50_000) };
      const answer = await sandbox.call(WANG, 'clinic', 'topUp', ask);
      expect(answer).toMatchObject({ ok: false, reason: 'patient-not-yours' });
    });
  });

  describe('going home', () => {
    async function discharged() {
      const orders = [await toppedUp(30_000), await toppedUp(20_000)];
      const { spent, paidIn } = await admission();
      // 350 yuan are left: the whole latest top-up, and a part of the one before
      const left = 35_000;
      sandbox.world.hospital.dischargePatient(admissionId, paidIn - left);
      return { orders, spent, left };
    }

    it('brings what is left back across the top-ups, each once', async () => {
      const { orders, left } = await discharged();
      expect((await admission()).refundable).toBe(left);
      const answer = await giveBack();
      expect(answer.ok).toBe(true);
      await giveBack();
      await later(sandbox, 5 * MINUTE, 5);
      const views = await Promise.all(orders.map((orderNo) => confirm(sandbox, orderNo)));
      const back = views.map(({ refund }) => [refund?.state, refund?.cash]);
      expect(back).toEqual([
        ['returned', 15_000],
        ['returned', 20_000],
      ]);
      expect(refundsSent(sandbox)).toBe(2);
      expect(await giveBack()).toMatchObject({ ok: false, reason: 'deposit-nothing-left' });
    });

    it('is not given back before, and not by the top-up', async () => {
      const orderNo = await toppedUp(30_000);
      expect(await giveBack()).toMatchObject({ ok: false, reason: 'deposit-nothing-left' });
      expect(await confirm(sandbox, orderNo)).toMatchObject({ canRefund: false });
      const answer = await sandbox.call(ZHANG, 'pay', 'askRefund', { orderNo });
      expect(answer).toMatchObject({ ok: false, reason: 'refund-not-possible' });
      expect(refundsSent(sandbox)).toBe(0);
    });

    it('comes to its end though the platform does not answer at first', async () => {
      const { orders } = await discharged();
      const fault = { call: refundCall(sandbox), fault: { kind: 'timeout-after' }, count: 1 };
      expect((await sandbox.request('/sandbox/api/faults', fault)).status).toBe(200);
      await giveBack();
      await later(sandbox, 40 * MINUTE, 20);
      const views = await Promise.all(orders.map((orderNo) => confirm(sandbox, orderNo)));
      expect(views.map(({ refund }) => refund?.state)).toEqual(['returned', 'returned']);
    });
  });
});
