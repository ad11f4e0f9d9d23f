/**
 * The hospital's side of visits, played by hand: places that are locked, kept, paid and given back, a
 * stay with its top-ups, prescriptions and invoices. `down` names calls that stay silent and do nothing;
 * `lost` names calls that take effect and stay silent; `before` runs when a call arrives.
 */
import { PATIENT } from './doubles';
import { HIS_SILENT, hisRefuses } from './his-answers';
import { T0 } from './orders';
import type { Clock } from '../../cloudfunctions/ports/clock';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { HisBill } from '../../cloudfunctions/ports/his-values';
import type {
  HisAdmission,
  HisAppointment,
  HisDepartment,
  HisDoctor,
  HisLookups,
  HisSlot,
  HisVisits,
  HisWards,
} from '../../cloudfunctions/ports/his-visits';
import { billId } from '../../cloudfunctions/domain/ids';
import { fen } from '../../miniprogram/shared/fen';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const PLACE_BILL = billId('BA1');
export const ADMISSION = 'AD1';

/** Tomorrow afternoon, as seen from T0. */
export const TOMORROW = T0 + DAY + 4 * 60 * MINUTE;

export function appointmentOf(change: Partial<HisAppointment> = {}): HisAppointment {
  const { lockedUntil = T0 + 25 * MINUTE, ...rest } = change;
  const status = change.status ?? 'locked';
  return {
    ...{ appointmentId: 'A1', patientId: PATIENT, status, source: 'here' },
    ...{ department: '内科', doctor: '王医生', doctorTitle: '主任医师', place: '2楼3诊室' },
    ...{ from: T0 + 2 * 60 * MINUTE, to: T0 + 3 * 60 * MINUTE, fee: fen(2500) },
    ...{ visitType: 'general-outpatient', billId: PLACE_BILL },
    ...rest,
    ...(status === 'locked' ? { lockedUntil } : {}),
    ...(status === 'paid' ? { number: '内科 7号' } : {}),
  };
}

export function admissionOf(change: Partial<HisAdmission> = {}): HisAdmission {
  return {
    ...{ admissionId: ADMISSION, ward: '骨科一病区', bed: '12', admittedAt: T0 - 5 * DAY },
    ...{ dischargedAt: T0 - DAY, paidIn: fen(300_000), spent: fen(120_000) },
    ...{ minTopUp: fen(10_000), maxTopUp: fen(5_000_000), refundable: [] },
    ...change,
  };
}

export function billOf(change: Partial<HisBill> = {}): HisBill {
  return {
    ...{ billId: PLACE_BILL, kind: 'registration', visitId: 'V7', visitAt: T0 },
    ...{ appointmentId: 'A1', patientId: PATIENT, title: '挂号费', department: '内科' },
    ...{ doctor: '王医生', issuedAt: T0, expiresAt: T0 + DAY, status: 'unpaid' },
    ...{ total: fen(12000), items: [] },
    ...change,
  };
}

export type VisitCall =
  keyof HisVisits | keyof HisWards | Exclude<keyof HisLookups, 'patientByCard'> | 'bill';

const yes = <T>(value: T): HisAnswer<T> => ({ ok: true, value });

/** Notes the call, runs what a test put in its way, and answers unless it stays silent. */
function line() {
  const heard: string[] = [];
  const control = {
    down: new Set<VisitCall>(),
    lost: new Set<VisitCall>(),
    before: {} as Partial<Record<VisitCall, () => Promise<void>>>,
  };
  const call = async <T>(
    name: VisitCall,
    text: string,
    act: () => HisAnswer<T>,
  ): Promise<HisAnswer<T>> => {
    heard.push(text === '' ? name : `${name} ${text}`);
    await control.before[name]?.();
    if (control.down.has(name)) return HIS_SILENT;
    const answer = act();
    return control.lost.has(name) ? HIS_SILENT : answer;
  };
  return { heard, control, call };
}

const UNKNOWN = hisRefuses('nothing-found', 'APPOINTMENT_NOT_FOUND');

export function scriptedVisits(clock: Clock) {
  const { heard, control, call } = line();
  const book = new Map<string, HisAppointment>();
  const requests = new Map<string, string>();
  const departments: HisDepartment[] = [];
  const doctors: HisDoctor[] = [];
  const slots: HisSlot[] = [];
  const put = (one: HisAppointment): HisAnswer<HisAppointment> => {
    book.set(one.appointmentId, one);
    return yes(one);
  };
  const change = (
    id: string,
    from: readonly HisAppointment['status'][],
    to: (one: HisAppointment) => Partial<HisAppointment>,
  ): HisAnswer<HisAppointment> => {
    const one = book.get(id);
    if (one === undefined) return UNKNOWN;
    if (one.status === 'paid') return hisRefuses('appointment-paid', 'APPOINTMENT_PAID');
    if (!from.includes(one.status)) return hisRefuses('slot-lock-over', 'LOCK_OVER');
    const { lockedUntil, ...rest } = one;
    const changed = to(one);
    const locked = (changed.status ?? one.status) === 'locked';
    return put({
      ...rest,
      ...(locked && lockedUntil !== undefined ? { lockedUntil } : {}),
      ...changed,
    });
  };
  const visits: HisVisits = {
    departments: () => call('departments', '', () => yes(departments)),
    schedule: ({ departmentId, from, days }) =>
      call('schedule', `${departmentId} ${from} ${days}`, () => yes(doctors)),
    slots: ({ departmentId, doctorId, day }) =>
      call('slots', `${departmentId} ${doctorId} ${day}`, () => yes(slots)),
    lockSlot: ({ requestId, slotId, patientId: patient }) =>
      call('lockSlot', `${requestId} ${slotId} ${patient}`, () => {
        const known = book.get(requests.get(requestId) ?? '');
        if (known !== undefined) return yes(known);
        const slot = slots.find((one) => one.slotId === slotId);
        if (slot === undefined) return hisRefuses('slot-over', 'SLOT_NOT_FOUND');
        if (slot.free === 0) return hisRefuses('slot-taken', 'SLOT_TAKEN');
        const id = `A-${slotId}`;
        requests.set(requestId, id);
        const { fee, from, to, visitType } = slot;
        const lockedUntil = clock.now() + 25 * MINUTE;
        const asked = { appointmentId: id, billId: billId(`B-${slotId}`), patientId: patient };
        return put(appointmentOf({ ...asked, fee, from, to, visitType, lockedUntil }));
      }),
    appointment: (id) =>
      call('appointment', id, () => {
        const one = book.get(id);
        return one === undefined ? UNKNOWN : yes(one);
      }),
    appointments: (id) =>
      call('appointments', id, () => yes([...book.values()].filter((one) => one.patientId === id))),
    extendLock: (id, until) =>
      call('extendLock', `${id} ${until}`, () =>
        change(id, ['locked', 'kept'], ({ lockedUntil, status }) =>
          status === 'locked' ? { lockedUntil: Math.max(until, lockedUntil ?? 0) } : {},
        ),
      ),
    keepAppointment: (id) =>
      call('keepAppointment', id, () => change(id, ['locked', 'kept'], () => ({ status: 'kept' }))),
    releaseAppointment: (id) =>
      call('releaseAppointment', id, () =>
        change(id, ['locked', 'kept', 'expired', 'cancelled'], () => ({ status: 'cancelled' })),
      ),
  };
  const script = {
    admission: {} as { admission?: HisAdmission },
    bills: new Map<string, HisBill>(),
    codes: new Map<string, HisBill>(),
    topUps: new Map<string, HisBill>(),
    invoice: yes({ state: 'not-yet' }) as Awaited<ReturnType<HisLookups['invoice']>>,
  };
  const wards: HisWards = {
    admission: (id) => call('admission', id, () => yes(script.admission)),
    topUp: (ask) =>
      call('topUp', `${ask.requestId} ${ask.admissionId} ${ask.amount}`, () => {
        const { admission } = script.admission;
        if (admission?.admissionId !== ask.admissionId || admission.dischargedAt !== undefined) {
          return hisRefuses('not-in-hospital', 'NOT_IN_HOSPITAL');
        }
        if (ask.amount < admission.minTopUp || ask.amount > admission.maxTopUp) {
          return hisRefuses('top-up-amount', 'TOP_UP_AMOUNT');
        }
        const known = script.topUps.get(ask.requestId);
        if (known !== undefined) return yes(known);
        const { appointmentId: _none, ...plain } = billOf();
        const { admissionId, amount } = ask;
        const id = billId(`BT${script.topUps.size + 1}`);
        const of = { kind: 'deposit', billId: id, admissionId, title: '住院预交金' } as const;
        const bill: HisBill = { ...plain, ...of, patientId: ask.patientId, total: amount };
        script.topUps.set(ask.requestId, bill);
        script.bills.set(id, bill);
        return yes(bill);
      }),
  };
  const lookups: HisLookups = {
    prescription: (code) =>
      call('prescription', code, () => {
        const bill = script.codes.get(code);
        return bill === undefined ? hisRefuses('code-unknown', 'PRESCRIPTION_UNKNOWN') : yes(bill);
      }),
    patientByCard: () => Promise.resolve(hisRefuses('patient-not-found', 'PATIENT_NOT_FOUND')),
    invoice: (number) => call('invoice', number, () => script.invoice),
  };
  const bill = (id: string) =>
    call('bill', id, () => {
      const found = script.bills.get(id);
      return found === undefined ? hisRefuses('bill-not-found', 'BILL_NOT_FOUND') : yes(found);
    });
  return {
    visits,
    wards,
    lookups,
    bill,
    heard,
    control,
    book,
    put,
    departments,
    doctors,
    slots,
    script,
  };
}
