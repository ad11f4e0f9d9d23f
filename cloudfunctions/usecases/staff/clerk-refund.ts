/**
 * A clerk brings money back: looked at first, then asked for with a reason. The hospital still has to
 * hold what was paid for; what it refuses is not sent (money rule 9).
 */
import type { ClerkRefund, StaffOrderView } from '../../contract/staff-types';
import type { OpenId } from '../../domain/ids';
import type { RefundAsk } from '../../domain/refund-plan';
import type { Deadline } from '../../ports/deadline';
import type { Fen } from '../../../miniprogram/shared/fen';
import { reserveRefund } from '../ask-refund';
import type { Base, Mover } from '../deps';
import { planOrderRefund } from '../plan-order-refund';
import { Refusal } from '../refusal';
import { orderOfHospital, type StaffReader } from './find-order';
import { staffOf, type StaffDoor } from './staff-of';
import { staffOrderView } from './staff-order-view';

function askOf(who: OpenId, { mode, cash, note }: ClerkRefund): RefundAsk {
  return { mode, ...(cash === undefined ? {} : { cash }), cause: 'clerk', by: who, note };
}

/** The sums that would go back. Refusal with the reason why nothing can. */
export async function previewRefund(
  deps: Base & StaffReader,
  who: OpenId,
  input: ClerkRefund,
): Promise<{ cash: Fen; insurance: Fen; insuranceStays: boolean }> {
  await staffOf(deps, who);
  const order = await orderOfHospital(deps, input.orderNo);
  const plan = planOrderRefund(deps, order, askOf(who, input));
  if (!plan.ok) throw new Refusal(plan.reason);
  const { cash, insurance } = plan.refund;
  const paid = order.proof?.insurance ?? 0;
  return { cash, insurance, insuranceStays: paid > 0 && insurance === 0 };
}

/** Reserves and starts the refund. */
export async function clerkRefund(
  deps: Mover & StaffDoor,
  who: OpenId,
  input: ClerkRefund,
  deadline: Deadline,
): Promise<{ order: StaffOrderView }> {
  await staffOf(deps, who);
  const order = await orderOfHospital(deps, input.orderNo);
  return {
    order: staffOrderView(await reserveRefund(deps, order, askOf(who, input), deadline)),
  };
}
