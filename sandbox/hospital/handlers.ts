/** Which call of the engine answers which operation of docs/his-contract/openapi.json. */

import type { OperationId } from './contract';
import type * as counter from './counter-types';
import type { Hospital } from './engine';
import type * as insurance from './insurance-types';
import type * as wire from './types';
import type * as visits from './visit-types';

type Handler = (hospital: Hospital, call: Call) => object;

export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The request was validated against the contract before one of these is called. */
export const HANDLERS: Record<OperationId, Handler> = {
  matchPatient: (his, { body }) => his.matchPatient(body as wire.MatchPatientRequest),
  getPatient: (his, { params }) => his.getPatient(params.patientId ?? ''),
  openCard: (his, { body }) => his.openCard(body as wire.OpenCardRequest),
  startPhoneProof: (his, { params }) => his.startPhoneProof(params.patientId ?? ''),
  checkPhoneProof: (his, { params, body }) =>
    his.checkPhoneProof(params.proofId ?? '', (body as { code: string }).code),
  listBills: (his, { params, query }) => ({
    bills: his.listBills(params.patientId ?? '', query.status as wire.BillStatus),
  }),
  getBill: (his, { params }) => his.getBill(params.billId ?? ''),
  preSettle: (his, { body }) => his.preSettle(body as wire.PreSettleRequest),
  settle: (his, { params, body }) => his.settle(params.orderNo ?? '', body as wire.SettleRequest),
  querySettlement: (his, { params, query }) =>
    his.querySettlement(params.orderNo ?? '', query.billIds?.split(',') ?? []),
  cancelSettlement: (his, { params }) => his.cancelSettlement(params.orderNo ?? ''),
  holdRefund: (his, { params, body }) =>
    his.holdRefund(params.refundNo ?? '', body as wire.HoldRefundRequest),
  confirmRefund: (his, { params, body }) =>
    his.confirmRefund(params.refundNo ?? '', body as wire.ConfirmRefundRequest),
  releaseRefund: (his, { params }) => his.releaseRefund(params.refundNo ?? ''),
  getRefund: (his, { params }) => his.getRefund(params.refundNo ?? ''),
  getLedger: (his, { query: { date, after, limit } }) =>
    his.getLedger(date ?? '', {
      ...(after === undefined ? {} : { after }),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
    }),
  openSession: (his) => his.openSession(),
  listDepartments: (his) => ({ departments: his.departments() }),
  getSchedule: (his, { params, query }) =>
    his.schedule(params.departmentId ?? '', query.from ?? '', Number(query.days)),
  listSlots: (his, { params, query }) => ({
    slots: his.slots(params.departmentId ?? '', params.doctorId ?? '', query.date ?? ''),
  }),
  lockSlot: (his, { body }) => his.lockSlot(body as visits.LockSlotRequest),
  getAppointment: (his, { params }) => his.getAppointment(params.appointmentId ?? ''),
  extendLock: (his, { params, body }) =>
    his.extendLock(params.appointmentId ?? '', (body as { until: string }).until),
  keepAppointment: (his, { params }) => his.keepAppointment(params.appointmentId ?? ''),
  releaseAppointment: (his, { params }) => his.releaseAppointment(params.appointmentId ?? ''),
  listAppointments: (his, { params }) => ({
    appointments: his.listAppointments(params.patientId ?? ''),
  }),
  getAdmission: (his, { params }) => his.getAdmission(params.patientId ?? ''),
  openTopUp: (his, { params, body }) =>
    his.openTopUp(params.admissionId ?? '', body as visits.TopUpRequest),
  getPrescription: (his, { params }) => his.getPrescription(params.code ?? ''),
  getPatientByCard: (his, { params }) => his.getPatientByCard(params.cardNo ?? ''),
  getInvoice: (his, { params }) => his.getInvoice(params.orderNo ?? ''),
  uploadFees: (his, { params, body }) =>
    his.insurance.upload(params.orderNo ?? '', body as insurance.UploadFeesRequest),
  preSettleUpload: (his, { params, body }) =>
    his.insurance.preSettle(params.orderNo ?? '', (body as { payAuthNo: string }).payAuthNo),
  queryUpload: (his, { params }) => his.insurance.query(params.orderNo ?? ''),
  refundUpload: (his, { params, body }) =>
    his.insurance.refund(params.orderNo ?? '', body as insurance.RefundUploadRequest),
  revokeUpload: (his, { params }) => his.insurance.revoke(params.orderNo ?? ''),
  terminals: (his) => his.counter.terminals(),
  counterRead: (his, { body }) => his.counter.read(body as counter.CounterReadRequest),
  counterToken: (his, { params }) => his.counter.token(params.scanId ?? ''),
  counterSettle: (his, { params, body }) =>
    his.counter.settle(params.orderNo ?? '', body as counter.CounterSettleRequest),
  counterState: (his, { params }) => his.counter.state(params.orderNo ?? ''),
  counterReverse: (his, { params, body }) =>
    his.counter.reverse(params.orderNo ?? '', (body as { refundNo?: string }).refundNo),
};
