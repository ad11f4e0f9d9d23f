/** Cloud function `clockwork`: moves orders every minute. Settings are checked when it is loaded. */
import { openClockwork } from '../../wiring/clockwork';

const door = openClockwork();

export async function main(): Promise<unknown> {
  return door();
}
