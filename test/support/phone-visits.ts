/** Answers around a visit as the phone hears them, for tests of the pages that register and pick up. */
import type { SplitView } from '../../cloudfunctions/contract/types';
import type {
  AppointmentView,
  DepartmentView,
  DoctorView,
  InsuranceForVisit,
  SlotView,
} from '../../cloudfunctions/contract/visit-types';
import { fen } from '../../miniprogram/shared/fen';
import { accepted } from './fake-wx';
import { cashSplit, insuranceSplit, patient } from './phone-answers';
import type { Answers } from './phone-pages';

/** 2025-11-21 10:00 in Shanghai, a Friday. */
export const NOW = Date.UTC(2025, 10, 21, 2, 0);
export const TODAY = '2025-11-21';
export const TOMORROW = '2025-11-22';
const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;

export const INSURED: InsuranceForVisit = { possible: true };
export const NOT_TODAY: InsuranceForVisit = {
  possible: false,
  reason: 'insurance-visit-not-today',
  payAtVisit: true,
};
export const NOT_COVERED: InsuranceForVisit = {
  possible: false,
  reason: 'insurance-visit-type',
  payAtVisit: false,
};

export const departments: readonly DepartmentView[] = [
  { departmentId: 'resp', name: '呼吸内科', about: '咳嗽、气喘、发热', building: '门诊楼 3 层' },
  { departmentId: 'ped', name: '儿科', about: '小儿发热、咳嗽', building: '儿科楼 1 层' },
  { departmentId: 'derm', name: '皮肤科', about: '皮疹、瘙痒 (eczema)', building: '门诊楼 5 层' },
];

export const doctors: readonly DoctorView[] = [
  {
    doctorId: 'full',
    name: '周伟',
    title: '副主任医师',
    fee: fen(2000),
    days: [
      { day: TODAY, free: 0 },
      { day: TOMORROW, free: 4 },
    ],
  },
  {
    doctorId: 'open',
    name: '李敏',
    title: '主任医师',
    skills: '哮喘、慢阻肺',
    fee: fen(3000),
    days: [{ day: TODAY, free: 5 }],
  },
];

export const days: readonly string[] = Array.from({ length: 7 }, (_, index) =>
  new Date(Date.UTC(2025, 10, 21) + index * DAY_MS).toISOString().slice(0, 10),
);

export const slot: SlotView = {
  slotId: 's1',
  from: NOW + 60 * MINUTE_MS,
  to: NOW + 90 * MINUTE_MS,
  free: 3,
  fee: fen(3000),
  insurance: INSURED,
};

export const locked: AppointmentView = {
  appointmentId: 'a1',
  patientId: patient.patientId,
  patientName: patient.name,
  state: 'locked',
  source: 'here',
  department: '呼吸内科',
  doctor: '李敏',
  doctorTitle: '主任医师',
  place: '门诊楼 3 层 5 诊室',
  from: slot.from,
  to: slot.to,
  fee: fen(3000),
  billId: 'b9',
  lockedUntil: NOW + 15 * MINUTE_MS,
  payable: true,
  insurance: INSURED,
};

const { lockedUntil: _ended, ...unlocked } = locked;
export const kept: AppointmentView = { ...unlocked, state: 'kept' };
export const paid: AppointmentView = { ...unlocked, state: 'paid', number: 'A012', payable: false };

/** The same place on the day after. */
export const tomorrow: AppointmentView = {
  ...locked,
  from: slot.from + DAY_MS,
  to: slot.to + DAY_MS,
  insurance: NOT_TODAY,
};

const sums = { total: fen(3000), cash: fen(3000), insurance: fen(0) };
export const cashFee: SplitView = { ...cashSplit, ...sums };
export const insuredFee: SplitView = {
  ...insuranceSplit,
  total: fen(3000),
  cash: fen(1000),
  insurance: fen(2000),
  insuranceFund: fen(2000),
  insuranceSelf: fen(0),
};

export const VISIT_ANSWERS: Answers = {
  'clinic.departments': accepted({ departments, sameDayOnly: true }),
  'clinic.schedule': accepted({ days, doctors }),
  'clinic.slots': accepted({ slots: [slot] }),
  'clinic.lockSlot': accepted({ appointment: locked }),
  'clinic.appointment': accepted({ appointment: locked }),
  'clinic.appointments': accepted({ appointments: [locked] }),
  'clinic.keepAppointment': accepted({ appointment: kept }),
  'clinic.releaseAppointment': accepted({ appointment: { ...unlocked, state: 'cancelled' } }),
  'clinic.split': ({ payWith }: { payWith: string }) =>
    accepted({ split: payWith === 'insurance' ? insuredFee : cashFee }),
};

export const SLOT_QUERY = {
  departmentId: 'resp',
  doctorId: 'open',
  day: TODAY,
  slotId: 's1',
  department: encodeURIComponent('呼吸内科'),
  doctor: encodeURIComponent('李敏'),
  title: encodeURIComponent('主任医师'),
};
