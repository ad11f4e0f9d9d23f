/** Legs, numbers and sums of a refund as the platform's answers move them (money rule 9; traps 8 and 30). */
import {
  legsSeen,
  onRefundEvidence,
  orderLegsAfter,
} from '../../cloudfunctions/domain/on-refund-evidence';
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund, RefundEvidence, RefundLegState } from '../../cloudfunctions/domain/refund';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, placing, T0 } from '../support/orders';
import { ASKED_AT, GOING, refundEvidence, refundIn } from '../support/refund-fixtures';

const AT = ASKED_AT + 5;
const due: Refund['legs'] = { cash: 'due', insurance: 'due' };

const on = (
  change: Partial<Refund>,
  said: Partial<RefundEvidence> = {},
  order: Partial<Order> = {},
) => {
  const refund = refundIn('sending', { asked: 3, legs: due, ...change });
  const settlement = { state: 'settled', attempts: 1 } as const;
  const legs = { cash: 'paid', insurance: 'paid' } as const;
  const whole = orderIn('paid', { settlement, legs, refund, ...order });
  return onRefundEvidence(whole, refund, refundEvidence(said), AT);
};

describe('legs', () => {
  it('that are not stated stay as they are, of a refund that is unfinished', () => {
    const seen = (
      before: RefundLegState,
      stated: RefundEvidence['legs']['cash'],
    ): readonly RefundLegState[] => {
      const refund = refundIn('sending', { legs: { cash: before, insurance: before } });
      const { cash, insurance } = legsSeen(refund, { cash: stated, insurance: stated });
      return [cash, insurance];
    };
    expect(seen('due', 'unstated')).toEqual(['due', 'due']);
    expect(seen('due', 'refunded')).toEqual(['refunded', 'refunded']);
    expect(seen('due', 'change')).toEqual(['change', 'change']);
    expect(seen('refunded', 'failed')).toEqual(['refunded', 'refunded']);
    expect(seen('by-hand', 'refunding')).toEqual(['by-hand', 'by-hand']);
    const refund = refundIn('sending', { legs: due });
    expect(legsSeen(refund, { cash: 'refunded', insurance: 'unstated' })).toStrictEqual({
      ...{ cash: 'refunded', insurance: 'due' },
    });
  });

  it('on their way: what is not stated is under way', () => {
    const legs = { cash: 'unstated', insurance: 'refunded' } as const;
    expect(on({}, { ...GOING, legs })).toMatchObject({
      name: 'refund-going',
      change: {
        refund: {
          ...{ state: 'refunding', since: AT, asked: 4 },
          legs: { cash: 'refunding', insurance: 'refunded' },
        },
      },
    });
    const since = on({ state: 'refunding' }, GOING).change?.refund?.since;
    expect(since).toBe(ASKED_AT);
  });

  it('of 0 yuan bring nothing back, but the visit may not be taken back', () => {
    const zero = { legs: { cash: 'due', insurance: 'none' }, insurance: ZERO } as const;
    const said = (insurance: RefundEvidence['legs']['insurance']) =>
      on(zero, {
        state: 'refunding',
        legs: { cash: 'refunding', insurance },
        amounts: { cash: fen(4000) },
      });
    expect(said('refunding').change?.refund?.legs).toStrictEqual({
      ...{ cash: 'refunding', insurance: 'none' },
    });
    expect(said('failed')).toMatchObject({
      name: 'refund-insurance-failed',
      change: { refund: { legs: { insurance: 'failed' } } },
    });
  });

  it('of the order are back with all of what was paid, not with a part', () => {
    const legs = (order: Partial<Order>, refund: Partial<Refund>) =>
      orderLegsAfter(orderIn('paid', order), refundIn('returned', refund));
    expect(legs({}, {})).toStrictEqual({ cash: 'refunded', insurance: 'refunded' });
    expect(legs({}, { cash: fen(3999) })).toStrictEqual({ cash: 'paid', insurance: 'refunded' });
    expect(legs({}, { insurance: ZERO })).toStrictEqual({ cash: 'refunded', insurance: 'paid' });
    const closed = { legs: { cash: 'closed', insurance: 'paid' } } as const;
    expect(legs(closed, {})).toStrictEqual({ cash: 'closed', insurance: 'refunded' });
    const nothing = { total: ZERO, cash: ZERO, insurance: ZERO, paidAt: T0 };
    expect(legs({ proof: nothing }, { cash: ZERO, insurance: ZERO })).toStrictEqual({
      ...{ cash: 'paid', insurance: 'paid' },
    });
  });
});

describe('back', () => {
  it('with its numbers, as far as they are said', () => {
    const { platformRefundNo: _no, endedAt: _at, ...said } = refundEvidence();
    const settlement = { state: 'settled', attempts: 1 } as const;
    const refund = refundIn('sending', { asked: 3, legs: due });
    const order = orderIn('paid', { settlement, refund });
    expect(onRefundEvidence(order, refund, said, AT)).toStrictEqual({
      name: 'refund-returned',
      change: {
        legs: { cash: 'refunded', insurance: 'refunded' },
        refund: {
          ...refund,
          ...{ state: 'returned', since: AT, asked: 0, returnedAt: AT },
          legs: { cash: 'refunded', insurance: 'refunded' },
        },
      },
    });
    const numbers = { platformRefundNo: 'P', cashRefundNo: 'C', insuranceRefundNo: 'I' };
    expect(onRefundEvidence(order, refund, { ...said, ...numbers }, AT).change).toMatchObject({
      refund: numbers,
    });
  });

  it('leaves a leg that has nothing, and one that a person brought back', () => {
    const amounts = { cash: fen(4000), insurance: ZERO };
    const legs = { cash: 'by-hand', insurance: 'none' } as const;
    expect(on({ legs, insurance: ZERO }, { amounts }).change?.refund?.legs).toStrictEqual(legs);
  });

  it('is over at once where the hospital has nothing to book and nobody is to be told', () => {
    expect(on({ hold: 'not-needed' }).name).toBe('refund-done');
    const upload = { state: 'priced', quoted: placing().amounts } as const;
    const insured = { channel: 'medins', upload } as const;
    expect(on({ hold: 'not-needed' }, {}, insured).name).toBe('refund-returned');
  });

  it('ends a case about it, not one about something else', () => {
    const ends = (reason: 'refund-change' | 'paid-differs') =>
      on({}, {}, { review: { reason, at: T0, evidence: 'x' } }).endsReview;
    expect(ends('refund-change')).toBe(true);
    expect(ends('paid-differs')).toBeUndefined();
  });
});

describe('sums', () => {
  const differs = (change: Partial<Refund>, said: Partial<RefundEvidence>) =>
    on(change, said).name === 'refund-differs';

  it('must be there at the end, and may be missing on the way', () => {
    expect(differs({}, { amounts: { cash: fen(4000) } })).toBe(true);
    expect(differs({}, { ...GOING, amounts: { cash: fen(4000) } })).toBe(false);
    expect(differs({}, { ...GOING, amounts: { cash: fen(4001) } })).toBe(true);
    expect(differs({}, { amounts: { cash: fen(4000), insurance: fen(7999) } })).toBe(true);
    const zero = { insurance: ZERO, legs: { cash: 'due', insurance: 'none' } } as const;
    expect(differs(zero, { amounts: { cash: fen(4000) } })).toBe(false);
    expect(differs(zero, { amounts: { cash: fen(4000), insurance: fen(1) } })).toBe(true);
  });

  it('of what a person brought back the platform may or may not know', () => {
    const hand = { legs: { cash: 'by-hand', insurance: 'due' } } as const;
    expect(differs(hand, { amounts: { insurance: fen(8000) } })).toBe(false);
    expect(differs(hand, { amounts: { cash: ZERO, insurance: fen(8000) } })).toBe(false);
    expect(differs(hand, {})).toBe(false);
    expect(differs(hand, { amounts: { cash: fen(1), insurance: fen(8000) } })).toBe(true);
    expect(differs({}, { amounts: { insurance: fen(8000) } })).toBe(true);
  });

  it('that differ, or another merchant: asked about on, and a case in words', () => {
    const verdict = on({}, { ours: false });
    expect(verdict).toMatchObject({
      name: 'refund-differs',
      change: {
        refund: { state: 'refunding', since: AT, asked: 4, legs: due },
        review: {
          ...{ reason: 'refund-differs', at: AT },
          evidence: 'state refunded, cash refunded 4000, insurance refunded 8000',
        },
      },
    });
    const silent = on({}, { ours: false, amounts: {} });
    expect(silent.change?.review?.evidence).toBe(
      'state refunded, cash refunded -, insurance refunded -',
    );
    const review = { reason: 'refund-differs', at: T0, evidence: 'x' } as const;
    expect(on({}, { ours: false }, { review }).change?.review).toStrictEqual(review);
  });

  it('a leg that is open although the whole is called done contradicts it', () => {
    const said = (cash: RefundEvidence['legs']['cash'], change: Partial<Refund> = {}) =>
      on(change, {
        legs: { cash, insurance: 'refunded' },
        amounts: { cash: change.cash ?? fen(4000), insurance: fen(8000) },
      }).name;
    expect(said('refunding')).toBe('refund-contradicted');
    expect(said('failed')).toBe('refund-change');
    expect(said('unstated')).toBe('refund-returned');
    const zero = { cash: ZERO, legs: { cash: 'none', insurance: 'due' } } as const;
    expect(said('refunding', zero)).toBe('refund-returned');
  });

  it('of another order or another number say nothing of this one', () => {
    expect(on({}, { refundNo: 'R1' })).toStrictEqual({ name: 'wrong-order' });
    for (const state of ['returned', 'reserved'] as const)
      expect(on({ state })).toStrictEqual({ name: 'stale' });
  });
});
