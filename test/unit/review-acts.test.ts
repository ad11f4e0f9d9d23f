/** Cases for a person (money rule 12): each reason has one act that ends it, and no other act does. */
import { openId } from '../../cloudfunctions/domain/ids';
import { isHeld, type Order, type ReviewReason } from '../../cloudfunctions/domain/order';
import { actFor, type ReviewAct } from '../../cloudfunctions/domain/review';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, PAYMENT_STATES, T0 } from '../support/orders';
import { ASKED_AT, refunded, refundIn, STANDINGS } from '../support/refund-fixtures';

const CLERK = openId('oClerk');
const at = ASKED_AT + 3_600_000;

const ACTS = {
  'record-transfer': { kind: 'record-transfer', receipt: '转账回单 7' },
  'decide-unbooked': { kind: 'decide-unbooked', choice: 'refund', note: '患者要求' },
  conclude: { kind: 'conclude', note: '商户平台已核对' },
  'record-booking': { kind: 'record-booking', receipt: 'HIS-9' },
  'record-told': { kind: 'record-told', receipt: 'WX-9' },
} as const satisfies Readonly<Record<ReviewAct['kind'], ReviewAct>>;

const settlement = (state: 'none' | 'due' | 'settled' | 'refused') => ({
  settlement: { state, attempts: 1, ...(state === 'due' ? { since: T0 } : {}) },
});

/** Back and booked; the platform of 2.0 has not taken the word. */
const untold = {
  ...refunded('returned', {
    ...{ hold: 'confirmed', sends: 1, legs: { cash: 'refunded', insurance: 'refunded' } },
  }),
  ...{ channel: 'medins', upload: { state: 'priced', quoted: orderIn('paid').amounts } },
} as const satisfies Order;

/** Each reason with the act that ends it, on an order on which it can come up. */
const CASES: Readonly<Record<ReviewReason, readonly [ReviewAct['kind'], Order]>> = {
  'amount-mismatch': ['conclude', orderIn('payable')],
  'wrong-merchant': ['conclude', orderIn('payable')],
  'paid-differs': ['conclude', refunded('none')],
  'paid-twice': ['conclude', refunded('none', {}, settlement('refused'))],
  undecided: ['conclude', orderIn('failing')],
  'refund-not-ours': ['conclude', refunded('none')],
  'hospital-refused': ['decide-unbooked', refunded('none', {}, settlement('refused'))],
  'hospital-booked-otherwise': ['decide-unbooked', refunded('none')],
  'hospital-silent': ['decide-unbooked', refunded('none', {}, settlement('due'))],
  'refund-by-hand': ['record-transfer', refunded('by-hand')],
  'refund-change': ['record-transfer', refunded('refunding')],
  'refund-insurance-failed': ['record-transfer', refunded('refunding')],
  'refund-undecided': ['record-transfer', refunded('sending')],
  'refund-refused': ['record-transfer', refunded('refused-held', { cause: 'review' })],
  'refund-differs': ['record-transfer', refunded('refunding')],
  'refund-unbooked': ['record-booking', refunded('returned')],
  'refund-untold': ['record-told', untold],
};

const reasons = Object.keys(CASES) as ReviewReason[];
const all = reasons.flatMap((reason) =>
  Object.values(ACTS).map((act) => [act.kind, reason, act] as const),
);

const inReview = (order: Order, reason: ReviewReason): Order => ({
  ...order,
  review: { reason, at: ASKED_AT, evidence: 'what was seen' },
});
const done = (order: Order, act: ReviewAct) =>
  transition(order, { type: 'review-ended', act, by: CLERK }, at, RULES);

describe.each(reasons)('a case of %s', (reason) => {
  const [kind, order] = CASES[reason];

  it(`needs ${kind}`, () => {
    expect(actFor(reason)).toBe(kind);
  });

  it.each(all.filter(([, of]) => of === reason))('and %s', (_kind, _reason, act) => {
    const before = inReview(order, reason);
    const outcome = done(before, act);
    if (act.kind !== kind) {
      expect(outcome).toEqual({ name: 'act-does-not-fit', order: before });
      return;
    }
    expect(outcome.name).toBe('review-ended');
    expect(outcome.order.review).toBeUndefined();
    const note = 'receipt' in act ? act.receipt : act.note;
    expect(outcome.order.history.at(-1)).toEqual({
      ...{ at, event: 'review-ended', outcome: 'review-ended', times: 1, note, by: CLERK },
    });
    if (before.payment === 'paid') expect(outcome.order.payment).toBe('paid');
  });
});

it('no act changes an order that is nobody’s case', () => {
  for (const act of Object.values(ACTS)) {
    for (const order of [...PAYMENT_STATES.map((state) => orderIn(state)), refunded('returned')]) {
      expect(done(order, act)).toEqual({ name: 'act-does-not-fit', order });
    }
  }
});

it('no act on any case throws, whatever the order is like, nor unpays it', () => {
  const held = { ...ACTS.conclude, held: { cash: fen(4000), insurance: fen(8000) } };
  const booked = { ...ACTS['decide-unbooked'], choice: 'booked-by-hand' } as const;
  for (const reason of reasons) {
    for (const act of [...Object.values(ACTS), held, booked]) {
      for (const payment of PAYMENT_STATES) {
        for (const standing of STANDINGS) {
          const refund = standing === 'none' ? {} : { refund: refundIn(standing) };
          const before = inReview(orderIn(payment, refund), reason);
          const { order } = done(before, act);
          if (order === before) continue;
          if (payment === 'paid') expect(order.payment).toBe('paid');
          if (order.payment === 'paid') expect(order.proof).toBeDefined();
          // what must be brought back by hand becomes the next case
          expect(isHeld(order)).toBe(order.refund?.state === 'by-hand');
        }
      }
    }
  }
});

describe('a transfer by hand', () => {
  it('makes the money returned with its receipt, of what was not back yet', () => {
    const legs = { cash: 'change', insurance: 'refunded' } as const;
    const before = inReview(refunded('refunding', { legs }), 'refund-change');
    expect(done(before, ACTS['record-transfer']).order).toMatchObject({
      ...{ legs: { cash: 'refunded', insurance: 'refunded' }, dueAt: at },
      refund: {
        ...{ state: 'returned', since: at, asked: 0, returnedAt: at, receipt: '转账回单 7' },
        legs: { cash: 'by-hand', insurance: 'refunded' },
      },
    });
  });

  it('ends it where the hospital has nothing to book', () => {
    const before = inReview(refunded('refunding', { hold: 'not-needed' }), 'refund-differs');
    const { order } = done(before, ACTS['record-transfer']);
    expect(order).toMatchObject({ refund: { state: 'done' }, dueAt: null });
  });

  it('of a part of the cash leaves the order’s legs as they are', () => {
    const part = { mode: 'cash-part', cash: fen(1), insurance: ZERO } as const;
    const legs = { cash: 'due', insurance: 'none' } as const;
    const before = inReview(refunded('by-hand', { ...part, legs }), 'refund-by-hand');
    const { order } = done(before, ACTS['record-transfer']);
    expect(order.legs).toEqual({ cash: 'paid', insurance: 'paid' });
    expect(order.refund?.legs).toEqual({ cash: 'by-hand', insurance: 'none' });
  });

  it('is none without a refund', () => {
    const before = inReview(refunded('none'), 'refund-undecided');
    expect(done(before, ACTS['record-transfer']).name).toBe('act-does-not-fit');
  });

  it('is not undone by a desk or a platform that answers late', () => {
    const order = done(inReview(refunded('sending'), 'refund-undecided'), ACTS['record-transfer']);
    for (const event of [
      { type: 'refund-taken' },
      { type: 'refund-not-sent', code: 'x' },
      { type: 'refund-absent' },
      { type: 'refund-sending' },
    ] as const) {
      expect(transition(order.order, event, at, RULES).name).toBe('stale');
    }
  });
});

describe('a booking by hand', () => {
  it('of the refund ends it', () => {
    const { order } = done(
      inReview(refunded('returned'), 'refund-unbooked'),
      ACTS['record-booking'],
    );
    expect(order).toMatchObject({
      ...{ refund: { state: 'done', since: at, hold: 'confirmed' }, dueAt: null },
    });
  });

  it('ends the case of a refusal as well, when the hospital does not hand out again', () => {
    const before = inReview(refunded('refused-held'), 'refund-unbooked');
    const { name, order } = done(before, ACTS['record-booking']);
    expect(name).toBe('review-ended');
    expect(order).toMatchObject({ refund: { state: 'refused', hold: 'released' }, dueAt: null });
    expect(order.review).toBeUndefined();
  });

  it.each(['none', 'held', 'refunding', 'done'] as const)('of a refund %s is none', (standing) => {
    const before = inReview(refunded(standing), 'refund-unbooked');
    expect(done(before, ACTS['record-booking']).name).toBe('act-does-not-fit');
  });

  it.each(['due', 'settled', 'refused'] as const)(
    'of the payment, where the hospital said %s, settles it under the number written down',
    (state) => {
      const before = inReview(refunded('none', {}, settlement(state)), 'hospital-refused');
      const act = { kind: 'decide-unbooked', choice: 'booked-by-hand', note: '窗口票 12' } as const;
      const { order } = done(before, act);
      expect(order.settlement).toEqual({
        ...{ state: 'settled', attempts: 1, settlementNo: '窗口票 12', byHand: true },
      });
      expect(order.dueAt).toBeNull();
      expect(order).not.toHaveProperty('refund');
    },
  );
});

describe('a decision to pay back', () => {
  it.each([
    ['due', 'reserved', 'due'],
    ['settled', 'reserved', 'due'],
    ['refused', 'held', 'not-needed'],
  ] as const)('what the hospital calls %s reserves all of it: %s', (state, stands, hold) => {
    const before = inReview(refunded('none', {}, settlement(state)), 'hospital-silent');
    const { order } = done(before, ACTS['decide-unbooked']);
    expect(order).toMatchObject({
      refund: {
        ...{ mode: 'whole', cash: 4000, insurance: 8000, cause: 'review', by: CLERK },
        ...{ note: '患者要求', state: stands, hold },
      },
      dueAt: at,
    });
  });

  it('lets a refund that waits go on, and is none when all is back', () => {
    for (const standing of ['reserved', 'sending', 'returned'] as const) {
      const before = inReview(refunded(standing), 'hospital-booked-otherwise');
      const { name, order } = done(before, ACTS['decide-unbooked']);
      expect(name).toBe('review-ended');
      expect(order.refund).toEqual(before.refund);
      expect(order.dueAt).not.toBeNull();
    }
    const over = inReview(refunded('done'), 'hospital-booked-otherwise');
    expect(done(over, ACTS['decide-unbooked']).name).toBe('act-does-not-fit');
  });
});
