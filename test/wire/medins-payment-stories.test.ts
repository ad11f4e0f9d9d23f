/**
 * Paying by 移动医保支付 2.0 over real HTTP, as a merchant and through a service provider: built functions
 * on the real wx-server-sdk, the strict platform, the bureau behind the hospital (facts of 2.0 "the
 * order", "authorisation"; money rules 1 and 4; traps 16, 17 and 36).
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import type { AccessMode } from '../../sandbox/function-environment';
import {
  bookedOf,
  codeOf,
  drafted,
  draftedStory,
  lever,
  medinsSandbox,
  nextStory,
  partsOf,
  payByPhone,
  permit,
} from '../support/medins-story';
import {
  authorised,
  billStates,
  bindByPhone,
  calls,
  confirm,
  place,
  placed,
} from '../support/payer';
import { ZHANG, ZHANG_PATIENT, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const MODES: readonly AccessMode[] = ['service-provider', 'independent'];
const CHILD = 'P00002';

function asked(sandbox: TestSandbox, { orderNo }: OrderView) {
  const order = sandbox.world.wechat.engine.order({ outTradeNo: orderNo });
  if (order === undefined) throw new Error('the platform has no such order');
  return order;
}

/** What the split page showed, what was placed, what the bureau fixed, what was booked: one sum each. */
async function paidAs(sandbox: TestSandbox, order: OrderView): Promise<OrderView> {
  await payByPhone(sandbox, order);
  const paid = await confirm(sandbox, order.orderNo);
  expect(paid).toMatchObject({ payment: 'paid', hospital: 'settled', next: { do: 'done' } });
  expect(paid.pickup).toBeTruthy();
  expect(billStates(sandbox, order)).toEqual(['settled']);
  const { cash, insurance, total } = paid.split;
  expect(bookedOf(sandbox, order.orderNo)).toMatchObject([
    { cashFen: cash, insuranceFen: insurance, totalFen: total, channel: 'medins' },
  ]);
  return paid;
}

describe.each(MODES)('%s', (mode) => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = await medinsSandbox({ mode });
  }, 60_000);
  beforeEach(() => {
    nextStory(sandbox);
  });
  afterAll(() => sandbox.close());

  it.each([
    ['all insurance', 'all-insurance', 'INSURANCE_ONLY', { cash: 0, insurance: 7395 }],
    [
      'insurance and cash',
      'insurance-and-cash',
      'CASH_AND_INSURANCE',
      { cash: 10000, insurance: 32400, insuranceFund: 22600, insuranceSelf: 9800 },
    ],
    ['0-yuan insurance', 'zero-insurance', 'CASH_AND_INSURANCE', { insurance: 0, cash: 5230 }],
    ['self-pay', 'self-pay', 'CASH_ONLY', { payWith: 'cash', insurance: 0, cash: 162800 }],
    [
      'cash added and reduced by the hospital',
      'cash-added-and-reduced',
      'CASH_AND_INSURANCE',
      { cash: 5530, insurance: 7500, cashAdd: 3600, cashReduced: 500, total: 13530 },
    ],
    [
      'a discount that the bureau names as its own payment (trap 16)',
      'bureau-discount',
      'CASH_AND_INSURANCE',
      { total: 17400, cash: 4000, insurance: 13400, insuranceOther: 1400 },
    ],
  ])('pays %s', async (_name, story, type, split) => {
    const order = await placed(sandbox, story);
    expect(order).toMatchObject({ payment: 'unpaid', split });
    expect(asked(sandbox, order)).toMatchObject({ type, state: 'CREATED' });
    expect((await paidAs(sandbox, order)).split).toMatchObject(split);
  });

  it('says what was sent: appids, hospital, type of order, and nothing empty', async () => {
    const order = await placed(sandbox, 'insurance-and-cash');
    const { asked: body, mchid, subMchid } = asked(sandbox, order);
    const { merchant, provider } = sandbox.world.wechat.engine.keys;
    const [hospital] = provider.hospitals;
    expect([mchid, subMchid]).toEqual(
      mode === 'independent' ? [merchant.mchid, ''] : [provider.mchid, hospital?.mchid],
    );
    expect(body).toMatchObject({
      ...{ order_type: 'DIAG_PAY', out_trade_no: order.orderNo, pay_for_relatives: false },
      med_ins_order_create_time: expect.stringMatching(/\+08:00$/) as unknown,
    });
    expect(Object.keys(body).includes('sub_mchid')).toBe(mode === 'service-provider');
    expect(Object.values(body)).not.toContain('');
  });

  it('asks no permission for cash, and for insurance nobody hears of it before', async () => {
    const before = ['wechatpay.prepay', 'wechatpay.mixedOrder', 'his.uploadFees'].map((call) =>
      calls(sandbox, call),
    );
    const order = await draftedStory(sandbox, 'insurance-and-cash');
    expect(order).toMatchObject({ payment: 'unpaid', next: { do: 'authorise', trial: true } });
    expect(partsOf(sandbox, order.orderNo)).toMatchObject({
      ...{ mixed: 'absent', cash: 'absent', upload: 'none' },
    });
    const after = ['wechatpay.prepay', 'wechatpay.mixedOrder', 'his.uploadFees'].map((call) =>
      calls(sandbox, call),
    );
    expect(after).toEqual(before);
    const cash = await draftedStory(sandbox, 'self-pay', { payWith: 'cash' });
    expect(cash.next.do).toBe('request-medical-insurance-pay');
    expect(partsOf(sandbox, cash.orderNo)).toMatchObject({ type: 'CASH_ONLY', upload: 'none' });
  });

  it('gives no cash fields where insurance pays all of it, five where it does not', async () => {
    const insured = await placed(sandbox, 'all-insurance');
    expect(Object.keys(insured.next).sort()).toEqual(['do', 'mixTradeNo']);
    const { next } = await placed(sandbox, 'insurance-and-cash');
    if (next.do !== 'request-medical-insurance-pay') throw new Error(next.do);
    expect(Object.keys(next.cash ?? {}).sort()).toEqual(
      ['nonceStr', 'package', 'paySign', 'signType', 'timeStamp'].sort(),
    );
  });

  it('pays for a relative with the permission for relatives', async () => {
    await bindByPhone(sandbox, ZHANG, CHILD);
    const order = await draftedStory(sandbox, 'child', { patientId: CHILD });
    expect(order.next.do).toBe('authorise');
    const ready = await authorised(sandbox, order.orderNo);
    const theirs = asked(sandbox, ready);
    expect(theirs.asked).toMatchObject({ pay_for_relatives: true });
    expect([theirs.payer, theirs.relative]).toEqual(['**国', '**妹']);
    await paidAs(sandbox, ready);
  });

  it('names the relative whose bill is paid in cash', async () => {
    const order = await draftedStory(sandbox, 'child', { patientId: CHILD, payWith: 'cash' });
    const theirs = asked(sandbox, order);
    expect(theirs).toMatchObject({ type: 'CASH_ONLY', payer: '**国', relative: '**妹' });
    await paidAs(sandbox, order);
  });
});

describe('what the bureau decides', () => {
  let sandbox: TestSandbox;
  let seeded: readonly string[];
  beforeAll(async () => {
    sandbox = await medinsSandbox();
    const { hospital } = sandbox.world;
    seeded = ['insurance-and-cash', 'same-visit'].map((story) => hospital.billOf(story).billId);
  }, 60_000);
  beforeEach(() => {
    nextStory(sandbox);
  });
  afterAll(() => sandbox.close());
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['with an estimate', 'online', 7460],
    ['without one', 'online-no-estimate', undefined],
  ])(
    'fixes the split of online pre-settlement %s before anything is paid',
    async (_n, story, cash) => {
      const open = await draftedStory(sandbox, story);
      expect(open.split.decidedAtPayment).toBe(true);
      const order = await authorised(sandbox, open.orderNo);
      expect(order.split.decidedAtPayment).toBe(false);
      expect(order.split.cash).toBeGreaterThan(0);
      if (cash !== undefined) expect(order.split.cash).toBe(cash);
      expect(order.split.cash + order.split.insurance).toBe(order.split.total);
      expect((await paidAs(sandbox, order)).split).toEqual(order.split);
    },
  );

  it.each([
    ['more cash', 1500, { cash: 11500, insurance: 30900 }],
    ['less cash', -2500, { cash: 7500, insurance: 34900 }],
    ['no cash at all', -10000, { cash: 0, insurance: 42400 }],
    ['nothing by insurance', 32400, { cash: 42400, insurance: 0 }],
  ])('counts, when it differs from the estimate: %s', async (_name, byFen, split) => {
    await lever(sandbox, 'bureau/price-differs', { byFen });
    const estimate = await draftedStory(sandbox, 'insurance-and-cash');
    expect(estimate.split).toMatchObject({ cash: 10000, insurance: 32400 });
    const order = await authorised(sandbox, estimate.orderNo);
    expect(order).toMatchObject({ orderNo: estimate.orderNo, payment: 'unpaid', split });
    const { cash, insurance, cashOrder } = {
      cash: asked(sandbox, order).cashFee,
      insurance: asked(sandbox, order).totalFee - asked(sandbox, order).cashFee,
      cashOrder: sandbox.world.wechat.engine.cashOrder(order.orderNo)?.total ?? 0,
    };
    expect({ cash, insurance, cashOrder }).toEqual({ ...split, cashOrder: split.cash });
    await paidAs(sandbox, order);
  });

  it('goes on with the same order although the estimate differed', async () => {
    await lever(sandbox, 'bureau/price-differs', { byFen: 700 });
    const order = await placed(sandbox, 'insurance-and-cash');
    const again = await drafted(sandbox, order.billIds);
    expect(again).toMatchObject({ orderNo: order.orderNo, next: order.next });
  });

  it.each([
    // money that no term of the identities names
    [
      'a discount that nobody names (trap 16)',
      { cashFen: 2600 },
      'hospital-answer-unreadable',
    ] as const,
    [
      'another total than the order was placed with',
      { totalFen: 17300, cashFen: 3900 },
      'insurance-amount-mismatch',
    ] as const,
  ])('is refused when it cannot be: %s', async (_name, wrong, reason) => {
    const sent = ['wechatpay.prepay', 'wechatpay.mixedOrder'].map((call) => calls(sandbox, call));
    const { bureau } = sandbox.world;
    const draft = await draftedStory(sandbox, 'bureau-discount');
    const price = bureau.price.bind(bureau);
    jest.spyOn(bureau, 'price').mockImplementation((...ask) => ({ ...price(...ask), ...wrong }));
    const refused = await authorised(sandbox, draft.orderNo);
    expect(refused).toMatchObject({
      ...{ payment: 'closed', reason, next: { do: 'pay-anew' } },
    });
    expect(
      ['wechatpay.prepay', 'wechatpay.mixedOrder'].map((call) => calls(sandbox, call)),
    ).toEqual(sent);
    expect(partsOf(sandbox, draft.orderNo)).toMatchObject({ mixed: 'absent', upload: 'revoked' });
    jest.restoreAllMocks();
    const anew = await place(sandbox, draft.billIds);
    expect(anew.orderNo).not.toBe(draft.orderNo);
    await paidAs(sandbox, anew);
  });

  it.each(['fully-reduced', 'zero-total'])(
    'is not asked about a bill of zero yuan (%s, trap 40)',
    async (story) => {
      const before = calls(sandbox, 'wechatpay.mixedOrder');
      const order = await placed(sandbox, story);
      expect(order).toMatchObject({ payment: 'paid', hospital: 'settled', next: { do: 'done' } });
      expect(billStates(sandbox, order)).toEqual(['settled']);
      expect(calls(sandbox, 'wechatpay.mixedOrder')).toBe(before);
      expect(partsOf(sandbox, order.orderNo)).toMatchObject({ mixed: 'absent', upload: 'none' });
    },
  );

  it('covers several bills of one visit in one order', async () => {
    const order = await place(sandbox, seeded);
    expect(order.billIds).toHaveLength(2);
    await paidAs(sandbox, order);
  });

  it('takes a code once, and the phone never sees what it is worth', async () => {
    const order = await draftedStory(sandbox, 'all-insurance');
    const authCode = await codeOf(sandbox);
    const first = await permit(sandbox, order.orderNo, { authCode });
    expect(first).toMatchObject({ ok: true, value: { order: { payment: 'unpaid' } } });
    expect(JSON.stringify(first)).not.toMatch(/AUTH[0-9a-f]{8}|FAMI[0-9a-f]{8}/i);
    const other = await draftedStory(sandbox, 'all-insurance');
    expect(await permit(sandbox, other.orderNo, { authCode })).toMatchObject({
      ...{ ok: false, reason: 'authorisation-expired' },
    });
    expect(ZHANG_PATIENT).toBe(order.patientId);
  });
});
