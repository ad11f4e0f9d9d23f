/** What the functions that hold the payment keys are made of: the base and the channel on top of it. */
import { timerPause } from '../adapters/pause';
import { cloudRefundDesk } from '../adapters/refund-desk';
import { billsOf, channelOf, openChannel, senderOf, type Opened } from './channel';
import { reminderDeps, reminderKinds } from './reminders';

function moverOf(opened: Opened) {
  const { base, his, stores } = opened;
  const { channel, ...parts } = channelOf(opened);
  const desk = cloudRefundDesk(base.log, timerPause);
  const { refunds, settler, visits } = his;
  const kinds = reminderKinds(opened);
  const hospital = { settler, refunds, visits };
  return { parts, mover: { ...base, ...stores, ...hospital, channel, desk, reminderKinds: kinds } };
}

/** Everything that moves orders along; refunds are sent by the function `refund` alone. */
export function openPayment(name: string) {
  const opened = openChannel(name);
  const { door, his, ids, settings } = opened;
  const { administrators = [] } = settings;
  return { administrators, door, his, ids, ...moverOf(opened) };
}

/** The same, and what reconciliation reads. */
export function openClockworkParts(name: string) {
  const opened = openChannel(name);
  const { door, his, ids, settings } = opened;
  const reminding = reminderDeps(opened);
  const { mover } = moverOf(opened);
  const bills = billsOf(opened);
  return { bills, door, his, ids, mover, reminding, reconRules: settings.reconciliation };
}

/** The desk that sends refunds. */
export function openRefundDesk(name: string) {
  const opened = openChannel(name);
  const { base, door, his, stores } = opened;
  return { door, deps: { ...base, ...stores, sender: senderOf(opened), refunds: his.refunds } };
}
