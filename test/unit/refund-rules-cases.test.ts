/** Cases about a refund: when they arise, and by what they heal (money rules 9, 12 and 16). */
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import type { Order, ReviewReason } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { placing, T0 } from '../support/orders';
import {
  ASKED_AT,
  GOING,
  refunded,
  refundEvidence,
  type Standing,
} from '../support/refund-fixtures';

const DAY = RULES.undecidedAfterMs;
const STUMBLED = { type: 'refund-stumbled', code: 'X' } as const;
const BACK = { type: 'refund-evidence', evidence: refundEvidence() } as const;

/** The case that is left after the event. */
function left(
  standing: Exclude<Standing, 'none'>,
  event: OrderEvent,
  more: {
    refund?: Partial<Refund>;
    reason?: ReviewReason;
    at?: number;
    order?: Partial<Order>;
  } = {},
): Order['review'] {
  const review = more.reason && { review: { reason: more.reason, at: T0, evidence: 'x' } };
  const order = refunded(standing, more.refund, { ...more.order, ...review });
  return transition(order, event, more.at ?? ASKED_AT + 5, RULES).order.review;
}

describe('a refund that nothing decides', () => {
  it('is a case after a day, or at the end of the city’s own day', () => {
    const limit = ASKED_AT + DAY;
    expect(left('sending', STUMBLED, { at: limit - 1 })).toBeUndefined();
    expect(left('sending', STUMBLED, { at: limit })).toStrictEqual({
      ...{ reason: 'refund-undecided', at: limit, evidence: 'sending, last refund-stumbled' },
    });
    const refund = { finishBy: ASKED_AT + 100 };
    expect(left('sending', STUMBLED, { refund, at: ASKED_AT + 99 })).toBeUndefined();
    expect(left('sending', STUMBLED, { refund, at: ASKED_AT + 100 })).toMatchObject({
      reason: 'refund-undecided',
    });
  });

  it('and is back, but not booked for a day, is another', () => {
    for (const standing of ['returned', 'refused-held'] as const) {
      const limit = ASKED_AT + DAY;
      expect(left(standing, STUMBLED, { at: limit - 1 })).toBeUndefined();
      expect(left(standing, STUMBLED, { at: limit })).toStrictEqual({
        ...{ reason: 'refund-unbooked', at: limit },
        evidence: `${standing === 'returned' ? 'returned' : 'refused'}, last refund-stumbled`,
      });
    }
  });
});

/** Back and booked; the platform of 2.0 has not taken the word. */
const UNTOLD = {
  refund: { hold: 'confirmed', sends: 1, legs: { cash: 'refunded', insurance: 'refunded' } },
  order: { channel: 'medins', upload: { state: 'priced', quoted: placing().amounts } },
} as const;

describe('a refund of 2.0 of which the platform has not been told', () => {
  const at = ASKED_AT + DAY;
  const evidence = 'returned, last refund-stumbled';

  it('is a case of its own after a day, and no question to the hospital', () => {
    expect(left('returned', STUMBLED, { ...UNTOLD, at: at - 1 })).toBeUndefined();
    const untold = { reason: 'refund-untold', at, evidence } as const;
    expect(left('returned', STUMBLED, { ...UNTOLD, at })).toStrictEqual(untold);
    const refund = { ...UNTOLD.refund, hold: 'not-needed' } as const;
    expect(left('returned', STUMBLED, { ...UNTOLD, refund, at })).toStrictEqual(untold);
  });

  it('while the hospital has not booked it, the hospital comes first', () => {
    const refund = { ...UNTOLD.refund, hold: 'held' } as const;
    expect(left('returned', STUMBLED, { ...UNTOLD, refund, at })).toMatchObject({
      reason: 'refund-unbooked',
    });
    const booked = { type: 'refund-booked' } as const;
    const reason = 'refund-unbooked';
    expect(left('returned', booked, { ...UNTOLD, refund, reason, at })).toBeUndefined();
  });

  it('is late a day after the booking, not before: until then no word was sent', () => {
    const refund = { ...UNTOLD.refund, hold: 'held' } as const;
    const before = refunded('returned', refund, UNTOLD.order);
    const { order } = transition(before, { type: 'refund-booked' }, at, RULES);
    expect(order.refund).toMatchObject({ since: at, hold: 'confirmed' });
    const later = (ms: number) => transition(order, STUMBLED, at + ms, RULES).order.review;
    expect(later(DAY - 1)).toBeUndefined();
    expect(later(DAY)).toMatchObject({ reason: 'refund-untold' });
    const held = { type: 'refund-held', hold: 'cancelled' } as const;
    const barred = transition(refunded('returned', UNTOLD.refund, UNTOLD.order), held, at, RULES);
    expect(barred).toMatchObject({
      ...{ name: 'refund-booked', order: { refund: { since: at, hold: 'not-needed' } } },
    });
  });

  it('ends by itself when the word comes through', () => {
    const told = { type: 'refund-taken', platformRefundNo: 'P1', told: true } as const;
    const stands = { ...UNTOLD, reason: 'refund-untold', at } as const;
    expect(left('returned', STUMBLED, stands)).toMatchObject({ reason: 'refund-untold', at: T0 });
    expect(left('returned', told, stands)).toBeUndefined();
  });
});

describe('a case heals', () => {
  const stays = (reason: ReviewReason) => ({ reason, at: T0, evidence: 'x' });

  it('when the money is back, or will not go', () => {
    const reason = 'refund-undecided';
    expect(left('sending', BACK, { reason })).toBeUndefined();
    expect(left('sending', STUMBLED, { reason })).toStrictEqual(stays(reason));
    const no = { type: 'refund-not-taken', code: 'X', reason: 'refund-not-possible' } as const;
    expect(left('sending', no, { reason, refund: { hold: 'not-needed' } })).toBeUndefined();
    expect(left('returned', STUMBLED, { reason })).toBeUndefined();
  });

  it('when the hospital has booked', () => {
    const reason = 'refund-unbooked';
    expect(left('returned', { type: 'refund-booked' }, { reason })).toBeUndefined();
    expect(left('returned', STUMBLED, { reason })).toStrictEqual(stays(reason));
  });

  it('when the leg that it is about goes on', () => {
    const said = (legs: Refund['legs'], reason: ReviewReason) =>
      left('refunding', STUMBLED, { refund: { legs }, reason });
    const failed = 'refund-insurance-failed';
    expect(said({ cash: 'refunding', insurance: 'failed' }, failed)).toStrictEqual(stays(failed));
    expect(said({ cash: 'failed', insurance: 'refunding' }, failed)).toBeUndefined();
    const change = 'refund-change';
    for (const cash of ['change', 'failed'] as const)
      expect(said({ cash, insurance: 'refunding' }, change)).toStrictEqual(stays(change));
    expect(said({ cash: 'refunding', insurance: 'failed' }, change)).toBeUndefined();
    const going = { type: 'refund-evidence', evidence: refundEvidence(GOING) } as const;
    const legs = { cash: 'change', insurance: 'refunding' } as const;
    expect(left('refunding', going, { refund: { legs }, reason: change })).toBeUndefined();
  });

  it('not by itself where a person must end it', () => {
    expect(left('sending', STUMBLED, { reason: 'paid-differs' })).toStrictEqual(
      stays('paid-differs'),
    );
  });
});
