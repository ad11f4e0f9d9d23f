/** What may go back, and what exactly (money rule 9, traps 11, 13 and 17). */
import type { Amounts, PayType, SplitMode } from '../../cloudfunctions/domain/amounts';
import { cityRulesOf, type CityRules } from '../../cloudfunctions/domain/city-rules';
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import type { RefundMode } from '../../cloudfunctions/domain/refund';
import { planRefund, refundableOf, type RefundAsk } from '../../cloudfunctions/domain/refund-plan';
import { DEFAULT_RULES as RULES, type Rules } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, PAYMENT_STATES, T0 } from '../support/orders';
import { refunded, refundIn, STANDINGS } from '../support/refund-fixtures';

type Kind = 'cash' | 'insurance' | 'mixed' | 'zero-insurance' | 'open';

/** What was paid: cash, insurance, and how it was asked for. */
const KINDS: Readonly<Record<Kind, readonly [number, number, PayType, SplitMode]>> = {
  cash: [12000, 0, 'cash', 'fixed'],
  insurance: [0, 12000, 'insurance', 'fixed'],
  mixed: [4000, 8000, 'mixed', 'fixed'],
  'zero-insurance': [12000, 0, 'mixed', 'fixed'],
  // asked as insurance, 0 in cash; the bureau decided otherwise
  open: [4500, 7000, 'insurance', 'open'],
};

function paidAs(kind: Kind, change: Partial<Order> = {}): Order {
  const [cash, insurance, payType, mode] = KINDS[kind];
  const asked = mode === 'open' ? [0, 12000] : [cash, insurance];
  const amounts: Amounts = {
    ...{ mode, payType, total: fen(12000), cashAdd: ZERO, cashReduced: ZERO },
    ...{ cash: fen(asked[0] ?? 0), insurance: fen(asked[1] ?? 0) },
  };
  return refunded(
    'none',
    {},
    {
      amounts,
      payWith: payType === 'cash' ? 'cash' : 'insurance',
      proof: { total: fen(12000), cash: fen(cash), insurance: fen(insurance), paidAt: T0 },
      ...change,
    },
  );
}

const CLERK = openId('oClerk');

function planned(
  order: Order,
  change: Partial<RefundAsk> = {},
  more: { rules?: Partial<Rules>; city?: CityRules | undefined; at?: number } = {},
) {
  const ask: RefundAsk = { mode: 'whole', cause: 'clerk', by: CLERK, note: 'n', ...change };
  const rules = { ...RULES, ...more.rules };
  return planRefund(order, ask, more.at ?? T0 + 60_000, rules, more.city);
}

/** `mode cash insurance`, or why not. */
function told(kind: Kind, mode: RefundMode, part?: number): string {
  const plan = planned(paidAs(kind), { mode, ...(part === undefined ? {} : { cash: fen(part) }) });
  if (!plan.ok) return plan.reason;
  return `${plan.refund.mode} ${String(plan.refund.cash)} ${String(plan.refund.insurance)}`;
}

describe('what goes back', () => {
  it.each<[Kind, RefundMode, number | undefined, string]>([
    ['cash', 'whole', undefined, 'whole 12000 0'],
    ['insurance', 'whole', undefined, 'whole 0 12000'],
    ['mixed', 'whole', undefined, 'whole 4000 8000'],
    ['zero-insurance', 'whole', undefined, 'whole 12000 0'],
    ['open', 'whole', undefined, 'whole 4500 7000'],
    ['cash', 'cash-only', undefined, 'whole 12000 0'],
    ['insurance', 'cash-only', undefined, 'refund-not-possible'],
    ['mixed', 'cash-only', undefined, 'cash-only 4000 0'],
    ['zero-insurance', 'cash-only', undefined, 'whole 12000 0'],
    ['open', 'cash-only', undefined, 'cash-only 4500 0'],
    ['cash', 'cash-part', 1, 'cash-part 1 0'],
    ['cash', 'cash-part', 11999, 'cash-part 11999 0'],
    ['cash', 'cash-part', 12000, 'whole 12000 0'],
    ['cash', 'cash-part', 12001, 'refund-exceeds-paid'],
    ['cash', 'cash-part', 0, 'refund-not-possible'],
    ['cash', 'cash-part', undefined, 'refund-not-possible'],
    ['insurance', 'cash-part', 1, 'refund-exceeds-paid'],
    ['insurance', 'cash-part', 0, 'refund-not-possible'],
    ['mixed', 'cash-part', 3999, 'cash-part 3999 0'],
    ['mixed', 'cash-part', 4000, 'cash-only 4000 0'],
    ['mixed', 'cash-part', 4001, 'refund-exceeds-paid'],
    ['zero-insurance', 'cash-part', 11999, 'cash-part 11999 0'],
    ['zero-insurance', 'cash-part', 12000, 'whole 12000 0'],
    ['zero-insurance', 'cash-part', 12001, 'refund-exceeds-paid'],
    ['open', 'cash-part', 4500, 'cash-only 4500 0'],
    ['open', 'cash-part', 4501, 'refund-exceeds-paid'],
    ['cash', 'insurance-and-cash-part', 1, 'refund-not-possible'],
    ['zero-insurance', 'insurance-and-cash-part', 1, 'refund-not-possible'],
    ['insurance', 'insurance-and-cash-part', 1, 'refund-exceeds-paid'],
    ['insurance', 'insurance-and-cash-part', 0, 'refund-not-possible'],
    ['mixed', 'insurance-and-cash-part', 1, 'insurance-and-cash-part 1 8000'],
    ['mixed', 'insurance-and-cash-part', 4000, 'whole 4000 8000'],
    ['mixed', 'insurance-and-cash-part', 4001, 'refund-exceeds-paid'],
    ['mixed', 'insurance-and-cash-part', 0, 'refund-not-possible'],
    ['mixed', 'insurance-and-cash-part', undefined, 'refund-not-possible'],
    ['open', 'insurance-and-cash-part', 500, 'insurance-and-cash-part 500 7000'],
  ])('of a payment in %s, %s of %s fen: %s', (kind, mode, part, expected) => {
    expect(told(kind, mode, part)).toBe(expected);
  });

  it('has the number of its order, its reserved sums, who asked and why', () => {
    const order = paidAs('mixed');
    const plan = planned(order, { mode: 'cash-part', cash: fen(5), note: '挂错科' });
    expect(plan).toEqual({
      ok: true,
      refund: {
        ...{ refundNo: `R${order.orderNo}`, mode: 'cash-part', cash: 5, insurance: 0 },
        ...{ cause: 'clerk', by: CLERK, note: '挂错科', via: 'api', askedAt: T0 + 60_000 },
        ...{ state: 'reserved', since: T0 + 60_000, hold: 'due', sends: 0, asked: 0 },
        legs: { cash: 'due', insurance: 'none' },
      },
    });
  });

  it('needs nobody’s hold where the hospital never booked it, or booked it by hand', () => {
    const refused = paidAs('mixed', { settlement: { state: 'refused', attempts: 1 } });
    expect(planned(refused, { cause: 'paid-twice' })).toMatchObject({
      refund: { state: 'held', hold: 'not-needed' },
    });
    const byHand = { state: 'settled', attempts: 1, byHand: true } as const;
    expect(planned(paidAs('mixed', { settlement: byHand }))).toMatchObject({
      refund: { state: 'held', hold: 'not-needed' },
    });
  });

  it('goes by hand where the city has stopped the interface', () => {
    const rules = { refundVia: 'manual' } as const;
    const refused = paidAs('mixed', { settlement: { state: 'refused', attempts: 1 } });
    for (const order of [paidAs('mixed'), refused]) {
      expect(planned(order, { cause: 'review' }, { rules })).toMatchObject({
        refund: { state: 'reserved', via: 'manual' },
      });
    }
  });
});

describe('nothing goes back', () => {
  it.each(PAYMENT_STATES.filter((state) => state !== 'paid'))('of an order that is %s', (state) => {
    for (const cause of ['clerk', 'review', 'paid-twice'] as const) {
      expect(planned(orderIn(state), { cause })).toEqual({
        ok: false,
        reason: 'refund-not-possible',
      });
    }
    expect(refundableOf(orderIn(state))).toEqual({ cash: 0, insurance: 0 });
  });

  it.each(STANDINGS)('a second time (trap 11): the first is %s', (standing) => {
    const free = standing === 'none' || standing === 'refused';
    const second = { by: CLERK, mode: 'cash-part', cash: fen(1) } as const;
    const { review: _case, ...order } = refunded(standing);
    for (const cause of ['patient', 'clerk', 'review'] as const) {
      const mode = cause === 'patient' ? 'whole' : second.mode;
      const plan = planned(order, { ...second, cause, mode });
      expect(plan.ok ? 'ok' : plan.reason).toBe(free ? 'ok' : 'refund-exists');
    }
    const left = free ? { cash: 4000, insurance: 8000 } : { cash: 0, insurance: 0 };
    expect(refundableOf(order)).toEqual(left);
  });

  it('a second time although the first was a part of it only', () => {
    const part = refundIn('done', { mode: 'cash-part', cash: fen(1), insurance: ZERO });
    const order = refunded('none', {}, { refund: part });
    const reason = 'refund-exists';
    expect(planned(order, { mode: 'whole', cause: 'review' })).toEqual({ ok: false, reason });
  });

  it('on request while a person must decide something else first; what is owed does', () => {
    const order = paidAs('mixed', { review: { reason: 'paid-differs', at: T0, evidence: '' } });
    const reason = 'refund-not-possible';
    expect(planned(order)).toEqual({ ok: false, reason });
    expect(planned(order, { cause: 'patient' })).toEqual({ ok: false, reason });
    expect(planned(order, { cause: 'review' }).ok).toBe(true);
  });

  it.each([
    ['due', 'refund-hospital-pending'],
    ['refused', 'refund-not-possible'],
    ['none', 'refund-not-possible'],
  ] as const)('on request while the hospital’s booking is %s: %s', (state, reason) => {
    const order = paidAs('mixed', { settlement: { state, attempts: 0 } });
    for (const cause of ['patient', 'clerk'] as const) {
      expect(planned(order, { cause })).toEqual({ ok: false, reason });
    }
    for (const cause of ['hospital-refused', 'paid-twice', 'review'] as const) {
      expect(planned(order, { cause }).ok).toBe(true);
    }
  });

  it('on the phone where the hospital wants to see the patient; at the counter it does', () => {
    const rules = { patientRefunds: 'at-counter' } as const;
    const reason = 'refund-at-counter-only';
    expect(planned(paidAs('mixed'), { cause: 'patient' }, { rules })).toEqual({
      ok: false,
      reason,
    });
    expect(planned(paidAs('mixed'), { cause: 'clerk' }, { rules }).ok).toBe(true);
    expect(planned(paidAs('mixed'), { cause: 'review' }, { rules }).ok).toBe(true);
  });

  it('on the phone when a person booked it: the hospital cannot hold it back by number', () => {
    const settlement = { state: 'settled', attempts: 1, byHand: true } as const;
    expect(planned(paidAs('mixed', { settlement }), { cause: 'patient' })).toEqual({
      ok: false,
      reason: 'refund-at-counter-only',
    });
  });

  it.each(['cash-only', 'cash-part', 'insurance-and-cash-part'] as const)(
    'as %s for a patient: only the whole can be asked for on the phone',
    (mode) => {
      const ask = { mode, cash: fen(1), cause: 'patient' } as const;
      expect(planned(paidAs('mixed'), ask)).toEqual({ ok: false, reason: 'refund-not-possible' });
    },
  );
});

describe('the window of the city (trap 13)', () => {
  const city = cityRulesOf('440300');
  const on = (time: string) => Date.parse(`2026-03-${time}+08:00`);
  const paidAt = on('02T10:00:00');
  const endOfPaidDay = on('02T23:59:59.999');
  const plan = (kind: Kind, change: Partial<RefundAsk>, at: number) => {
    const order = paidAs(kind);
    if (order.proof === undefined) throw new Error('no proof');
    return planned({ ...order, proof: { ...order.proof, paidAt } }, change, { city, at });
  };

  it.each([
    ['10:00:01 of the same day', on('02T10:00:01'), 'ok'],
    ['23:29:59 of the same day', on('02T23:29:59'), 'ok'],
    ['23:30:00 of the same day', on('02T23:30:00'), 'refund-outside-window'],
    ['23:59:59 of the same day', on('02T23:59:59'), 'refund-outside-window'],
    ['the first second of the next day', on('03T00:00:00'), 'refund-outside-window'],
    ['the next morning', on('03T10:00:00'), 'refund-outside-window'],
  ])('at %s', (_when, at, expected) => {
    for (const kind of ['insurance', 'mixed', 'zero-insurance', 'open'] as const) {
      for (const cause of ['patient', 'clerk'] as const) {
        const one = plan(kind, { cause }, at);
        expect([kind, one.ok ? 'ok' : one.reason]).toEqual([kind, expected]);
      }
    }
    const both = plan('mixed', { mode: 'insurance-and-cash-part', cash: fen(1) }, at);
    expect(both.ok ? 'ok' : both.reason).toBe(expected);
  });

  it('binds nobody who wants cash only, or paid without insurance', () => {
    const at = on('04T10:00:00');
    expect(plan('cash', { cause: 'patient' }, at).ok).toBe(true);
    for (const mode of ['cash-only', 'cash-part'] as const) {
      const one = plan('mixed', { mode, cash: fen(1) }, at);
      expect(one.ok).toBe(true);
      expect(one.ok && 'finishBy' in one.refund).toBe(false);
    }
  });

  it.each(['hospital-refused', 'paid-twice', 'review'] as const)(
    'does not bind what is owed because of %s (money rule 16)',
    (cause) => {
      const one = plan('mixed', { cause }, on('04T10:00:00'));
      expect(one.ok).toBe(true);
      expect(one.ok && 'finishBy' in one.refund).toBe(false);
    },
  );

  it('is the day on which it must be finished as well', () => {
    expect(plan('mixed', {}, on('02T11:00:00'))).toMatchObject({
      refund: { finishBy: endOfPaidDay },
    });
  });

  it('is known with its source, and only where a city has one', () => {
    expect(city).toMatchObject({ cityId: '440300', sameDayRefund: { lastRequest: '23:30' } });
    expect(city?.source).toContain('23:59:59');
    expect(cityRulesOf('449900')).toBeUndefined();
    const { sameDayRefund: _none, ...free } = city ?? { cityId: '', name: '', source: '' };
    const at = on('05T10:00:00');
    const one = planned(paidAs('mixed'), {}, { city: free, at });
    expect(one.ok && !('finishBy' in one.refund)).toBe(true);
  });
});
