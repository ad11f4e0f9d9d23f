/** What the adapter believes of visits, stays and lookups, answer by answer (HIS contract, README). */
import { createHis } from '../../cloudfunctions/adapters/his';
import { orderNo, patientId } from '../../cloudfunctions/domain/ids';
import type { HttpRequest } from '../../cloudfunctions/ports/http';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';

const FOREVER = { leftMs: () => 60_000 };
const P1 = patientId('P1');
const ORDER = orderNo('Y0000000001');
const AT = Date.parse('2026-01-05T10:00:00+08:00');

function his(body: unknown) {
  const sent: HttpRequest[] = [];
  const http = {
    send: (request: HttpRequest) => {
      sent.push(request);
      return Promise.resolve({ ok: true, status: 200, body: JSON.stringify(body) } as const);
    },
  };
  const config = { baseUrl: 'https://his.example/v1', token: 't', timeoutMs: 8000 };
  const deps = { http, log: listeningLog().log, monotonicMs: () => 0 };
  return { ...createHis(config, deps, () => 'd'.repeat(32)), sent };
}

const APPOINTMENT = {
  appointmentId: 'A1',
  patientId: 'P1',
  status: 'locked',
  source: 'here',
  department: '心血管内科',
  doctor: '陈立新',
  doctorTitle: '主任医师',
  place: '门诊楼3层1诊室',
  from: '2026-01-06T09:00:00+08:00',
  to: '2026-01-06T09:30:00+08:00',
  feeFen: 4000,
  visitType: 'general-outpatient',
  billId: 'B1',
  lockedUntil: '2026-01-05T10:25:00+08:00',
  insuranceExclusion: 'NOT_TODAY',
};
const { lockedUntil, ...UNLOCKED } = APPOINTMENT;
const BILL = {
  billId: 'B1',
  kind: 'deposit',
  admissionId: 'Z1',
  patientId: 'P1',
  visitId: 'Z1',
  visitType: 'inpatient',
  visitAt: '2026-01-02T10:00:00+08:00',
  title: '住院预交金',
  department: '一病区',
  doctor: '收费处',
  issuedAt: '2026-01-05T10:00:00+08:00',
  expiresAt: '2026-01-06T10:00:00+08:00',
  status: 'unpaid',
  totalFen: 50000,
  insurable: false,
  insuranceExclusion: 'DEPOSIT',
  items: [],
};
const contradiction = { ok: false, certain: false, code: 'CONTRADICTS' };
const misshapen = { ok: false, certain: false, code: 'MISSHAPEN' };

test('an appointment comes in our words, with why insurance cannot pay', async () => {
  const { visits, sent } = his(APPOINTMENT);
  const ask = { requestId: 'request-1', slotId: 'S1', patientId: P1 };
  expect(await visits.lockSlot(ask, FOREVER)).toEqual({
    ok: true,
    value: {
      appointmentId: 'A1',
      patientId: 'P1',
      status: 'locked',
      source: 'here',
      department: '心血管内科',
      doctor: '陈立新',
      doctorTitle: '主任医师',
      place: '门诊楼3层1诊室',
      from: Date.parse(APPOINTMENT.from),
      to: Date.parse(APPOINTMENT.to),
      fee: 4000,
      visitType: 'general-outpatient',
      billId: 'B1',
      lockedUntil: Date.parse(lockedUntil),
      insuranceUnavailable: 'insurance-visit-not-today',
    },
  });
  expect(sent).toMatchObject([
    { method: 'POST', url: 'https://his.example/v1/appointments', body: JSON.stringify(ask) },
  ]);
});

test.each([
  ['of another patient', { ...APPOINTMENT, patientId: 'P2' }],
  ['locked for no time', UNLOCKED],
  ['paid and locked', { ...APPOINTMENT, status: 'paid', number: '3号' }],
  ['paid without a number', { ...UNLOCKED, status: 'paid' }],
  ['kept with a number', { ...UNLOCKED, status: 'kept', number: '3号' }],
  ['that ends before it begins', { ...APPOINTMENT, to: APPOINTMENT.from }],
])('an appointment %s is unreadable', async (_what, body) => {
  const ask = { requestId: 'request-1', slotId: 'S1', patientId: P1 };
  expect(await his(body).visits.lockSlot(ask, FOREVER)).toMatchObject(contradiction);
});

test.each([
  ['extend that is shorter than asked', APPOINTMENT, (of: His) => extend(of, '10:26')],
  ['extend that is cancelled', { ...UNLOCKED, status: 'cancelled' }, (of: His) => extend(of)],
  ['keep that is locked', APPOINTMENT, ({ visits }: His) => visits.keepAppointment('A1', FOREVER)],
  [
    'release that is kept',
    { ...UNLOCKED, status: 'kept' },
    ({ visits }: His) => visits.releaseAppointment('A1', FOREVER),
  ],
  ['read of another', APPOINTMENT, ({ visits }: His) => visits.appointment('A2', FOREVER)],
] as const)('%s is unreadable', async (_what, body, call) => {
  expect(await call(his(body))).toMatchObject(contradiction);
});

type His = ReturnType<typeof his>;
const extend = ({ visits }: His, until = '10:25') =>
  visits.extendLock('A1', Date.parse(`2026-01-05T${until}:00+08:00`), FOREVER);

test('a lock that holds as long as asked, or need not, is believed', async () => {
  expect(await extend(his(APPOINTMENT))).toMatchObject({ ok: true });
  expect(await extend(his({ ...UNLOCKED, status: 'kept' }))).toMatchObject({ ok: true });
});

test('a schedule of another department, and anybody else’s appointments, are unreadable', async () => {
  const ask = { departmentId: 'D1', from: '2026-01-05', days: 7 };
  const schedule = his({ departmentId: 'D2', doctors: [] });
  expect(await schedule.visits.schedule(ask, FOREVER)).toMatchObject(contradiction);
  expect(schedule.sent[0]?.url).toBe(
    'https://his.example/v1/departments/D1/schedule?from=2026-01-05&days=7',
  );
  const list = his({ appointments: [APPOINTMENT, { ...APPOINTMENT, patientId: 'P2' }] });
  expect(await list.visits.appointments(P1, FOREVER)).toMatchObject(contradiction);
});

describe('a top-up', () => {
  const ask = { requestId: 'request-1', patientId: P1, admissionId: 'Z1', amount: fen(50000) };
  test('is a bill of that stay over that sum', async () => {
    expect(await his(BILL).wards.topUp(ask, FOREVER)).toMatchObject({
      ok: true,
      value: { kind: 'deposit', admissionId: 'Z1', visitId: 'Z1', total: 50000 },
    });
  });
  test.each([
    ['another sum', { ...BILL, totalFen: 50001 }, contradiction],
    ['another stay', { ...BILL, admissionId: 'Z2' }, contradiction],
    ['another patient', { ...BILL, patientId: 'P2' }, contradiction],
    ['no stay', { ...BILL, admissionId: undefined }, contradiction],
    ['a clinic bill', { ...BILL, kind: 'clinic', admissionId: undefined }, contradiction],
    ['a deposit with an appointment', { ...BILL, appointmentId: 'A1' }, contradiction],
    ['a bill of no kind', { ...BILL, kind: undefined }, misshapen],
  ])('answered with %s is unreadable', async (_what, body, answer) => {
    expect(await his(body).wards.topUp(ask, FOREVER)).toMatchObject(answer);
  });
});

describe('a stay', () => {
  const stay = {
    admissionId: 'Z1',
    patientId: 'P1',
    ward: '一病区',
    bed: '12床',
    admittedAt: '2026-01-02T10:00:00+08:00',
    paidInFen: 200000,
    spentFen: 150000,
    minTopUpFen: 10000,
    maxTopUpFen: 2000000,
    refundable: [],
  };
  const refundable = [{ orderNo: ORDER, amountFen: 50000 }];
  test('that is over tells what each top-up gives back', async () => {
    const admission = { ...stay, dischargedAt: '2026-01-05T10:00:00+08:00', refundable };
    expect(await his({ admission }).wards.admission(P1, FOREVER)).toMatchObject({
      ok: true,
      value: { admission: { dischargedAt: AT, refundable: [{ orderNo: ORDER, amount: 50000 }] } },
    });
  });
  test('of nobody is no stay', async () => {
    expect(await his({}).wards.admission(P1, FOREVER)).toEqual({ ok: true, value: {} });
  });
  test.each([
    ['somebody else', { ...stay, patientId: 'P2' }],
    ['one that goes on and gives back', { ...stay, refundable }],
  ])('of %s is unreadable', async (_what, admission) => {
    expect(await his({ admission }).wards.admission(P1, FOREVER)).toMatchObject(contradiction);
  });
});

describe('a lookup', () => {
  test('of a prescription is a clinic bill', async () => {
    const { admissionId: _none, ...clinic } = { ...BILL, kind: 'clinic' };
    expect(await his(clinic).lookups.prescription('C/1', FOREVER)).toMatchObject({
      ok: true,
      value: { billId: 'B1', kind: 'clinic' },
    });
    expect(await his(BILL).lookups.prescription('C1', FOREVER)).toMatchObject(contradiction);
  });

  test('of a card gives the digest and not the number, and nobody else', async () => {
    const patient = { patientId: 'P1', cardNo: 'C1', name: '张建国', idType: 1, idNo: 'X1' };
    expect(await his(patient).lookups.patientByCard('C1', FOREVER)).toEqual({
      ok: true,
      value: { patientId: 'P1', name: '张建国', cardNo: 'C1', idType: 1, idDigest: 'd'.repeat(32) },
    });
    expect(await his(patient).lookups.patientByCard('C2', FOREVER)).toMatchObject(contradiction);
  });

  const invoice = {
    code: '99999999',
    number: '1',
    checkCode: 'abc',
    issuedAt: '2026-01-05T10:00:00+08:00',
    totalFen: 100,
  };
  test.each([
    ['issued', { orderNo: ORDER, state: 'issued', invoice }, true],
    ['not-yet', { orderNo: ORDER, state: 'not-yet' }, true],
    ['issued without one', { orderNo: ORDER, state: 'issued' }, false],
    ['not-yet with one', { orderNo: ORDER, state: 'not-yet', invoice }, false],
    ['of another order', { orderNo: 'Y0000000002', state: 'not-yet' }, false],
  ])('of an invoice, %s', async (_what, body, ok) => {
    expect(await his(body).lookups.invoice(ORDER, FOREVER)).toMatchObject(
      ok ? { ok: true, value: { state: body.state } } : contradiction,
    );
  });
});
