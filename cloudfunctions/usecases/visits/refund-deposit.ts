/**
 * What is left of an inpatient deposit goes back across the person's own top-ups, each under the one
 * refund number of its order (money rule 9, trap 11). Safe to repeat at any point: what has been asked
 * for is not asked again, and each refund is finished by the clockwork from its reservation on.
 */
import type { OrderView } from '../../contract/types';
import { isTopUpOf, type OwnStay } from '../../domain/deposit';
import { patientId, type OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import { isOpen } from '../../domain/refund';
import type { Deadline } from '../../ports/deadline';
import { reserveRefund } from '../ask-refund';
import { viewOf } from '../order-view';
import { ownLink } from '../own-link';
import { given, Refusal } from '../refusal';
import type { DepositRefunder } from './deps';
import { leftOfOwnTopUps, type LeftOfTopUp } from './own-top-ups';

/** As many of the person's latest orders are looked through for refunds that are on their way. */
const RECENT = 50;

interface Reserved {
  readonly orders: readonly Order[];
  /** The first that could not be reserved this time. */
  readonly refusal?: Refusal;
}

/** One after the other; one that cannot be reserved does not stand in the way of the others. */
async function reserveAll(
  deps: DepositRefunder,
  left: readonly LeftOfTopUp[],
  deadline: Deadline,
): Promise<Reserved> {
  const orders: Order[] = [];
  let refusal: Refusal | undefined;
  for (const { ask, order } of left) {
    // what is not reached is asked for by the next tap
    if (orders.length > 0 && deadline.leftMs() < deps.rules.httpTimeoutMs) break;
    try {
      orders.push(await reserveRefund(deps, order, ask, deadline));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { reason } = error;
      deps.log.warn('deposit.not-reserved', { orderNo: order.orderNo, reason });
      refusal ??= error;
    }
  }
  return { orders, ...(refusal === undefined ? {} : { refusal }) };
}

/** Refunds of this stay that are on their way, by an earlier tap or by one at the same moment. */
async function going(deps: DepositRefunder, stay: OwnStay): Promise<readonly Order[]> {
  const recent = await deps.orders.ofOwner(deps.hospital.id, stay.owner, RECENT);
  return recent.filter((order) => isTopUpOf(order, stay) && isOpen(order.refund));
}

/**
 * The orders of which money goes back, new and already going. Refusals: `patient-not-yours`,
 * `deposit-nothing-left`; why none could be reserved.
 */
export async function refundDeposit(
  deps: DepositRefunder,
  ask: { readonly owner: OpenId; readonly patientId: string; readonly admissionId: string },
  deadline: Deadline,
): Promise<readonly OrderView[]> {
  const { admissionId, owner } = ask;
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  const { admission } = given(await deps.wards.admission(link.patientId, deadline));
  const stay = { owner, patientId: link.patientId, admissionId };
  const left =
    admission?.admissionId === admissionId ? await leftOfOwnTopUps(deps, stay, admission) : [];
  const reserved = await reserveAll(deps, left, deadline);
  const known = new Set(reserved.orders.map(({ orderNo }) => orderNo));
  const others = (await going(deps, stay)).filter(({ orderNo }) => !known.has(orderNo));
  const orders = [...reserved.orders, ...others];
  if (orders.length === 0) throw reserved.refusal ?? new Refusal('deposit-nothing-left');
  return orders.map((order) => viewOf(deps, order));
}
