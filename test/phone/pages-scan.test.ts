/** Paying by a prescription's code: whose it is, and that nobody pays for another by mistake. */
import { prescriptionLink } from '../../miniprogram/shared/prescription-code';
import { accepted, refused, settle } from '../support/fake-wx';
import { bill, cashSplit, hospital, paidOrder, unpaidOrder } from '../support/phone-answers';
import { type Answers, type Open, openPage, went } from '../support/phone-pages';

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2025, 10, 21, 2, 0) });
});

afterEach(() => {
  jest.useRealTimers();
});

const link = (code: string, hospitalId = hospital.id): string =>
  prescriptionLink('q.example.org', { hospitalId, code });

const mine = { bill, patientName: '张*国', patientId: 'p1' };
const other = { bill, patientName: '李*妹' };
const otherOrder = { ...unpaidOrder, orderNo: 'YB0009', split: cashSplit, patientName: '李*妹' };

async function opened(
  query: Record<string, string>,
  prescription: object = mine,
  more: Answers = {},
): Promise<Open> {
  const open = openPage('scan', {
    'clinic.prescription': accepted({ prescription }),
    'pay.placeForOther': accepted({ order: otherOrder }),
    ...more,
  });
  open.page.run('onLoad', query);
  open.page.run('onShow');
  await settle();
  return open;
}

const asked = ({ fake }: Open, action: string): unknown[] =>
  fake.calls.filter((call) => call.action === action).map(({ input }) => input);

describe('a code', () => {
  it.each([
    ['an ordinary link that opened the program', { q: encodeURIComponent(link('RX1')) }],
    ['the scanner on the first page', { q: link('RX1') }],
    ['the code alone', { c: 'RX1' }],
  ])('from %s shows the bill and whose it is', async (_how, query) => {
    const open = await opened(query);
    expect(asked(open, 'prescription')).toEqual([{ code: 'RX1' }]);
    expect(open.page.data).toMatchObject({
      panel: null,
      notice: null,
      found: { mine: true, act: 'mine', patientName: '张*国', bill: { yuan: '277.70' } },
    });
  });

  it('of one’s own patient leads to the checkout, counted as a prescription’s', async () => {
    const open = await opened({ c: 'RX1' });
    open.page.run('onPayMine');
    expect(went(open.fake, 'navigateTo')).toEqual([
      '/pages/checkout/checkout?patientId=p1&billIds=b1&entry=prescription-code',
    ]);
    expect(asked(open, 'placeForOther')).toEqual([]);
  });

  it.each([
    ['other-hospital', link('RX1', 'hosp2'), '这是别的医院的处方码'],
    ['garbage', 'https://weixin.qq.com/x', '这不是处方单的二维码'],
    ['no link at all', '6901234567892', '这不是处方单的二维码'],
  ])('that is none of ours is said, and nothing is asked: %s', async (_what, q, title) => {
    const open = await opened({ q });
    expect(open.page.data).toMatchObject({ found: null, panel: null, notice: { title } });
    expect(open.fake.calls).toEqual([]);
  });

  it('asks which hospital this is when the phone does not know', async () => {
    const open = openPage('scan', { 'clinic.prescription': accepted({ prescription: mine }) });
    open.fake.storage.clear();
    open.page.run('onLoad', { q: link('RX1') });
    await settle();
    expect(open.fake.calls.map(({ action }) => action)).toEqual(['home', 'prescription']);
    expect(open.page.data['found']).toMatchObject({ mine: true });
  });

  it.each([
    ['code-unknown', '没有找到这张处方'],
    ['code-expired', '这个处方码已经过期'],
  ])('that the hospital does not take is said where it was scanned: %s', async (reason, title) => {
    const open = await opened({ c: 'RX1' }, mine, { 'clinic.prescription': refused(reason) });
    expect(open.page.data).toMatchObject({ panel: null, found: null, notice: { title } });
    open.fake.scans = link('RX2');
    open.page.run('onScan');
    await settle();
    expect(asked(open, 'prescription').at(-1)).toEqual({ code: 'RX2' });
  });

  it('is asked for again when the network was away', async () => {
    const open = await opened({ c: 'RX1' }, mine, {
      'clinic.prescription': new Error('request:fail'),
    });
    expect(open.page.data['panel']).toMatchObject({ kind: 'offline' });
    open.answers['clinic.prescription'] = accepted({ prescription: mine });
    open.page.run('onRetry');
    await settle();
    expect(open.page.data).toMatchObject({ panel: null, found: { mine: true } });
  });

  it('whose scanner was left or did not open loses nothing', async () => {
    const open = await opened({ c: 'RX1' });
    open.page.run('onScan');
    await settle();
    expect(open.page.data['found']).toMatchObject({ mine: true });
    open.fake.scans = new Error('scanCode:fail system permission denied');
    open.page.run('onScan');
    await settle();
    expect(open.page.data).toMatchObject({ notice: { title: '没有打开扫一扫' } });
  });

  it('of a bill that is settled or being paid pays nothing', async () => {
    const settled = { ...other, bill: { ...bill, status: 'settled' } };
    expect((await opened({ c: 'RX1' }, settled)).page.data['found']).toMatchObject({ act: 'none' });
    const live = { ...mine, bill: { ...bill, liveOrderNo: 'YB0001' } };
    const open = await opened({ c: 'RX1' }, live);
    expect(open.page.data['found']).toMatchObject({ act: 'progress' });
    open.page.run('onProgress');
    expect(went(open.fake, 'navigateTo')).toEqual(['/pages/result/result?orderNo=YB0001']);
  });
});

describe('paying for somebody else', () => {
  it('needs the confirmation, names the person and the sum, and pays cash', async () => {
    const open = await opened({ c: 'RX1' }, other);
    const { fake, page } = open;
    expect(page.data['found']).toMatchObject({ mine: false, act: 'other', patientName: '李*妹' });
    page.run('onAsk');
    expect(page.data).toMatchObject({ asked: true });
    expect(page.data['found']).toMatchObject({ sureText: '我确认为亲友 李*妹 付款。' });
    page.run('onKeep');
    expect(asked(open, 'placeForOther')).toEqual([]);
    page.run('onAsk');
    page.run('onSure');
    page.run('onSure');
    await settle();
    expect(asked(open, 'placeForOther')).toEqual([{ code: 'RX1', entry: 'prescription-code' }]);
    expect(asked(open, 'placeOrder')).toEqual([]);
    expect(page.data).toMatchObject({ away: true, busy: false });
    expect(fake.storage.get('pending-payments')).toContain('YB0009');
    expect(fake.sent.map(({ what }) => what)).toContain('navigateToMiniProgram');
  });

  it('leads to the result on the way back', async () => {
    const { fake, phone, page } = await opened({ c: 'RX1' }, other);
    page.run('onAsk');
    page.run('onSure');
    await settle();
    page.run('onHide');
    phone.fn('inbox', 'deliver')({ scene: 1038 });
    page.run('onShow');
    expect(went(fake, 'redirectTo')).toEqual(['/pages/result/result?orderNo=YB0009']);
  });

  it('asks again when the order says another sum', async () => {
    const split = { ...cashSplit, cash: 27000, cashReduced: 770 };
    const open = await opened({ c: 'RX1' }, other, {
      'pay.placeForOther': accepted({ order: { ...otherOrder, split } }),
    });
    const { fake, page } = open;
    page.run('onAsk');
    page.run('onSure');
    await settle();
    expect(page.data).toMatchObject({
      asked: true,
      away: false,
      notice: { title: '账单金额有变化' },
    });
    expect(page.data['found']).toMatchObject({
      sureNote: expect.stringContaining('270.00') as string,
    });
    expect(fake.sent.map(({ what }) => what)).not.toContain('navigateToMiniProgram');
    page.run('onSure');
    await settle();
    expect(page.data).toMatchObject({ away: true });
  });

  it('says a refusal in place, and nothing to pay leads to the result', async () => {
    const refusedOnce = await opened({ c: 'RX1' }, other, {
      'pay.placeForOther': refused('bill-being-paid-by-other'),
    });
    refusedOnce.page.run('onSure');
    await settle();
    expect(refusedOnce.page.data).toMatchObject({
      busy: false,
      notice: { title: '有家人正在付这张账单' },
    });
    const free = await opened({ c: 'RX1' }, other, {
      'pay.placeForOther': accepted({ order: { ...paidOrder, orderNo: 'YB0009' } }),
    });
    free.page.run('onSure');
    await settle();
    expect(went(free.fake, 'redirectTo')).toEqual(['/pages/result/result?orderNo=YB0009']);
  });
});
