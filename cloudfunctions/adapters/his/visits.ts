/**
 * Registering over the HIS contract ("Visits"): departments, slots, and places that are locked for a
 * time. A place is locked once per request id; what the hospital says of it is believed as far as it
 * answers the question (HIS contract, "What an answer proves").
 */
import { billId, patientId } from '../../domain/ids';
import type { HisAppointment, HisDoctor, HisSlot, HisVisits } from '../../ports/his-visits';
import { fen } from '../../../miniprogram/shared/fen';
import type { Reason } from '../../../miniprogram/shared/reasons';
import type { HisCall, SendCall } from './client';
import { EXCLUSIONS, type InsuranceExclusion } from './errors';
import type { Schemas } from './schemas';
import { msOf, textAs, timeOf } from './values';

const part = encodeURIComponent;

function unavailable(code: InsuranceExclusion | undefined): { insuranceUnavailable?: Reason } {
  return code === undefined ? {} : { insuranceUnavailable: EXCLUSIONS[code] };
}

function doctorOf(from: Schemas['Doctor']): HisDoctor {
  return {
    doctorId: from.doctorId,
    name: from.name,
    title: from.title,
    ...textAs('skills', from.skills),
    fee: fen(from.feeFen),
    days: from.days.map(({ day, free }) => ({ day, free })),
  };
}

/** RangeError unless it ends after it begins. */
function spanOf(from: string, to: string): { readonly from: number; readonly to: number } {
  const span = { from: msOf(from), to: msOf(to) };
  if (span.to <= span.from) throw new RangeError('ends before it begins');
  return span;
}

function slotOf(from: Schemas['Slot']): HisSlot {
  return {
    slotId: from.slotId,
    ...spanOf(from.from, from.to),
    free: from.free,
    fee: fen(from.feeFen),
    visitType: from.visitType,
    ...unavailable(from.insuranceExclusion),
  };
}

/** RangeError where status, lock and number contradict each other. */
function appointmentOf(from: Schemas['Appointment']): HisAppointment {
  const { status, lockedUntil, number } = from;
  const numbered = status === 'paid' || status === 'used';
  if (
    (status === 'locked') !== (lockedUntil !== undefined) ||
    numbered === (number === undefined)
  ) {
    throw new RangeError('an appointment in two states');
  }
  return {
    appointmentId: from.appointmentId,
    patientId: patientId(from.patientId),
    status,
    source: from.source,
    department: from.department,
    doctor: from.doctor,
    doctorTitle: from.doctorTitle,
    place: from.place,
    ...spanOf(from.from, from.to),
    fee: fen(from.feeFen),
    visitType: from.visitType,
    billId: billId(from.billId),
    ...(lockedUntil === undefined ? {} : { lockedUntil: msOf(lockedUntil) }),
    ...textAs('number', number),
    ...unavailable(from.insuranceExclusion),
  };
}

type Catalogue = Pick<HisVisits, 'departments' | 'schedule' | 'slots'>;

function catalogue(send: SendCall): Catalogue {
  return {
    departments: (deadline) =>
      send(
        {
          operation: 'listDepartments',
          method: 'GET',
          path: '/departments',
          answer: 'DepartmentList',
          read: ({ departments }) =>
            departments.map(({ departmentId, name, about, building }) => ({
              departmentId,
              name,
              about,
              building,
            })),
        },
        deadline,
      ),
    schedule: ({ departmentId, from: first, days }, deadline) =>
      send(
        {
          operation: 'getSchedule',
          method: 'GET',
          path: `/departments/${part(departmentId)}/schedule?from=${part(first)}&days=${days}`,
          answer: 'Schedule',
          read: (from) =>
            from.departmentId === departmentId ? from.doctors.map(doctorOf) : undefined,
        },
        deadline,
      ),
    slots: ({ departmentId, doctorId, day }, deadline) =>
      send(
        {
          operation: 'listSlots',
          method: 'GET',
          path: `/departments/${part(departmentId)}/doctors/${part(doctorId)}/slots?date=${part(day)}`,
          answer: 'SlotList',
          read: ({ slots }) => slots.map(slotOf),
        },
        deadline,
      ),
  };
}

type Status = HisAppointment['status'];
type OneCall = HisCall<'Appointment', HisAppointment>;

/** A call about one appointment: the answer is about it, and in a state that the call can leave. */
function aboutOne(
  id: string,
  call: Pick<OneCall, 'operation' | 'method'> & {
    readonly verb?: string;
    readonly body?: object;
    readonly possible?: readonly Status[];
    /** A lock that ends earlier is not the one that was asked for. */
    readonly holdsUntil?: number;
  },
): OneCall {
  const { operation, method, verb, body, possible, holdsUntil = 0 } = call;
  return {
    operation,
    method,
    path: `/appointments/${part(id)}${verb === undefined ? '' : `/${verb}`}`,
    ...(body === undefined ? {} : { body }),
    answer: 'Appointment',
    read: (from) => {
      if (from.appointmentId !== id || possible?.includes(from.status) === false) return undefined;
      const one = appointmentOf(from);
      return (one.lockedUntil ?? holdsUntil) < holdsUntil ? undefined : one;
    },
  };
}

type Acts = Pick<HisVisits, 'extendLock' | 'keepAppointment' | 'releaseAppointment'>;

function acts(send: SendCall): Acts {
  return {
    extendLock: (id, until, deadline) =>
      send(
        aboutOne(id, {
          operation: 'extendLock',
          method: 'POST',
          verb: 'extend',
          body: { until: timeOf(until) } satisfies Schemas['ExtendLockRequest'],
          possible: ['locked', 'kept'],
          holdsUntil: until,
        }),
        deadline,
      ),
    keepAppointment: (id, deadline) =>
      send(
        aboutOne(id, {
          operation: 'keepAppointment',
          method: 'POST',
          verb: 'keep',
          possible: ['kept'],
        }),
        deadline,
      ),
    releaseAppointment: (id, deadline) =>
      send(
        aboutOne(id, {
          operation: 'releaseAppointment',
          method: 'POST',
          verb: 'release',
          possible: ['cancelled'],
        }),
        deadline,
      ),
  };
}

export function hisVisits(send: SendCall): HisVisits {
  return {
    ...catalogue(send),
    ...acts(send),
    // A repeat is answered with the appointment as it is by then, in whatever state.
    lockSlot: ({ requestId, slotId, patientId: patient }, deadline) =>
      send(
        {
          operation: 'lockSlot',
          method: 'POST',
          path: '/appointments',
          body: { requestId, slotId, patientId: patient } satisfies Schemas['LockSlotRequest'],
          answer: 'Appointment',
          read: (from) => (from.patientId === patient ? appointmentOf(from) : undefined),
        },
        deadline,
      ),
    appointment: (id, deadline) =>
      send(aboutOne(id, { operation: 'getAppointment', method: 'GET' }), deadline),
    appointments: (id, deadline) =>
      send(
        {
          operation: 'listAppointments',
          method: 'GET',
          path: `/patients/${part(id)}/appointments`,
          answer: 'AppointmentList',
          read: ({ appointments }) =>
            appointments.every((one) => one.patientId === id)
              ? appointments.map(appointmentOf)
              : undefined,
        },
        deadline,
      ),
  };
}
