/** One payment at the counter, stage by stage: what is said, what can be done, and how it is asked on. */
import type { CounterOrderView } from '../../cloudfunctions/contract/counter-types';
import {
  chargingOrder,
  counterSplit,
  overOrder,
  preparingOrder,
  takenOrder,
  tenderOrder,
} from '../support/counter-phone-answers';
import { accepted, refused, settle } from '../support/fake-wx';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT } from '../support/staff-phone-answers';

const QUERY = { query: { orderNo: 'YB0009' } };
const OFFLINE = new Error('request:fail');

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

const open = (order: object = chargingOrder, more: StaffAnswers = {}): Promise<StaffPage> =>
  openStaffPage('counter-pay', { confirm: accepted({ order }), ...more }, QUERY);

async function goOn(ms: number): Promise<void> {
  for (let past = 0; past < ms; past += 500) {
    await jest.advanceTimersByTimeAsync(500);
    await settle();
  }
}

const payOf = (opened: StaffPage): Record<string, unknown> =>
  opened.page.data['pay'] as Record<string, unknown>;
const stageOf = (opened: StaffPage): unknown => (payOf(opened)['head'] as { stage: unknown }).stage;

describe('why the code did not pay', () => {
  it('is read in the channel’s own words above ours', async () => {
    const why = '该账户因多次输错密码已被暂停';
    const order = { ...overOrder, reason: 'one-code-suspended', code: 'onecode-suspended', why };
    const opened = await open(order);
    expect(payOf(opened)).toMatchObject({
      why: { tone: 'bad', lines: [`原因：${why}`, expect.any(String)] },
    });
  });
});

describe('each stage', () => {
  const STAGES: [string, Partial<CounterOrderView>, object][] = [
    ['insurance is settled first', preparingOrder, { title: '医保结算中', busy: true }],
    [
      'the code is about to be charged',
      { ...preparingOrder, insurance: 'settled' },
      { title: '正在准备扣款' },
    ],
    ['cash comes first', { ...preparingOrder, first: 'cash' }, { title: '正在准备扣款' }],
    [
      'without insurance',
      { ...preparingOrder, split: { ...counterSplit, payWith: 'cash' } },
      { title: '正在准备扣款' },
    ],
    ['charging', chargingOrder, { title: '正在扣款，请患者在手机上确认', busy: true }],
    [
      'cash is there, insurance is not yet',
      { ...chargingOrder, stage: 'settling', first: 'cash', insurance: 'none' },
      { title: '现金已收，正在医保结算', busy: true, due: { label: '已收自费', yuan: '100.00' } },
    ],
    ['paid', takenOrder, { title: '收款成功', tone: 'ok', text: '医院已入账。' }],
    ['paid and not booked yet', { ...takenOrder, hospital: 'pending' }, { title: '收款成功' }],
    [
      'paid and not booked',
      { ...takenOrder, hospital: 'refused' },
      { tone: 'warn', title: '已收款，医院没有入账' },
    ],
    [
      'being made sure',
      { ...tenderOrder, stage: 'tender-wait' },
      { title: '正在确认一码付未扣款…', text: '确认好以前，不要收现金。' },
    ],
    ['to be taken otherwise', tenderOrder, { title: '一码付没有扣款，请收现金', tone: 'act' }],
    ['being taken back', { ...overOrder, stage: 'ending' }, { title: '正在撤回', due: null }],
    ['over', overOrder, { title: '没有收款', due: null }],
    [
      'for a person',
      { ...chargingOrder, stage: 'review', can: [] },
      { tone: 'warn', title: '需要人工处理' },
    ],
  ];

  it.each(STAGES)('%s', async (_what, order, head) => {
    const opened = await open(order);
    expect(payOf(opened)['head']).toMatchObject(head);
  });

  it.each([
    [chargingOrder, { label: '自费部分', yuan: '100.00' }],
    [tenderOrder, { label: '请收现金', yuan: '100.00' }],
    [takenOrder, { label: '已收自费', yuan: '100.00' }],
    [
      { ...chargingOrder, stage: 'review' },
      { label: '自费部分', yuan: '100.00' },
    ],
    [
      { ...takenOrder, split: { ...counterSplit, cash: 0 } },
      { label: '医保支付', yuan: '369.00' },
    ],
  ])('names the sum that counts', async (order, due) => {
    expect(payOf(await open(order))['head']).toMatchObject({ due });
  });

  it('asks for cash in no stage but one', async () => {
    for (const [, order] of STAGES) {
      const pay = payOf(await open(order));
      const taking = JSON.stringify(pay['head']).includes('请收现金');
      expect([order.stage, taking, pay['form']]).toEqual([
        order.stage,
        order.stage === 'tender',
        order.stage === 'tender',
      ]);
    }
  });

  it('offers what the server says can be done', async () => {
    expect(payOf(await open())).toMatchObject({ giveUp: true, otherTender: true, form: false });
    expect(payOf(await open(preparingOrder))).toMatchObject({ giveUp: true, otherTender: false });
    expect(payOf(await open(tenderOrder))).toMatchObject({ giveUp: true, form: true });
    expect(payOf(await open(takenOrder))).toMatchObject({ giveUp: false, otherTender: false });
  });

  it('gives a receipt: where to go, how it was taken, and the numbers', async () => {
    const tender = { kind: 'bank-card', receipt: 'SK-0008' } as const;
    const opened = await open({ ...takenOrder, tender });
    const facts = payOf(opened)['facts'] as { key: string; value: string }[];
    expect(payOf(opened)['pickup']).toBe('门诊一楼西药房 3 号窗口');
    expect(Object.fromEntries(facts.map(({ key, value }) => [key, value]))).toEqual({
      ...{ patient: '张*国', what: '内科门诊费用等2张', insurance: '已结算', how: '银行卡' },
      ...{ receipt: 'SK-0008', 'paid-at': '11月21日 10:10', settlement: 'S202511210009' },
      ...{ trade: '4200002025112100000000009', order: 'YB0009' },
    });
    await opened.run('onCopy', { value: 'YB0009' });
    expect(opened.fake.sent.at(-1)?.what).toBe('setClipboardData');
  });

  it('says why the code did not pay', async () => {
    const opened = await open({ ...tenderOrder, reason: 'cash-not-enough' });
    expect(payOf(opened)).toMatchObject({
      whyTitle: '没有扣款的原因',
      why: { title: '患者账户余额不足', tone: 'warn' },
    });
  });

  it('does not say that nothing was charged while money is going back', async () => {
    const ending = { ...overOrder, stage: 'ending' } as const;
    const opened = await open({ ...ending, reason: 'insurance-failed-cash-back' });
    expect(payOf(opened)['whyTitle']).toBe('没有收成的原因');
  });

  it('gives no number of the platform before there is one', async () => {
    const opened = await open({ ...chargingOrder, platformTradeNo: chargingOrder.orderNo });
    const facts = payOf(opened)['facts'] as { key: string }[];
    expect(facts.map(({ key }) => key)).not.toContain('trade');
  });

  it.each([
    ['onCounter', takenOrder, 'navigateBack'],
    ['onCounter', overOrder, 'navigateBack'],
    ['onCase', { ...chargingOrder, stage: 'review' }, 'navigateTo'],
  ])('%s leads on', async (handler, order, how) => {
    const opened = await open(order);
    await opened.run(handler);
    expect(opened.fake.sent.at(-1)?.what).toBe(how);
  });

  it('leads to the case of this payment', async () => {
    const opened = await open({ ...chargingOrder, stage: 'review' });
    await opened.run('onCase');
    expect(opened.went('navigateTo')).toEqual([
      '/packages/staff/pages/review/review?orderNo=YB0009',
    ]);
  });
});

describe('asking on', () => {
  const asked = (opened: StaffPage): number => opened.asked('confirm').length;

  it('waits ever longer while nothing changes', async () => {
    const opened = await open();
    const after: number[] = [];
    for (let second = 0; second < 60; second += 0.5) {
      const before = asked(opened);
      await goOn(500);
      if (asked(opened) > before) after.push(second + 0.5);
    }
    const waits = after.map((at, index) => at - (after[index - 1] ?? 0));
    expect(waits).toEqual([1.5, 2, 3, 5, 5, 8, 10, 10, 10]);
  });

  it('is quick again when something has changed', async () => {
    const opened = await open(preparingOrder);
    await goOn(30_000);
    opened.answers['confirm'] = accepted({ order: chargingOrder });
    await goOn(10_000);
    const before = asked(opened);
    await goOn(2_000);
    expect(asked(opened)).toBeGreaterThan(before);
  });

  it('stops when the page is not seen, goes on when it is, and stops at the end', async () => {
    const opened = await open();
    opened.page.run('onHide');
    await goOn(60_000);
    expect(asked(opened)).toBe(1);
    opened.page.run('onShow');
    await settle();
    expect(asked(opened)).toBe(2);
    opened.answers['confirm'] = accepted({ order: takenOrder });
    await goOn(5_000);
    expect(stageOf(opened)).toBe('paid');
    const before = asked(opened);
    await goOn(60_000);
    expect(asked(opened)).toBe(before);
    opened.page.run('onUnload');
  });

  it('goes on after it was paid until the hospital has booked it', async () => {
    const opened = await open({ ...takenOrder, hospital: 'pending' });
    opened.answers['confirm'] = accepted({ order: takenOrder });
    await goOn(2_000);
    expect(payOf(opened)['head']).toMatchObject({ text: '医院已入账。' });
  });

  it('drops an answer that comes when the page is gone', async () => {
    let answer: (value: unknown) => void = () => undefined;
    const opened = await open(chargingOrder, {
      confirm: () => new Promise((resolve) => (answer = resolve)),
    });
    opened.page.run('onUnload');
    answer(accepted({ order: takenOrder }));
    await goOn(5_000);
    expect(opened.page.data['pay']).toBeNull();
    expect(asked(opened)).toBe(1);
  });

  it('says that it is not known while nobody answers, and that it is once somebody does', async () => {
    const opened = await open(chargingOrder, { confirm: OFFLINE });
    expect(opened.page.data).toMatchObject({ pay: null, notice: { title: '还不知道结果' } });
    opened.answers['confirm'] = accepted({ order: chargingOrder });
    await goOn(2_000);
    expect(opened.page.data['notice']).toBeNull();
    opened.answers['confirm'] = refused('timeout', true);
    await goOn(3_000);
    expect(opened.page.data['notice']).toMatchObject({
      text: '暂时没有回音，正在继续查。请勿重复收款，也不要收现金。',
    });
    expect(stageOf(opened)).toBe('charging');
    opened.answers['confirm'] = accepted({ order: takenOrder });
    await goOn(10_000);
    expect(stageOf(opened)).toBe('paid');
  });

  it.each([
    ['order-not-found', '没有这笔收款', 'navigateBack'],
    ['not-allowed', '这里只给工作人员使用', 'redirectTo'],
  ])('ends at %s', async (reason, title, how) => {
    const opened = await open(chargingOrder, { confirm: refused(reason) });
    expect(opened.page.data['panel']).toMatchObject({ title });
    await goOn(60_000);
    expect(asked(opened)).toBe(1);
    await opened.run('onAction');
    expect(opened.fake.sent.at(-1)?.what).toBe(how);
  });
});
