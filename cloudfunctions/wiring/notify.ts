/** Function `notify`: the HTTP door through which the payment platform tells of payments. */
import { httpDoor } from '../doors/http';
import { acceptNotice } from '../usecases/accept-notice';
import { openPayment } from './payment';

/** Throws SettingsError. */
export function openNotify() {
  const { door, mover } = openPayment('notify');
  const deps = { ...mover, reader: mover.channel };
  return httpDoor(door, [
    {
      method: 'POST',
      path: '/payinsurance',
      contentType: 'text/xml; charset=utf-8',
      run: (body, deadline) => acceptNotice(deps, body, deadline),
    },
  ]);
}
