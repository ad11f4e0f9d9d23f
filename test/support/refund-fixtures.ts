/** Refunds for tests: the whole of the payment in `orderIn('paid')`, insurance 80.00 and cash 40.00. */
import type { Order, Review } from '../../cloudfunctions/domain/order';
import { refundNoOf } from '../../cloudfunctions/domain/ids';
import type { Refund, RefundEvidence } from '../../cloudfunctions/domain/refund';
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, placing, T0 } from './orders';

/**
 * Every way in which a refund can stand, and none at all. `refused`: the hospital hands out again;
 * `refused-held`: it does not yet.
 */
export const STANDINGS = [
  'none',
  'reserved',
  'held',
  'sending',
  'refunding',
  'by-hand',
  'returned',
  'done',
  'refused',
  'refused-held',
] as const;

export type Standing = (typeof STANDINGS)[number];

/** A minute after the order was paid. */
export const ASKED_AT = T0 + 60_000;

const RESERVED: Refund = {
  ...{ refundNo: refundNoOf(placing().orderNo), mode: 'whole', cash: fen(4000) },
  ...{ insurance: fen(8000), cause: 'patient', note: 'patient', via: 'api', askedAt: ASKED_AT },
  ...{ state: 'reserved', since: ASKED_AT, hold: 'due', sends: 0, asked: 0 },
  legs: { cash: 'due', insurance: 'due' },
};

const BY_STANDING: Readonly<Record<Exclude<Standing, 'none'>, Partial<Refund>>> = {
  reserved: {},
  held: { state: 'held', hold: 'held' },
  sending: { state: 'sending', hold: 'held', sends: 1 },
  refunding: {
    ...{ state: 'refunding', hold: 'held', sends: 1, platformRefundNo: 'M-R' },
    legs: { cash: 'refunding', insurance: 'refunding' },
  },
  'by-hand': { state: 'by-hand', hold: 'held', via: 'manual' },
  returned: {
    ...{ state: 'returned', hold: 'held', sends: 1, returnedAt: ASKED_AT },
    legs: { cash: 'refunded', insurance: 'refunded' },
  },
  done: {
    ...{ state: 'done', hold: 'confirmed', sends: 1, returnedAt: ASKED_AT },
    legs: { cash: 'refunded', insurance: 'refunded' },
  },
  refused: {
    ...{ state: 'refused', hold: 'released', sends: 1 },
    ...{ refusal: '535', reason: 'refund-not-possible' },
  },
  'refused-held': {
    ...{ state: 'refused', hold: 'held', sends: 1 },
    ...{ refusal: '535', reason: 'refund-not-possible' },
  },
};

/** A refund as it stands in `standing`. */
export function refundIn(
  standing: Exclude<Standing, 'none'>,
  change: Partial<Refund> = {},
): Refund {
  return { ...RESERVED, ...BY_STANDING[standing], ...change };
}

const REVIEW: Review = { reason: 'refund-by-hand', at: ASKED_AT, evidence: 'by hand' };

/** A paid order, booked at the hospital, whose refund stands so. */
export function refunded(
  standing: Standing,
  change: Partial<Refund> = {},
  order: Partial<Order> = {},
): Order {
  const back = { cash: 'refunded', insurance: 'refunded' } as const;
  return orderIn('paid', {
    settlement: { state: 'settled', attempts: 1, settlementNo: 'H1' },
    ...(standing === 'none' ? {} : { refund: refundIn(standing, change) }),
    ...(standing === 'by-hand' ? { review: REVIEW } : {}),
    ...(standing === 'returned' || standing === 'done' ? { legs: back } : {}),
    ...order,
  });
}

/** Evidence that fits those refunds: all of it is back. */
export function refundEvidence(change: Partial<RefundEvidence> = {}): RefundEvidence {
  return {
    orderNo: placing().orderNo,
    ...{ refundNo: RESERVED.refundNo, ours: true, state: 'refunded' },
    legs: { cash: 'refunded', insurance: 'refunded' },
    amounts: { cash: fen(4000), insurance: fen(8000) },
    platformRefundNo: 'M-R',
    endedAt: T0 + 90_000,
    ...change,
  };
}

/** The same on its way. */
export const GOING = {
  state: 'refunding',
  legs: { cash: 'refunding', insurance: 'refunding' },
} as const satisfies Partial<RefundEvidence>;
