/** Several bills of one visit in one payment: what is ticked, what the hospital lets be combined. */
import { accepted, refused, settle } from '../support/fake-wx';
import { bill, insuranceSplit } from '../support/phone-answers';
import { type Answers, type Open, openPage, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

const drugs = { ...bill, billId: 'b2', title: '西药费', total: 12850 };
const elsewhere = { ...bill, billId: 'b3', visitId: 'v2', title: '材料费', total: 100 };
const visit = { currentTarget: { dataset: { visitId: 'v1' } } };

async function opened(bills: readonly object[], more: Answers = {}): Promise<Open> {
  const open = openPage('bills', { 'clinic.listBills': accepted({ bills }), ...more });
  open.page.run('onLoad');
  open.page.run('onShow');
  await settle();
  return open;
}

interface Shown {
  readonly visitId: string;
  readonly when: string;
  readonly from: string;
  readonly together: Record<string, unknown> | null;
  readonly cards: readonly object[];
}
const visits = ({ page }: Open): Shown[] => page.data['visits'] as Shown[];
const toggle = ({ page }: Open, billId: string): void => {
  page.run('onToggle', { detail: { billId } });
};

it('stand together by visit, all ticked, with their sum', async () => {
  const open = await opened([bill, elsewhere, drugs]);
  expect(visits(open)).toMatchObject([
    {
      visitId: 'v1',
      when: '11月21日 08:30 就诊',
      from: '呼吸内科 · 李敏',
      cards: [],
      together: {
        rows: [
          { billId: 'b1', picked: true },
          { billId: 'b2', picked: true },
        ],
        yuan: '406.20',
        payText: '一起缴费 ¥406.20',
        payable: true,
      },
    },
    { visitId: 'v2', together: null, cards: [{ billId: 'b3' }] },
  ]);
});

it('can be left out, and the sum follows; none at all cannot be paid', async () => {
  const open = await opened([bill, drugs]);
  toggle(open, 'b1');
  expect(visits(open)[0]?.together).toMatchObject({ yuan: '128.50', payable: true });
  toggle(open, 'b2');
  expect(visits(open)[0]?.together).toMatchObject({ yuan: '0.00', payable: false });
  open.page.run('onPay', visit);
  await settle();
  expect(went(open.fake, 'navigateTo')).toEqual([]);
  toggle(open, 'b1');
  open.page.run('onShow');
  await settle();
  expect(visits(open)[0]?.together).toMatchObject({ yuan: '277.70' });
});

it('of one visit that are being paid or over stand apart', async () => {
  const live = { ...drugs, liveOrderNo: 'YB0001' };
  const over = { ...drugs, billId: 'b4', status: 'expired' };
  expect(visits(await opened([bill, live]))).toMatchObject([
    { together: null, cards: [{ billId: 'b1' }, { billId: 'b2' }] },
  ]);
  const three = await opened([bill, drugs, over]);
  expect(visits(three)).toMatchObject([
    { together: { rows: [{}, {}] }, cards: [{ billId: 'b4' }] },
  ]);
});

it('go to the checkout in one payment, once', async () => {
  const open = await opened([bill, drugs]);
  open.page.run('onPay', visit);
  open.page.run('onPay', visit);
  expect(open.page.data).toMatchObject({ paying: 'v1' });
  await settle();
  expect(went(open.fake, 'navigateTo')).toEqual([
    '/pages/checkout/checkout?patientId=p1&billIds=b1%2Cb2',
  ]);
  expect(open.page.data).toMatchObject({ paying: '' });
});

it('that the hospital does not combine are said here and offered singly', async () => {
  const open = await opened([bill, drugs], { 'clinic.split': refused('bills-not-combinable') });
  open.page.run('onPay', visit);
  await settle();
  expect(went(open.fake, 'navigateTo')).toEqual([]);
  expect(open.page.data['notice']).toMatchObject({ title: '这些账单要分开付' });
  expect(visits(open)).toMatchObject([
    { together: null, cards: [{ billId: 'b1' }, { billId: 'b2' }] },
  ]);
  open.page.run('onShow');
  await settle();
  expect(visits(open)[0]?.together).toBeNull();
});

it('are not opened for a patient who was left meanwhile', async () => {
  const waiting: ((value: unknown) => void)[] = [];
  const open = await opened([bill, drugs], {
    'clinic.split': () => new Promise((resolve) => waiting.push(resolve)),
  });
  open.page.run('onPay', visit);
  await settle();
  open.page.run('onHide');
  waiting[0]?.(accepted({ split: insuranceSplit }));
  await settle();
  expect(went(open.fake, 'navigateTo')).toEqual([]);
});

describe('the checkout', () => {
  async function checkout(billIds: string, more: Answers = {}): Promise<Open> {
    const byId = { b1: bill, b2: drugs };
    const open = openPage('checkout', {
      'clinic.bill': ({ billId }: { billId: 'b1' | 'b2' }) => accepted({ bill: byId[billId] }),
      ...more,
    });
    open.page.run('onLoad', { patientId: 'p1', billIds });
    open.page.run('onShow');
    await settle();
    return open;
  }
  const ids = (open: Open, action: string): unknown =>
    open.fake.calls
      .filter((call) => call.action === action)
      .map(({ input }) => (input as { billIds: unknown }).billIds);

  it.each(['b1,b2', 'b1%2Cb2'])('takes several bills from %s', async (billIds) => {
    const open = await checkout(billIds);
    expect(open.page.data).toMatchObject({ billTitle: '2 张：呼吸内科门诊费用、西药费' });
    open.page.run('onPay');
    await settle();
    expect(ids(open, 'split')).toEqual([['b1', 'b2']]);
    expect(ids(open, 'placeOrder')).toEqual([['b1', 'b2']]);
  });

  it('leads back to the list when they cannot be combined after all', async () => {
    const open = await checkout('b1,b2', { 'pay.placeOrder': refused('bills-not-combinable') });
    open.page.run('onPay');
    await settle();
    expect(open.page.data).toMatchObject({
      over: true,
      notice: { title: '这些账单不能合在一起付' },
    });
    open.page.run('onToBills');
    expect(went(open.fake, 'redirectTo')).toEqual(['/pages/bills/bills']);
  });

  it('of a deposit leads back to where it came from', async () => {
    const deposit = { ...bill, kind: 'deposit', title: '住院预交金' };
    const open = await checkout('b1', {
      'clinic.bill': accepted({ bill: deposit }),
      'pay.placeOrder': refused('not-in-hospital'),
    });
    open.page.run('onPay');
    await settle();
    expect(open.page.data).toMatchObject({ over: true, backText: '返回上一页' });
    open.page.run('onToBills');
    expect(went(open.fake, 'redirectTo')).toEqual([]);
    expect(open.fake.sent.map(({ what }) => what)).toContain('navigateBack');
  });
});
