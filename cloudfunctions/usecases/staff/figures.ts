/** A day in figures, counted and summed by the database. Days are Asia/Shanghai. */
import type { FiguresView } from '../../contract/staff-desk-types';
import type { OpenId } from '../../domain/ids';
import { dayBegins, dayEnds } from '../../domain/recon-day';
import { shanghaiDay } from '../../domain/shanghai';
import type { RefundRequests } from '../../ports/refund-requests';
import type { StaffOrders } from '../../ports/staff-orders';
import type { Base } from '../deps';
import { staffOf, type StaffDoor } from './staff-of';

export interface FiguresDeps extends Base, StaffDoor {
  readonly hospital: Base['hospital'];
  readonly staffOrders: StaffOrders;
  readonly requests: RefundRequests;
}

/** Of today when no day is told. */
export async function readFigures(
  deps: FiguresDeps,
  who: OpenId,
  ask: { readonly day?: string },
): Promise<{ figures: FiguresView }> {
  await staffOf(deps, who);
  const day = ask.day ?? shanghaiDay(deps.clock.now());
  const span = { from: dayBegins(day), to: dayEnds(day) };
  const { id } = deps.hospital;
  const [paid, refunded, byEntry, waiting, inReview, waitingRefunds] = await Promise.all([
    deps.staffOrders.paid(id, span),
    deps.staffOrders.refunded(id, span),
    deps.staffOrders.byEntry(id, span),
    deps.staffOrders.count(id, 'waiting', span),
    deps.staffOrders.inReview(id),
    deps.requests.countOpen(id),
  ]);
  return { figures: { day, paid, refunded, waiting, inReview, waitingRefunds, byEntry } };
}
