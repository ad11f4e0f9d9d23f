/**
 * Which refusals of the hospital are certain: those that the contract lists for the operation, and no
 * other, since a certain one makes money go back (HIS contract, "What an answer proves"; money rule 8).
 */
import openapi from '../../docs/his-contract/openapi.json';
import { createHis } from '../../cloudfunctions/adapters/his';
import { refusalOf, REFUSALS, type HisOperation } from '../../cloudfunctions/adapters/his/errors';
import { billId, patientId, refundNoOf } from '../../cloudfunctions/domain/ids';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { orderIn } from '../support/orders';

const FOREVER = { leftMs: () => 60_000 };
const P1 = patientId('P1');
const ORDER = orderIn('paid');
const REFUND = {
  orderNo: ORDER.orderNo,
  refundNo: refundNoOf(ORDER.orderNo),
  cash: fen(1),
  insurance: fen(0),
};
const CODES = openapi.components.schemas.ErrorCode.enum;
const STATUSES = [400, 401, 403, 404, 409, 410, 422, 429, 500, 503];
/** These say that one of us has a bug, or that their machine is tired. */
const TECHNICAL = ['400', '401', '500', '503'];

type Listed = Readonly<Record<string, readonly string[]>>;

/** What the document lists as business answers: operation → status → codes. */
const DOCUMENTED: Readonly<Record<string, Listed>> = Object.fromEntries(
  Object.values(openapi.paths)
    .flatMap((path) => Object.values<{ operationId: string; responses: object }>(path))
    .map(({ operationId, responses }) => [
      operationId,
      Object.fromEntries(
        Object.entries<{ description: string }>({ ...responses })
          .filter(([status]) => Number(status) >= 400 && !TECHNICAL.includes(status))
          .map(([status, { description }]) => [status, description.split(', ')]),
      ),
    ]),
);

function his(status: number, code: string) {
  const body = JSON.stringify({ code, message: 'x' });
  const http = { send: () => Promise.resolve({ ok: true, status, body } as const) };
  const config = { baseUrl: 'https://his.example/v1', token: 't', timeoutMs: 8000 };
  const deps = { http, log: listeningLog().log, monotonicMs: () => 0 };
  return createHis(config, deps, () => 'd'.repeat(32));
}
type His = ReturnType<typeof his>;

const CALLS: Readonly<Record<HisOperation, (of: His) => Promise<HisAnswer<unknown>>>> = {
  matchPatient: ({ reader }) =>
    reader.match({ name: 'n', cardNo: 'c', idType: 1, idDigest: 'd' }, FOREVER),
  openCard: ({ cards }) =>
    cards.openCard({ name: 'n', idType: 1, idNo: 'i', phone: 'p', requestId: 'r' }, FOREVER),
  getPatient: ({ reader }) => reader.patient(P1, FOREVER),
  startPhoneProof: ({ cards }) => cards.startPhoneProof(P1, FOREVER),
  checkPhoneProof: ({ cards }) => cards.checkPhoneProof('PF1', '000000', FOREVER),
  listBills: ({ reader }) => reader.bills(P1, FOREVER),
  getBill: ({ reader }) => reader.bill(billId('B1'), FOREVER),
  preSettle: ({ reader }) =>
    reader.preSettle({ patientId: P1, billIds: [], payWith: 'cash' }, FOREVER),
  settle: ({ settler }) => settler.settle(ORDER, FOREVER),
  querySettlement: ({ settler }) => settler.querySettlement(ORDER, FOREVER),
  cancelSettlement: ({ settler }) => settler.cancelSettlement(ORDER.orderNo, FOREVER),
  holdRefund: ({ refunds }) => refunds.holdRefund(REFUND, FOREVER),
  confirmRefund: ({ refunds }) => refunds.confirmRefund({ ...REFUND, refundedAt: 0 }, FOREVER),
  releaseRefund: ({ refunds }) => refunds.releaseRefund(REFUND.refundNo, FOREVER),
  openSession: ({ refunds }) => refunds.openSession(REFUND, FOREVER),
  getLedger: ({ ledger }) => ledger.ledger({ day: '20260105', limit: 1 }, FOREVER),
  listDepartments: ({ visits }) => visits.departments(FOREVER),
  getSchedule: ({ visits }) =>
    visits.schedule({ departmentId: 'D1', from: '2026-01-05', days: 7 }, FOREVER),
  listSlots: ({ visits }) =>
    visits.slots({ departmentId: 'D1', doctorId: 'D1-1', day: '2026-01-05' }, FOREVER),
  lockSlot: ({ visits }) =>
    visits.lockSlot({ requestId: 'request-1', slotId: 'S1', patientId: P1 }, FOREVER),
  getAppointment: ({ visits }) => visits.appointment('A1', FOREVER),
  extendLock: ({ visits }) => visits.extendLock('A1', 0, FOREVER),
  keepAppointment: ({ visits }) => visits.keepAppointment('A1', FOREVER),
  releaseAppointment: ({ visits }) => visits.releaseAppointment('A1', FOREVER),
  listAppointments: ({ visits }) => visits.appointments(P1, FOREVER),
  getAdmission: ({ wards }) => wards.admission(P1, FOREVER),
  openTopUp: ({ wards }) =>
    wards.topUp(
      { requestId: 'request-1', patientId: P1, admissionId: 'Z1', amount: fen(1) },
      FOREVER,
    ),
  getPrescription: ({ lookups }) => lookups.prescription('C1', FOREVER),
  getPatientByCard: ({ lookups }) => lookups.patientByCard('C1', FOREVER),
  getInvoice: ({ lookups }) => lookups.invoice(ORDER.orderNo, FOREVER),
  uploadFees: ({ insurance }) =>
    insurance.upload(
      { orderNo: ORDER.orderNo, patientId: P1, billIds: [], serialNo: 'S1', payAuthNo: 'A1' },
      FOREVER,
    ),
  preSettleUpload: ({ insurance }) =>
    insurance.price({ orderNo: ORDER.orderNo, payAuthNo: 'A1' }, FOREVER),
  queryUpload: ({ insurance }) => insurance.state(ORDER.orderNo, FOREVER),
  refundUpload: ({ insurance }) =>
    insurance.refund(
      {
        orderNo: ORDER.orderNo,
        refundNo: REFUND.refundNo,
        fund: fen(1),
        self: fen(0),
        other: fen(0),
      },
      FOREVER,
    ),
  revokeUpload: ({ insurance }) => insurance.revoke(ORDER.orderNo, FOREVER),
  terminals: ({ counter }) => counter.terminals(FOREVER),
  counterRead: ({ counter }) => counter.read({ code: '33', counterNo: 'C01' }, FOREVER),
  counterToken: ({ counter }) => counter.token('scan-0001', FOREVER),
  counterSettle: ({ counterInsurance }) =>
    counterInsurance.settle(
      {
        ...{ orderNo: ORDER.orderNo, patientId: P1, billIds: [] },
        ...{ serialNo: 'S1', scanId: 'scan-0001' },
      },
      FOREVER,
    ),
  counterState: ({ counterInsurance }) => counterInsurance.state(ORDER.orderNo, FOREVER),
  counterReverse: ({ counterInsurance }) =>
    counterInsurance.reverse({ orderNo: ORDER.orderNo }, FOREVER),
};
const OPERATIONS = Object.keys(CALLS) as HisOperation[];

test('the table is the one of the document, for every operation that we call', () => {
  const ours = OPERATIONS.map((operation) => [operation, DOCUMENTED[operation]]);
  expect(REFUSALS).toEqual(Object.fromEntries(ours));
});

describe.each(OPERATIONS)('%s', (operation) => {
  const certainOf = async (status: number) => {
    const found: string[] = [];
    for (const code of CODES) {
      const answer = await CALLS[operation](his(status, code));
      if (!answer.ok && answer.certain) found.push(code);
    }
    return found.sort();
  };

  test.each(STATUSES)(
    '%d is certain with the codes that are listed, and with no other',
    async (status) => {
      const listed = [...(DOCUMENTED[operation]?.[String(status)] ?? [])].sort();
      expect(await certainOf(status)).toEqual(listed);
    },
  );
});

describe('what makes money go back', () => {
  test.each([
    ['settle', 429, 'TOO_MANY', 'hospital-unreachable'],
    ['settle', 404, 'NOT_FOUND', 'hospital-unreachable'],
    ['settle', 400, 'INVALID_REQUEST', 'internal'],
    ['settle', 400, 'BILL_CHANGED', 'hospital-answer-unreadable'],
    ['settle', 409, 'BILL_SETTLED', 'hospital-answer-unreadable'],
    ['settle', 503, 'BUSY', 'hospital-unreachable'],
    ['querySettlement', 404, 'BILL_NOT_FOUND', 'hospital-answer-unreadable'],
    ['querySettlement', 429, 'TOO_MANY', 'hospital-unreachable'],
    ['cancelSettlement', 429, 'TOO_MANY', 'hospital-unreachable'],
    ['holdRefund', 409, 'ALREADY_CONFIRMED', 'hospital-answer-unreadable'],
    ['holdRefund', 403, 'SERVED', 'hospital-answer-unreadable'],
    ['confirmRefund', 409, 'SERVED', 'hospital-answer-unreadable'],
    ['releaseRefund', 409, 'NOT_SETTLED', 'hospital-answer-unreadable'],
    ['cancelSettlement', 409, 'SETTLEMENT_CANCELLED', 'hospital-answer-unreadable'],
    ['counterSettle', 400, 'INVALID_REQUEST', 'internal'],
    ['counterSettle', 409, 'ALREADY_SETTLED', 'hospital-answer-unreadable'],
    ['counterReverse', 409, 'INSURANCE_REVERSED', 'hospital-answer-unreadable'],
  ] as const)('is not %s with %d %s', async (operation, status, code, reason) => {
    expect(await CALLS[operation](his(status, code))).toEqual({
      ok: false,
      certain: false,
      reason,
      code,
    });
  });

  test.each(['startPhoneProof', 'matchPatient'] as const)(
    'too many tries of %s are a certain answer for the person',
    async (operation) => {
      expect(await CALLS[operation](his(429, 'TOO_MANY'))).toMatchObject({
        certain: true,
        reason: 'too-many-attempts',
      });
    },
  );
});

test('a reason belongs to the code wherever it is listed', () => {
  expect(refusalOf('settle', 409, 'BILL_EXPIRED')).toBe('bill-expired');
  expect(refusalOf('settle', 404, 'BILL_EXPIRED')).toBeUndefined();
});

test.each([
  ['lockSlot', 409, 'SLOT_TAKEN', 'slot-taken'],
  ['lockSlot', 409, 'SLOT_OVER', 'slot-over'],
  ['lockSlot', 404, 'SLOT_NOT_FOUND', 'slot-over'],
  ['lockSlot', 409, 'APPOINTMENT_EXISTS', 'appointment-exists'],
  ['extendLock', 409, 'LOCK_OVER', 'slot-lock-over'],
  ['keepAppointment', 409, 'LOCK_OVER', 'slot-lock-over'],
  ['releaseAppointment', 409, 'APPOINTMENT_PAID', 'appointment-paid'],
  ['openTopUp', 409, 'NOT_IN_HOSPITAL', 'not-in-hospital'],
  ['openTopUp', 422, 'TOP_UP_AMOUNT', 'top-up-amount'],
  ['getPrescription', 404, 'PRESCRIPTION_UNKNOWN', 'code-unknown'],
  ['getPrescription', 410, 'PRESCRIPTION_EXPIRED', 'code-expired'],
  ['getPatientByCard', 404, 'PATIENT_NOT_FOUND', 'patient-not-found'],
  ['uploadFees', 409, 'INSURANCE_NOT_COVERED', 'insurance-not-covered'],
  ['uploadFees', 409, 'AUTHORISATION_EXPIRED', 'authorisation-expired'],
  ['uploadFees', 409, 'CARD_NOT_BOUND', 'insurance-card-not-bound'],
  ['uploadFees', 409, 'RELATIVE_UNKNOWN', 'relative-not-bound'],
  ['uploadFees', 409, 'IN_HOSPITAL', 'insurance-in-hospital'],
  ['uploadFees', 409, 'INSURANCE_SETTLED', 'insurance-already-settled'],
  ['preSettleUpload', 409, 'AMOUNT_MISMATCH', 'insurance-amount-mismatch'],
  ['preSettleUpload', 409, 'NOT_UPLOADED', 'insurance-presettle-failed'],
  ['refundUpload', 409, 'NOT_SETTLED', 'refund-not-possible'],
  ['revokeUpload', 409, 'INSURANCE_SETTLED', 'insurance-already-settled'],
  ['counterRead', 404, 'COUNTER_UNKNOWN', 'counter-unknown'],
  ['counterRead', 404, 'CODE_UNKNOWN', 'code-unknown'],
  ['counterRead', 410, 'CODE_OVER', 'code-expired'],
  ['counterRead', 404, 'PATIENT_NOT_FOUND', 'patient-not-found'],
  ['counterToken', 404, 'READING_UNKNOWN', 'code-unknown'],
  ['counterToken', 410, 'CODE_OVER', 'code-expired'],
  ['counterSettle', 409, 'INSURANCE_REFUSED', 'insurance-settle-failed'],
  ['counterSettle', 409, 'INSURANCE_REVERSED', 'insurance-settle-failed'],
  ['counterSettle', 409, 'INSURANCE_SETTLED', 'insurance-already-settled'],
  ['counterSettle', 409, 'INSURANCE_NOT_COVERED', 'insurance-not-covered'],
  ['counterSettle', 409, 'IN_HOSPITAL', 'insurance-in-hospital'],
  ['counterSettle', 409, 'AMOUNT_MISMATCH', 'insurance-amount-mismatch'],
  ['counterSettle', 409, 'CODE_OF_OTHER_PATIENT', 'identity-mismatch'],
  ['counterReverse', 409, 'ALREADY_SETTLED', 'bill-settled'],
  ['counterReverse', 409, 'REFUND_NOT_HELD', 'refund-not-possible'],
  ['counterReverse', 409, 'HOSPITAL_REFUSED', 'refund-hospital-refused'],
  ['settle', 409, 'INSURANCE_NOT_SETTLED', 'insurance-settle-failed'],
] as const)('%s answered %d %s reads %s', async (operation, status, code, reason) => {
  expect(await CALLS[operation](his(status, code))).toEqual({
    ok: false,
    certain: true,
    reason,
    code,
  });
});
