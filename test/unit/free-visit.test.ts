/**
 * A registration that cost nothing is given back by the rules of a paid one, with the hospital alone
 * (money rules 6, 9 and 11): no leg, no message to a platform, no book of money.
 */
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { cityRulesOf } from '../../cloudfunctions/domain/city-rules';
import { deskState, moneyKindOf } from '../../cloudfunctions/domain/desk';
import { openId } from '../../cloudfunctions/domain/ids';
import {
  freesBills,
  isGivenBack,
  isUndecided,
  type Order,
} from '../../cloudfunctions/domain/order';
import {
  dayLines,
  entryOf,
  hisFacts,
  ownFacts,
  refundDayOf,
} from '../../cloudfunctions/domain/recon-facts';
import { backAt } from '../../cloudfunctions/domain/refund';
import { planRefund, type RefundAsk } from '../../cloudfunctions/domain/refund-plan';
import { DEFAULT_RULES as RULES, type Rules } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { orderView } from '../../cloudfunctions/usecases/order-view';
import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';
import { newsOf } from '../../cloudfunctions/usecases/reminders/order-news';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { amountsOf, MIXED, orderIn, T0 } from '../support/orders';

const DAY = 24 * 60 * 60_000;
const NOTHING = { cash: ZERO, insurance: ZERO, cashReduced: MIXED.total };
const SETTLED = { state: 'settled', since: T0, attempts: 1, settlementNo: 'H1' } as const;
const PART = { mode: 'cash-part', cash: fen(1), cause: 'clerk' } as const;
const SHENZHEN = cityRulesOf('440300');

function free(change: Partial<Order> = {}): Order {
  const cash = { ...amountsOf(MIXED), ...NOTHING, payType: 'cash' as const };
  return orderIn('not-needed', {
    ...{ kind: 'registration', channel: 'none', payWith: 'cash', amounts: cash, since: T0 },
    ...{ settlement: SETTLED, ...change },
  });
}

const ASK: RefundAsk = { mode: 'whole', cause: 'patient', by: openId('oOwner'), note: 'patient' };
const plan = (order: Order, change: Partial<RefundAsk> = {}, rules: Partial<Rules> = {}) =>
  planRefund(order, { ...ASK, ...change }, T0 + 1, { ...RULES, ...rules }, undefined);

/** The names of what happened, and the order as it stands then, a second after each other. */
function after(order: Order, events: readonly OrderEvent[], from = T0) {
  let now = order;
  const names = events.map((event, index) => {
    const outcome = transition(now, event, from + (index + 1) * 1000, RULES);
    now = outcome.order;
    return outcome.name;
  });
  return { order: now, names };
}
const ASKED: OrderEvent = { type: 'refund-asked', ask: ASK };
const HELD: OrderEvent = { type: 'refund-held', hold: 'held' };
const BOOKED: OrderEvent = { type: 'refund-booked' };

describe('whether it can be given back', () => {
  it.each(['patient', 'clerk'] as const)('by a %s, whole, and nothing is to be sent', (cause) => {
    expect(plan(free(), { cause }, { refundVia: 'manual' })).toMatchObject({
      ok: true,
      refund: {
        ...{ mode: 'whole', cash: 0, insurance: 0, via: 'api', state: 'reserved', hold: 'due' },
        ...{ legs: { cash: 'none', insurance: 'none' }, cause, sends: 0 },
      },
    });
  });

  it.each([
    ['a bill of another kind', free({ kind: 'clinic' }), {}, {}, 'refund-not-possible'],
    ['a part of nothing', free(), { mode: 'cash-only' }, {}, 'refund-not-possible'],
    ['more than nothing', free(), PART, {}, 'refund-exceeds-paid'],
    [
      'not booked yet',
      free({ settlement: { ...SETTLED, state: 'due' } }),
      ...[{}, {}, 'refund-hospital-pending'],
    ],
    [
      'never booked',
      free({ settlement: { ...SETTLED, state: 'refused' } }),
      ...[{}, {}, 'refund-not-possible'],
    ],
    [
      'booked by hand, by a clerk: the hospital knows no number to free it by',
      free({ settlement: { ...SETTLED, byHand: true } }),
      ...[{ cause: 'clerk' }, {}, 'refund-not-possible'],
    ],
    [
      'by the patient where that is for the window',
      free(),
      ...[{}, { patientRefunds: 'at-counter' }, 'refund-at-counter-only'],
    ],
  ] as readonly (readonly [string, Order, Partial<RefundAsk>, Partial<Rules>, string])[])(
    'not: %s',
    (_what, order, ask, rules, reason) => {
      expect(plan(order, ask, rules)).toEqual({ ok: false, reason });
    },
  );

  it('not twice', () => {
    const { order } = after(free(), [ASKED, HELD, BOOKED]);
    expect(plan(order)).toEqual({ ok: false, reason: 'refund-exists' });
  });

  it('where the city binds what insurance pays: on its day, like a paid one', () => {
    const insured = free({
      payWith: 'insurance',
      amounts: { ...amountsOf(MIXED), ...NOTHING, payType: 'insurance' },
    });
    const at = (ms: number, order: Order) => planRefund(order, ASK, T0 + ms, RULES, SHENZHEN).ok;
    expect([at(1, insured), at(DAY, insured), at(DAY, free())]).toEqual([true, false, true]);
  });
});

describe('giving it back', () => {
  it('is the hospital’s hold and booking; it counts only when both are there', () => {
    const steps = after(free(), [ASKED, HELD]);
    expect(steps.names).toEqual(['refund-reserved', 'refund-held']);
    expect(steps.order.refund).toMatchObject({ state: 'returned', hold: 'held', sends: 0 });
    expect([isGivenBack(steps.order), freesBills(steps.order)]).toEqual([false, false]);
    expect(isUndecided(steps.order)).toBe(true);
    expect(orderView(steps.order, OWN_INSURANCE)).toMatchObject({
      ...{ payment: 'paid', next: { do: 'done' }, refund: { state: 'going' } },
    });
    const done = after(steps.order, [BOOKED], T0 + 10_000);
    expect(done.names).toEqual(['refund-done']);
    expect(done.order).toMatchObject({
      ...{ payment: 'not-needed', dueAt: null },
      refund: { state: 'done', hold: 'confirmed', since: T0 + 11_000 },
    });
    expect([isGivenBack(done.order), freesBills(done.order)]).toEqual([true, true]);
    expect(orderView(done.order, OWN_INSURANCE)).toMatchObject({
      ...{ next: { do: 'pay-anew' } },
      refund: { state: 'returned', returnedAt: T0 + 11_000, cash: 0, insurance: 0 },
    });
    expect(orderView(done.order, OWN_INSURANCE).timeline.at(-1)).toEqual({
      ...{ step: 'refunded', at: T0 + 11_000 },
    });
  });

  it('that the hospital refuses leaves everything as it was, and may be asked for again', () => {
    const no: OrderEvent = {
      ...{ type: 'refund-hold-refused', code: 'SERVED', reason: 'refund-served' },
    };
    const { order } = after(free(), [ASKED, no]);
    expect(order).toMatchObject({ refund: { state: 'refused', hold: 'released' }, dueAt: null });
    expect(order.review).toBeUndefined();
    expect(freesBills(order)).toBe(false);
    expect(plan(order).ok).toBe(true);
  });

  it('that the hospital does not answer is asked again, and after a day a person hears of it', () => {
    const silent: OrderEvent = { type: 'refund-stumbled', code: 'timeout' };
    const { order } = after(free(), [ASKED, silent]);
    expect(order.dueAt).toBeGreaterThan(T0 + 2000);
    expect(order.review).toBeUndefined();
    const late = after(order, [silent], T0 + DAY).order;
    expect(late.review?.reason).toBe('refund-undecided');
    expect(late.dueAt).not.toBeNull();
    // the case heals by itself with the hospital's word
    const healed = after(late, [HELD, BOOKED], T0 + DAY + 5000).order;
    expect([healed.review, healed.refund?.state]).toEqual([undefined, 'done']);
    // or a person ends it, and the hospital books what they found
    const act = { kind: 'record-transfer', receipt: 'R-1' } as const;
    const ended: OrderEvent = { type: 'review-ended', act, by: openId('oClerk') };
    const byHand = after(late, [ended, BOOKED], T0 + DAY + 5000);
    expect(byHand.names).toEqual(['review-ended', 'refund-done']);
    expect(refundDayOf(byHand.order)).toBeNull();
  });
});

describe('what it is in the books', () => {
  const { order } = after(free(), [ASKED, HELD, BOOKED]);

  it('no payment and no refund of any day', () => {
    expect(refundDayOf(order)).toBeNull();
    expect([dayLines(order, 'paid'), dayLines(order, 'refunded')]).toEqual([[], []]);
    expect(ownFacts(order, '20260302')).toEqual({ exists: true });
    expect([deskState(order), moneyKindOf(order)]).toEqual(['refunded', undefined]);
    expect(order.refund === undefined ? 0 : backAt(order.refund)).toBe(T0 + 3000);
  });

  it('and the hospital’s rows of 0 yuan are nothing to compare, any other is', () => {
    const row = (cash: number) => {
      const sums = { total: fen(1500), cash: fen(cash), insurance: ZERO };
      return entryOf({ kind: 'payment', key: 'k', mark: 'settled', ref: '', at: T0, ...sums });
    };
    const his = { payments: [row(0), row(1)], refunds: [row(0)] };
    expect(hisFacts(order, his)).toEqual({ payments: [row(1)], refunds: [] });
    expect(hisFacts(orderIn('paid'), his)).toBe(his);
    expect(hisFacts(orderIn('closed'), his)).toBe(his);
  });

  it('no message of money is sent', () => {
    const steps = [free(), after(free(), [ASKED]).order, order];
    const from = { hospital: '示例医院', now: T0 };
    expect(steps.map((one, at) => newsOf(steps[at - 1], one, from))).toEqual([[], [], []]);
  });
});
