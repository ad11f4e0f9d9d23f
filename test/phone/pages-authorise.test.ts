/**
 * The checkout where insurance must be permitted first: before the jump, back with a code or without one,
 * and on to WeChat's own cashier.
 */
import { accepted, refused, settle } from '../support/fake-wx';
import { cashSplit, insuranceSplit } from '../support/phone-answers';
import { type Answers, type Open, openPage, went } from '../support/phone-pages';
import {
  BACK_ARROW,
  backWith,
  cashOrder,
  codesSent,
  type End,
  INSURED,
  payableOrder,
  repricedOrder,
  RESULT,
  shownAgain,
  soon,
  storedPhase,
  trail,
  withCashier,
} from './insured-phone';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the checkout', () => {
  async function ready(more: Answers = {}, end: End = 'closed'): Promise<Open> {
    const open = openPage('checkout', { ...INSURED, ...more });
    withCashier(open.fake, end);
    open.page.run('onLoad', { patientId: 'p1', billIds: 'b1' });
    open.page.run('onShow');
    await settle();
    return open;
  }

  async function away(more: Answers = {}, end: End = 'closed'): Promise<Open> {
    const open = await ready(more, end);
    open.page.run('onPay');
    await settle();
    return open;
  }

  it('says before it leaves why insurance wants a permission', async () => {
    const open = await away();
    const told = open.page.setDataCalls.find(
      ({ busyText }) => busyText === '正在打开医保授权，授权不会扣款',
    );
    expect(told).toMatchObject({ notice: { tone: 'info', title: '医保支付需要您授权' } });
    expect(open.page.data).toMatchObject({ away: true, busy: false, awayTitle: '正在等待您授权' });
    expect(storedPhase(open.fake)).toBe('authorising');
  });

  it('says nothing of permissions where none is wanted', async () => {
    const open = await away({ 'pay.placeOrder': accepted({ order: payableOrder }) }, 'never');
    expect(JSON.stringify(open.page.setDataCalls.slice(1))).not.toContain('授权');
    expect(open.page.data).toMatchObject({ away: true, awayTitle: '正在等待付款结果' });
  });

  it('goes on to the cashier with the code, and from there to the result', async () => {
    const open = await away();
    await shownAgain(open, backWith('CODE-1'));
    expect(codesSent(open.fake)).toHaveLength(1);
    expect(trail(open.fake)).toContain('requestMedicalInsurancePay');
    expect(open.page.data).toMatchObject({ away: true, busy: false });
    expect(went(open.fake, 'redirectTo')).toEqual([]);
    await soon();
    expect(went(open.fake, 'redirectTo')).toEqual([RESULT]);
  });

  it.each<[string, End, string]>([
    ['closed', 'closed', RESULT],
    ['left', { errMsg: 'requestMedicalInsurancePay:fail cancel' }, RESULT],
    [
      'not permitted',
      { errMsg: 'requestMedicalInsurancePay:fail access denied', errno: 102 },
      `${RESULT}&jump=not-permitted`,
    ],
    ['failed', { errMsg: 'requestMedicalInsurancePay:fail system error' }, `${RESULT}&jump=failed`],
  ])('goes to the result when the cashier was %s', async (_how, end, address) => {
    const open = await away({ 'pay.placeOrder': accepted({ order: payableOrder }) }, end);
    await soon();
    expect(went(open.fake, 'redirectTo')).toEqual([address]);
  });

  it('goes to the result when the app is shown again, though the cashier said nothing', async () => {
    const open = await away({ 'pay.placeOrder': accepted({ order: payableOrder }) }, 'never');
    await shownAgain(open, { scene: 1001 });
    expect(went(open.fake, 'redirectTo')).toEqual([RESULT]);
  });

  it('leads to the result, which asks for a newer WeChat', async () => {
    const open = openPage('checkout', INSURED);
    open.page.run('onLoad', { patientId: 'p1', billIds: 'b1' });
    open.page.run('onShow');
    await settle();
    open.page.run('onPay');
    await settle();
    expect(went(open.fake, 'redirectTo')).toEqual([`${RESULT}&jump=needs-upgrade`]);
    expect(trail(open.fake)).not.toContain('navigateToMiniProgram');
  });

  it('shows the sums that the bureau fixed, and pays only after another tap', async () => {
    const open = await away({ 'pay.authoriseOrder': accepted({ order: repricedOrder }) });
    await shownAgain(open, backWith('CODE-1'));
    expect(open.page.data).toMatchObject({
      away: false,
      busy: false,
      againText: '',
      notice: { title: '医保结算结果已确定' },
      sum: { yuan: '77.00', payText: '去支付 ¥77.00' },
    });
    expect(trail(open.fake)).not.toContain('requestMedicalInsurancePay');
    open.answers['pay.placeOrder'] = accepted({ order: repricedOrder });
    open.page.run('onPay');
    await settle();
    expect(trail(open.fake)).toContain('requestMedicalInsurancePay');
    expect(codesSent(open.fake)).toHaveLength(1);
  });

  it.each([
    ['the back arrow', BACK_ARROW],
    ['a screen lock', { scene: 1001 }],
    ['a code from elsewhere', backWith('CODE-1', 'wxpay')],
  ])('is there again after %s, with a sentence and another try', async (_what, options) => {
    const open = await away();
    await shownAgain(open, options);
    expect(open.page.data).toMatchObject({
      away: false,
      busy: false,
      againText: '重新授权',
      notice: { title: '还没有授权，没有扣款' },
    });
    expect(codesSent(open.fake)).toEqual([]);
    expect(went(open.fake, 'redirectTo')).toEqual([]);
    open.page.run('onPay');
    await settle();
    expect(trail(open.fake).filter((what) => what === 'navigateToMiniProgram')).toHaveLength(2);
    await shownAgain(open, backWith('CODE-2'));
    expect(codesSent(open.fake)).toMatchObject([{ authCode: 'CODE-2' }]);
  });

  it('takes a code that comes after a return without one', async () => {
    const open = await away();
    await shownAgain(open, { scene: 1001 });
    await shownAgain(open, backWith('CODE-1'));
    expect(trail(open.fake)).toContain('requestMedicalInsurancePay');
  });

  it('takes a code that comes before the jump is known to be done', async () => {
    const open = await ready();
    let done = (): void => undefined;
    open.fake.wx['navigateToMiniProgram'] = (options: { success: (value: object) => void }) => {
      done = () => options.success({});
    };
    open.page.run('onPay');
    await settle();
    await shownAgain(open, backWith('CODE-1'));
    expect(codesSent(open.fake)).toHaveLength(1);
    done();
    await settle();
    expect(open.page.data).toMatchObject({ away: true, awayTitle: '正在等待付款结果' });
  });

  it('leaves the way to pay by oneself, and forgets the permission it waited for', async () => {
    const open = await away({}, 'never');
    await shownAgain(open, BACK_ARROW);
    open.answers['clinic.split'] = accepted({ split: cashSplit });
    open.page.run('onChoose', { detail: { key: 'cash' } });
    await settle();
    expect(open.page.data).toMatchObject({ chosen: 'cash', againText: '' });
    const order = { ...cashOrder, orderNo: 'YB0002' };
    open.answers['pay.placeOrder'] = accepted({ order });
    open.page.run('onPay');
    await settle();
    expect(trail(open.fake).at(-1)).toBe('requestMedicalInsurancePay');
    expect(open.fake.storage.get('pending-payments')).not.toContain('YB0001');
    await shownAgain(open, { scene: 1001 });
    expect(went(open.fake, 'redirectTo')).toEqual([RESULT.replace('YB0001', 'YB0002')]);
  });

  it.each([
    ['authorisation-expired', '医保授权已过期', '重新授权', '几分钟内有效'],
    ['authorisation-of-other', '授权的不是就诊人本人', '重新授权', '自费支付'],
    ['relative-not-bound', '医保里没有绑定这位亲属', '重新授权', '绑定'],
    ['insurance-card-not-bound', '还没有激活医保电子凭证', '重新授权', '激活'],
    ['insurance-already-settled', '这笔费用已经用医保结算过', '', '请不要再付款'],
    ['insurance-in-hospital', '住院期间不能用门诊医保', '', '收费窗口'],
    ['insurance-amount-mismatch', '医保算出的金额对不上', '', '收费窗口'],
    ['bill-nothing-to-pay', '这张账单不用付钱了', '', '已经撤回'],
  ])('says %s in place, with what to do', async (reason, title, againText, text) => {
    const open = await away({ 'pay.authoriseOrder': refused(reason) });
    await shownAgain(open, backWith('CODE-1'));
    expect(open.page.data).toMatchObject({ againText, away: false, busy: false });
    expect(open.page.data['notice']).toMatchObject({
      title,
      text: expect.stringContaining(text) as string,
    });
    // the code is spent: the next return is not waited for
    await shownAgain(open, backWith('CODE-2'));
    expect(codesSent(open.fake)).toHaveLength(1);
  });

  it('shows the result when nobody knows whether the permission went through', async () => {
    const open = await away({ 'pay.authoriseOrder': refused('timeout', true) });
    await shownAgain(open, backWith('CODE-1'));
    expect(went(open.fake, 'redirectTo')).toEqual([RESULT]);
  });

  it('leads to the result by hand while the patient is away', async () => {
    const open = await away();
    open.page.run('onSeeResult');
    expect(went(open.fake, 'redirectTo')).toEqual([RESULT]);
  });

  it('opens nothing after it was left', async () => {
    const open = await away();
    open.page.run('onHide');
    open.page.run('onUnload');
    open.phone.fn('inbox', 'deliver')(backWith('CODE-1'));
    await settle();
    expect(codesSent(open.fake)).toEqual([]);
  });
});

it('a split that only insurance refuses leaves paying by oneself open', async () => {
  for (const reason of ['insurance-in-hospital', 'relative-not-bound']) {
    const { page } = openPage('checkout', {
      'clinic.split': (input: { payWith: string }) =>
        input.payWith === 'insurance' ? refused(reason) : accepted({ split: cashSplit }),
    });
    page.run('onLoad', { patientId: 'p1', billIds: 'b1' });
    await settle();
    expect(page.data).toMatchObject({ chosen: 'cash', panel: null });
    expect(page.data['whyCash']).not.toBeNull();
  }
  const settled = openPage('checkout', {
    'clinic.split': (input: { payWith: string }) =>
      input.payWith === 'insurance'
        ? refused('insurance-already-settled')
        : accepted({ split: insuranceSplit }),
  });
  settled.page.run('onLoad', { patientId: 'p1', billIds: 'b1' });
  await settle();
  expect(settled.page.data['panel']).toMatchObject({ title: '这笔费用已经用医保结算过' });
});
