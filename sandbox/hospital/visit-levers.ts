/**
 * What happens around visits and stays without being asked through the contract: somebody telephones
 * for an appointment, the desk fills a slot, a lock runs out, a patient is admitted or goes home.
 */

import {
  admissionView,
  admit as putAdmission,
  discharge as reckonUp,
  paidInFen,
  requireAdmission,
} from './admissions';
import { getAppointment, makeAppointment, requireAppointment } from './appointments';
import { requireSlot } from './catalogue';
import { HisError } from './errors';
import { expireBill } from './levers';
import { isInHospital } from './in-hospital';
import { LeverRefused } from './lever-refused';
import { requirePatient } from './patients';
import { appointmentStatus } from './places';
import { nextSlot } from './schedule';
import { LAST_DAYS_FEN, STAY, type StaySeed } from './seed-visits';
import type { HospitalStore } from './store';
import type { Admission, Appointment } from './visit-types';

/** Made by telephone or at the desk: kept, to be paid at the visit. */
export interface PlantedVisit {
  readonly patientId: string;
  readonly departmentId: string;
  /** 0 is today. */
  readonly daysAhead: number;
}

/** @throws HisError PATIENT_NOT_FOUND, DEPARTMENT_NOT_FOUND; SLOT_OVER if no slot is left that day */
export function plantAppointment(store: HospitalStore, plan: PlantedVisit): Appointment {
  const { patientId, departmentId, daysAhead } = plan;
  requirePatient(store, patientId);
  const slot = nextSlot(store, departmentId, daysAhead);
  if (slot === undefined) throw new HisError('SLOT_OVER', 'nobody sees patients on that day');
  const made = makeAppointment(store, { slot, patientId, source: 'elsewhere', kept: true });
  return getAppointment(store, made.appointmentId);
}

/** Every place of the slot that is still free goes at the desk. @throws HisError SLOT_NOT_FOUND */
export function takeSlot(store: HospitalStore, slotId: string): void {
  requireSlot(slotId, store.now());
  store.takenSlots.put({ slotId });
}

/** The lock runs out now. @throws HisError APPOINTMENT_NOT_FOUND; LeverRefused NOT_LOCKED */
export function expireLock(store: HospitalStore, appointmentId: string): Appointment {
  const one = requireAppointment(store, appointmentId);
  if (appointmentStatus(store, one) !== 'locked') {
    throw new LeverRefused('NOT_LOCKED', 'the place is not locked');
  }
  expireBill(store, one.billId);
  return getAppointment(store, appointmentId);
}

/** Somebody is admitted as the seeded patient was. @throws HisError; LeverRefused IN_HOSPITAL */
export function admitPatient(
  store: HospitalStore,
  patientId: string,
  stay: StaySeed = STAY,
): Admission {
  requirePatient(store, patientId);
  if (isInHospital(store, patientId))
    throw new LeverRefused('IN_HOSPITAL', 'the patient is in hospital');
  return admissionView(store, putAdmission(store, { ...stay, patientId }));
}

/**
 * The patient goes home. What the stay cost is `spentFen`, or what the last days add to it as far as
 * money is there. @throws HisError NOT_IN_HOSPITAL, RangeError for more than was paid in
 */
export function dischargePatient(
  store: HospitalStore,
  admissionId: string,
  spentFen?: number,
): Admission {
  const stay = requireAdmission(store, admissionId);
  const final = Math.min(
    paidInFen(store, stay),
    Math.max(stay.spentFen, stay.paidAtDeskFen) + LAST_DAYS_FEN,
  );
  return admissionView(store, reckonUp(store, admissionId, spentFen ?? final));
}
