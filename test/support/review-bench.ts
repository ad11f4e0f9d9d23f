/** What a clerk's act makes of an order with a case at AT, and what a case that it ends looks like. */
import { openId } from '../../cloudfunctions/domain/ids';
import { onReviewEnded } from '../../cloudfunctions/domain/on-review';
import type { Order, ReviewReason } from '../../cloudfunctions/domain/order';
import type { ReviewAct } from '../../cloudfunctions/domain/review';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { T0 } from './orders';

export const by = openId('oClerk');
export const AT = T0 + 3_600_000;
export const DUE = { state: 'due', since: T0, attempts: 2 } as const;
export const SETTLED = { state: 'settled', attempts: 2 } as const;
export const MISFIT = { name: 'act-does-not-fit' };

export const on = (order: Order, reason: ReviewReason, act: ReviewAct) =>
  onReviewEnded({ ...order, review: { reason, at: T0, evidence: 'x' } }, { act, by }, AT, RULES);
export const over = (change: object, note = 'n') => ({
  ...{ name: 'review-ended', note, by, endsReview: true },
  change,
});
