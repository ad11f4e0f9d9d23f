/** Function `refund`: the only sender of refunds, behind a fixed egress IP (money rule 9). */
import { orderNo } from '../domain/ids';
import { hintDoor } from '../doors/hint';
import { sendRefund } from '../usecases/send-refund';
import { openRefundDesk } from './payment';

/** Throws SettingsError. */
export function openRefund() {
  const { deps, door } = openRefundDesk('refund');
  return hintDoor(door, (hint, deadline) => sendRefund(deps, orderNo(hint), deadline));
}
