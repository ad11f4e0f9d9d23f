/**
 * A clerk ends a case with the act that it needs (money rule 12). What follows from it - booking at the
 * hospital, a refund - begins at once and is finished by the clockwork.
 */
import type { StaffOrderView } from '../../contract/staff-types';
import type { OpenId } from '../../domain/ids';
import type { ReviewAct } from '../../domain/review';
import type { Deadline } from '../../ports/deadline';
import { advanceOrder } from '../advance-order';
import { applyEvent } from '../apply-event';
import type { Mover } from '../deps';
import { Refusal } from '../refusal';
import { orderOfHospital } from './find-order';
import { staffOf, type StaffDoor } from './staff-of';
import { staffOrderView } from './staff-order-view';

/** Refusal `bad-request` when the act is not the one that this case needs. */
export async function endReview(
  deps: Mover & StaffDoor,
  who: OpenId,
  input: { readonly orderNo: string; readonly act: ReviewAct },
  deadline: Deadline,
): Promise<{ order: StaffOrderView }> {
  await staffOf(deps, who);
  const order = await orderOfHospital(deps, input.orderNo);
  const event = { type: 'review-ended', act: input.act, by: who } as const;
  const applied = await applyEvent(deps, order.orderNo, event);
  if (applied.outcome !== 'review-ended') throw new Refusal('bad-request');
  return { order: staffOrderView(await advanceOrder(deps, applied.order, deadline)) };
}
