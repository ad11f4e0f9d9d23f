/** Who holds a place now, and how many are left. Read from the bills, so that nothing must be freed. */

import { requireBill } from './bills';
import type { PlannedSlot } from './catalogue';
import type { HospitalStore } from './store';
import type { AppointmentRecord } from './visit-records';
import type { AppointmentStatus } from './visit-types';

/** Places that nobody holds now. */
export function freePlaces(store: HospitalStore, slot: PlannedSlot): number {
  if (store.takenSlots.get(slot.slotId) !== undefined) return 0;
  return Math.max(0, slot.places - holders(store, slot.slotId).length);
}

/** Appointments that hold a place of the slot. */
export function holders(store: HospitalStore, slotId: string): readonly AppointmentRecord[] {
  const holding: readonly AppointmentStatus[] = ['locked', 'kept', 'paid', 'used'];
  return store.appointments
    .ofSlot(slotId)
    .filter((one) => holding.includes(appointmentStatus(store, one)));
}

/** Where an appointment stands now. */
export function appointmentStatus(
  store: HospitalStore,
  { billId, kept }: AppointmentRecord,
): AppointmentStatus {
  const { state, servedAt, expiresAt } = requireBill(store, billId);
  if (state.kind === 'settled') return servedAt === undefined ? 'paid' : 'used';
  if (state.kind === 'cancelled') return 'cancelled';
  if (store.now() >= expiresAt) return 'expired';
  return kept ? 'kept' : 'locked';
}
