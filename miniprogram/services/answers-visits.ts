/**
 * Decoders of the answers around a visit (cloudfunctions/contract/visit-types): registering, picking up,
 * deposits, prescription codes, the insurance card. services/answers.ts merges them.
 */
import type {
  AdmissionView,
  AppointmentView,
  DepartmentView,
  DoctorDayView,
  DoctorView,
  InsuranceCardView,
  InsuranceForVisit,
  InvoiceView,
  PrescriptionView,
  SlotView,
  VisitActions,
  VisitPayActions,
} from '../../cloudfunctions/contract/visit-types';
import { amount, bill, order, reason } from './answers-values';
import type { Decoder } from './decode';
import { DecodeError, flag, isRecord, list, maybe, oneOf, record, text, whole } from './decode';

type AnswersTo<Actions> = {
  readonly [A in keyof Actions]: Actions[A] extends { out: infer Out } ? Decoder<Out> : never;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** yyyy-MM-dd */
const day: Decoder<string> = (value) => {
  const found = text(value);
  if (!DAY.test(found)) throw new DecodeError('not a day');
  return found;
};

const places: Decoder<number> = (value) => {
  const found = whole(value);
  if (found < 0) throw new DecodeError('not a number of places');
  return found;
};

const nothing: Decoder<Record<string, never>> = (value) => {
  if (!isRecord(value)) throw new DecodeError('not an object');
  return {};
};

const department = record<DepartmentView>({
  departmentId: text,
  name: text,
  about: text,
  building: text,
});

const doctorDay = record<DoctorDayView>({ day, free: places });

const doctor = record<DoctorView>({
  doctorId: text,
  name: text,
  title: text,
  skills: maybe(text),
  fee: amount,
  days: list(doctorDay),
});

const insurance: Decoder<InsuranceForVisit> = (value) => {
  if (!isRecord(value)) throw new DecodeError('no word on insurance');
  if (flag(value['possible'])) return { possible: true };
  return {
    possible: false,
    reason: reason(value['reason']),
    payAtVisit: flag(value['payAtVisit']),
  };
};

const slot = record<SlotView>({
  slotId: text,
  from: whole,
  to: whole,
  free: places,
  fee: amount,
  insurance,
});

const appointment = record<AppointmentView>({
  appointmentId: text,
  patientId: text,
  patientName: text,
  state: oneOf('locked', 'kept', 'paid', 'used', 'cancelled', 'expired'),
  source: oneOf('here', 'elsewhere'),
  department: text,
  doctor: text,
  doctorTitle: text,
  place: text,
  from: whole,
  to: whole,
  fee: amount,
  billId: text,
  lockedUntil: maybe(whole),
  number: maybe(text),
  payable: flag,
  insurance,
  liveOrderNo: maybe(text),
});

const oneAppointment = record<{ appointment: AppointmentView }>({ appointment });

const admission = record<AdmissionView>({
  admissionId: text,
  ward: text,
  bed: text,
  admittedAt: whole,
  dischargedAt: maybe(whole),
  paidIn: amount,
  spent: amount,
  balance: amount,
  refundable: amount,
  minTopUp: amount,
  maxTopUp: amount,
});

/** Null says that the patient is not in hospital; an absent one that nothing was understood. */
const oneAdmission: Decoder<{ admission: AdmissionView | null }> = (value) => {
  if (!isRecord(value)) throw new DecodeError('not an object');
  const found = value['admission'];
  return { admission: found === null ? null : admission(found) };
};

const prescription = record<PrescriptionView>({ bill, patientName: text, patientId: maybe(text) });

const issued = record<Omit<Extract<InvoiceView, { state: 'issued' }>, 'state'>>({
  code: text,
  number: text,
  checkCode: text,
  issuedAt: whole,
  total: amount,
});

const invoice: Decoder<InvoiceView> = (value) => {
  if (!isRecord(value)) throw new DecodeError('no invoice');
  const state = oneOf('issued', 'not-yet', 'at-counter')(value['state']);
  return state === 'issued' ? { state, ...issued(value) } : { state };
};

const card: Decoder<InsuranceCardView> = (value) => {
  if (!isRecord(value)) throw new DecodeError('no card');
  const state = oneOf('not-configured', 'bound', 'unbound')(value['state']);
  const nowhere = state === 'bound' && value['appId'] === undefined;
  if (state === 'not-configured' || nowhere) return { state };
  return { state, appId: text(value['appId']), path: text(value['path']) };
};

export const visitAnswers: AnswersTo<VisitActions> = {
  departments: record({ departments: list(department), sameDayOnly: flag }),
  schedule: record({ days: list(day), doctors: list(doctor) }),
  slots: record({ slots: list(slot) }),
  lockSlot: oneAppointment,
  keepAppointment: oneAppointment,
  releaseAppointment: oneAppointment,
  appointments: record({ appointments: list(appointment) }),
  appointment: oneAppointment,
  admission: oneAdmission,
  topUp: record({ bill }),
  prescription: record({ prescription }),
  invoice: record({ invoice }),
  subscribed: nothing,
  insuranceCard: record({ card }),
  addFromInsuranceCard: record({ patientId: text }),
  deleteMyData: record({ ordersKept: whole }),
};

export const visitPayAnswers: AnswersTo<VisitPayActions> = {
  placeForOther: record({ order }),
  refundDeposit: record({ orders: list(order) }),
};
