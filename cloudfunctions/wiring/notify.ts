/**
 * Function `notify`: the HTTP door through which the payment platform tells of payments, and the
 * hospital of bills.
 */
import { readEnvironment } from '../adapters/environment';
import { readToldBill } from '../contract/told-bill';
import { billId, patientId } from '../domain/ids';
import { bringsToken } from '../doors/bearer';
import { httpDoor, type Route, type RouteAnswer } from '../doors/http';
import { readHisToken } from '../settings/settings';
import { acceptNotice } from '../usecases/accept-notice';
import { Refusal } from '../usecases/refusal';
import { hearOfBill, type BillHearer } from '../usecases/reminders/hear-of-bill';
import { openPayment } from './payment';

/** The hospital tells again when it hears 503; whoever has no token learns nothing. */
function billRoute(deps: BillHearer, token: string): Route {
  return {
    method: 'POST',
    path: '/his-bill',
    run: async ({ body, header }, deadline): Promise<RouteAnswer> => {
      if (!bringsToken(header('authorization'), token)) return { statusCode: 401 };
      const told = readToldBill(body);
      if (told === undefined) return { statusCode: 400 };
      const ids = { patientId: patientId(told.patientId), billId: billId(told.billId) };
      try {
        await hearOfBill(deps, ids, deadline);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        deps.log.warn('told-bill.later', { reason: error.reason });
        return { statusCode: 503 };
      }
      return { statusCode: 204 };
    },
  };
}

/** Throws SettingsError. */
export function openNotify() {
  const { door, his, mover, parts } = openPayment('notify');
  const token = readHisToken(readEnvironment(['YIBAO_HIS_TOKEN']));
  return httpDoor(door, [
    ...parts.noticePaths.map(({ path, reader }): Route => ({
      method: 'POST',
      path,
      run: (notice, deadline) => acceptNotice({ ...mover, reader }, notice, deadline),
    })),
    billRoute({ ...mover, his: his.reader }, token),
  ]);
}
