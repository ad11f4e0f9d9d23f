/** Visits, stays and lookups over HTTP: every operation is held against docs/his-contract. */

import { Ajv2020 } from 'ajv/dist/2020.js';
import openapi from '../../docs/his-contract/openapi.json';
import type { Appointment, Slot } from '../../sandbox/hospital/visit-types';
import { paymentOf, ZHANG } from '../unit/hospital-fixture';
import { serveHospital, type Served } from './hospital-server';

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(openapi, 'his');

const CHILD = 'P00002';
const INPATIENT = 'P00006';
const TOMORROW = '2026-01-06';

let served: Served;
beforeEach(async () => {
  served = await serveHospital();
});
afterEach(() => served.close());

async function answered<T>(response: Promise<Response>, schema: string): Promise<T> {
  const { status, body } = await response.then(async (one) => ({
    status: one.status,
    body: (await one.json()) as T,
  }));
  expect([status, body]).toEqual([200, expect.anything()]);
  ajv.validate({ $ref: `his#/components/schemas/${schema}` }, body);
  expect([schema, ajv.errors]).toEqual([schema, null]);
  return body;
}

async function said(response: Promise<Response>, status: number, code: string): Promise<unknown> {
  const one = await response;
  const body: unknown = await one.json();
  expect([one.status, body]).toEqual([status, expect.objectContaining({ code })]);
  return body;
}

async function refused(response: Promise<Response>, status: number, code: string): Promise<void> {
  const body = await said(response, status, code);
  ajv.validate({ $ref: 'his#/components/schemas/Error' }, body);
  expect(ajv.errors).toBeNull();
}

const get = (path: string) => served.call('GET', path);
const post = (path: string, body?: unknown) => served.call('POST', path, body);
const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
  const answer = await served.control(method, path, body);
  const read: unknown = await answer.json();
  expect([path, answer.status, read]).toEqual([path, 200, expect.anything()]);
  return read;
};

async function freeSlot(day = TOMORROW): Promise<Slot> {
  const path = `/departments/D01/doctors/D01-1/slots?date=${day}`;
  const { slots } = await answered<{ slots: Slot[] }>(get(path), 'SlotList');
  const found = slots.find(({ free }) => free > 0);
  if (found === undefined) throw new Error('somebody is always there');
  return found;
}

const lock = async (requestId = 'request-1', patientId = ZHANG): Promise<Appointment> =>
  answered(
    post('/appointments', { requestId, slotId: (await freeSlot()).slotId, patientId }),
    'Appointment',
  );

describe('registering', () => {
  it('shows departments, doctors by day, and slots', async () => {
    await answered(get('/departments'), 'DepartmentList');
    for (const { departmentId } of served.hospital.departments()) {
      const path = `/departments/${departmentId}/schedule?from=2026-01-05&days=7`;
      await answered(get(path), 'Schedule');
    }
    await freeSlot('2026-01-05');
    await refused(
      get('/departments/D99/schedule?from=2026-01-05&days=7'),
      404,
      'DEPARTMENT_NOT_FOUND',
    );
    await refused(
      get('/departments/D01/doctors/D9/slots?date=2026-01-05'),
      404,
      'DOCTOR_NOT_FOUND',
    );
    for (const query of [
      'from=2026-01-05&days=0',
      'from=2026-01-05&days=32',
      'from=today&days=1',
      '',
    ])
      await refused(get(`/departments/D01/schedule?${query}`), 400, 'INVALID_REQUEST');
  });

  it('locks, extends, keeps and gives back, each after it is on disk', async () => {
    const one = await lock();
    expect(await lock()).toEqual(one);
    const path = `/appointments/${one.appointmentId}`;
    expect(await answered(get(path), 'Appointment')).toEqual(one);
    const until = '2026-01-05T10:30:00+08:00';
    expect(await answered(post(`${path}/extend`, { until }), 'Appointment')).toMatchObject({
      lockedUntil: until,
    });
    expect(await answered(post(`${path}/keep`), 'Appointment')).toMatchObject({ status: 'kept' });
    expect(await answered(post(`${path}/release`), 'Appointment')).toMatchObject({
      status: 'cancelled',
    });
    expect(served.durableCalls()).toBe(5);
    await refused(post(`${path}/keep`), 409, 'LOCK_OVER');
    await refused(post(`${path}/extend`, { until }), 409, 'LOCK_OVER');
    const list = await answered<{ appointments: unknown[] }>(
      get(`/patients/${ZHANG}/appointments`),
      'AppointmentList',
    );
    expect(list.appointments).toHaveLength(3);
  });

  it('gives the last place to one of two who ask at the same time', async () => {
    const { slotId, free } = await freeSlot();
    for (let place = 1; place < free; place += 1) {
      const patientId = `P0000${2 + place}`;
      served.hospital.lockSlot({ requestId: `request-before-${place}`, slotId, patientId });
    }
    const answers = await Promise.all(
      [ZHANG, CHILD].map((patientId) =>
        post('/appointments', { requestId: `request-${patientId}`, slotId, patientId }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const codes = await Promise.all(answers.map(async (one) => (await one.json()) as object));
    expect(codes).toContainEqual(expect.objectContaining({ code: 'SLOT_TAKEN' }));
  });

  it('refuses what cannot be', async () => {
    const { slotId } = await freeSlot();
    const ask = { requestId: 'request-2', slotId, patientId: ZHANG };
    await refused(post('/appointments', { ...ask, patientId: 'P9' }), 404, 'PATIENT_NOT_FOUND');
    await refused(post('/appointments', { ...ask, slotId: 'S1' }), 404, 'SLOT_NOT_FOUND');
    await refused(post('/appointments', { ...ask, extra: 1 }), 400, 'INVALID_REQUEST');
    await refused(post('/appointments', { ...ask, requestId: 'x' }), 400, 'INVALID_REQUEST');
    await refused(get('/appointments/A9'), 404, 'APPOINTMENT_NOT_FOUND');
    const one = await lock();
    await refused(post('/appointments', ask), 409, 'APPOINTMENT_EXISTS');
    await refused(
      post(`/appointments/${one.appointmentId}/extend`, { until: '2026' }),
      400,
      'INVALID_REQUEST',
    );
    served.hospital.settle('O1', paymentOf(served, [one.billId], 'cash'));
    await refused(post(`/appointments/${one.appointmentId}/release`), 409, 'APPOINTMENT_PAID');
    const paid = await answered(get(`/appointments/${one.appointmentId}`), 'Appointment');
    expect(paid).toMatchObject({ status: 'paid' });
  });
});

it('a stay: topped up, reckoned up, given back', async () => {
  const path = `/patients/${INPATIENT}/admission`;
  const { admission } = await answered<{ admission: { admissionId: string } }>(
    get(path),
    'AdmissionState',
  );
  const topUps = `/admissions/${admission.admissionId}/top-ups`;
  const ask = { requestId: 'request-1', patientId: INPATIENT, amountFen: 50_000 };
  const { billId } = await answered<{ billId: string }>(post(topUps, ask), 'Bill');
  await refused(post(topUps, { ...ask, amountFen: 1 }), 409, 'REQUEST_ID_REUSED');
  await refused(
    post(topUps, { ...ask, requestId: 'request-2', amountFen: 1 }),
    422,
    'TOP_UP_AMOUNT',
  );
  const settled = await served.call('PUT', '/settlements/O1', paymentOf(served, [billId], 'cash'));
  expect(settled.status).toBe(200);
  const sums = { orderNo: 'O1', cashFen: 10_000, insuranceFen: 0 };
  await refused(served.call('PUT', '/refunds/RO1', sums), 409, 'HOSPITAL_REFUSED');
  const discharged = await control('POST', `/admissions/${admission.admissionId}/discharge`, {
    spentFen: 240_000,
  });
  expect(discharged).toMatchObject({ refundable: [{ orderNo: 'O1', amountFen: 10_000 }] });
  expect(await control('GET', '/admissions')).toEqual({ admissions: [discharged] });
  expect(await answered(get(path), 'AdmissionState')).toEqual({ admission: discharged });
  expect((await served.call('PUT', '/refunds/RO1', sums)).status).toBe(200);
  await refused(post(topUps, { ...ask, requestId: 'request-3' }), 409, 'NOT_IN_HOSPITAL');
  expect(await answered(get(`/patients/${ZHANG}/admission`), 'AdmissionState')).toEqual({});
});

it('prescriptions, cards and invoices', async () => {
  const { billId } = served.hospital.billOf('all-insurance');
  const { code } = (await control('GET', `/bills/${billId}/prescription-code`)) as { code: string };
  expect(await answered(get(`/prescription-codes/${code}`), 'Bill')).toMatchObject({ billId });
  await refused(get('/prescription-codes/nothing'), 404, 'PRESCRIPTION_UNKNOWN');
  const { cardNo } = served.hospital.getPatient(ZHANG);
  expect(await answered(get(`/patient-cards/${cardNo}`), 'Patient')).toMatchObject({
    patientId: ZHANG,
  });
  await refused(get('/patient-cards/1'), 404, 'PATIENT_NOT_FOUND');
  expect(await answered(get('/settlements/O1/invoice'), 'InvoiceState')).toMatchObject({
    state: 'not-yet',
  });
  served.hospital.settle('O1', paymentOf(served, [billId]));
  expect(await answered(get('/settlements/O1/invoice'), 'InvoiceState')).toMatchObject({
    state: 'issued',
  });
  await control('POST', '/invoices', { atCounter: true });
  expect(await answered(get('/settlements/O1/invoice'), 'InvoiceState')).toMatchObject({
    state: 'at-counter',
  });
  await control('POST', `/bills/${served.hospital.billOf('self-pay').billId}/cancel`);
  const gone = served.hospital.prescriptionCode(served.hospital.billOf('self-pay').billId);
  await refused(get(`/prescription-codes/${gone}`), 410, 'PRESCRIPTION_EXPIRED');
});

describe('levers', () => {
  it('plant appointments, take places, end locks, admit, and show it all', async () => {
    const planted = await control('POST', '/appointments', { patientId: ZHANG, daysAhead: 2 });
    expect(planted).toMatchObject({ source: 'elsewhere', status: 'kept' });
    const locked = await lock('request-1', CHILD);
    expect(
      await control('POST', `/appointments/${locked.appointmentId}/expire-lock`),
    ).toMatchObject({
      status: 'expired',
    });
    const { slotId } = await freeSlot();
    await control('POST', `/slots/${slotId}/take`);
    await refused(
      post('/appointments', { requestId: 'request-2', slotId, patientId: ZHANG }),
      409,
      'SLOT_TAKEN',
    );
    expect(await control('GET', '/appointments')).toEqual({
      appointments: served.hospital.appointments(),
    });
    expect(await control('POST', '/admissions', { patientId: ZHANG })).toMatchObject({
      patientId: ZHANG,
    });
  });

  it('answer mistakes in words', async () => {
    const wrong = async (path: string, body: unknown, status: number, code: string) => {
      await said(served.control('POST', path, body), status, code);
    };
    await wrong('/appointments', { patientId: 'P9' }, 404, 'PATIENT_NOT_FOUND');
    await wrong(
      '/appointments',
      { patientId: ZHANG, departmentId: 'D99' },
      404,
      'DEPARTMENT_NOT_FOUND',
    );
    await wrong('/appointments', { patientId: ZHANG, daysAhead: 7 }, 400, 'INVALID_REQUEST');
    await wrong('/slots/S1/take', undefined, 404, 'SLOT_NOT_FOUND');
    await wrong('/admissions', { patientId: INPATIENT }, 409, 'IN_HOSPITAL');
    await wrong('/admissions/Z9/discharge', undefined, 409, 'NOT_IN_HOSPITAL');
    const [stay] = served.hospital.admissions();
    const more = { spentFen: 9_999_999 };
    await wrong(`/admissions/${stay?.admissionId ?? ''}/discharge`, more, 400, 'INVALID_REQUEST');
    await wrong('/invoices', {}, 400, 'INVALID_REQUEST');
    const [kept] = served.hospital.appointments();
    await wrong(
      `/appointments/${kept?.appointmentId ?? ''}/expire-lock`,
      undefined,
      409,
      'NOT_LOCKED',
    );
    const none = served.control('GET', `/bills/${kept?.billId ?? ''}/prescription-code`);
    await said(none, 409, 'NO_CODE');
  });
});
