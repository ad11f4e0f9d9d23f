/** The checkout: one order, no surprise in the sums, everything said in place. */
import { accepted, refused, settle } from '../support/fake-wx';
import { bill, cashSplit, insuranceSplit, paidOrder, unpaidOrder } from '../support/phone-answers';
import { type Answers, type Open, openPage, remember, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the checkout', () => {
  async function ready(more: Answers = {}): Promise<Open> {
    const opened = openPage('checkout', more);
    opened.page.run('onLoad', { patientId: 'p1', billIds: 'b1' });
    opened.page.run('onShow');
    await settle();
    return opened;
  }

  it('shows sum, split and both ways of paying, from one setData', async () => {
    const { page } = await ready();
    expect(page.setDataCalls).toHaveLength(1);
    expect(page.data).toMatchObject({
      chosen: 'insurance',
      choices: [{ key: 'insurance' }, { key: 'cash' }],
      sum: { yuan: '70.00', payText: '去支付 ¥70.00' },
      whyCash: null,
    });
  });

  it('says why it cannot be insurance, and leaves cash only (trap 35)', async () => {
    const barred = { ...cashSplit, insuranceUnavailable: 'insurance-identity-paper' };
    const { page } = await ready({ 'clinic.split': accepted({ split: barred }) });
    expect(page.data).toMatchObject({ chosen: 'cash', choices: [] });
    expect(page.data['whyCash']).toMatchObject({ title: '这种证件不能用手机医保' });
  });

  it('asks nobody how to pay nothing', async () => {
    const free = { ...insuranceSplit, cash: 0, insurance: 0, cashReduced: 27770 };
    const { page } = await ready({ 'clinic.split': accepted({ split: free }) });
    expect(page.data).toMatchObject({ chosen: 'insurance', choices: [], whyCash: null });
  });

  it.each([
    ['all by insurance', { cash: 0, insurance: 27770 }, '用医保支付', '0.00', []],
    [
      'split while paying',
      { cash: 0, insurance: 27770, decidedAtPayment: true },
      '去支付',
      '277.70',
      [],
    ],
    ['free', { payWith: 'cash', total: 0, cash: 0, insurance: 0 }, '确认，不用付钱', '0.00', []],
    [
      'with added and reduced fees',
      { cash: 6500, cashAdd: 3600, cashReduced: 500, cashAddWording: '代煎费' },
      '去支付 ¥65.00',
      '65.00',
      ['医院减免 5.00', '医保优惠 4.00', '其中代煎费 36.00'],
    ],
  ])('names what is to be paid: %s', async (_what, parts, payText, yuan, rows) => {
    const split = { ...insuranceSplit, ...parts };
    const { page } = await ready({ 'clinic.split': accepted({ split }) });
    const sum = page.data['sum'] as { split: { rows: { label: string; yuan: string }[] } };
    expect(sum).toMatchObject({ payText, yuan });
    const shown = sum.split.rows.map((row) => `${row.label} ${row.yuan}`);
    expect(shown).toEqual(expect.arrayContaining(rows));
  });

  it('goes to the result when the patient comes back from the cashier', async () => {
    const { fake, phone, page } = await ready();
    page.run('onPay');
    await settle();
    expect(page.data).toMatchObject({ away: true, busy: false });
    page.run('onHide');
    phone.fn('inbox', 'deliver')({ scene: 1038 });
    page.run('onShow');
    expect(went(fake, 'redirectTo')).toEqual(['/pages/result/result?orderNo=YB0001&patientId=p1']);
  });

  it('minds no arrival before it launched anything', async () => {
    const { fake, phone, page } = await ready();
    page.run('onHide');
    phone.fn('inbox', 'deliver')({ scene: 1038 });
    page.run('onShow');
    expect(went(fake, 'redirectTo')).toEqual([]);
  });

  it('places one order however often the button is tapped', async () => {
    const { fake, page } = await ready();
    page.run('onPay');
    page.run('onPay');
    page.run('onPay');
    await settle();
    expect(fake.calls.filter(({ action }) => action === 'placeOrder')).toHaveLength(1);
  });

  it.each([
    ['bill-being-paid-by-other', true],
    ['bill-settled', true],
    ['bill-expired', true],
    ['hospital-unreachable', false],
    ['timeout', false],
  ])('says %s in place and keeps the form', async (reason, over) => {
    const { fake, page } = await ready({ 'pay.placeOrder': refused(reason) });
    page.run('onPay');
    await settle();
    expect(page.data).toMatchObject({ over, busy: false, sum: { yuan: '70.00' }, panel: null });
    expect(page.data['notice']).toMatchObject({ tone: 'warn' });
    expect(went(fake, 'redirectTo')).toEqual([]);
  });

  it('shows the new sums when the amount changed, and jumps only after another tap', async () => {
    const dearer = { ...insuranceSplit, total: 28000, cash: 7230 };
    const { fake, page } = await ready({
      'pay.placeOrder': accepted({ order: { ...unpaidOrder, split: dearer } }),
    });
    page.run('onPay');
    await settle();
    expect(page.data).toMatchObject({ away: false, sum: { yuan: '72.30' } });
    expect(page.data['notice']).toMatchObject({ title: '账单金额有变化' });
    page.run('onPay');
    await settle();
    expect(page.data).toMatchObject({ away: true });
    expect(fake.sent.filter(({ what }) => what === 'navigateToMiniProgram')).toHaveLength(1);
  });

  it('says why insurance ended and takes the choice away when the amount is read again', async () => {
    const barred = { ...cashSplit, insuranceUnavailable: 'insurance-cut-off' };
    const { page, answers } = await ready({ 'pay.placeOrder': refused('bill-amount-changed') });
    answers['clinic.split'] = accepted({ split: barred });
    page.run('onPay');
    await settle();
    expect(page.data).toMatchObject({ chosen: 'cash', choices: [] });
    expect(page.data['whyCash']).toMatchObject({ title: '今天的医保支付已结束' });
  });

  it('says before paying that money comes back by hand only, and keeps saying so', async () => {
    const byHand = { ...insuranceSplit, refundByHand: true };
    const changed = { ...unpaidOrder, split: { ...insuranceSplit, total: 30000, cash: 9230 } };
    const { page } = await ready({
      'clinic.split': accepted({ split: byHand }),
      'pay.placeOrder': accepted({ order: changed }),
    });
    expect(page.data['byHand']).toMatchObject({ title: '退费要到医院办理' });
    page.run('onPay');
    await settle();
    expect(page.data['notice']).toMatchObject({ title: '账单金额有变化' });
    expect(page.data['byHand']).toMatchObject({ title: '退费要到医院办理' });
  });

  it('says nothing of refunds where money comes back by itself, or none is paid', async () => {
    expect((await ready()).page.data['byHand']).toBeNull();
    const free = { ...cashSplit, total: 0, cash: 0, refundByHand: true };
    const { page } = await ready({ 'clinic.split': accepted({ split: free }) });
    expect(page.data['byHand']).toBeNull();
  });

  it('keeps both ways when the patient looks at self-pay', async () => {
    const { page, answers } = await ready();
    answers['clinic.split'] = accepted({ split: cashSplit });
    page.run('onChoose', { detail: { key: 'cash' } });
    await settle();
    expect(page.data).toMatchObject({ chosen: 'cash', busyText: '请稍等' });
    expect(page.data['choices']).toHaveLength(2);
  });

  it('leads back to the list when the bill cannot be paid at all', async () => {
    const { fake, page } = await ready({ 'clinic.split': refused('bill-settled') });
    expect(page.data['panel']).toMatchObject({ kind: 'error', action: '返回账单列表' });
    page.run('onRetry');
    expect(went(fake, 'redirectTo')).toEqual(['/pages/bills/bills']);
  });

  it('forgets the order that another one replaced', async () => {
    const { fake, phone, page } = await ready({
      'clinic.bill': accepted({ bill: { ...bill, liveOrderNo: 'YB0001' } }),
      'pay.placeOrder': accepted({ order: { ...unpaidOrder, orderNo: 'YB0002' } }),
    });
    remember(phone);
    page.run('onPay');
    await settle();
    expect(fake.storage.get('pending-payments')).toContain('YB0002');
    expect(fake.storage.get('pending-payments')).not.toContain('YB0001');
  });

  it('opens nothing after it was left', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { fake, page } = await ready({
      'pay.placeOrder': () => new Promise((resolve) => waiting.push(resolve)),
    });
    page.run('onPay');
    await settle();
    page.run('onUnload');
    waiting[0]?.(accepted({ order: paidOrder }));
    await settle();
    expect(went(fake, 'redirectTo')).toEqual([]);
  });

  it('leads a zero-yuan bill to its result without leaving (trap 40)', async () => {
    const { fake, page } = await ready({ 'pay.placeOrder': accepted({ order: paidOrder }) });
    page.run('onPay');
    await settle();
    expect(went(fake, 'redirectTo')).toEqual(['/pages/result/result?orderNo=YB0001&patientId=p1']);
  });
});
