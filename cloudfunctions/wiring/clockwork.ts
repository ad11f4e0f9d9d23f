/** Function `clockwork`: one tick a minute that moves every order whose time has come. */
import { timerDoor } from '../doors/timer';
import { clockworkTick } from '../usecases/clockwork-tick';
import { openPayment } from './payment';

/** Throws SettingsError. */
export function openClockwork() {
  const { door, ids, mover } = openPayment('clockwork');
  const deps = { ...mover, ids };
  return timerDoor(door, (deadline) => clockworkTick(deps, deadline));
}
