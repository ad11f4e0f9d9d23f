/** Cloud function `refund`: sends refunds that are due. Settings are checked when it is loaded. */
import { openRefund } from '../../wiring/refund';

const door = openRefund();

export async function main(event: unknown): Promise<unknown> {
  return door(event);
}
