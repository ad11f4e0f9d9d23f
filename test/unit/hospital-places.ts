/** Finding, locking and paying places of the hospital in memory. */

import type { Appointment, Slot } from '../../sandbox/hospital/visit-types';
import { paymentOf, ZHANG, type Fixture } from './hospital-fixture';

export const CHILD = 'P00002';
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const LOCK = 25 * MINUTE;
export const TODAY = '2026-01-05';
export const TOMORROW = '2026-01-06';

/** The free slots of the whole department on that day. */
export function slotsOf({ hospital }: Fixture, departmentId: string, day = TODAY): readonly Slot[] {
  return hospital
    .schedule(departmentId, day, 1)
    .doctors.flatMap(({ doctorId }) => hospital.slots(departmentId, doctorId, day));
}

export function slotWith(fixture: Fixture, free: number, departmentId = 'D02', day = TODAY): Slot {
  const found = slotsOf(fixture, departmentId, day).find((slot) => slot.free === free);
  if (found === undefined) throw new Error(`no slot with ${free} places`);
  return found;
}

let requests = 0;
export function lock({ hospital }: Fixture, slotId: string, patientId = ZHANG): Appointment {
  requests += 1;
  return hospital.lockSlot({ requestId: `request-${requests}`, slotId, patientId });
}

export const freeNow = (
  fixture: Fixture,
  { slotId }: Slot,
  departmentId = 'D02',
  day = TODAY,
): number => slotsOf(fixture, departmentId, day).find((slot) => slot.slotId === slotId)?.free ?? -1;

/** Books the appointment's bill as paid by `orderNo`. */
export function pay(
  fixture: Fixture,
  billId: string,
  orderNo = 'O1',
  payWith?: 'insurance' | 'cash',
) {
  return fixture.hospital.settle(orderNo, paymentOf(fixture, [billId], payWith));
}
