/** Cloud function `pay`: places, confirms and closes orders for the phone. Settings are checked when it is loaded. */
import { openPay } from '../../wiring/pay';

const door = openPay();

export async function main(event: unknown): Promise<unknown> {
  return door(event);
}
