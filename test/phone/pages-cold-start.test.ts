/** The program started anew in the middle of an insured payment: what the first page and the result do. */
import { accepted, settle } from '../support/fake-wx';
import { hospital, paidOrder, patient } from '../support/phone-answers';
import { type Answers, type Open, openPage, remember, went } from '../support/phone-pages';
import { said } from '../support/phone-refunds';
import {
  AUTHORISATION,
  BACK_ARROW,
  backWith,
  codesSent,
  INSURED,
  payableOrder,
  RESULT,
  trail,
  waitingOrder,
  withCashier,
} from './insured-phone';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('a cold start', () => {
  /** What the phone had stored when WeChat ended the program. */
  async function stored(): Promise<Map<string, string>> {
    const open = openPage('checkout', INSURED);
    withCashier(open.fake);
    open.page.run('onLoad', { patientId: 'p1', billIds: 'b1' });
    open.page.run('onShow');
    await settle();
    open.page.run('onPay');
    await settle();
    return open.fake.storage;
  }

  async function started(name: string, more: Answers = {}): Promise<Open> {
    const kept = await stored();
    const open = openPage(name, { ...INSURED, ...more });
    withCashier(open.fake);
    for (const [key, text] of kept) open.fake.storage.set(key, text);
    return open;
  }

  it('with a code leads from the first page to the result, which gets the code', async () => {
    const { fake, page, phone } = await started('home');
    phone.fn('inbox', 'deliver')(backWith('CODE-1'));
    page.run('onShow');
    await settle();
    expect(went(fake, 'navigateTo')).toEqual([RESULT]);
    page.run('onHide');
    const heard: unknown[] = [];
    phone.fn('inbox', 'subscribe')((arrival: unknown) => heard.push(arrival));
    expect(heard).toMatchObject([{ authCode: 'CODE-1', fromAppId: AUTHORISATION }]);
  });

  it.each([
    ['paid', paidOrder, '有一笔缴费有了结果'],
    ['not paid', payableOrder, '有一笔账单还没付完'],
  ])('after the cashier asks once what became of it: %s', async (_how, order, title) => {
    const home = accepted({
      hospital,
      patients: [patient],
      unfinished: [payableOrder],
      templates: {},
    });
    const open = openPage('home', {
      'clinic.home': home,
      'pay.confirmOrder': accepted({ order }),
    });
    remember(open.phone);
    open.page.run('onShow');
    await settle();
    const banners = open.page.setDataCalls.flatMap(({ banner }) => (banner ? [banner] : []));
    expect(banners).toMatchObject([{ title: '有一笔缴费正在确认' }, { title }]);
    open.page.run('onHide');
    open.page.run('onShow');
    await settle();
    expect(trail(open.fake).filter((what) => what === 'call pay.confirmOrder')).toHaveLength(1);
  });

  it('with a code goes on, but lets the patient read the sums before paying', async () => {
    const open = await started('result');
    open.phone.fn('inbox', 'deliver')(backWith('CODE-1'));
    open.page.run('onLoad', { orderNo: 'YB0001' });
    open.page.run('onShow');
    await settle();
    expect(codesSent(open.fake)).toMatchObject([{ orderNo: 'YB0001', authCode: 'CODE-1' }]);
    expect(trail(open.fake)).not.toContain('requestMedicalInsurancePay');
    expect(open.page.data['notice']).toMatchObject({ title: '医保结算结果已确定' });
    expect(said(open.page).order).toMatchObject({ nextText: '继续支付' });
    open.answers['pay.placeOrder'] = accepted({ order: payableOrder });
    open.page.run('onGoOn');
    await settle();
    expect(trail(open.fake).at(-1)).toBe('requestMedicalInsurancePay');
  });

  it('without a code finds the order still unpermitted', async () => {
    const home = await started('home');
    home.phone.fn('inbox', 'deliver')(BACK_ARROW);
    home.page.run('onShow');
    await settle();
    expect(went(home.fake, 'navigateTo')).toEqual([RESULT]);
    const open = await started('result');
    open.page.run('onLoad', { orderNo: 'YB0001' });
    open.page.run('onShow');
    await settle();
    expect(said(open.page).head).toMatchObject({ title: '尚未授权，未支付' });
  });

  it('by another way shows on the first page what waits', async () => {
    const { fake, page } = await started('home');
    page.run('onShow');
    await settle();
    expect(went(fake, 'navigateTo')).toEqual([]);
    expect(page.data['banner']).toMatchObject({ orderNo: 'YB0001' });
  });
});

it('the first page names an order that waits for a permission', async () => {
  const home = { hospital, patients: [patient], unfinished: [waitingOrder], templates: {} };
  const { page } = openPage('home', { 'clinic.home': accepted(home) });
  page.run('onShow');
  await settle();
  expect(page.data['banner']).toMatchObject({
    orderNo: 'YB0001',
    title: '有一笔账单等您授权医保',
  });
});

it('the list of orders names it, too', async () => {
  const { page } = openPage('orders', {
    'clinic.listOrders': accepted({ orders: [waitingOrder, payableOrder] }),
  });
  page.run('onLoad');
  page.run('onShow');
  await settle();
  expect(page.data['pages']).toMatchObject([
    { orders: [{ tag: '待授权，未支付' }, { tag: '未支付' }] },
  ]);
});
