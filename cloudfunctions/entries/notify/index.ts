/** Cloud function `notify`: hears the payment platform's notices over HTTP. Settings are checked when it is loaded. */
import { openNotify } from '../../wiring/notify';

const door = openNotify();

export async function main(event: unknown): Promise<unknown> {
  return door(event);
}
