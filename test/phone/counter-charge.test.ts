/**
 * The charge at the counter: exactly what is shown, once; an answer that is lost is looked for and never
 * sent again by itself (money rules 2 and 4).
 */
import {
  chargingOrder,
  counterSplit,
  takenOrder,
  twoCounters,
  usableCode,
} from '../support/counter-phone-answers';
import { accepted, refused, settle, SILENCE } from '../support/fake-wx';
import { openStaffPage, type StaffAnswers, type StaffPage } from '../support/staff-phone';
import { AT } from '../support/staff-phone-answers';

const LOST = new Error('cloud.callFunction:fail timeout');
const PAY = '/packages/staff/pages/counter-pay/counter-pay?orderNo=YB0009';
const QUESTION = {
  ...{ counterNo: 'W01', scanId: 'scan-0001', patientId: 'P0001' },
  ...{ billIds: ['B0001', 'B0002'], payWith: 'insurance' },
};

beforeEach(() => {
  jest.useFakeTimers({ now: AT });
});

afterEach(() => {
  jest.useRealTimers();
});

async function ready(more: StaffAnswers = {}): Promise<StaffPage> {
  const counters = accepted({ ...twoCounters, counters: twoCounters.counters.slice(0, 1) });
  const scan = '3300000000000000000000000001';
  const opened = await openStaffPage('counter', { counters, ...more }, { scan });
  await opened.run('onScan');
  return opened;
}

/** So many seconds, one after the other, with the answers in between. */
async function goOn(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await jest.advanceTimersByTimeAsync(1_000);
    await settle();
  }
}

it('sends what is shown and leaves a fresh page behind', async () => {
  const opened = await ready();
  await opened.run('onCharge');
  expect(opened.asked('charge')).toEqual([{ ...QUESTION, shown: { total: 46_900, cash: 10_000 } }]);
  expect(opened.went('navigateTo')).toEqual([PAY]);
  expect(opened.page.data).toMatchObject({ patient: null, quoted: null, busy: '', notice: null });
});

it('sends it as it was priced, where insurance pays nothing of it', async () => {
  const split = { ...counterSplit, payWith: 'cash', cash: 46_900, insurance: 0 };
  const unavailable = { ...split, insuranceUnavailable: 'insurance-visit-type' };
  const quote = accepted({ quote: { split: unavailable, oneCode: usableCode } });
  const opened = await ready({ quote });
  expect(opened.page.data['quoted']).toMatchObject({
    unavailable: { title: '这类门诊不能在这里用医保' },
    payable: true,
  });
  await opened.run('onCharge');
  const shown = { total: 46_900, cash: 46_900 };
  expect(opened.asked('charge')).toEqual([{ ...QUESTION, payWith: 'cash', shown }]);
});

it('sends it once, however often it is tapped, and nothing else meanwhile', async () => {
  const opened = await ready({ charge: SILENCE });
  await opened.run('onCharge');
  await opened.run('onCharge');
  await opened.run('onToggle', {}, { billId: 'B0001' });
  await opened.run('onSelfPay');
  await opened.run('onAnother');
  await opened.run('onAgain');
  await opened.run('onOpen', {}, { orderNo: 'YB0009' });
  expect(opened.asked('charge')).toHaveLength(1);
  expect(opened.asked('quote')).toHaveLength(1);
  expect(opened.page.data).toMatchObject({ busy: 'charge', canCharge: false, sending: true });
  expect(opened.went('navigateTo')).toEqual([]);
});

it('is priced anew when the sums have changed, and said so', async () => {
  const opened = await ready({ charge: refused('bill-amount-changed') });
  await opened.run('onCharge');
  expect(opened.page.data).toMatchObject({
    notice: { title: '金额有变化，没有收款' },
    ...{ busy: '', canCharge: true, sending: false },
  });
  expect(opened.asked('quote')).toHaveLength(2);
  expect(opened.asked('charge')).toHaveLength(1);
});

it('ends with a code that has expired', async () => {
  const opened = await ready({ charge: refused('code-expired') });
  await opened.run('onCharge');
  expect(opened.page.data).toMatchObject({ patient: null, notice: { title: '医保码已过期' } });
});

it('shows another payment of the bill that is not finished', async () => {
  const opened = await ready({ charge: refused('bill-being-paid-by-other') });
  opened.answers['open'] = accepted({ orders: [chargingOrder] });
  await opened.run('onCharge');
  expect(opened.page.data).toMatchObject({
    notice: { title: '有一笔收款还没办完' },
    open: [{ orderNo: 'YB0009' }],
  });
});

it('goes nowhere when the clerk has left the page', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const charge = () => new Promise((resolve) => (answer = resolve));
  const opened = await ready({ charge });
  await opened.run('onCharge');
  opened.page.run('onUnload');
  answer(accepted({ order: chargingOrder }));
  await settle();
  expect(opened.went('navigateTo')).toEqual([]);
});

describe('an answer that is lost', () => {
  it('is found among what is not finished, and gone on with', async () => {
    const opened = await ready({ charge: LOST });
    await opened.run('onCharge');
    await goOn(1);
    expect(opened.page.data).toMatchObject({
      ...{ busy: 'lost', canCharge: false, sending: true },
      notice: { title: '还不知道有没有收成' },
    });
    opened.answers['open'] = accepted({ orders: [chargingOrder] });
    await goOn(3);
    expect(opened.went('navigateTo')).toEqual([PAY]);
    expect(opened.asked('charge')).toHaveLength(1);
  });

  it('is paid by now: its receipt is shown', async () => {
    const opened = await ready({ charge: LOST });
    opened.answers['open'] = accepted({ orders: [takenOrder] });
    await opened.run('onCharge');
    await goOn(1);
    expect(opened.went('navigateTo')).toEqual([PAY]);
    expect(opened.asked('charge')).toHaveLength(1);
  });

  it('is not somebody else’s payment', async () => {
    const opened = await ready({ charge: LOST });
    opened.answers['open'] = accepted({ orders: [{ ...chargingOrder, billIds: ['B0077'] }] });
    await opened.run('onCharge');
    await goOn(40);
    expect(opened.went('navigateTo')).toEqual([]);
  });

  it('is nowhere: it is priced anew before it can be charged again', async () => {
    const opened = await ready({ charge: LOST });
    await opened.run('onCharge');
    await goOn(30);
    expect(opened.page.data['busy']).toBe('lost');
    await goOn(10);
    expect(opened.page.data).toMatchObject({
      ...{ busy: '', canCharge: true, findBill: 'B0001' },
      notice: { title: '没有查到没办完的收款' },
    });
    expect(opened.asked('charge')).toHaveLength(1);
    expect(opened.asked('quote')).toHaveLength(2);
    await opened.run('onFind');
    expect(opened.went('navigateTo')).toEqual(['/packages/staff/pages/find/find?text=B0001']);
  });

  it('is finished already: the bill is settled and can’t be charged', async () => {
    const opened = await ready({ charge: LOST });
    opened.answers['quote'] = refused('bill-settled');
    await opened.run('onCharge');
    await goOn(40);
    expect(opened.page.data).toMatchObject({
      ...{ canCharge: false, quoted: null, findBill: 'B0001' },
      priceNotice: { title: '账单已经缴清' },
    });
  });

  it('stays unknown as long as nothing can be asked: nothing can be charged', async () => {
    const offline = new Error('request:fail');
    const opened = await ready({ charge: offline });
    opened.answers['open'] = offline;
    await opened.run('onCharge');
    await goOn(40);
    expect(opened.page.data).toMatchObject({ busy: 'unsure', canCharge: false, sending: false });
    await opened.run('onCharge');
    await opened.run('onAnother');
    expect(opened.asked('charge')).toHaveLength(1);
    expect(opened.page.data['patient']).not.toBeNull();
    opened.answers['open'] = accepted({ orders: [chargingOrder] });
    await opened.run('look');
    await goOn(1);
    expect(opened.went('navigateTo')).toEqual([PAY]);
  });

  it('is looked for only while the page is seen, and on when it is seen again', async () => {
    const opened = await ready({ charge: LOST });
    await opened.run('onCharge');
    await goOn(1);
    opened.page.run('onHide');
    const asked = opened.asked('open').length;
    await goOn(60);
    expect(opened.asked('open')).toHaveLength(asked);
    expect(opened.page.data['busy']).toBe('lost');
    opened.answers['open'] = accepted({ orders: [chargingOrder] });
    opened.page.run('onShow');
    await goOn(1);
    expect(opened.went('navigateTo')).toEqual([PAY]);
  });
});
