/**
 * The desk that sends refunds (money rules 5, 9 and 13): it sends what is reserved, held and due, and
 * nothing else, however often and by whomever it is woken.
 */
import { hospitalId, orderNo, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';
import { hintDoor } from '../../cloudfunctions/doors/hint';
import { sendRefund } from '../../cloudfunctions/usecases/send-refund';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { readDoor } from '../support/door-rig';
import { FOREVER, HIS_SILENT, world } from '../support/doubles';
import { placing } from '../support/orders';
import { ASKED_AT, refunded, STANDINGS, type Standing } from '../support/refund-fixtures';

const NUMBER = placing().orderNo;

/** A store with one order whose refund stands so, a minute after it was asked for. */
async function desk(order: Order) {
  const here = await world();
  await here.orders.insert(order);
  here.clock.advance(ASKED_AT + 60_000 - here.clock.now());
  const { asked } = here.platform.refunds;
  const send = (number: OrderNo = NUMBER) =>
    sendRefund({ ...here.deps, sender: here.platform.refunds.sender }, number, FOREVER);
  const stored = async () => {
    const found = await here.orders.load(order.hospital, order.orderNo);
    if (found === undefined) throw new Error('lost');
    return found;
  };
  return { ...here, asked, send, stored };
}

const due = (standing: Standing, refund: Partial<Refund> = {}, order: Partial<Order> = {}) =>
  refunded(standing, refund, { dueAt: ASKED_AT, ...order });
const REVIEW = { reason: 'refund-differs', at: ASKED_AT, evidence: '' } as const;

describe('it sends', () => {
  it('what is held and due, and says so', async () => {
    const here = await desk(due('held'));
    expect(await here.send()).toBe('sent');
    expect(await here.stored()).toMatchObject({
      refund: { state: 'sending', sends: 1, platformRefundNo: `M-R${NUMBER}` },
    });
  });

  it('what is due this very millisecond, on the last one of the city’s day', async () => {
    const now = ASKED_AT + 60_000;
    const here = await desk(due('held', { finishBy: now }, { dueAt: now }));
    expect(await here.send()).toBe('sent');
  });

  it('without a session and a bill number where no insurance was involved', async () => {
    const { billNo: _none, ...cash } = due('held', {
      ...{ mode: 'cash-part', cash: fen(1), insurance: ZERO },
    });
    const amounts = {
      ...cash.amounts,
      payType: 'cash',
      cash: fen(12000),
      insurance: ZERO,
    } as const;
    const here = await desk({ ...cash, amounts });
    await here.send();
    expect(here.trace).toEqual(['refund']);
    expect(here.asked).toEqual([
      {
        ...{ orderNo: NUMBER, refundNo: `R${NUMBER}`, kind: 'clinic', mode: 'cash-part' },
        ...{ cash: 1, insurance: 0, serialNo: 'S1', platformTradeNo: 'M26030200000000001' },
        channel: 'payinsurance',
        insured: false,
        paid: { cash: 4000, fund: 0, self: 0, other: 0 },
      },
    ]);
  });

  it('in a session also when only cash of an insured payment goes back', async () => {
    const here = await desk(due('held', { mode: 'cash-only', insurance: ZERO }));
    await here.send();
    expect(here.trace).toEqual(['openSession', 'refund']);
  });

  it('a case of trouble that heals, when its hour has come', async () => {
    const review = { ...REVIEW, reason: 'refund-undecided' } as const;
    const here = await desk(due('held', { sends: 1 }, { review }));
    expect(await here.send()).toBe('sent');
    expect((await here.stored()).refund?.sends).toBe(2);
  });
});

describe('it does not send', () => {
  it.each(STANDINGS.filter((one) => one !== 'held'))('a refund that is %s', async (standing) => {
    const { review: _case, ...order } = due(standing);
    const here = await desk(order);
    expect(await here.send()).toBe('nothing-to-send');
    expect(here.trace).toEqual([]);
    expect(await here.stored()).toEqual(order);
  });

  it.each<[string, Order]>([
    ['before its time', due('held', {}, { dueAt: ASKED_AT + 62_001 })],
    ['that has no time', due('held', {}, { dueAt: null })],
    ['that a person must decide', due('held', {}, { review: REVIEW })],
    ['that goes by hand', due('held', { via: 'manual' })],
    ["after the city's day", due('held', { finishBy: ASKED_AT + 59_999 })],
    ['of another hospital', due('held', {}, { hospital: hospitalId('hosp2') })],
  ])('one %s', async (_name, order) => {
    const here = await desk(order);
    expect(await here.send()).toBe('nothing-to-send');
    expect(here.trace).toEqual([]);
    expect(await here.stored()).toEqual(order);
  });

  it('but one whose time has come by the clock of whoever reserved it', async () => {
    const here = await desk(due('held', {}, { dueAt: ASKED_AT + 62_000 }));
    expect(await here.send()).toBe('sent');
  });

  it('one that nobody has', async () => {
    const here = await desk(due('held'));
    expect(await here.send(orderNo('Y20260302ffffffffffff'))).toBe('nothing-to-send');
    expect(here.asked).toEqual([]);
  });

  it('without a session for the bureau; it stands back', async () => {
    const here = await desk(due('held'));
    here.hospital.refunds.script.session = HIS_SILENT;
    expect(await here.send()).toBe('nothing-to-send');
    expect(here.asked).toEqual([]);
    expect(await here.stored()).toMatchObject({
      ...{ refund: { state: 'held', sends: 0, asked: 1 }, dueAt: here.clock.now() + 5_000 },
    });
  });

  it.each<[string, Partial<Order>, Partial<Refund>]>([
    ['the city’s day ends', {}, { finishBy: ASKED_AT + 60_000 }],
    ['it becomes a person’s case', { review: REVIEW }, {}],
  ])('what was to be sent when %s while a session is opened', async (_name, change, refund) => {
    const here = await desk(due('held', refund));
    const { refunds } = here.deps;
    here.deps.refunds = {
      ...refunds,
      openSession: async (...args) => {
        here.clock.advance(1);
        const order = await here.stored();
        await here.orders.save({ ...order, ...change, version: order.version + 1 });
        return refunds.openSession(...args);
      },
    };
    expect(await here.send()).toBe('nothing-to-send');
    expect(here.asked).toEqual([]);
    expect((await here.stored()).refund).toMatchObject({ state: 'held', sends: 0 });
  });

  it('what it could not write down', async () => {
    const here = await desk(due('held'));
    here.deps.orders = { ...here.orders, save: () => Promise.resolve('conflict') };
    await expect(here.send()).rejects.toMatchObject({ reason: 'busy' });
    here.deps.orders = { ...here.orders, save: () => Promise.reject(new Error('store')) };
    await expect(here.send()).rejects.toThrow('store');
    expect(here.asked).toEqual([]);
  });
});

describe('of many at once', () => {
  it.each([2, 5])('%i desks send once', async (count) => {
    const here = await desk(due('held'));
    const all = await Promise.all(Array.from({ length: count }, () => here.send()));
    expect(all.filter((one) => one === 'sent')).toHaveLength(1);
    expect(here.asked).toHaveLength(1);
    expect((await here.stored()).refund?.sends).toBe(1);
  });

  it('the one that is still at it keeps the others out', async () => {
    const here = await desk(due('held'));
    let answer: () => void = () => undefined;
    here.platform.refunds.script.onRefund = (request) =>
      new Promise((resolve) => {
        answer = () => {
          resolve(here.platform.refunds.take(request));
        };
      });
    const first = here.send();
    while (here.asked.length === 0) await Promise.resolve();
    expect(await here.send()).toBe('nothing-to-send');
    here.clock.advance(3_600_000);
    expect(await here.send()).toBe('nothing-to-send');
    answer();
    expect(await first).toBe('sent');
    expect(here.asked).toHaveLength(1);
  });
});

describe('the door for hints', () => {
  async function door(order: Order) {
    const here = await desk(order);
    const rig = readDoor({});
    const heard: string[] = [];
    const main = hintDoor(rig.deps, (number, deadline) => {
      heard.push(number);
      const deps = { ...here.deps, sender: here.platform.refunds.sender };
      return sendRefund(deps, orderNo(number), deadline);
    });
    return { ...here, main, rig, heard };
  }

  it('sends what is due, and answers with a bare receipt', async () => {
    const here = await door(due('held'));
    const answer = await here.main({ orderNo: NUMBER });
    expect(Object.keys(answer).sort()).toEqual(['ok', 'traceId']);
    expect(answer.traceId).toMatch(/^t[0-9a-f]{16}$/);
    expect(here.asked).toHaveLength(1);
    expect(here.rig.lines.join()).toContain('"outcome":"sent"');
  });

  it('sends what stands in the order, whatever the hint says', async () => {
    const here = await door(due('held'));
    const forged = {
      refundNo: 'R1',
      cash: 999_999,
      mode: 'whole',
      hospital: 'hosp2',
      userInfo: {},
    };
    await here.main({ orderNo: NUMBER, ...forged });
    expect(here.asked).toMatchObject([{ refundNo: `R${NUMBER}`, cash: 4000, insurance: 8000 }]);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', NUMBER],
    ['a list', [NUMBER]],
    ['no number', {}],
    ['a number that is none', { orderNo: 7 }],
    ['an object', { orderNo: { $ne: '' } }],
    ['a list of numbers', { orderNo: [NUMBER] }],
    ['too short a number', { orderNo: 'Y1' }],
    ['too long a number', { orderNo: 'Y'.repeat(64) }],
    ['a path', { orderNo: `../${NUMBER}` }],
    ['a number in two lines', { orderNo: `${NUMBER}\n${NUMBER}` }],
  ])('is deaf to %s', async (_name, event) => {
    const here = await door(due('held'));
    expect(await here.main(event)).toMatchObject({ ok: true });
    expect([here.heard, here.asked, here.rig.alarms]).toEqual([[], [], []]);
  });

  it.each<[string, Order]>([
    ['not due', due('held', {}, { dueAt: ASKED_AT + 62_001 })],
    ['not held', due('reserved')],
    ['on its way', due('sending')],
    ['none', due('none')],
  ])('tells nobody that it is %s', async (_name, order) => {
    const here = await door(order);
    const quiet = await here.main({ orderNo: order.orderNo });
    const none = await here.main({ orderNo: 'Y20260302ffffffffffff' });
    expect(Object.keys(quiet)).toEqual(Object.keys(none));
    expect(here.asked).toEqual([]);
    expect(await here.stored()).toEqual(order);
  });

  it('never throws; an engineer hears of it, and of nothing secret', async () => {
    const here = await door(due('held'));
    here.deps.orders = { ...here.orders, load: () => Promise.reject(new Error('s3cret')) };
    expect(await here.main({ orderNo: NUMBER })).toMatchObject({ ok: true });
    expect(here.rig.alarms).toEqual(['hint.failed']);
    expect(here.rig.lines.join()).not.toContain('s3cret');
  });
});
