/**
 * What a signed answer to queryrefund proves and what it does not (interface document v2.4 §3.7, traps
 * 8 and 30): legs apart, CHANGE, a bureau that fails, sums, numbers, repetition.
 */
import type { Order, ReviewReason } from '../../cloudfunctions/domain/order';
import type { Refund, RefundEvidence } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { orderNo } from '../../cloudfunctions/domain/ids';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { evidence, T0 } from '../support/orders';
import { ASKED_AT, GOING, refunded, refundEvidence } from '../support/refund-fixtures';

const at = ASKED_AT + 60_000;
const HOUR = 3_600_000;

function said(order: Order, change: Partial<RefundEvidence> = {}, when = at) {
  const event = { type: 'refund-evidence', evidence: refundEvidence(change) } as const;
  return transition(order, event, when, RULES);
}

const sending = (change: Partial<Refund> = {}) => refunded('sending', change);
const legs = (
  cash: RefundEvidence['legs']['cash'],
  insurance: RefundEvidence['legs']['insurance'],
) => ({ legs: { cash, insurance } });

describe('a refund that is back', () => {
  it('has its numbers, its time and both legs, of the refund and of the order', () => {
    const { order } = said(sending(), { cashRefundNo: 'C1', insuranceRefundNo: 'I1' });
    expect(order).toMatchObject({
      legs: { cash: 'refunded', insurance: 'refunded' },
      refund: {
        ...{ state: 'returned', since: at, returnedAt: T0 + 90_000 },
        ...{ platformRefundNo: 'M-R', cashRefundNo: 'C1', insuranceRefundNo: 'I1' },
        legs: { cash: 'refunded', insurance: 'refunded' },
      },
      dueAt: at,
    });
    expect(order.review).toBeUndefined();
  });

  it('was back when we saw it, where the platform names no time', () => {
    const { endedAt: _none, ...stated } = refundEvidence();
    const event = { type: 'refund-evidence', evidence: stated } as const;
    expect(transition(sending(), event, at, RULES).order.refund?.returnedAt).toBe(at);
  });

  it('is over at once where the hospital has nothing to book', () => {
    const outcome = said(sending({ hold: 'not-needed' }));
    expect(outcome).toMatchObject({ name: 'refund-done', order: { refund: { state: 'done' } } });
    expect(outcome.order.dueAt).toBeNull();
  });

  it('does not need its legs stated', () => {
    expect(said(sending(), legs('unstated', 'unstated')).name).toBe('refund-returned');
  });

  it.each<[string, Partial<Refund>, Partial<RefundEvidence>, Order['legs']]>([
    [
      'all of the cash',
      { mode: 'cash-only', insurance: ZERO, legs: { cash: 'due', insurance: 'none' } },
      { amounts: { cash: fen(4000) }, ...legs('refunded', 'unstated') },
      { cash: 'refunded', insurance: 'paid' },
    ],
    [
      'a part of the cash',
      {
        ...{ mode: 'cash-part', cash: fen(1), insurance: ZERO },
        legs: { cash: 'due', insurance: 'none' },
      },
      { amounts: { cash: fen(1), insurance: ZERO }, ...legs('refunded', 'unstated') },
      { cash: 'paid', insurance: 'paid' },
    ],
    [
      'the insurance and a part of the cash',
      { mode: 'insurance-and-cash-part', cash: fen(1) },
      { amounts: { cash: fen(1), insurance: fen(8000) } },
      { cash: 'paid', insurance: 'refunded' },
    ],
  ])('as %s leaves the other leg as it is', (_name, change, stated, expected) => {
    const outcome = said(sending(change), stated);
    expect(outcome.name).toBe('refund-returned');
    expect(outcome.order.legs).toEqual(expected);
  });

  it('says nothing new when it is said again, whatever is said later', () => {
    const { order } = said(sending());
    for (const change of [{}, GOING, { ours: false }, legs('change', 'failed')]) {
      expect(said(order, change, at + HOUR)).toEqual({ name: 'stale', order });
    }
  });
});

describe('sums and numbers', () => {
  const differs = (change: Partial<RefundEvidence>) => {
    const outcome = said(sending(), change);
    expect(outcome.name).toBe('refund-differs');
    expect(outcome.order).toMatchObject({
      ...{ legs: { cash: 'paid', insurance: 'paid' }, dueAt: null },
      ...{ review: { reason: 'refund-differs', at }, refund: { state: 'refunding' } },
    });
  };

  it.each<[string, Partial<RefundEvidence>]>([
    ['a cash sum that differs', { amounts: { cash: fen(3999), insurance: fen(8000) } }],
    ['an insurance sum that differs', { amounts: { cash: fen(4000), insurance: fen(8001) } }],
    ['one that differs beside none', { amounts: { insurance: fen(8001) } }],
    ['another merchant', { ours: false }],
  ])('%s: proves nothing, a person looks, nobody asks on', (_name, change) => {
    differs(change);
    differs({ ...GOING, ...change });
  });

  it.each<[string, RefundEvidence['amounts']]>([
    ['no cash sum', { insurance: fen(8000) }],
    ['no insurance sum', { cash: fen(4000) }],
    ['no sums', {}],
  ])('%s: proves nothing at the end, and says nothing on the way (trap 8)', (_name, amounts) => {
    differs({ amounts });
    const going = said(sending(), { ...GOING, amounts });
    expect(going).toMatchObject({
      name: 'refund-going',
      order: { refund: { state: 'refunding' } },
    });
    expect(going.order.review).toBeUndefined();
  });

  it('a sum of a leg of which nothing was to go back is a difference, too', () => {
    const cashOnly: Partial<Refund> = {
      ...{ mode: 'cash-only', insurance: ZERO, legs: { cash: 'due', insurance: 'none' } },
    };
    const fits = { amounts: { cash: fen(4000) } };
    expect(said(sending(cashOnly), fits).name).toBe('refund-returned');
    expect(said(sending(cashOnly), { amounts: { cash: fen(4000), insurance: ZERO } }).name).toBe(
      'refund-returned',
    );
    expect(said(sending(cashOnly)).name).toBe('refund-differs');
  });

  it('the evidence shown to the clerk has sums and codes, and nothing else', () => {
    const { order } = said(sending(), { amounts: { cash: fen(3999) } });
    expect(order.review?.evidence).toBe('state refunded, cash refunded 3999, insurance refunded -');
  });

  it('another refund number or another order is not about this one', () => {
    expect(said(sending(), { refundNo: 'R1' }).name).toBe('wrong-order');
    expect(said(sending(), { orderNo: orderNo('Y20260302bbbbbbbbbb') }).name).toBe('wrong-order');
  });
});

describe('a refund on its way', () => {
  it('has legs of its own; one that is back stays back', () => {
    const first = said(sending(), { ...GOING, ...legs('refunded', 'refunding') }).order;
    expect(first.refund?.legs).toEqual({ cash: 'refunded', insurance: 'refunding' });
    const second = said(first, { ...GOING, ...legs('refunding', 'refunded') }).order;
    expect(second.refund).toMatchObject({
      ...{ state: 'refunding', legs: { cash: 'refunded', insurance: 'refunded' } },
      platformRefundNo: 'M-R',
    });
    expect(second.legs).toEqual({ cash: 'paid', insurance: 'paid' });
  });

  it('is not back before the whole is', () => {
    const outcome = said(sending(), { ...GOING, ...legs('refunded', 'refunded') });
    expect(outcome).toMatchObject({ name: 'refund-going', order: { refund: { asked: 1 } } });
  });

  it.each([
    ['refunding', 'refunded', 'refund-contradicted'],
    ['refunded', 'refunding', 'refund-contradicted'],
    ['change', 'refunded', 'refund-change'],
    ['failed', 'refunded', 'refund-change'],
    ['refunded', 'failed', 'refund-insurance-failed'],
    ['change', 'failed', 'refund-insurance-failed'],
  ] as const)('said to be back with cash %s and insurance %s: %s', (cash, insurance, name) => {
    const outcome = said(sending(), legs(cash, insurance));
    expect(outcome.name).toBe(name);
    expect(outcome.order.refund?.state).toBe('refunding');
    expect(outcome.order.legs).toEqual({ cash: 'paid', insurance: 'paid' });
  });

  it('counts as begun when it was first seen, not when it was last', () => {
    const first = said(sending(), GOING).order;
    const second = said(first, GOING, at + HOUR).order;
    expect([first.refund?.since, second.refund?.since]).toEqual([at, at]);
  });
});

describe('a leg in trouble', () => {
  const change = { ...GOING, ...legs('change', 'refunded') };
  const failed = { ...GOING, ...legs('refunded', 'failed') };

  it.each([
    ['the bank sent back', change, 'refund-change'],
    ['the bureau failed', failed, 'refund-insurance-failed'],
  ] as const)('that %s is a case, asked about hourly, and keeps its time', (_n, seen, reason) => {
    const first = said(sending(), seen).order;
    expect(first.review).toMatchObject({ reason, at });
    expect(first.dueAt).toBe(at + RULES.undecidedEveryMs);
    const again = said(first, seen, at + HOUR).order;
    expect(again.review).toEqual(first.review);
  });

  it.each([
    ['the bank', change],
    ['the bureau', failed],
  ])('of %s heals when it goes on, and when all is back', (_name, seen) => {
    const first = said(sending(), seen).order;
    const on = said(first, { ...GOING, ...legs('refunding', 'refunding') }, at + HOUR);
    expect(on.name).toBe('refund-going');
    expect(on.order.review).toBeUndefined();
    const back = said(first, {}, at + HOUR).order;
    expect(back.refund?.state).toBe('returned');
    expect(back.review).toBeUndefined();
  });

  it('that a person brought back leaves the other to the platform, and ends with it', () => {
    const byHand = { legs: { cash: 'by-hand', insurance: 'refunding' } } as const;
    const going = { ...GOING, ...legs('change', 'refunding') };
    const on = said(refunded('refunding', byHand), going);
    expect(on).toMatchObject({ name: 'refund-going', order: { refund: byHand } });
    expect(on.order.review).toBeUndefined();
    // the whole stays REFUNDING for ever: the bank has it back
    for (const state of ['refunding', 'refunded'] as const) {
      const back = said(on.order, { ...legs('change', 'refunded'), state }, at + HOUR);
      expect(back.order.refund).toMatchObject({
        ...{ state: 'returned', legs: { cash: 'by-hand', insurance: 'refunded' } },
      });
      expect(back.order.legs).toEqual({ cash: 'refunded', insurance: 'refunded' });
    }
  });

  it('is told anew when the other one is in trouble afterwards', () => {
    const first = said(sending(), { ...GOING, ...legs('change', 'refunding') }).order;
    const both = said(first, { ...GOING, ...legs('change', 'failed') }, at + HOUR).order;
    expect(both.review).toMatchObject({ reason: 'refund-insurance-failed', at: at + HOUR });
    const one = said(both, change, at + 2 * HOUR).order;
    expect(one.review?.reason).toBe('refund-change');
  });
});

describe('money that is back', () => {
  const review = (reason: ReviewReason) => ({ review: { reason, at: ASKED_AT, evidence: '' } });

  it.each(['refund-by-hand', 'refund-refused', 'refund-differs', 'refund-undecided'] as const)(
    'ends a case of %s',
    (reason) => {
      const { order } = said(refunded('refunding', {}, review(reason)));
      expect(order.refund?.state).toBe('returned');
      expect(order.review).toBeUndefined();
    },
  );

  it.each(['wrong-merchant', 'paid-differs', 'amount-mismatch', 'refund-not-ours'] as const)(
    'ends no case of %s: that is about something else',
    (reason) => {
      const { order } = said(refunded('refunding', {}, review(reason)));
      expect(order).toMatchObject({
        refund: { state: 'returned' },
        ...review(reason),
        dueAt: null,
      });
    },
  );
});

describe('what the platform says of the payment', () => {
  it.each(['paid', 'refunded', 'closed', 'failed', 'failing'] as const)(
    'as %s decides nothing while the refund is on its way or back (trap 30)',
    (state) => {
      for (const standing of ['sending', 'refunding', 'returned', 'done'] as const) {
        const order = refunded(standing);
        const event = { type: 'evidence', evidence: evidence(state) } as const;
        expect(transition(order, event, at, RULES)).toEqual({ name: 'stale', order });
      }
    },
  );

  it('as refunded is a case where our own refund was refused', () => {
    const event = { type: 'evidence', evidence: evidence('refunded') } as const;
    const outcome = transition(refunded('refused'), event, at, RULES);
    expect(outcome).toMatchObject({
      name: 'refund-not-ours',
      order: { review: { reason: 'refund-not-ours' }, payment: 'paid' },
    });
  });
});

it('the visit of a 0-yuan insurance that the bureau will not take back is a case at once', () => {
  const free = sending({ insurance: ZERO, legs: { cash: 'due', insurance: 'none' } });
  const { name, order } = said(free, {
    state: 'refunding',
    legs: { cash: 'refunded', insurance: 'failed' },
    amounts: { cash: fen(4000), insurance: ZERO },
  });
  expect(name).toBe('refund-insurance-failed');
  expect(order.review?.reason).toBe('refund-insurance-failed');
});
