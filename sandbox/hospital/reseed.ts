/** The first day: everybody on file with their bills, appointments and stays. */

import { issueBill } from './bill-plan';
import { settleAtWindow } from './levers';
import { nextSlot } from './schedule';
import type { HospitalSeed } from './seed';
import type { HospitalStore } from './store';
import { admitPatient, plantAppointment } from './visit-levers';

/** Forgets everything and starts the first day again; numbers go on counting. */
export function reseed(store: HospitalStore, seed: HospitalSeed): void {
  store.clear();
  for (const patient of seed.patients) store.patients.put(patient);
  const visitIds = new Map<string, string>();
  for (const plan of seed.bills) {
    const bill = issueBill(store, plan, visitIds);
    if (plan.fate === 'settled-at-window') settleAtWindow(store, bill.billId);
  }
  for (const visit of seed.visits ?? []) {
    // Just before midnight nobody can be seen today any more.
    const slot = nextSlot(store, visit.departmentId, visit.daysAhead);
    if (slot !== undefined) plantAppointment(store, visit);
  }
  for (const patientId of seed.inHospital ?? []) admitPatient(store, patientId);
}
