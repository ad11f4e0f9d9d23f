/**
 * The 2.0 cashier and the authorisation page in Chromium, opened by a mini program: what they show, what
 * they ask of the platform, how they end.
 */
import { AUTHORISATION, CashierPhone, PARAMETERS, PATH, PERSON } from '../support/cashier-v2-phone';
import { ORDER, type Stub } from '../support/cashier-v2-stub';

let phone: CashierPhone;
let stub: Stub;

beforeAll(async () => {
  phone = await CashierPhone.start();
  ({ stub } = phone);
}, 60_000);
afterAll(() => phone.stop());
afterEach(async () => {
  await phone.close();
  expect(phone.problems.splice(0)).toEqual([]);
});

describe('the 2.0 cashier', () => {
  it('shows the split and who is insured, takes the password, and says what was paid', async () => {
    await phone.open();
    await phone.launch();
    await phone.at('cashier-pay').waitFor();
    expect(await phone.read('cashier-hospital')).toBe(ORDER.hospital);
    expect(await phone.at('cashier-total').getAttribute('aria-label')).toBe('1234.56元');
    for (const [testid, text] of [
      ...[['cashier-insurance', '¥1034.56'] as const, ['cashier-fund', '¥800.00'] as const],
      ...[['cashier-self', '¥200.00'] as const, ['cashier-other', '¥34.56'] as const],
      ...[['cashier-cash', '¥200.00'] as const, ['cashier-patient', '*三'] as const],
    ]) {
      expect(await phone.read(testid)).toBe(text);
    }
    await phone.tap('cashier-pay');
    expect(await phone.at('cashier-pad-amount').getAttribute('aria-label')).toBe('200.00元');
    await phone.typePassword();
    await phone
      .at('cashier-result')
      .and(phone.frame.locator('[data-state="MIX_PAY_SUCCESS"]'))
      .waitFor();
    expect(stub.asked).toEqual([
      { openid: 'oTest', parameters: PARAMETERS, action: 'pay', password: '123456' },
    ]);
    await phone.tap('cashier-done');
    expect(await phone.ended()).toEqual({ errMsg: 'requestMedicalInsurancePay:ok' });
    expect((await phone.journal()).slice(0, 3)).toEqual([
      'home.onHide',
      'app.onHide',
      'app.onShow 1001 {}',
    ]);
    expect(stub.asked).toHaveLength(1);
  });

  it('of insurance alone sends no cash fields and has none to show', async () => {
    await phone.open();
    stub.order = { ...ORDER, mixPayType: 'INSURANCE_ONLY', cash: 0, total: 103_456 };
    await phone.launch({ mixTradeNo: ORDER.mixTradeNo });
    await phone.tap('cashier-pay');
    expect(await phone.at('cashier-pad-amount').getAttribute('aria-label')).toBe('1034.56元');
    await phone.typePassword();
    await phone.at('cashier-done').waitFor();
    expect(stub.asked[0]).toHaveProperty('parameters', { mixTradeNo: ORDER.mixTradeNo });
  });

  it('of cash alone has no insurance to show, and no lever for it', async () => {
    await phone.open();
    stub.order = { ...ORDER, mixPayType: 'CASH_ONLY', gov: 0, self: 0, other: 0 };
    await phone.launch();
    await phone.at('cashier-pay').waitFor();
    for (const gone of ['cashier-insurance', 'cashier-patient', 'cashier-lever-insurance-fails']) {
      expect(await phone.at(gone).count()).toBe(0);
    }
  });

  it('names both when a relative pays', async () => {
    await phone.open();
    stub.order = { ...ORDER, relative: '*小明' };
    await phone.launch();
    expect(await phone.read('cashier-patient')).toBe('*小明');
    expect(await phone.read('cashier-payer')).toBe('*三');
  });

  it('asks again after a wrong password, and says what the platform refuses', async () => {
    await phone.open();
    await phone.launch();
    await phone.tap('cashier-pay');
    stub.refusal = { code: 'wrong-password', message: '支付密码错误，请重试' };
    await phone.typePassword();
    await phone.at('cashier-password-error').filter({ hasText: '支付密码错误' }).waitFor();
    stub.refusal = { code: 'sign-invalid', message: '签名验证失败' };
    await phone.typePassword();
    await phone.at('cashier-error').filter({ hasText: '签名验证失败' }).waitFor();
    stub.refusal = { code: 'insufficient', message: '余额不足' };
    await phone.tap('cashier-levers');
    await phone.tap('cashier-lever-insufficient');
    await phone.at('cashier-error').filter({ hasText: '余额不足' }).waitFor();
    expect(await phone.at('cashier-pay').isEnabled()).toBe(true);
  });

  it('is left by its button and by the cross: cancel, and the platform hears of both', async () => {
    await phone.open();
    await phone.launch();
    await phone.tap('cashier-leave');
    expect(await phone.ended()).toEqual({ errMsg: 'requestMedicalInsurancePay:fail cancel' });
    await phone.launch();
    await phone.at('cashier-pay').waitFor();
    await phone.back();
    expect(await phone.ended()).toEqual({ errMsg: 'requestMedicalInsurancePay:fail cancel' });
    const leave = { openid: 'oTest', parameters: PARAMETERS, action: 'leave' };
    await stub.heard(2);
    // a browser may send it again over a new connection: it is the same word
    expect(stub.asked.length).toBeGreaterThanOrEqual(2);
    expect(stub.asked).toEqual(stub.asked.map(() => leave));
  });

  it('half-paid says so, and closing it is no cancel', async () => {
    await phone.open();
    await phone.launch();
    await phone.tap('cashier-levers');
    await phone.tap('cashier-lever-insurance-fails');
    await phone.at('cashier-result').filter({ hasText: '自费部分已扣款' }).waitFor();
    expect(await phone.read('cashier-fail-reason')).toContain('参保状态异常');
    await phone.back();
    expect(await phone.ended()).toEqual({ errMsg: 'requestMedicalInsurancePay:ok' });
    expect(stub.asked.map(({ action }) => action)).toEqual(['insurance-fails']);
  });

  it.each(['before paying', 'after paying'])('kills the app %s', async (when) => {
    await phone.open();
    await phone.page.evaluate("wx.setStorageSync('pending', { phase: 'paying' })");
    await phone.launch();
    if (when === 'after paying') {
      await phone.tap('cashier-pay');
      await phone.typePassword();
      await phone.at('cashier-done').waitFor();
    }
    const before = stub.asked.length;
    await phone.tap('cashier-levers');
    await phone.tap('cashier-lever-killed');
    await phone.page.getByTestId('stopped').waitFor();
    await phone.page.getByTestId('start-1001').click();
    await phone.page.getByTestId('greeting').waitFor();
    expect(await phone.page.evaluate("wx.getStorageSync('pending')")).toEqual({ phase: 'paying' });
    expect((await phone.journal()).slice(0, 2)).toEqual([
      'app.onLaunch 1001',
      'app.onShow 1001 {}',
    ]);
    expect(stub.asked).toHaveLength(before);
  });

  it('waits while the payment is under way, and shows how it ended', async () => {
    await phone.open();
    stub.order = { ...ORDER, mixPayStatus: 'MIX_PAY_USER_PAYING' };
    await phone.launch();
    await phone.at('cashier-result').filter({ hasText: '支付处理中' }).waitFor();
    stub.order = { ...ORDER, mixPayStatus: 'MIX_PAY_SUCCESS' };
    await phone.at('cashier-result').filter({ hasText: '支付成功' }).waitFor();
  });

  it('that knows no such order says so in words', async () => {
    await phone.open();
    stub.order = { error: { code: 'order-unknown', message: '订单不存在' } };
    await phone.launch();
    await phone.at('cashier-result').filter({ hasText: '订单不存在' }).waitFor();
    await phone.tap('cashier-leave');
    expect(await phone.ended()).toEqual({ errMsg: 'requestMedicalInsurancePay:fail cancel' });
  });
});

describe('the authorisation page', () => {
  it('shows who and for whom, and comes back with a code', async () => {
    await phone.open();
    await phone.authorise({ envVersion: 'trial' });
    expect(await phone.read('authorise-person')).toBe('*三');
    expect(await phone.read('authorise-card')).toBe('已激活');
    expect(await phone.read('authorise-relatives')).toBe('本人、*小明、*芳');
    expect(await phone.read('authorise-version')).toBe('体验版');
    await phone.tap('authorise-agree');
    await phone.isBack();
    expect(await phone.journal()).toContain(
      `app.onShow 1038 {"appId":"${AUTHORISATION}","extraData":{"authCode":"CODE1"}}`,
    );
    expect(stub.asked).toEqual([{ openid: 'oTest', path: PATH }]);
  });

  it('comes back without extraData when the person does not agree', async () => {
    await phone.open();
    await phone.authorise();
    await phone.tap('authorise-refuse');
    await phone.isBack();
    expect(await phone.journal()).toContain(`app.onShow 1038 {"appId":"${AUTHORISATION}"}`);
    expect(stub.asked).toEqual([]);
  });

  it('says why it gives no code, and stays', async () => {
    await phone.open();
    stub.refusal = { code: 'card-not-bound', message: '您还没有激活医保电子凭证' };
    await phone.authorise();
    await phone.tap('authorise-agree');
    await phone.at('authorise-error').filter({ hasText: '没有激活' }).waitFor();
    expect(await phone.at('authorise-refuse').isEnabled()).toBe(true);
    stub.person = { error: { code: 'unknown-person', message: '没有查到您的身份信息' } };
    await phone.back();
    await phone.authorise();
    await phone.at('authorise-result').filter({ hasText: '没有查到' }).waitFor();
    await phone.tap('authorise-leave');
    await phone.isBack();
  });

  it('lets the card be activated before it is agreed', async () => {
    await phone.open();
    stub.person = { ...PERSON, bound: false, relatives: [] };
    await phone.authorise();
    expect(await phone.read('authorise-card')).toBe('未激活');
    expect(await phone.read('authorise-relatives')).toBe('本人');
    expect(await phone.at('authorise-agree').count()).toBe(0);
    await phone.tap('authorise-bind');
    await phone.at('authorise-card').filter({ hasText: '已激活' }).waitFor();
    await phone.tap('authorise-agree');
    await phone.isBack();
    expect(stub.asked).toHaveLength(1);
  });

  it('kills the app after agreeing: a cold start brings the code', async () => {
    await phone.open();
    await phone.authorise();
    await phone.tap('authorise-levers');
    expect(await phone.read('authorise-asked')).toContain('a/b+c==');
    await phone.tap('authorise-lever-agree-killed');
    await phone.page.getByTestId('start-1038').click();
    await phone.page.getByTestId('greeting').waitFor();
    expect((await phone.journal())[1]).toBe(
      `app.onShow 1038 {"appId":"${AUTHORISATION}","extraData":{"authCode":"CODE1"}}`,
    );
  });
});
