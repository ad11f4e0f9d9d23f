/**
 * Parties of 2.0 that answer slowly, within the time that we wait and beyond it (money rules 2, 7 and 9):
 * what is slow is done once, what came too late is asked about, and the end is the same.
 */
import { medinsSandbox, nextStory, partsOf, plant } from '../support/medins-story';
import { endsAs, patientPays } from '../support/medins-story-end';
import { confirm, pay, placed } from '../support/payer';
import { askBack, hireClerk, paidOrder } from '../support/refunder';
import { ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const PATIENCE_MS = 2_000;

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await medinsSandbox({ rules: { httpTimeoutMs: PATIENCE_MS } });
  await hireClerk(sandbox);
}, 60_000);
beforeEach(() => {
  nextStory(sandbox);
});
afterAll(() => sandbox.close());
afterEach(async () => {
  sandbox.world.faults.clear();
  await sandbox.world.wechat.courier.flush();
});

const IN_TIME = { kind: 'slow', ms: 300 } as const;
const TOO_LATE = { kind: 'slow', ms: PATIENCE_MS + 500 } as const;
const mixed = () => placed(sandbox, 'insurance-and-cash');
const QUESTIONS = ['wechatpay.queryMixed', 'wechatpay.queryCash'];
const CLOSING = ['wechatpay.closeCash', 'his.revokeUpload', 'his.queryUpload', ...QUESTIONS];
const REFUNDING = [
  'his.holdRefund',
  'his.refundUpload',
  'wechatpay.refundCash',
  'wechatpay.notifyRefund',
  'wechatpay.queryRefund',
  'his.confirmRefund',
];

describe('answered slowly', () => {
  it.each([...QUESTIONS, 'his.settle'])(
    '%s: paid and booked by the same question',
    async (call) => {
      const order = await mixed();
      await pay(sandbox, order.orderNo);
      await plant(sandbox, call, IN_TIME);
      const seen = await confirm(sandbox, order.orderNo);
      expect(seen).toMatchObject({ payment: 'paid', hospital: 'settled' });
      expect(await endsAs(sandbox, order, { minutes: 5, ticks: 2 })).toBe('paid');
    },
  );

  it.each(CLOSING)('%s while it is given up: closed at once', async (call) => {
    const order = await mixed();
    await plant(sandbox, call, IN_TIME);
    await sandbox.must(ZHANG, 'pay', 'closeOrder', { orderNo: order.orderNo });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'closed' });
    expect(await endsAs(sandbox, order, { minutes: 5, ticks: 2 })).toBe('free');
  });

  it.each(REFUNDING)('%s while it goes back: each leg once', async (call) => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await plant(sandbox, call, IN_TIME);
    await askBack(sandbox, order.orderNo);
    expect(await endsAs(sandbox, order, { minutes: 20, ticks: 8 })).toBe('returned');
  });
});

describe('answered too late', () => {
  it.each(QUESTIONS)('%s by both hosts: found by the next question', async (call) => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await plant(sandbox, call, TOO_LATE, 2);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'unpaid' });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'paid' });
    expect(await endsAs(sandbox, order, { minutes: 5, ticks: 2 })).toBe('paid');
  });

  it('his.settle: booked all the same, and once', async () => {
    const order = await mixed();
    await pay(sandbox, order.orderNo);
    await plant(sandbox, 'his.settle', TOO_LATE);
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({
      ...{ payment: 'paid', hospital: 'pending' },
    });
    expect(await endsAs(sandbox, order, { minutes: 5, ticks: 5 })).toBe('paid');
  });

  it.each(['wechatpay.closeCash', 'his.revokeUpload', 'his.queryUpload'])(
    '%s while it is given up: free in the end, then paid once',
    async (call) => {
      const order = await mixed();
      await plant(sandbox, call, TOO_LATE, 2);
      await sandbox.call(ZHANG, 'pay', 'closeOrder', { orderNo: order.orderNo });
      expect(await endsAs(sandbox, order)).toBe('free');
      await patientPays(sandbox, order);
    },
  );

  it.each(REFUNDING)('%s while it goes back: each leg once', async (call) => {
    const order = await paidOrder(sandbox, 'insurance-and-cash');
    await plant(sandbox, call, TOO_LATE);
    await askBack(sandbox, order.orderNo);
    expect(await endsAs(sandbox, order, { minutes: 20, ticks: 10 })).toBe('returned');
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({ upload: 'refunded', cash: 'REFUND' });
  });
});
