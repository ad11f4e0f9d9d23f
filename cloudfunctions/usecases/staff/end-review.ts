/**
 * A clerk ends a case with the act that it needs (money rule 12). What follows from it - booking at the
 * hospital, a refund - begins at once and is finished by the clockwork.
 */
import type { StaffOrderView } from '../../contract/staff-types';
import type { OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import type { ReviewAct } from '../../domain/review';
import type { Deadline } from '../../ports/deadline';
import { advanceOrder } from '../advance-order';
import { applyEvent } from '../apply-event';
import type { Mover } from '../deps';
import { Refusal } from '../refusal';
import { orderOfHospital } from './find-order';
import { staffOf, type StaffDoor } from './staff-of';
import { staffOrderView } from './staff-order-view';

function wordsOf(act: ReviewAct): string {
  return 'receipt' in act ? act.receipt : act.note;
}

/** The same act by the same person once more: its answer was lost. */
function wasDone(order: Order, who: OpenId, act: ReviewAct): boolean {
  return order.history.some(
    ({ event, outcome, by, note }) =>
      event === 'review-ended' && outcome === event && by === who && note === wordsOf(act),
  );
}

/** Refusal `case-changed` when the act is not, or no longer, the one that this case needs. */
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
  if (applied.outcome !== 'review-ended' && !wasDone(applied.order, who, input.act)) {
    throw new Refusal('case-changed');
  }
  return { order: staffOrderView(await advanceOrder(deps, applied.order, deadline)) };
}
