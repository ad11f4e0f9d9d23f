/** What a payment at the counter would cost: the bills that are chosen, and whether the code can pay. */
import {
  counterBill,
  counterSplit,
  scanned,
  secondBill,
  twoCounters,
  usableCode,
} from '../support/counter-phone-answers';
import { accepted, refused } from '../support/fake-wx';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT } from '../support/staff-phone-answers';

const HERE = { storage: { 'staff.counter': '"W01"' }, scan: '3300000000000000000000000001' };

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

async function read(more: StaffAnswers = {}): Promise<StaffPage> {
  const answers = { counters: accepted(twoCounters), ...more };
  const opened = await openStaffPage('counter', answers, HERE);
  await opened.run('onScan');
  return opened;
}

const quoteOf = (split: object, oneCode?: object) =>
  accepted({
    quote: {
      split: { ...counterSplit, ...split },
      ...(oneCode === undefined ? {} : { oneCode }),
    },
  });

describe('the choice', () => {
  it('of bills is priced anew, in the order of the list', async () => {
    const opened = await read();
    await opened.run('onToggle', {}, { billId: 'B0001' });
    await opened.run('onToggle', {}, { billId: 'B0002' });
    expect(opened.page.data).toMatchObject({
      ...{ quoted: null, canCharge: false, pricing: false },
      priceNotice: { title: '请至少选一张账单' },
    });
    await opened.run('onToggle', {}, { billId: 'B0002' });
    await opened.run('onToggle', {}, { billId: 'B0001' });
    const asked = opened.asked('quote').map((input) => (input as { billIds: string[] }).billIds);
    expect(asked).toEqual([['B0001', 'B0002'], ['B0002'], ['B0002'], ['B0001', 'B0002']]);
    expect(opened.page.data).toMatchObject({ priceNotice: null, canCharge: true });
  });

  describe('of bills that are taken one visit at a time', () => {
    const other = { ...counterBill, billId: 'B0003', visitId: 'V0002', title: '骨科费用' };
    const place = { ...counterBill, billId: 'B0004', kind: 'registration' as const };
    const bills = [counterBill, other, secondBill, place];
    const shown = (opened: StaffPage): string[] =>
      (opened.page.data['bills'] as { billId: string; picked: boolean }[]).map(
        ({ billId, picked }) => `${billId}${picked ? '+' : ''}`,
      );
    const visits = (): Promise<StaffPage> =>
      read({ scan: accepted({ scan: { ...scanned, bills } }) });

    it('offers all of the newest, and the others on demand without pricing anew', async () => {
      const opened = await visits();
      expect(shown(opened)).toEqual(['B0001+', 'B0002+']);
      expect(opened.page.data['moreBills']).toBe('还有 2 张，要另外收');
      await opened.run('onMoreBills');
      expect(shown(opened)).toEqual(['B0001+', 'B0003', 'B0002+', 'B0004']);
      expect(opened.page.data).toMatchObject({ moreBills: '', canCharge: true });
      expect(opened.asked('quote')).toHaveLength(1);
    });

    it('lets go of one visit when a bill of another is chosen', async () => {
      const opened = await visits();
      await opened.run('onMoreBills');
      await opened.run('onToggle', {}, { billId: 'B0003' });
      expect(shown(opened)).toEqual(['B0001', 'B0003+', 'B0002', 'B0004']);
      await opened.run('onToggle', {}, { billId: 'B0004' });
      expect(shown(opened)).toEqual(['B0001', 'B0003', 'B0002', 'B0004+']);
      await opened.run('onToggle', {}, { billId: 'B0002' });
      await opened.run('onToggle', {}, { billId: 'B0001' });
      expect(shown(opened)).toEqual(['B0001+', 'B0003', 'B0002+', 'B0004']);
      const asked = opened.asked('quote').map((input) => (input as { billIds: string[] }).billIds);
      expect(asked.slice(-2)).toEqual([['B0002'], ['B0001', 'B0002']]);
    });
  });

  it('leaves out a bill that is being paid elsewhere, and says why', async () => {
    const bills = [counterBill, { ...secondBill, liveOrderNo: 'YB0007' }];
    const opened = await read({ scan: accepted({ scan: { ...scanned, bills } }) });
    expect(opened.page.data['bills']).toMatchObject([
      { picked: true, remark: '' },
      { picked: false, remark: '有一笔收款还没办完' },
    ]);
  });

  it('has nothing to choose where all that is offered is being paid elsewhere', async () => {
    const taken = { ...counterBill, liveOrderNo: 'YB0007' };
    const opened = await read({ scan: accepted({ scan: { ...scanned, bills: [taken] } }) });
    expect(opened.page.data).toMatchObject({
      ...{ quoted: null, canCharge: false, pricing: false, findBill: 'B0001' },
      priceNotice: { tone: 'warn', title: '有一笔收款还没办完' },
    });
    expect(opened.asked('quote')).toEqual([]);
    await opened.run('onFind');
    expect(opened.went('navigateTo')).toEqual(['/packages/staff/pages/find/find?text=B0001']);
  });

  it('of paying without insurance is priced so', async () => {
    const opened = await read();
    await opened.run('onSelfPay');
    expect(opened.asked('quote').at(-1)).toMatchObject({ payWith: 'cash' });
    await opened.run('onSelfPay');
    expect(opened.asked('quote').at(-1)).toMatchObject({ payWith: 'insurance' });
  });

  it('counts as it was last: an older price that comes later is dropped', async () => {
    const answers: ((answer: unknown) => void)[] = [];
    const late = () => new Promise((resolve) => answers.push(resolve));
    const opened = await read({ quote: late });
    await opened.run('onToggle', {}, { billId: 'B0002' });
    answers[1]?.(quoteOf({ cash: 4_200 }, usableCode));
    await opened.run('onCode', { value: '' });
    answers[0]?.(quoteOf({}, usableCode));
    await opened.run('onCode', { value: '' });
    expect(opened.page.data['quoted']).toMatchObject({ button: '收款 ¥42.00' });
  });

  it.each([
    ['bills-not-combinable', '这些账单要分开收'],
    ['insurance-presettle-failed', '医保没有试算成功'],
    ['bill-settled', '账单已经缴清'],
  ])('that has no price (%s) can’t be charged, and can be asked again', async (reason, title) => {
    const opened = await read({ quote: refused(reason) });
    expect(opened.page.data).toMatchObject({
      ...{ quoted: null, canCharge: false, again: true, pricing: false },
      priceNotice: { title },
    });
    opened.answers['quote'] = quoteOf({}, usableCode);
    await opened.run('onAgain');
    expect(opened.page.data).toMatchObject({ canCharge: true, priceNotice: null, again: false });
  });

  it('ends with the code', async () => {
    const opened = await read({ quote: refused('code-expired') });
    expect(opened.page.data).toMatchObject({ patient: null, notice: { title: '医保码已过期' } });
  });
});

describe('whether the code can pay', () => {
  const code = (opened: StaffPage): unknown =>
    (opened.page.data['quoted'] as { code: unknown }).code;

  it('yes: with channel and masked account', async () => {
    const opened = await read();
    expect(code(opened)).toEqual({
      ...{ tone: 'ok', title: '一码付可以用', who: '', number: '' },
      lines: ['微信支付 · 账户 张*国'],
    });
  });

  it.each([
    [{ state: 'not-signed' }, '患者没有签约一码付', 'warn'],
    [{ state: 'suspended', why: '银行卡已过期' }, '患者的一码付暂时不能用', 'warn'],
    [{ state: 'unavailable' }, '还不知道一码付能不能用', 'bad'],
    [{ state: 'unavailable', reason: 'counter-unreachable' }, '一码付服务连不上', 'bad'],
  ])('no, and nothing can be charged: %j', async (oneCode, title, tone) => {
    const opened = await read({ quote: quoteOf({}, oneCode) });
    expect(code(opened)).toMatchObject({ title, tone });
    expect(opened.page.data).toMatchObject({ canCharge: false, again: true });
    await opened.run('onCharge');
    expect(opened.asked('charge')).toEqual([]);
  });

  it('says the reason of a suspension in the channel’s own words', async () => {
    const opened = await read({ quote: quoteOf({}, { state: 'suspended', why: '银行卡已过期' }) });
    expect(code(opened)).toMatchObject({ lines: ['原因：银行卡已过期', expect.any(String)] });
  });

  it('does not matter where insurance pays all of it', async () => {
    const opened = await read({ quote: quoteOf({ cash: 0, insurance: 46_900 }) });
    expect(opened.page.data).toMatchObject({
      canCharge: true,
      quoted: { code: null, button: '医保结算 ¥469.00', due: { yuan: '0.00' } },
    });
  });

  it('says why insurance pays nothing', async () => {
    const split = { payWith: 'cash', cash: 46_900, insurance: 0 };
    const opened = await read({
      quote: quoteOf({ ...split, insuranceUnavailable: 'insurance-not-covered' }, usableCode),
    });
    expect(opened.page.data['quoted']).toMatchObject({
      unavailable: { tone: 'warn', title: '这些账单不能用医保' },
      button: '收款 ¥469.00',
    });
  });
});
