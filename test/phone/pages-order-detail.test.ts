/** The order on its result page: what happened when, the numbers for the receipt, the ways on. */
import { accepted, settle } from '../support/fake-wx';
import {
  closedOrder,
  hospital,
  paidOrder,
  patient,
  refundedOrder,
  refusedRefundOrder,
} from '../support/phone-answers';
import { type Open, openPage, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 4, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

async function result(order: object): Promise<Open> {
  const open = openPage('result', { 'pay.confirmOrder': accepted({ order }) });
  open.page.run('onLoad', { orderNo: 'YB0001' });
  open.page.run('onShow');
  await settle();
  return open;
}

const detail = ({ page }: Open): Record<string, unknown> =>
  (page.data['view'] as { order: Record<string, unknown> }).order;

const registration = {
  ...paidOrder,
  kind: 'registration',
  visit: {
    appointmentId: 'a1',
    from: Date.UTC(2025, 10, 22, 1),
    to: Date.UTC(2025, 10, 22, 2),
    department: '内科',
    doctor: '李敏',
    place: '二楼 3 诊室',
  },
};

it('tells what happened in the order in which it can happen, and reads it aloud', async () => {
  const timeline = [
    // the platform's clock is behind ours
    { step: 'paid', at: Date.UTC(2025, 10, 21, 2, 0) - 400 },
    { step: 'placed', at: Date.UTC(2025, 10, 21, 2, 0) },
    { step: 'refund-asked', at: Date.UTC(2025, 10, 21, 2, 6) },
    { step: 'refunded', at: Date.UTC(2025, 10, 21, 2, 8) },
  ];
  expect(detail(await result({ ...refundedOrder, timeline }))['timeline']).toMatchObject([
    { title: '已下单', time: '11月21日 10:00', tone: 'plain' },
    { title: '已付款', tone: 'ok' },
    { title: '已申请退费', tone: 'back' },
    { title: '已退费', tone: 'back', aria: '已退费，11月21日 10:08' },
  ]);
});

it('shows the settlement number and copies it', async () => {
  const open = await result({ ...paidOrder, settlementNo: 'JS1' });
  expect(detail(open)).toMatchObject({ settlementNo: 'JS1' });
  open.page.run('onCopy', { detail: { value: 'JS1' } });
  const copied = open.fake.sent.find(({ what }) => what === 'setClipboardData');
  expect(copied?.detail).toMatchObject({ data: 'JS1' });
});

it.each([
  ['paid and booked', paidOrder, true],
  ['whose refund was refused', refusedRefundOrder, true],
  ['not booked yet', { ...paidOrder, hospital: 'pending' }, false],
  ['returned', refundedOrder, false],
  ['closed', closedOrder, false],
  ['for a deposit', { ...paidOrder, kind: 'deposit' }, false],
])('leads to the electronic invoice of an order %s: %s', async (_what, order, invoice) => {
  const open = await result(order);
  expect(detail(open)).toMatchObject({ invoice });
  open.page.run('onInvoice');
  expect(went(open.fake, 'navigateTo')).toEqual(['/pages/invoice/invoice?orderNo=YB0001']);
});

it('of a registration names time and place, and leads to the ticket and the visits', async () => {
  const open = await result(registration);
  expect(detail(open)).toMatchObject({
    ticket: 'a1',
    visitAt: '11月22日 09:00',
    visitWhere: '二楼 3 诊室',
    listText: '查看我的预约',
    againText: '重新挂号',
  });
  open.page.run('onTicket');
  open.page.run('onBills');
  open.page.run('onAgain');
  expect(went(open.fake, 'navigateTo')).toEqual([
    '/pages/ticket/ticket?patientId=p1&appointmentId=a1',
    '/pages/appointments/appointments',
    '/pages/departments/departments',
  ]);
});

it('of a registration that goes back has no ticket', async () => {
  const { refund } = refundedOrder;
  expect(detail(await result({ ...registration, refund }))).toMatchObject({ ticket: '' });
});

it('of a deposit leads to the deposit', async () => {
  const open = await result({ ...paidOrder, kind: 'deposit', canRefund: false });
  expect(detail(open)).toMatchObject({ listText: '查看住院预交金' });
  open.page.run('onBills');
  expect(went(open.fake, 'navigateTo')).toEqual(['/pages/deposit/deposit']);
  expect((open.page.data['view'] as { refund: object }).refund).toMatchObject({ offer: 'none' });
});

it('says that the bill was paid at the window meanwhile, and offers no payment', async () => {
  const { page } = await result({ ...closedOrder, reason: 'bill-settled' });
  expect(page.data['view']).toMatchObject({
    head: { state: 'closed', title: '已在窗口缴清' },
    actions: { again: false, goOn: false, bills: true },
  });
});

describe('the first page', () => {
  async function home(): Promise<Open> {
    const open = openPage('home', {
      'clinic.home': accepted({
        hospital,
        patients: [patient],
        unfinished: [],
        templates: { paid: 't-paid' },
      }),
    });
    open.page.run('onLoad');
    open.page.run('onShow');
    await settle();
    return open;
  }

  it.each([
    ['onRegister', '/pages/departments/departments'],
    ['onAppointments', '/pages/appointments/appointments'],
    ['onBills', '/pages/bills/bills'],
    ['onDeposit', '/pages/deposit/deposit'],
    ['onOrders', '/pages/orders/orders'],
    ['onPatients', '/pages/patients/patients'],
    ['onSettings', '/pages/settings/settings'],
  ])('leads by %s to %s', async (tap, page) => {
    const open = await home();
    open.page.run(tap);
    await settle();
    expect(went(open.fake, 'navigateTo')).toEqual([page]);
  });

  it('keeps the numbers of the message templates', async () => {
    const { fake } = await home();
    expect(fake.storage.get('templates')).toBe('{"paid":"t-paid"}');
  });

  it('scans, and hands on what was read; a cancelled scan leads nowhere', async () => {
    const open = await home();
    open.page.run('onScan');
    await settle();
    expect(went(open.fake, 'navigateTo')).toEqual([]);
    open.fake.scans = 'https://a.b/rx?h=hosp1&c=RX1';
    open.page.run('onScan');
    await settle();
    expect(went(open.fake, 'navigateTo')).toEqual([
      '/pages/scan/scan?q=https%3A%2F%2Fa.b%2Frx%3Fh%3Dhosp1%26c%3DRX1',
    ]);
    open.fake.scans = new Error('scanCode:fail no camera');
    open.page.run('onScan');
    await settle();
    expect(went(open.fake, 'navigateTo').at(-1)).toBe('/pages/scan/scan?failed=1');
  });
});
