/**
 * One decoder per answer of the function `staff` (cloudfunctions/contract/staff-types): pages show nothing
 * that was not understood. Closed lists are those that have words (i18n), so neither can have a gap.
 */
import type {
  CaseView,
  StaffActions,
  StaffOrderView,
  StaffRefundView,
} from '../../../../cloudfunctions/contract/staff-types';
import type {
  AcceptanceView,
  AuditLineView,
  FiguresView,
  FileView,
  MemberView,
  OrderLineView,
  RefundRequestView,
  ShiftView,
  SumsView,
} from '../../../../cloudfunctions/contract/staff-desk-types';
import type { HospitalView } from '../../../../cloudfunctions/contract/types';
import type { Decoder } from '../../../services/decode';
import { flag, list, maybe, oneOf, record, text, whole } from '../../../services/decode';
import { differencesPage, daysPage } from './answers-days';
import { amount, among } from './decoders';
import { cases } from '../i18n/zh-cn/cases';
import { states } from '../i18n/zh-cn/states';

const hospital = record<HospitalView>({
  id: text,
  name: text,
  phone: text,
  address: text,
  realNameCheck: flag,
});

const sums = record<SumsView>({ count: whole, cash: amount, insurance: amount });

const role = among(states.role);

const reviewCase = record<CaseView>({
  orderNo: text,
  title: text,
  patientName: text,
  total: amount,
  reason: among(cases),
  since: whole,
  evidence: text,
  act: oneOf('record-transfer', 'decide-unbooked', 'conclude', 'record-booking', 'record-told'),
});

const refund = record<StaffRefundView>({
  refundNo: text,
  mode: among(states.mode),
  cash: amount,
  insurance: amount,
  cause: among(states.cause),
  note: text,
  via: among(states.via),
  state: among(states.refund),
  hold: among(states.hold),
  legs: record<StaffRefundView['legs']>({
    cash: among(states.refundLeg),
    insurance: among(states.refundLeg),
  }),
  askedAt: whole,
  returnedAt: maybe(whole),
  receipt: maybe(text),
  toldReceipt: maybe(text),
  refusal: maybe(text),
});

const history = record<StaffOrderView['history'][number]>({
  at: whole,
  event: text,
  outcome: text,
  times: whole,
  note: maybe(text),
  requestId: maybe(text),
  byPerson: flag,
});

const order = record<StaffOrderView>({
  orderNo: text,
  title: text,
  patientName: text,
  billIds: list(text),
  payWith: oneOf('insurance', 'cash'),
  total: amount,
  cash: amount,
  insurance: amount,
  payment: among(states.payment),
  legs: record<StaffOrderView['legs']>({
    cash: among(states.leg),
    insurance: among(states.leg),
  }),
  hospital: among(states.booking),
  settlementNo: maybe(text),
  platformTradeNo: maybe(text),
  createdAt: whole,
  paidAt: maybe(whole),
  refund: maybe(refund),
  refundable: record<StaffOrderView['refundable']>({ cash: amount, insurance: amount }),
  placeCanGoBack: flag,
  review: maybe(reviewCase),
  codeWhy: maybe(text),
  history: list(history),
});

const figures = record<FiguresView>({
  day: text,
  paid: sums,
  refunded: sums,
  waiting: whole,
  inReview: whole,
  waitingRefunds: whole,
  byEntry: record<FiguresView['byEntry']>({
    menu: whole,
    'prescription-code': whole,
    message: whole,
    counter: whole,
  }),
});

const orderLine = record<OrderLineView>({
  orderNo: text,
  kind: among(states.kind),
  title: text,
  patientName: text,
  total: amount,
  state: among(states.line),
  payment: among(states.payment),
  createdAt: whole,
});

const refundRequest = record<RefundRequestView>({
  requestId: text,
  orderNo: text,
  title: text,
  patientName: text,
  cash: amount,
  insurance: amount,
  note: text,
  askedByName: text,
  askedAt: whole,
  own: flag,
});

const member = record<MemberView>({
  memberId: text,
  name: text,
  role,
  addedAt: whole,
  fixed: flag,
});

const auditLine = record<AuditLineView>({
  at: whole,
  byName: text,
  act: text,
  orderNo: maybe(text),
  detail: maybe(text),
});

const shift = record<ShiftView>({
  from: whole,
  to: whole,
  paid: sums,
  refunded: sums,
  ownRefunds: sums,
  ownCasesEnded: whole,
  leftInReview: whole,
});

const acceptance = record<AcceptanceView>({
  orders: whole,
  insuranceOnly: whole,
  mixed: whole,
  zeroInsurance: whole,
  cash: whole,
  refunds: whole,
  daysReconciled: whole,
  ready: flag,
});

const file = record<FileView>({ name: text, content: text });

const nothing = record<Record<string, never>>({});
const oneOrder = record<{ order: StaffOrderView }>({ order });
const oneFile = record<{ file: FileView }>({ file });
const members = record<StaffActions['members']['out']>({ members: list(member) });

export const answers: {
  readonly [A in keyof StaffActions]: Decoder<StaffActions[A]['out']>;
} = {
  whoAmI: record<StaffActions['whoAmI']['out']>({ role, name: text, hospital }),
  reviewQueue: record<StaffActions['reviewQueue']['out']>({ cases: list(reviewCase), more: flag }),
  order: oneOrder,
  endReview: oneOrder,
  previewRefund: record<StaffActions['previewRefund']['out']>({
    cash: amount,
    insurance: amount,
    insuranceStays: flag,
  }),
  refund: record<StaffActions['refund']['out']>({
    order,
    waitsFor: maybe(oneOf('second-clerk')),
  }),
  reconciledDays: daysPage,
  differences: differencesPage,
  reconciliationCsv: record<{ csv: string }>({ csv: text }),
  reconcileAgain: nothing,
  setMember: nothing,
  figures: record<{ figures: FiguresView }>({ figures }),
  findOrders: record<StaffActions['findOrders']['out']>({
    orders: list(orderLine),
    next: maybe(text),
  }),
  refundRequests: record<StaffActions['refundRequests']['out']>({ requests: list(refundRequest) }),
  approveRefund: record<{ orderNo: string }>({ orderNo: text }),
  dismissRefund: nothing,
  invite: record<StaffActions['invite']['out']>({ code: text, expiresAt: whole }),
  join: record<StaffActions['join']['out']>({ role, name: text }),
  members,
  shutOut: members,
  audit: record<StaffActions['audit']['out']>({ lines: list(auditLine), next: maybe(text) }),
  settleDifference: record<{ open: number }>({ open: whole }),
  closeDay: nothing,
  dayFile: oneFile,
  shift: record<{ shift: ShiftView }>({ shift }),
  shiftFile: oneFile,
  acceptance: record<{ acceptance: AcceptanceView }>({ acceptance }),
  acceptanceFile: oneFile,
};
