/** The HIS adapter's visits, wards and lookups against the simulated hospital over real HTTP. */
import { createHis } from '../../cloudfunctions/adapters/his';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { identityDigest } from '../../cloudfunctions/domain/identity';
import { orderNo, patientId } from '../../cloudfunctions/domain/ids';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { paymentOf } from '../unit/hospital-fixture';
import { serveHospital, TOKEN, type Served } from './hospital-server';

const ZHANG = patientId('P00001');
const INPATIENT = patientId('P00006');
const ORDER = orderNo('Y0000000001');
const FOREVER = { leftMs: () => 60_000 };
const DAY = '2026-01-05';

let hospital: Served;
beforeEach(async () => {
  hospital = await serveHospital();
});
afterEach(() => hospital.close());

function his() {
  return createHis(
    { baseUrl: `${hospital.baseUrl}/his/v1`, token: TOKEN, timeoutMs: 500 },
    { http: fetchHttp, log: listeningLog().log, monotonicMs: () => performance.now() },
    (kind, number) => identityDigest(md5, kind, number),
  );
}

function valueOf<T>(answer: HisAnswer<T>): T {
  if (!answer.ok) throw new Error(`${answer.reason} ${answer.code}`);
  return answer.value;
}

async function locked(requestId = 'request-1') {
  const { visits } = his();
  const ask = { departmentId: 'D01', doctorId: 'D01-1', day: DAY };
  const slots = valueOf(await visits.slots(ask, FOREVER));
  const slot = slots.find(({ free }) => free > 0);
  if (slot === undefined) throw new Error('somebody is always there');
  const { slotId } = slot;
  return visits.lockSlot({ requestId, slotId, patientId: ZHANG }, FOREVER);
}

test('every department, doctor, day and slot can be read', async () => {
  const { visits } = his();
  const departments = valueOf(await visits.departments(FOREVER));
  expect(departments.length).toBeGreaterThanOrEqual(6);
  for (const { departmentId } of departments) {
    const doctors = valueOf(await visits.schedule({ departmentId, from: DAY, days: 7 }, FOREVER));
    for (const { doctorId, fee, days } of doctors) {
      for (const { day, free } of days) {
        const slots = valueOf(await visits.slots({ departmentId, doctorId, day }, FOREVER));
        expect(slots.reduce((sum, slot) => sum + slot.free, 0)).toBe(free);
        expect(slots.every((slot) => slot.fee === fee)).toBe(true);
      }
    }
  }
});

test('a place is locked, extended, kept, read, listed and given back', async () => {
  const { visits } = his();
  const one = valueOf(await locked());
  expect(valueOf(await locked())).toEqual(one);
  expect(one).toMatchObject({ status: 'locked', lockedUntil: hospital.now() + 25 * 60_000 });
  const until = hospital.now() + 40 * 60_000 + 1;
  const longer = valueOf(await visits.extendLock(one.appointmentId, until, FOREVER));
  expect(longer.lockedUntil).toBeGreaterThanOrEqual(until);
  expect(valueOf(await visits.keepAppointment(one.appointmentId, FOREVER)).status).toBe('kept');
  const read = valueOf(await visits.appointment(one.appointmentId, FOREVER));
  expect(valueOf(await visits.appointments(ZHANG, FOREVER))).toContainEqual(read);
  const released = valueOf(await visits.releaseAppointment(one.appointmentId, FOREVER));
  expect(released.status).toBe('cancelled');
  expect(await visits.keepAppointment(one.appointmentId, FOREVER)).toMatchObject({
    ok: false,
    certain: true,
    reason: 'slot-lock-over',
  });
  const bill = valueOf(await his().reader.bill(one.billId, FOREVER));
  expect(bill).toMatchObject({ kind: 'registration', appointmentId: one.appointmentId });
});

test('a lost answer of a lock is asked for again, and it is one place', async () => {
  hospital.faults.plant('his.lockSlot', { kind: 'cut-after' });
  expect(await locked()).toMatchObject({ ok: false, certain: false });
  const again = valueOf(await locked());
  expect(hospital.hospital.appointments().filter((one) => one.source === 'here')).toMatchObject([
    { appointmentId: again.appointmentId },
  ]);
});

test('a stay is read, topped up, and gives back after discharge', async () => {
  const { wards } = his();
  const { admission } = valueOf(await wards.admission(INPATIENT, FOREVER));
  const admissionId = admission?.admissionId ?? '';
  const ask = { requestId: 'request-1', patientId: INPATIENT, admissionId, amount: fen(50_000) };
  const bill = valueOf(await wards.topUp(ask, FOREVER));
  expect(bill).toMatchObject({ kind: 'deposit', admissionId, total: 50_000 });
  hospital.hospital.settle(ORDER, paymentOf(hospital, [bill.billId], 'cash'));
  hospital.hospital.dischargePatient(admissionId, 210_000);
  expect(valueOf(await wards.admission(INPATIENT, FOREVER)).admission).toMatchObject({
    paidIn: 250_000,
    spent: 210_000,
    refundable: [{ orderNo: ORDER, amount: 40_000 }],
  });
  expect(valueOf(await wards.admission(ZHANG, FOREVER))).toEqual({});
  expect(await wards.topUp({ ...ask, requestId: 'request-2' }, FOREVER)).toMatchObject({
    certain: true,
    reason: 'not-in-hospital',
  });
});

test('a prescription, a card and an invoice are found', async () => {
  const { lookups, reader } = his();
  const { billId } = hospital.hospital.billOf('all-insurance');
  const code = hospital.hospital.prescriptionCode(billId);
  expect(valueOf(await lookups.prescription(code, FOREVER))).toMatchObject({ billId });
  expect(await lookups.prescription('none', FOREVER)).toMatchObject({ reason: 'code-unknown' });
  const patient = valueOf(await reader.patient(ZHANG, FOREVER));
  expect(valueOf(await lookups.patientByCard(patient.cardNo, FOREVER))).toEqual(patient);
  expect(valueOf(await lookups.invoice(ORDER, FOREVER))).toEqual({ state: 'not-yet' });
  hospital.hospital.settle(ORDER, paymentOf(hospital, [billId]));
  expect(valueOf(await lookups.invoice(ORDER, FOREVER))).toMatchObject({
    state: 'issued',
    invoice: { issuedAt: hospital.now(), total: 7395 },
  });
});
