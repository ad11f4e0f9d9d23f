/** The inpatient deposit: what is left, topping up in cash, and what goes back after discharge. */
import { accepted, refused, settle } from '../support/fake-wx';
import { bill, cashSplit, child, goingRefund, paidOrder, patient } from '../support/phone-answers';
import { type Answers, type Open, openPage, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

const admission = {
  admissionId: 'z1',
  ward: '心内一区',
  bed: '12床',
  admittedAt: Date.UTC(2025, 10, 18, 2, 0),
  paidIn: 200000,
  spent: 186350,
  balance: 13650,
  refundable: 0,
  minTopUp: 10000,
  maxTopUp: 500000,
};
const discharged = { ...admission, dischargedAt: Date.UTC(2025, 10, 21, 1), refundable: 13650 };
const topUp = {
  ...paidOrder,
  orderNo: 'YB0007',
  kind: 'deposit',
  title: '住院预交金',
  split: { ...cashSplit, total: 50000, cash: 50000 },
  refund: { ...goingRefund, cash: 13650, insurance: 0 },
};

async function opened(stay: object | null = admission, more: Answers = {}): Promise<Open> {
  const open = openPage('deposit', {
    'clinic.admission': accepted({ admission: stay }),
    'clinic.listOrders': accepted({ orders: [] }),
    'clinic.topUp': accepted({ bill: { ...bill, billId: 'd1', kind: 'deposit' } }),
    'pay.refundDeposit': accepted({ orders: [topUp] }),
    ...more,
  });
  open.page.run('onLoad');
  open.page.run('onShow');
  await settle();
  return open;
}

const asked = ({ fake }: Open, action: string): Record<string, unknown>[] =>
  fake.calls
    .filter((call) => call.action === action)
    .map(({ input }) => input as Record<string, unknown>);

function type({ page }: Open, value: string): void {
  page.run('onType', { detail: { value } });
  page.run('onLeave');
}

it('shows what is left, and says that insurance does not cover it', async () => {
  const { page } = await opened();
  expect(page.data).toMatchObject({
    panel: null,
    admission: {
      balance: { yuan: '136.50', label: '预交金余额136.50元' },
      spent: { yuan: '1863.50' },
      bed: '12床',
      range: '每次 100–5000 元',
      discharged: '',
    },
    cashOnly: { title: '预交金不能用医保' },
  });
});

it('offers only sums that the hospital takes', async () => {
  const { page } = await opened({ ...admission, minTopUp: 60000, maxTopUp: 200000 });
  const { chips } = page.data['admission'] as { chips: { yuan: string }[] };
  expect(chips.map(({ yuan }) => yuan)).toEqual(['1000', '2000']);
});

it.each([
  ['12.345', '请填写金额，最多两位小数'],
  ['一百', '请填写金额，最多两位小数'],
  ['1e3', '请填写金额，最多两位小数'],
  ['-100', '请填写金额，最多两位小数'],
  ['99.99', '请填写 100–5000 元之间的金额'],
  ['5000.01', '请填写 100–5000 元之间的金额'],
])('says what is wrong with %s, and opens no bill', async (text, error) => {
  const open = await opened();
  type(open, text);
  expect(open.page.data).toMatchObject({ error, payText: '请选择或填写金额', typed: text });
  open.page.run('onTopUp');
  await settle();
  expect(asked(open, 'topUp')).toEqual([]);
});

it.each([
  ['100', 10000],
  ['0100.50', undefined],
  ['100.5', 10050],
  ['5000.00', 500000],
])('reads %s exactly', async (text, fen) => {
  const open = await opened();
  type(open, text);
  open.page.run('onTopUp');
  await settle();
  expect(asked(open, 'topUp').map(({ amount }) => amount)).toEqual(fen === undefined ? [] : [fen]);
});

it('opens a bill for a preset, and leads to the checkout', async () => {
  const open = await opened();
  open.page.run('onChip', { detail: { yuan: '500' } });
  expect(open.page.data).toMatchObject({ chip: '500', payText: '去充值 ¥500.00' });
  open.page.run('onTopUp');
  open.page.run('onTopUp');
  await settle();
  expect(asked(open, 'topUp')).toMatchObject([
    { patientId: 'p1', admissionId: 'z1', amount: 50000 },
  ]);
  expect(went(open.fake, 'navigateTo')).toEqual([
    '/pages/checkout/checkout?patientId=p1&billIds=d1',
  ]);
});

it('asks under the same id while the bill is unpaid, and under another once it is over', async () => {
  const open = await opened();
  const again = async (): Promise<void> => {
    open.page.run('onChip', { detail: { yuan: '500' } });
    open.page.run('onTopUp');
    await settle();
  };
  await again();
  await again();
  let answered = 0;
  open.answers['clinic.topUp'] = () => {
    answered += 1;
    const status = answered === 1 ? 'settled' : 'unpaid';
    return accepted({ bill: { ...bill, billId: `d${answered + 1}`, status } });
  };
  await again();
  const ids = asked(open, 'topUp').map(({ requestId }) => requestId);
  expect(ids).toHaveLength(4);
  expect(new Set(ids.slice(0, 3)).size).toBe(1);
  expect(ids[3]).not.toBe(ids[0]);
  expect(went(open.fake, 'navigateTo').at(-1)).toContain('billIds=d3');
});

it('says a refusal in place and keeps the form', async () => {
  const open = await opened(admission, { 'clinic.topUp': refused('not-in-hospital') });
  open.page.run('onChip', { detail: { yuan: '500' } });
  open.page.run('onTopUp');
  await settle();
  expect(open.page.data).toMatchObject({
    busy: false,
    chip: '500',
    notice: { title: '没有在院记录' },
  });
});

it('says so when the patient is not in hospital, and shows another’s stay', async () => {
  const open = await opened(null, {
    'clinic.listPatients': accepted({ patients: [patient, child] }),
  });
  expect(open.page.data['panel']).toMatchObject({ kind: 'empty', title: '张*国 没有住院' });
  open.answers['clinic.admission'] = accepted({ admission });
  open.page.run('onChoose', { detail: { key: 'p2' } });
  await settle();
  expect(asked(open, 'admission').at(-1)).toEqual({ patientId: 'p2' });
  expect(open.page.data).toMatchObject({ patientId: 'p2', panel: null });
});

describe('after discharge', () => {
  it('gives back what is left after a question, and shows how each top-up stands', async () => {
    const open = await opened(discharged);
    expect(open.page.data['admission']).toMatchObject({ refundText: '退余额 ¥136.50' });
    open.page.run('onRefund');
    expect(open.page.data).toMatchObject({ asked: true });
    open.page.run('onKeep');
    expect(asked(open, 'refundDeposit')).toEqual([]);
    open.answers['clinic.listOrders'] = accepted({ orders: [topUp, paidOrder] });
    open.page.run('onRefund');
    open.page.run('onRefundSure');
    open.page.run('onRefundSure');
    await settle();
    expect(asked(open, 'refundDeposit')).toEqual([{ patientId: 'p1', admissionId: 'z1' }]);
    expect(open.page.data['rows']).toMatchObject([
      { orderNo: 'YB0007', state: 'going', word: '退款中', yuan: '136.50' },
    ]);
    open.page.run('onOpenRow', { currentTarget: { dataset: { orderNo: 'YB0007' } } });
    expect(went(open.fake, 'navigateTo')).toEqual([
      '/pages/result/result?orderNo=YB0007&patientId=p1',
    ]);
  });

  it('says when nothing is left', async () => {
    const open = await opened(discharged, {
      'pay.refundDeposit': refused('deposit-nothing-left'),
    });
    open.page.run('onRefundSure');
    await settle();
    expect(open.page.data).toMatchObject({ busy: false, notice: { title: '没有可退的余额' } });
  });

  it.each([
    ['returned', { state: 'returned' }, '已退回'],
    ['byHand', { byHand: true }, '医院人工退款中'],
    ['refused', { state: 'refused' }, '没有退成，请到窗口'],
  ])('shows a top-up that is %s', async (state, refund, word) => {
    const order = { ...topUp, refund: { ...topUp.refund, ...refund } };
    const open = await opened(discharged, {
      'clinic.listOrders': accepted({ orders: [order, { ...topUp, patientId: 'p2' }] }),
    });
    expect(open.page.data['rows']).toMatchObject([{ state, word }]);
    expect(open.page.data['rows']).toHaveLength(1);
  });
});
