/** The first page and the list of bills: what they show, and where they lead. */
import { accepted, refused, settle } from '../support/fake-wx';
import {
  bill,
  goingRefund,
  hospital,
  paidOrder,
  patient,
  refundedOrder,
  refundingOrder,
  refusedRefundOrder,
  unbookedOrder,
  unpaidOrder,
} from '../support/phone-answers';
import { openPage, remember, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('the first page', () => {
  it('sets its data once per load and names hospital and patient', async () => {
    const { page } = openPage('home');
    page.run('onLoad');
    page.run('onShow');
    await settle();
    expect(page.setDataCalls).toHaveLength(1);
    expect(page.data).toMatchObject({ hospital, banner: null, notice: null, consent: 'given' });
    expect(page.data['patientHint']).toContain('张*国');
  });

  it('goes straight to the result after a cold start with scene 1038 and a pending payment', async () => {
    const { fake, phone, page } = openPage('home');
    remember(phone);
    phone.fn('inbox', 'deliver')({ scene: 1038 });
    page.run('onShow');
    await settle();
    expect(went(fake, 'navigateTo')).toEqual(['/pages/result/result?orderNo=YB0001&patientId=p1']);
  });

  it.each([
    ['scene 1038 without a pending payment', 1038, false],
    ['another scene with one', 1001, true],
  ])('stays after %s', async (_what, scene, pending) => {
    const { fake, phone, page } = openPage('home');
    if (pending) remember(phone);
    phone.fn('inbox', 'deliver')({ scene });
    page.run('onShow');
    await settle();
    expect(went(fake, 'navigateTo')).toEqual([]);
    expect(page.data['banner'] === null).toBe(!pending);
  });

  it('offers an unfinished order of the server and leads to it', async () => {
    const home = accepted({ hospital, patients: [], unfinished: [unpaidOrder], templates: {} });
    const { fake, page } = openPage('home', { 'clinic.home': home });
    page.run('onShow');
    await settle();
    expect(page.data['banner']).toMatchObject({ orderNo: 'YB0001', title: '有一笔账单还没付完' });
    page.run('onResume');
    expect(went(fake, 'navigateTo')).toEqual(['/pages/result/result?orderNo=YB0001']);
  });

  it('prefers what the server calls unfinished to what only the phone remembers', async () => {
    const unfinished = [{ ...unpaidOrder, orderNo: 'YB0002' }];
    const home = accepted({ hospital, patients: [], unfinished, templates: {} });
    const { phone, page } = openPage('home', { 'clinic.home': home });
    remember(phone);
    page.run('onShow');
    await settle();
    expect(page.data['banner']).toMatchObject({ orderNo: 'YB0002' });
  });

  it.each([
    ['refused', 'done'],
    ['pending', 'ask-at-counter'],
  ])('sends a paid patient to the counter: %s, %s', async (booked, step) => {
    const unfinished = [{ ...paidOrder, hospital: booked, next: { do: step } }];
    const home = accepted({ hospital, patients: [], unfinished, templates: {} });
    const { page } = openPage('home', { 'clinic.home': home });
    page.run('onShow');
    await settle();
    expect(page.data['banner']).toMatchObject({ title: '已付款，医院没有入账' });
  });

  it.each([
    ['asked for', refundingOrder, '有一笔退费正在办理'],
    ['not booked', unbookedOrder, '医院没有入账，钱正在退回'],
    [
      'by hand',
      { ...refundingOrder, refund: { ...goingRefund, byHand: true } },
      '医院正在人工退款',
    ],
    ['with a person', { ...refundingOrder, next: { do: 'ask-at-counter' } }, '医院正在人工退款'],
    ['just back', refundedOrder, '有一笔钱已经退回'],
    ['refused', refusedRefundOrder, '有一笔缴费有了结果'],
  ])('shows money on its way back: %s', async (_how, order, title) => {
    const home = accepted({ hospital, patients: [], unfinished: [order], templates: {} });
    const { page } = openPage('home', { 'clinic.home': home });
    page.run('onShow');
    await settle();
    expect(page.data['banner']).toMatchObject({ orderNo: 'YB0001', title });
  });

  it('shows what waits for the patient before what comes back by itself', async () => {
    const unfinished = [refundingOrder, { ...unpaidOrder, orderNo: 'YB0002' }];
    const home = accepted({ hospital, patients: [], unfinished, templates: {} });
    const { page } = openPage('home', { 'clinic.home': home });
    page.run('onShow');
    await settle();
    expect(page.data['banner']).toMatchObject({ orderNo: 'YB0002' });
  });

  it('leads to the orders after the consent', async () => {
    const { fake, page } = openPage('home');
    page.run('onShow');
    await settle();
    page.run('onOrders');
    await settle();
    expect(went(fake, 'navigateTo')).toEqual(['/pages/orders/orders']);
  });

  it('still says that a payment is being confirmed when nothing can be reached', async () => {
    const { phone, page } = openPage('home', { 'clinic.home': new Error('request:fail') });
    remember(phone);
    page.run('onShow');
    await settle();
    expect(page.data['banner']).toMatchObject({ title: '有一笔缴费正在确认' });
    expect(page.data['notice']).toMatchObject({ title: '网络没有连上' });
  });

  it('shows that it tries again, and the number to call, while nothing can be reached', async () => {
    const { page, answers } = openPage('home', { 'clinic.home': new Error('request:fail') });
    page.run('onShow');
    await settle();
    expect(page.data).toMatchObject({ hospital, loading: false });
    const waiting: ((value: unknown) => void)[] = [];
    answers['clinic.home'] = () => new Promise((resolve) => waiting.push(resolve));
    page.run('onRetry');
    page.run('onRetry');
    await settle();
    expect(page.data).toMatchObject({ loading: true });
    expect(waiting).toHaveLength(1);
    waiting[0]?.(accepted({ hospital, patients: [], unfinished: [], templates: {} }));
    await settle();
    expect(page.data).toMatchObject({ loading: false, notice: null });
  });

  it('opens nothing before the privacy consent, and says what to do when it is declined', async () => {
    const { fake, page } = openPage('home');
    fake.privacyNeeded = true;
    fake.privacyAgrees = false;
    page.run('onShow');
    await settle();
    page.run('onBills');
    await settle();
    expect(went(fake, 'navigateTo')).toEqual([]);
    expect(page.data).toMatchObject({ consent: 'needed', declined: true });
    fake.privacyAgrees = true;
    page.run('onBills');
    await settle();
    expect(went(fake, 'navigateTo')).toEqual(['/pages/bills/bills']);
  });
});

describe('the list of bills', () => {
  it('leads to the bill, or to the order that is alive on it', async () => {
    const live = { ...bill, billId: 'b2', liveOrderNo: 'YB0001' };
    const { fake, page } = openPage('bills', {
      'clinic.listBills': accepted({ bills: [bill, live] }),
    });
    page.run('onShow');
    await settle();
    page.run('onOpen', { detail: { billId: 'b1' } });
    page.run('onOpen', { detail: { billId: 'b2' } });
    page.run('onOpen', { detail: { billId: 'unknown' } });
    expect(went(fake, 'navigateTo')).toEqual([
      '/pages/bill/bill?patientId=p1&billId=b1',
      '/pages/result/result?orderNo=YB0001&patientId=p1',
    ]);
  });

  it('believes the hospital, not the phone, about a bill that has expired', async () => {
    jest.setSystemTime(bill.expiresAt + 1);
    const { page, answers } = openPage('bills');
    page.run('onShow');
    await settle();
    expect(page.data['visits']).toMatchObject([{ cards: [{ canPay: true, tag: '待缴费' }] }]);
    answers['clinic.listBills'] = accepted({ bills: [{ ...bill, status: 'expired' }] });
    page.run('onShow');
    await settle();
    expect(page.data['visits']).toMatchObject([{ cards: [{ canPay: false, tag: '已过期' }] }]);
  });

  it.each([
    [
      'nobody was added',
      { 'clinic.listPatients': accepted({ patients: [] }) },
      'empty',
      '请先添加就诊人',
    ],
    [
      'there is nothing to pay',
      { 'clinic.listBills': accepted({ bills: [] }) },
      'empty',
      '没有待缴费的账单',
    ],
    [
      'there is no network',
      { 'clinic.listPatients': new Error('request:fail') },
      'offline',
      '网络没有连上',
    ],
    [
      'the hospital is away',
      { 'clinic.listBills': refused('hospital-unreachable', true) },
      'error',
      '暂时连不上医院系统',
    ],
  ])('says so when %s', async (_when, more, kind, title) => {
    const { page } = openPage('bills', more);
    page.run('onShow');
    await settle();
    expect(page.data['panel']).toMatchObject({ kind, title });
  });

  it('drops an older answer that comes after a newer choice', async () => {
    const waiting: ((value: unknown) => void)[] = [];
    const { page } = openPage('bills', {
      'clinic.listBills': () => new Promise((resolve) => waiting.push(resolve)),
      'clinic.listPatients': accepted({
        patients: [patient, { ...patient, patientId: 'p2', isDefault: false }],
      }),
    });
    page.run('onShow');
    await settle();
    page.run('onChoose', { detail: { key: 'p2' } });
    await settle();
    waiting[1]?.(accepted({ bills: [{ ...bill, billId: 'of-p2' }] }));
    await settle();
    waiting[0]?.(accepted({ bills: [bill] }));
    await settle();
    expect(page.data).toMatchObject({
      patientId: 'p2',
      visits: [{ cards: [{ billId: 'of-p2' }] }],
    });
  });
});
