/**
 * What a transfer, a booking by hand and a decision about an unbooked payment leave, field by field (money
 * rules 8, 9 and 12).
 */
import { onReviewEnded } from '../../cloudfunctions/domain/on-review';
import type { Order, ReviewReason } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, placing } from '../support/orders';
import { refundIn } from '../support/refund-fixtures';
import { AT, by, DUE, MISFIT, on, over, SETTLED } from '../support/review-bench';

describe('a transfer', () => {
  const REFUNDING = { cash: 'refunding', insurance: 'refunding' } as const;
  const moved = (
    reason: ReviewReason,
    refund: Parameters<typeof refundIn>[1],
    sums?: { cash: number; insurance: number },
    state: 'refunding' | 'by-hand' = 'refunding',
  ) =>
    on(orderIn('paid', { settlement: SETTLED, refund: refundIn(state, refund) }), reason, {
      ...{ kind: 'record-transfer', receipt: 'R7' },
      ...(sums === undefined
        ? {}
        : { sums: { cash: fen(sums.cash), insurance: fen(sums.insurance) } }),
    });
  const legsOf = (verdict: ReturnType<typeof moved>) => verdict.change?.refund?.legs;

  it('is of the leg that the case is about', () => {
    expect(legsOf(moved('refund-change', { legs: REFUNDING }))).toStrictEqual({
      ...{ cash: 'by-hand', insurance: 'refunding' },
    });
    expect(legsOf(moved('refund-insurance-failed', { legs: REFUNDING }))).toStrictEqual({
      ...{ cash: 'refunding', insurance: 'by-hand' },
    });
    expect(legsOf(moved('refund-undecided', { legs: REFUNDING }))).toStrictEqual({
      ...{ cash: 'by-hand', insurance: 'by-hand' },
    });
    const half = { cash: 'refunded', insurance: 'none' } as const;
    expect(legsOf(moved('refund-undecided', { legs: half }))).toStrictEqual(half);
  });

  it('of one leg leaves the other going', () => {
    const { change } = moved('refund-change', { legs: REFUNDING, asked: 7 });
    expect(change?.refund).toMatchObject({ state: 'refunding', receipt: 'R7', asked: 0 });
    expect(change?.refund).not.toHaveProperty('returnedAt');
  });

  it('of the last leg ends it', () => {
    const legs = { cash: 'change', insurance: 'refunded' } as const;
    expect(moved('refund-change', { legs }).change?.refund).toMatchObject({
      ...{ state: 'returned', since: AT, asked: 0, returnedAt: AT, receipt: 'R7' },
      legs: { cash: 'by-hand', insurance: 'refunded' },
    });
    const ended = moved('refund-change', { legs, hold: 'not-needed' }).change?.refund;
    expect(ended).toMatchObject({ state: 'done' });
  });

  it('of other sums takes those', () => {
    const { change } = moved('refund-undecided', { legs: REFUNDING }, { cash: 1, insurance: 0 });
    expect(change).toMatchObject({
      refund: {
        ...{ cash: 1, insurance: 0, state: 'returned', receipt: 'R7' },
        legs: { cash: 'by-hand', insurance: 'none' },
      },
      legs: { cash: 'paid', insurance: 'paid' },
    });
    const back = { cash: 'refunded', insurance: 'refunding' } as const;
    const kept = moved('refund-undecided', { legs: back }, { cash: 4000, insurance: 8000 });
    expect(legsOf(kept)).toStrictEqual({ cash: 'refunded', insurance: 'by-hand' });
  });

  it.each([
    ['above the reserved cash', { cash: 4001, insurance: 0 }, REFUNDING, false],
    ['above the reserved insurance', { cash: 0, insurance: 8001 }, REFUNDING, false],
    ['exactly the reserved', { cash: 4000, insurance: 8000 }, REFUNDING, true],
    [
      'less than the platform brought back',
      { cash: 3999, insurance: 8000 },
      { cash: 'refunded', insurance: 'refunding' } as const,
      false,
    ],
  ])('of sums %s', (_what, sums, legs, fits) => {
    const { name } = moved('refund-undecided', { legs }, sums);
    expect(name).toBe(fits ? 'review-ended' : 'act-does-not-fit');
  });

  it('of nothing declines what was asked for, and never what we owe', () => {
    const nothing = { cash: 0, insurance: 0 };
    const declined = moved('refund-by-hand', {}, nothing, 'by-hand');
    expect(declined).toMatchObject({
      name: 'review-ended',
      change: {
        refund: { state: 'refused', since: AT, asked: 0, receipt: 'R7', refusal: 'declined' },
      },
    });
    expect(declined.change).not.toHaveProperty('legs');
    const owed = moved('refund-by-hand', { cause: 'review' }, nothing, 'by-hand');
    expect(owed).toStrictEqual(MISFIT);
    expect(moved('refund-by-hand', { cause: 'review' }, { cash: 1, insurance: 0 }).name).toBe(
      'review-ended',
    );
  });

  it('of no refund does not fit', () => {
    const act = { kind: 'record-transfer', receipt: 'R7' } as const;
    expect(on(orderIn('paid'), 'refund-by-hand', act)).toStrictEqual(MISFIT);
  });
});

describe('what the hospital has not booked', () => {
  const decide = (order: Order, choice: 'booked-by-hand' | 'refund') =>
    on(order, 'hospital-silent', { kind: 'decide-unbooked', choice, note: 'n' });

  it('was booked by hand', () => {
    const settled = { state: 'settled', attempts: 2, settlementNo: 'n', byHand: true };
    expect(decide(orderIn('paid', { settlement: DUE }), 'booked-by-hand')).toStrictEqual(
      over({ settlement: settled }),
    );
    const pickup = { settlement: { ...DUE, pickup: '2号药房' } };
    expect(decide(orderIn('paid', pickup), 'booked-by-hand')).toStrictEqual(
      over({ settlement: { ...settled, pickup: '2号药房' } }),
    );
  });

  it('goes back, unless it does already, or cost nothing', () => {
    expect(decide(orderIn('paid', { settlement: DUE }), 'refund').change?.refund).toMatchObject({
      ...{ mode: 'whole', cause: 'review', by, note: 'n' },
    });
    const going = orderIn('paid', { settlement: DUE, refund: refundIn('reserved') });
    expect(decide(going, 'refund')).toStrictEqual(over({}));
    expect(decide(orderIn('not-needed', { settlement: DUE }), 'refund')).toStrictEqual(
      over({ settlement: { state: 'due', since: AT, attempts: 0, givenUp: true } }),
    );
    const back = orderIn('paid', { settlement: DUE, refund: refundIn('done') });
    expect(decide(back, 'refund')).toStrictEqual(MISFIT);
  });
});

describe('a refund that the hospital booked by hand', () => {
  const booked = (change: Partial<Order>) =>
    on(orderIn('paid', change), 'refund-unbooked', { kind: 'record-booking', receipt: 'H9' });
  /** Of 2.0: back at the bureau and the bank, and the platform still to be told. */
  const there = {
    refund: refundIn('returned', {
      ...{ asked: 4, sends: 1, hold: 'confirmed' },
      legs: { cash: 'refunded', insurance: 'refunded' },
    }),
    upload: { state: 'priced', quoted: placing().amounts },
    settlement: SETTLED,
    channel: 'medins',
  } as const;
  const done = {
    ...refundIn('returned', { asked: 4 }),
    ...{ state: 'done', since: AT, asked: 0, hold: 'confirmed' },
  };

  it('is over; what was never booked as paid never will be', () => {
    const refund = refundIn('returned', { asked: 4 });
    expect(booked({ refund, settlement: SETTLED })).toStrictEqual(over({ refund: done }, 'H9'));
    expect(booked({ refund, settlement: DUE })).toStrictEqual(
      over(
        { refund: done, settlement: { ...DUE, state: 'refused', refusal: 'booked-by-hand' } },
        'H9',
      ),
    );
  });

  it('is not over before the platform of 2.0 was told; the word is tried on', () => {
    const { refund } = there;
    const on = { ...refund, since: AT, asked: 0 };
    expect(booked(there)).toStrictEqual(over({ refund: on }, 'H9'));
    const told = { ...refund, told: true } as const;
    expect(booked({ ...there, refund: told })).toStrictEqual(
      over({ refund: { ...on, told: true, state: 'done' } }, 'H9'),
    );
  });

  it('is over when a person had the platform told, and not told twice', () => {
    const { refund } = there;
    const told = (change: Partial<Order>) =>
      on(orderIn('paid', change), 'refund-untold', { kind: 'record-told', receipt: 'W9' });
    const done = { told: true, toldReceipt: 'W9', state: 'done', since: AT, asked: 0 } as const;
    expect(told(there)).toStrictEqual(over({ refund: { ...refund, ...done } }, 'W9'));
    const notNeeded = { ...refund, hold: 'not-needed' } as const;
    expect(told({ ...there, refund: notNeeded })).toStrictEqual(
      over({ refund: { ...notNeeded, ...done } }, 'W9'),
    );
    const { refund: _none, ...without } = there;
    for (const other of [
      { ...there, refund: { ...refund, hold: 'held' } },
      { ...there, refund: { ...refund, told: true } },
      { ...there, refund: { ...refund, state: 'refunding' } },
      { ...there, channel: 'payinsurance' },
      without,
    ] as const) {
      expect(told(other)).toStrictEqual(MISFIT);
    }
  });

  it('and refused is released', () => {
    const refund = refundIn('refused', { hold: 'held', asked: 4 });
    expect(booked({ refund })).toStrictEqual(
      over({ refund: { ...refund, asked: 0, hold: 'released' } }, 'H9'),
    );
    expect(booked({ refund: refundIn('refunding') })).toStrictEqual(MISFIT);
    expect(booked({})).toStrictEqual(MISFIT);
  });
});

it('no act fits an order without a case, nor another case', () => {
  const act = { kind: 'record-booking', receipt: 'H9' } as const;
  const order = orderIn('paid', { refund: refundIn('returned') });
  expect(onReviewEnded(order, { act, by }, AT, RULES)).toStrictEqual(MISFIT);
  expect(on(order, 'undecided', act)).toStrictEqual(MISFIT);
  expect(
    on(orderIn('payable', { amounts: { ...placing().amounts, cash: ZERO } }), 'undecided', act),
  ).toStrictEqual(MISFIT);
});
