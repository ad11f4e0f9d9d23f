/**
 * Places at the hospital. A place is locked for a limited time and then free by itself; paying it gives
 * a number, and giving the money back frees it (docs/his-contract, "Visits"). Whether it is paid,
 * cancelled or out of time is read from its bill, which settling and refunding know already.
 */

import { exclusionNow, requireBill } from './bills';
import { requireSlot, slotOf, type PlannedSlot } from './catalogue';
import { HisError } from './errors';
import { requirePatient } from './patients';
import { appointmentStatus, freePlaces, holders } from './places';
import type { BillRecord } from './records';
import type { HospitalStore } from './store';
import { DAY_MS, MINUTE_MS, requireTime, shanghaiDay, shanghaiIso } from './time';
import { visitBill } from './visit-bills';
import type { AppointmentRecord } from './visit-records';
import type { Appointment, LockSlotRequest } from './visit-types';

const LOCK_MS = 25 * MINUTE_MS;
const PAST_MS = 30 * DAY_MS;

/** @throws HisError APPOINTMENT_NOT_FOUND */
export function requireAppointment(store: HospitalStore, id: string): AppointmentRecord {
  const found = store.appointments.get(id);
  if (found === undefined) throw new HisError('APPOINTMENT_NOT_FOUND', 'no such appointment');
  return found;
}

/** @throws HisError APPOINTMENT_NOT_FOUND */
export function getAppointment(store: HospitalStore, id: string): Appointment {
  return viewOf(store, requireAppointment(store, id));
}

/** Of the last thirty days and to come, in order of time. @throws HisError PATIENT_NOT_FOUND */
export function listAppointments(store: HospitalStore, patientId: string): readonly Appointment[] {
  requirePatient(store, patientId);
  const since = store.now() - PAST_MS;
  return store.appointments
    .ofPatient(patientId)
    .filter((one) => one.to > since)
    .sort((a, b) => a.from - b.from || a.appointmentId.localeCompare(b.appointmentId))
    .map((one) => viewOf(store, one));
}

function viewOf(store: HospitalStore, one: AppointmentRecord): Appointment {
  const status = appointmentStatus(store, one);
  const bill = requireBill(store, one.billId);
  const exclusion = exclusionNow(store, bill);
  const numbered = status === 'paid' || status === 'used';
  const { appointmentId, patientId, source, department, doctor, doctorTitle, place } = one;
  const { feeFen, visitType, billId, number } = one;
  return {
    appointmentId,
    patientId,
    status,
    source,
    department,
    doctor,
    doctorTitle,
    place,
    from: shanghaiIso(one.from),
    to: shanghaiIso(one.to),
    feeFen,
    visitType,
    billId,
    ...(status === 'locked' ? { lockedUntil: shanghaiIso(bill.expiresAt) } : {}),
    ...(numbered && number !== undefined ? { number } : {}),
    ...(exclusion === undefined ? {} : { insuranceExclusion: exclusion }),
  };
}

/** @throws HisError PATIENT_NOT_FOUND, SLOT_…, APPOINTMENT_EXISTS, REQUEST_ID_REUSED */
export function lockSlot(store: HospitalStore, request: LockSlotRequest): Appointment {
  const { requestId, slotId, patientId } = request;
  const before = store.locks.get(requestId);
  if (before !== undefined) {
    if (before.slotId !== slotId || before.patientId !== patientId) {
      throw new HisError('REQUEST_ID_REUSED', 'requestId was used for another place');
    }
    return getAppointment(store, before.appointmentId);
  }
  requirePatient(store, patientId);
  const now = store.now();
  const slot = requireSlot(slotId, now);
  if (slot.from <= now) throw new HisError('SLOT_OVER', 'the slot has begun');
  if (holders(store, slotId).some((one) => one.patientId === patientId)) {
    throw new HisError('APPOINTMENT_EXISTS', 'the patient has a place in this slot');
  }
  if (freePlaces(store, slot) === 0) throw new HisError('SLOT_TAKEN', 'every place is taken');
  const made = makeAppointment(store, { slot, patientId, source: 'here', kept: false });
  store.locks.put({ requestId, slotId, patientId, appointmentId: made.appointmentId });
  return viewOf(store, made);
}

/** An appointment and its bill, whether or not a place is free. */
export function makeAppointment(
  store: HospitalStore,
  plan: Pick<AppointmentRecord, 'patientId' | 'source' | 'kept'> & { readonly slot: PlannedSlot },
): AppointmentRecord {
  const { slot, patientId, source, kept } = plan;
  const { department, doctor, slotId, from, to, feeFen } = slot;
  const now = store.now();
  const day = shanghaiDay(now).replaceAll('-', '');
  const appointmentId = `A${day}${String(store.next('appointment')).padStart(6, '0')}`;
  const bill = visitBill(store, {
    patientId,
    subject: { kind: 'registration', appointmentId },
    visitType: department.visitType,
    visitAt: from,
    expiresAt: kept ? to : now + LOCK_MS,
    title: '挂号费',
    department: department.name,
    doctor: doctor.name,
    item: { name: `门诊诊察费（${doctor.title}）`, category: '诊察费' },
    amountFen: feeFen,
    pickup: '请按时到诊室候诊',
  });
  const record: AppointmentRecord = {
    appointmentId,
    patientId,
    slotId,
    source,
    department: department.name,
    doctorId: doctor.doctorId,
    doctor: doctor.name,
    doctorTitle: doctor.title,
    place: `${department.building}${department.name}${doctor.room}`,
    from,
    to,
    feeFen,
    visitType: department.visitType,
    billId: bill.billId,
    kept,
  };
  store.bills.put(bill);
  store.appointments.put(record);
  return record;
}

/** The appointment with its bill while it is neither paid nor over. @throws HisError */
function requireLive(
  store: HospitalStore,
  id: string,
): { readonly one: AppointmentRecord; readonly bill: BillRecord } {
  const one = requireAppointment(store, id);
  const status = appointmentStatus(store, one);
  if (status === 'paid' || status === 'used') throw paid();
  if (status === 'cancelled' || status === 'expired') {
    throw new HisError('LOCK_OVER', 'the place is not held any more');
  }
  return { one, bill: requireBill(store, one.billId) };
}

const paid = (): HisError => new HisError('APPOINTMENT_PAID', 'the appointment is paid');

/** @throws HisError APPOINTMENT_NOT_FOUND, LOCK_OVER, APPOINTMENT_PAID */
export function extendLock(store: HospitalStore, id: string, until: string): Appointment {
  requireTime(until);
  const { one, bill } = requireLive(store, id);
  // Times are told in whole seconds: never less than what was asked for.
  const end = Math.ceil(Date.parse(until) / 1000) * 1000;
  if (!one.kept && end > bill.expiresAt) store.bills.put({ ...bill, expiresAt: end });
  return viewOf(store, one);
}

/** @throws HisError APPOINTMENT_NOT_FOUND, LOCK_OVER, APPOINTMENT_PAID */
export function keepAppointment(store: HospitalStore, id: string): Appointment {
  const { one, bill } = requireLive(store, id);
  if (one.kept) return viewOf(store, one);
  const kept: AppointmentRecord = { ...one, kept: true };
  store.appointments.put(kept);
  store.bills.put({ ...bill, expiresAt: one.to });
  return viewOf(store, kept);
}

/** @throws HisError APPOINTMENT_NOT_FOUND, APPOINTMENT_PAID */
export function releaseAppointment(store: HospitalStore, id: string): Appointment {
  const one = requireAppointment(store, id);
  const bill = requireBill(store, one.billId);
  if (bill.state.kind === 'settled') throw paid();
  if (bill.state.kind === 'unpaid') store.bills.put({ ...bill, state: { kind: 'cancelled' } });
  return viewOf(store, one);
}

/** Whether the lock of the appointment behind this bill ran out and somebody else has the place. */
export function placeIsGone(store: HospitalStore, bill: BillRecord): boolean {
  if (bill.subject?.kind !== 'registration') return false;
  const one = requireAppointment(store, bill.subject.appointmentId);
  if (one.kept || appointmentStatus(store, one) !== 'expired') return false;
  const slot = slotOf(one.slotId);
  const again = holders(store, one.slotId).some((other) => other.patientId === one.patientId);
  return again || slot === undefined || freePlaces(store, slot) === 0;
}

/** What is paid: a registration now has its number, and its bill says where to go and when. */
export function withNumber(store: HospitalStore, bill: BillRecord): BillRecord {
  if (bill.subject?.kind !== 'registration') return bill;
  const one = requireAppointment(store, bill.subject.appointmentId);
  const day = shanghaiDay(one.from);
  const begins = shanghaiIso(one.from).slice(11, 16);
  const session = begins < '12:00' ? '上午' : begins < '18:00' ? '下午' : '晚上';
  const queue = `visit ${one.doctorId} ${day} ${session}`;
  const number = `${session}${String(store.next(queue)).padStart(2, '0')}号`;
  store.appointments.put({ ...one, number });
  const [, month, date] = day.split('-').map(Number);
  const when = `${month ?? 0}月${date ?? 0}日 ${begins}–${shanghaiIso(one.to).slice(11, 16)}`;
  return { ...bill, pickup: `就诊序号 ${number}，${when}，请到${one.place}候诊` };
}
