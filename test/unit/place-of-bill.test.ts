/**
 * A hospital whose bill names somebody else's place: nothing is done to that place, neither by placing
 * an order nor by its end (money rules 7 and 13).
 */
import { placeOrder } from '../../cloudfunctions/usecases/place-order';
import { billId } from '../../cloudfunctions/domain/ids';
import {
  appointmentOf,
  billOf,
  FOREVER,
  OWNER,
  PATIENT,
  PLACE_BILL,
  STRANGER,
  visitWorld,
} from '../support/visit-doubles';

it.each([
  ['of another patient', { patientId: STRANGER }],
  ['with another bill', { billId: billId('BA2') }],
])('a bill whose place is one %s is not paid', async (_what, change) => {
  const here = await visitWorld();
  here.script.bills.set(PLACE_BILL, billOf({ appointmentId: 'A1' }));
  here.put(appointmentOf(change));
  const who = { owner: OWNER, patientId: PATIENT, clientIp: '1.1.1.1' };
  const way = { payWith: 'cash', place: { kind: 'refused' }, entry: 'menu' } as const;
  const ask = { ...who, ...way, billIds: [PLACE_BILL] };
  const placing = placeOrder(here.deps, ask, FOREVER);
  await expect(placing).rejects.toMatchObject({ reason: 'hospital-answer-unreadable' });
  expect(here.heard.filter((call) => call.startsWith('extendLock'))).toEqual([]);
  expect([here.orders.all(), here.claims.all()]).toEqual([[], []]);
});
