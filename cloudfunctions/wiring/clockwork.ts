/** Function `clockwork`: one tick a minute that moves every order whose time has come. */
import { timerDoor } from '../doors/timer';
import { clockworkTick } from '../usecases/clockwork-tick';
import { openPayment } from './payment';

/** Throws SettingsError. */
export function openClockwork() {
  const { base, channel, door, his, ids, stores } = openPayment('clockwork');
  const deps = { ...base, ...stores, ids, channel, settler: his.settler };
  return timerDoor(door, (deadline) => clockworkTick(deps, deadline));
}
