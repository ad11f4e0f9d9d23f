/**
 * Somebody asks for money back. The sums are reserved under the refund's number before anybody hears of
 * it; the hospital is asked next, and the answer shows how far it got.
 */
import type { OrderView } from '../contract/types';
import { cityRulesOf } from '../domain/city-rules';
import type { OpenId } from '../domain/ids';
import type { Order } from '../domain/order';
import type { RefundAsk } from '../domain/refund-plan';
import type { Deadline } from '../ports/deadline';
import type { Reason } from '../../miniprogram/shared/reasons';
import { advanceRefund } from './advance-refund';
import { applyEvent } from './apply-event';
import type { Base, Mover } from './deps';
import { viewOf } from './order-view';
import { ownOrder } from './own-order';
import { planOrderRefund } from './plan-order-refund';
import { Refusal } from './refusal';

/** Why that refund cannot be asked for now; undefined when it can. */
export function refundRefusal(deps: Base, order: Order, ask: RefundAsk): Reason | undefined {
  const plan = planOrderRefund(deps, order, ask);
  return plan.ok ? undefined : plan.reason;
}

/** Reserves the refund and goes as far as it can. Refusal with the reason why it is not possible. */
export async function reserveRefund(
  deps: Mover,
  order: Order,
  ask: RefundAsk,
  deadline: Deadline,
): Promise<Order> {
  const refused = refundRefusal(deps, order, ask);
  if (refused !== undefined) throw new Refusal(refused);
  const city = cityRulesOf(deps.hospital.cityId);
  const applied = await applyEvent(deps, order.orderNo, {
    type: 'refund-asked',
    ask,
    ...(city === undefined ? {} : { city }),
  });
  if (applied.outcome !== 'refund-reserved') {
    const reason = refundRefusal(deps, applied.order, ask);
    throw new Refusal(reason ?? 'busy', reason === undefined);
  }
  return goneOn(deps, applied.order, deadline);
}

/** It is asked for: what fails from here on is finished by the clockwork, and no reason to say no. */
async function goneOn(deps: Mover, reserved: Order, deadline: Deadline): Promise<Order> {
  try {
    return await advanceRefund(deps, reserved, deadline);
  } catch (error) {
    const reason = error instanceof Refusal ? error.reason : 'internal';
    deps.log.warn('refund.not-gone-on', { orderNo: reserved.orderNo, reason });
    return reserved;
  }
}

/** The patient wants the whole payment back; of a deposit, `refundDeposit` brings back what is left. */
export async function askRefund(
  deps: Mover,
  input: { readonly owner: OpenId; readonly orderNo: string },
  deadline: Deadline,
): Promise<OrderView> {
  const order = await ownOrder(deps, input.owner, input.orderNo);
  if (order.kind === 'deposit') throw new Refusal('refund-not-possible');
  const ask = { mode: 'whole', cause: 'patient', by: input.owner, note: 'patient' } as const;
  return viewOf(deps, await reserveRefund(deps, order, ask, deadline));
}
