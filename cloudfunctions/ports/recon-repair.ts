/** Finding out how an order really stands, so that a difference may heal (money rules 2, 4 and 11). */
import type { OrderNo } from '../domain/ids';
import type { Deadline } from './deadline';

export interface ReconRepair {
  /**
   * Asks platform and hospital about the order and applies what they prove, as everybody does: payment,
   * refund, booking. Says nothing about the outcome: the order does. `failed`: somebody could not be
   * asked.
   */
  repair(orderNo: OrderNo, deadline: Deadline): Promise<'asked' | 'failed'>;
}
