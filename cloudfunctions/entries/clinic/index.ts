/** Cloud function `clinic`: reads the hospital for the phone; holds no payment key. Settings are checked when it is loaded. */
import { openClinic } from '../../wiring/clinic';

const door = openClinic();

export async function main(event: unknown): Promise<unknown> {
  return door(event);
}
