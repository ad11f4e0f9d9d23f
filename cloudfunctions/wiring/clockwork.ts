/** Function `clockwork`: one tick a minute, for every order whose time has come and for the day's bill. */
import { timerDoor } from '../doors/timer';
import { minuteTick } from '../usecases/minute-tick';
import { orderRepair } from '../usecases/repair-order';
import { openClockworkParts } from './payment';

/** Throws SettingsError. */
export function openClockwork() {
  const { bills, door, his, ids, mover, reconRules, reminding, sweeper } =
    openClockworkParts('clockwork');
  const keeper = { ...mover, ids };
  const books = {
    ...keeper,
    bills,
    ledger: his.ledger,
    repairs: orderRepair(mover),
    reconRules,
  };
  return timerDoor(door, (deadline) => minuteTick(keeper, books, reminding, sweeper, deadline));
}
