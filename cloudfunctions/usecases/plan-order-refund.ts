/** What a refund of an order would be at this moment, by the rules of the hospital's city. */
import { cityRulesOf } from '../domain/city-rules';
import type { Order } from '../domain/order';
import { planRefund, type RefundAsk } from '../domain/refund-plan';
import type { Base } from './deps';

export function planOrderRefund(
  deps: Base,
  order: Order,
  ask: RefundAsk,
): ReturnType<typeof planRefund> {
  const city = cityRulesOf(deps.hospital.cityId);
  return planRefund(order, ask, deps.clock.now(), deps.rules, city);
}
