/** A clerk's refund: the amount exact in yuan, the second look, and an answer that is lost. */
import { accepted, refused, settle } from '../support/fake-wx';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT, freeVisit, paidOrder, refundingOrder, request } from '../support/staff-phone-answers';

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const open = (more: StaffAnswers = {}): Promise<StaffPage> =>
  openStaffPage('refund', more, { query: { orderNo: 'YB0001' } });

/** Part of the cash, with a reason, up to the second look. */
async function asked(more: StaffAnswers = {}, yuan = '40'): Promise<StaffPage> {
  const opened = await open(more);
  await opened.run('onMode', { key: 'cash-part' });
  await opened.run('onAmount', { value: yuan });
  await opened.run('onReason', { key: 'undispensed' });
  await opened.run('onNext');
  return opened;
}

async function confirmed(opened: StaffPage, again = '40.00'): Promise<void> {
  await opened.run('onAgain', { value: again });
  await opened.run('onConfirm');
}

describe('what may go back', () => {
  const modes = (opened: StaffPage): string[] =>
    (opened.page.data['order'] as { modes: { key: string }[] }).modes.map(({ key }) => key);

  it.each([
    ['both', 10_000, 32_400, ['whole', 'cash-only', 'cash-part', 'insurance-and-cash-part']],
    ['cash only', 10_000, 0, ['whole', 'cash-part']],
    ['insurance only', 0, 32_400, ['whole']],
  ])('of %s', async (_what, cash, insurance, expected) => {
    const order = { ...paidOrder, cash, insurance, refundable: { cash, insurance } };
    expect(modes(await open({ order: accepted({ order }) }))).toEqual(expected);
  });

  it('is nothing when it was refunded already', async () => {
    const opened = await open({ order: accepted({ order: refundingOrder }) });
    expect(opened.page.data['panel']).toMatchObject({ title: '这笔订单现在不能退' });
    await opened.run('onAction');
    expect(opened.went('redirectTo')).toEqual(['/packages/staff/pages/order/order?orderNo=YB0001']);
  });
});

describe('a registration that cost nothing', () => {
  it('gives its place back: no way and no sum is asked for, a reason is', async () => {
    const opened = await open({
      order: accepted({ order: freeVisit }),
      previewRefund: accepted({ cash: 0, insurance: 0, insuranceStays: false }),
      refund: accepted({ order: { ...freeVisit, placeCanGoBack: false } }),
    });
    expect(opened.page.data).toMatchObject({
      ...{ mode: 'whole', order: { free: true }, w: { title: '退号' } },
      reasons: [{ title: '患者要求' }, { title: '医生停诊' }, { title: '挂错号' }],
    });
    await opened.run('onNext');
    expect(opened.page.data['errors']).toMatchObject({ note: '请填写退号原因' });
    await opened.run('onReason', { key: 'asked' });
    await opened.run('onNext');
    expect(opened.page.data['look']).toMatchObject({ total: 0, yes: '确定退号', stays: null });
    await opened.run('onConfirm');
    expect(opened.asked('refund')).toEqual([
      { orderNo: 'YB0001', mode: 'whole', note: '患者要求' },
    ]);
    expect(opened.page.data['done']).toMatchObject({ state: 'sent', title: '退号已提交' });
  });

  it('takes no reason that is said of bills', async () => {
    const opened = await open({ order: accepted({ order: freeVisit }) });
    await opened.run('onReason', { key: 'undispensed' });
    expect(opened.page.data).toMatchObject({ reasonKey: '', note: '' });
  });
});

describe('the form', () => {
  it.each([
    ['', '请填写金额'],
    ['abc', '金额只能有两位小数，例如 12.34'],
    ['12.345', '金额只能有两位小数，例如 12.34'],
    ['-1', '金额只能有两位小数，例如 12.34'],
    ['1e2', '金额只能有两位小数，例如 12.34'],
    ['0.00', '金额要大于 0'],
    ['100.01', '最多能退 100.00 元'],
  ])('says what is wrong with “%s” and asks for nothing', async (yuan, error) => {
    const opened = await asked({}, yuan);
    expect(opened.page.data['errors']).toMatchObject({ amount: error });
    expect(opened.asked('previewRefund')).toEqual([]);
  });

  it.each([
    ['40.5', 4050],
    ['0.01', 1],
    ['￥100', 10_000],
    [' 12.3 ', 1230],
    ['１２．３４', 1234],
  ])('reads “%s” exactly', async (yuan, cash) => {
    const opened = await asked({}, yuan);
    expect(opened.asked('previewRefund')).toEqual([
      { orderNo: 'YB0001', mode: 'cash-part', cash, note: '药品没有取' },
    ]);
  });

  it('wants a way and a reason', async () => {
    const opened = await open();
    await opened.run('onNext');
    expect(opened.page.data['notice']).toMatchObject({ title: '怎么退？' });
    expect(opened.page.data['errors']).toMatchObject({ note: '请填写退费原因' });
    await opened.run('onMode', { key: 'whole' });
    await opened.run('onNote', { value: '  ' });
    await opened.run('onNext');
    expect(opened.asked('previewRefund')).toEqual([]);
  });

  it('takes the clerk’s own words, and lets go of the chip', async () => {
    const opened = await open();
    await opened.run('onReason', { key: 'twice' });
    expect(opened.page.data).toMatchObject({ reasonKey: 'twice', note: '重复缴费' });
    await opened.run('onNote', { value: '重复缴费，窗口已核' });
    expect(opened.page.data['reasonKey']).toBe('');
    await opened.run('onMode', { key: 'whole' });
    await opened.run('onNext');
    expect(opened.asked('previewRefund')).toEqual([
      { orderNo: 'YB0001', mode: 'whole', note: '重复缴费，窗口已核' },
    ]);
  });

  it('keeps everything when the hospital’s rules refuse it', async () => {
    const opened = await asked({ previewRefund: refused('refund-outside-window') });
    expect(opened.page.data).toMatchObject({ busy: '', looking: false, mode: 'cash-part' });
    expect(opened.page.data['notice']).toMatchObject({ tone: 'bad' });
    opened.answers['previewRefund'] = accepted({ cash: 4000, insurance: 0, insuranceStays: true });
    await opened.run('onNext');
    expect(opened.asked('previewRefund')).toHaveLength(2);
    expect(opened.page.data['looking']).toBe(true);
  });
});

describe('the second look', () => {
  it('repeats order and sums of the server, and warns that insurance stays', async () => {
    const opened = await asked();
    expect(opened.page.data['look']).toMatchObject({
      orderNo: 'YB0001',
      rows: [
        { key: 'cash', yuan: '40.00' },
        { key: 'total', yuan: '40.00' },
      ],
      stays: { title: '医保部分不会退回' },
      yes: '确定退费 ¥40.00',
    });
    expect(opened.asked('refund')).toEqual([]);
  });

  it.each(['', '4', '40.01', '400'])('sends nothing while “%s” is typed', async (again) => {
    const opened = await asked();
    await confirmed(opened, again);
    expect(opened.page.data['errors']).toMatchObject({ again: '和上面的合计不一样，请核对' });
    expect(opened.asked('refund')).toEqual([]);
  });

  it('sends exactly what was looked at, once', async () => {
    const opened = await asked();
    await opened.run('onAgain', { value: '40' });
    void opened.run('onConfirm');
    await opened.run('onConfirm');
    expect(opened.asked('refund')).toEqual([
      { orderNo: 'YB0001', mode: 'cash-part', cash: 4000, note: '药品没有取' },
    ]);
    expect(opened.page.data['done']).toMatchObject({ state: 'sent' });
    await opened.run('onSeeOrder');
    expect(opened.went('redirectTo')).toHaveLength(1);
  });

  it.each([
    ['waits for a second clerk', { order: paidOrder, waitsFor: 'second-clerk' }, 'waiting'],
    [
      'was refused by the hospital',
      { order: { ...refundingOrder, refund: { ...refundingOrder.refund, state: 'refused' } } },
      'refused',
    ],
  ])('says that it %s', async (_what, answer, state) => {
    const opened = await asked({ refund: accepted(answer) });
    await confirmed(opened);
    expect(opened.page.data['done']).toMatchObject({ state });
  });

  it('keeps the form when the refund is refused', async () => {
    const opened = await asked({ refund: refused('refund-exists') });
    await confirmed(opened);
    expect(opened.page.data).toMatchObject({ done: null, busy: '', looking: false });
    expect(opened.page.data['notice']).toMatchObject({ tone: 'bad' });
  });
});

describe('an answer that is lost', () => {
  const LOST = new Error('cloud.callFunction:fail timeout');

  async function goOn(): Promise<void> {
    for (let second = 0; second < 12; second += 1) {
      await jest.advanceTimersByTimeAsync(1_000);
      await settle();
    }
  }

  it('is found in the order', async () => {
    const opened = await asked({ refund: LOST });
    opened.answers['order'] = accepted({ order: refundingOrder });
    await confirmed(opened);
    await goOn();
    expect(opened.page.data['done']).toMatchObject({ state: 'sent' });
    expect(opened.asked('refund')).toHaveLength(1);
  });

  it('is found among those that wait for a second clerk', async () => {
    const opened = await asked({ refund: LOST });
    await confirmed(opened);
    await goOn();
    expect(request.orderNo).toBe('YB0001');
    expect(opened.page.data['done']).toMatchObject({ state: 'waiting' });
  });

  it('is none: the form stays and can be sent again', async () => {
    const opened = await asked({ refund: LOST, refundRequests: accepted({ requests: [] }) });
    await confirmed(opened);
    await goOn();
    expect(opened.page.data['notice']).toMatchObject({ title: '没有查到这次办理' });
    expect(opened.page.data).toMatchObject({ done: null, busy: '', mode: 'cash-part' });
    expect(opened.asked('refund')).toHaveLength(1);
  });

  it('is not known while nothing can be asked', async () => {
    const opened = await asked({ refund: LOST });
    opened.answers['order'] = LOST;
    await confirmed(opened);
    await goOn();
    expect(opened.page.data['notice']).toMatchObject({ title: '还不知道有没有办成' });
  });

  it('an earlier refund that was refused is not taken for this one', async () => {
    const { refund } = refundingOrder;
    const before = { ...paidOrder, refund: { ...refund, state: 'refused', askedAt: AT - 1 } };
    const opened = await asked({
      order: accepted({ order: before }),
      refund: LOST,
      refundRequests: accepted({ requests: [] }),
    });
    await confirmed(opened);
    await goOn();
    expect(opened.page.data['notice']).toMatchObject({ title: '没有查到这次办理' });
  });
});
