/** The counter's page: which counter it is, what is not finished there, and reading a code. */
import {
  chargingOrder,
  scanned,
  takenOrder,
  tenderOrder,
  twoCounters,
} from '../support/counter-phone-answers';
import { accepted, refused, SILENCE } from '../support/fake-wx';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT } from '../support/staff-phone-answers';

const CODE = '3300000000000000000000000001';
const HERE = { storage: { 'staff.counter': '"W01"' }, scan: CODE };

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const open = (more: StaffAnswers = {}): Promise<StaffPage> =>
  openStaffPage('counter', { counters: accepted(twoCounters), ...more }, HERE);

async function read(more: StaffAnswers = {}): Promise<StaffPage> {
  const opened = await open(more);
  await opened.run('onScan');
  return opened;
}

describe('which counter', () => {
  const anew = (more: StaffAnswers = {}): Promise<StaffPage> =>
    openStaffPage('counter', { counters: accepted(twoCounters), ...more });

  it('is asked once and remembered on the phone', async () => {
    const opened = await anew();
    expect(opened.page.data).toMatchObject({ choosing: true, loading: false });
    expect(opened.asked('open')).toEqual([]);
    await opened.run('onChoose', { key: 'W02' });
    expect(opened.page.data).toMatchObject({ choosing: false, counterName: '门诊2号窗口' });
    expect(opened.asked('open')).toEqual([{ counterNo: 'W02' }]);
    expect(opened.fake.storage.get('staff.counter')).toBe('"W02"');
  });

  it('is known the next time, and can be changed', async () => {
    const opened = await open();
    expect(opened.page.data).toMatchObject({ choosing: false, counterName: '门诊1号窗口' });
    await opened.run('onChange');
    expect(opened.page.data['choosing']).toBe(true);
  });

  it('is asked again when the remembered one is gone', async () => {
    const counters = accepted({ ...twoCounters, counters: twoCounters.counters.slice(1) });
    const two = { ...twoCounters, counters: [...twoCounters.counters] };
    const gone = { storage: { 'staff.counter': '"W99"' } };
    const asked = await openStaffPage('counter', { counters: accepted(two) }, gone);
    expect(asked.page.data['choosing']).toBe(true);
    const only = await openStaffPage('counter', { counters }, gone);
    expect(only.page.data).toMatchObject({ choosing: false, counterNo: 'W02' });
  });

  it('still works where the phone can’t keep it', async () => {
    const opened = await anew();
    opened.fake.storageFull = true;
    await opened.run('onChoose', { key: 'W01' });
    expect(opened.page.data).toMatchObject({ choosing: false, counterNo: 'W01' });
  });

  it.each([
    [{ enabled: false, first: 'insurance', counters: [] }, '本院没有开通一码付'],
    [{ enabled: true, first: 'cash', counters: [] }, '还没有登记收费窗口'],
  ])('%j: says so and asks again when told to', async (answer, title) => {
    const opened = await anew({ counters: accepted(answer) });
    expect(opened.page.data['panel']).toMatchObject({ kind: 'empty', title });
    opened.answers['counters'] = accepted(twoCounters);
    await opened.run('onAction');
    expect(opened.page.data).toMatchObject({ panel: null, choosing: true });
  });

  it('leads whoever is no staff to the code, and tells when there is no network', async () => {
    const barred = await anew({ counters: refused('not-allowed') });
    await barred.run('onAction');
    expect(barred.went('redirectTo')).toEqual(['/packages/staff/pages/join/join']);
    const offline = await anew({ counters: new Error('request:fail') });
    expect(offline.page.data['panel']).toMatchObject({ kind: 'offline' });
  });
});

describe('what is not finished', () => {
  it('stands on top, and is gone on with', async () => {
    const orders = [chargingOrder, { ...tenderOrder, orderNo: 'YB0010', patientName: '欧阳*华' }];
    const opened = await open({ open: accepted({ orders }) });
    expect(opened.page.data['open']).toMatchObject([
      { title: '张*国', state: '正在扣款，请患者在手机上确认', yuan: '100.00' },
      { title: '欧阳*华', state: '一码付没有扣款，请收现金' },
    ]);
    await opened.run('onOpen', {}, { orderNo: 'YB0010' });
    expect(opened.went('navigateTo')).toEqual([
      '/packages/staff/pages/counter-pay/counter-pay?orderNo=YB0010',
    ]);
  });

  it('stands apart from what was just paid, of which the receipt is a tap away', async () => {
    const pending = { ...takenOrder, orderNo: 'YB0010', hospital: 'pending' };
    const opened = await open({ open: accepted({ orders: [pending, takenOrder] }) });
    expect(opened.page.data).toMatchObject({
      open: [{ orderNo: 'YB0010' }],
      done: [{ orderNo: 'YB0009', state: '收款成功', yuan: '100.00' }],
    });
    expect(opened.page.data['done']).toMatchObject([
      { yuanLabel: expect.stringContaining('已收自费') as string },
    ]);
    await opened.run('onOpen', {}, { orderNo: 'YB0009' });
    expect(opened.went('navigateTo')).toEqual([
      '/packages/staff/pages/counter-pay/counter-pay?orderNo=YB0009',
    ]);
  });

  it('is said to be unknown when it can’t be read', async () => {
    const opened = await open({ open: new Error('request:fail') });
    expect(opened.page.data['openNotice']).toMatchObject({ title: '没有读到还没办完的收款' });
    opened.answers['open'] = accepted({ orders: [chargingOrder] });
    await opened.run('onPullDownRefresh');
    expect(opened.page.data).toMatchObject({ openNotice: null, open: [{ orderNo: 'YB0009' }] });
  });
});

describe('reading a code', () => {
  it('shows the patient masked, with all bills chosen, and prices them once', async () => {
    const opened = await read();
    expect(opened.asked('scan')).toEqual([{ counterNo: 'W01', code: CODE }]);
    expect(opened.page.data).toMatchObject({
      patient: { name: '张*国', relative: null },
      billsTitle: '要缴的账单（选了 2 张，共 2 张）',
      bills: [
        { billId: 'B0001', picked: true, yuan: '424.00' },
        { billId: 'B0002', picked: true },
      ],
      quoted: { due: { label: '应收自费', yuan: '100.00' }, button: '收款 ¥100.00' },
      canCharge: true,
    });
    expect(opened.asked('quote')).toEqual([
      {
        ...{ counterNo: 'W01', scanId: 'scan-0001', patientId: 'P0001' },
        ...{ billIds: ['B0001', 'B0002'], payWith: 'insurance' },
      },
    ]);
  });

  it('takes typed digits with blanks, dashes and wide digits', async () => {
    const opened = await open();
    await opened.run('onCode', { value: ' 3300 0000-0000 00000000 ０００００００１ ' });
    await opened.run('onRead');
    expect(opened.asked('scan')).toEqual([{ counterNo: 'W01', code: CODE }]);
  });

  it.each([
    ['', '请输入医保码下面的数字'],
    ['123', '只能是数字和字母，请对照患者手机再输一遍'],
    ['患者', '只能是数字和字母，请对照患者手机再输一遍'],
  ])('“%s” is refused in place', async (value, error) => {
    const opened = await open();
    await opened.run('onCode', { value });
    await opened.run('onRead');
    expect(opened.page.data['codeError']).toBe(error);
    await opened.run('onCode', { value: '3' });
    expect(opened.page.data['codeError']).toBe('');
    expect(opened.asked('scan')).toEqual([]);
  });

  it('does nothing when the clerk leaves the scanner', async () => {
    const opened = await openStaffPage('counter', { counters: accepted(twoCounters) });
    await opened.run('onScan');
    expect(opened.asked('scan')).toEqual([]);
  });

  it('reads one code at a time', async () => {
    const opened = await open({ scan: SILENCE });
    await opened.run('onScan');
    await opened.run('onScan');
    await opened.run('onRead');
    expect(opened.asked('scan')).toHaveLength(1);
    expect(opened.page.data['reading']).toBe(true);
  });

  it.each([
    ['code-unknown', '没有认出这个医保码'],
    ['code-expired', '医保码已过期'],
    ['counter-unknown', '没有这个收费窗口'],
    ['too-many-attempts', '读码太频繁'],
    ['hospital-unreachable', '连不上医院系统'],
  ])('%s is said in a clerk’s words', async (reason, title) => {
    const opened = await read({ scan: refused(reason) });
    expect(opened.page.data).toMatchObject({ patient: null, reading: false, notice: { title } });
  });

  it('says when there is nothing to pay', async () => {
    const opened = await read({ scan: accepted({ scan: { ...scanned, bills: [] } }) });
    const title = '张*国没有要缴的账单';
    expect(opened.page.data).toMatchObject({ patient: null, notice: { title } });
    expect(opened.asked('quote')).toEqual([]);
  });

  it('names a relative’s code as such', async () => {
    const opened = await read({ scan: accepted({ scan: { ...scanned, byRelative: true } }) });
    expect(opened.page.data['patient']).toMatchObject({ relative: { title: '亲情账户代展码' } });
    expect(opened.page.data['canCharge']).toBe(true);
  });

  it('lets the next patient come, with nothing left of the one before', async () => {
    const opened = await read();
    await opened.run('onSelfPay');
    await opened.run('onAnother');
    expect(opened.page.data).toMatchObject({
      ...{ patient: null, quoted: null, selfPay: false, canCharge: false, code: '' },
    });
    await opened.run('onScan');
    expect(opened.asked('quote').at(-1)).toMatchObject({ payWith: 'insurance' });
  });
});
