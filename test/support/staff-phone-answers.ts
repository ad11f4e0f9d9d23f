/** Answers of the function `staff` as the phone hears them, for tests of the staff's pages. */
import type {
  AcceptanceView,
  AuditLineView,
  FiguresView,
  FileView,
  MemberView,
  OrderLineView,
  RefundRequestView,
  ShiftView,
} from '../../cloudfunctions/contract/staff-desk-types';
import type {
  CaseView,
  StaffActions,
  StaffOrderView,
} from '../../cloudfunctions/contract/staff-types';
import { fen } from '../../miniprogram/shared/fen';

type Day = StaffActions['reconciledDays']['out']['days'][number];
type Difference = StaffActions['differences']['out']['differences'][number];

/** Ten past ten of that morning in Shanghai. */
export const AT = Date.UTC(2025, 10, 21, 2, 10);

export const clerk: StaffActions['whoAmI']['out'] = {
  role: 'clerk',
  name: '刘收费',
  hospital: {
    id: 'hosp1',
    name: '示例市第一人民医院',
    phone: '020-12345678',
    address: '健康路1号',
    realNameCheck: true,
  },
};
export const administrator = { ...clerk, role: 'administrator', name: '陈主任' } as const;

export const figures: FiguresView = {
  day: '20251121',
  paid: { count: 86, cash: fen(434_560), insurance: fen(800_000) },
  refunded: { count: 2, cash: fen(14_000), insurance: fen(0) },
  waiting: 4,
  inReview: 2,
  waitingRefunds: 1,
  byEntry: { menu: 80, 'prescription-code': 5, message: 1, counter: 0 },
};

export const paidOrder: StaffOrderView = {
  orderNo: 'YB0001',
  title: '内科门诊费用',
  patientName: '张*国',
  billIds: ['B0001'],
  payWith: 'insurance',
  total: fen(42_400),
  cash: fen(10_000),
  insurance: fen(32_400),
  payment: 'paid',
  legs: { cash: 'paid', insurance: 'paid' },
  hospital: 'settled',
  settlementNo: 'S0001',
  platformTradeNo: 'T0001',
  createdAt: AT - 600_000,
  paidAt: AT - 300_000,
  refundable: { cash: fen(10_000), insurance: fen(32_400) },
  placeCanGoBack: false,
  history: [
    { at: AT - 600_000, event: 'accepted', outcome: 'accepted', times: 1, byPerson: false },
    { at: AT - 300_000, event: 'evidence', outcome: 'paid', times: 3, byPerson: false },
  ],
};

/** A registration that cost nothing. */
export const freeVisit: StaffOrderView = {
  ...paidOrder,
  title: '全科门诊 普通号',
  ...{ total: fen(0), cash: fen(0), insurance: fen(0), payment: 'not-needed' },
  legs: { cash: 'none', insurance: 'none' },
  refundable: { cash: fen(0), insurance: fen(0) },
  placeCanGoBack: true,
};

export const refundingOrder: StaffOrderView = {
  ...paidOrder,
  refundable: { cash: fen(0), insurance: fen(0) },
  refund: {
    refundNo: 'RYB0001',
    mode: 'cash-part',
    cash: fen(4_000),
    insurance: fen(0),
    cause: 'clerk',
    note: '检查没有做',
    via: 'api',
    state: 'refunding',
    hold: 'held',
    legs: { cash: 'refunding', insurance: 'none' },
    askedAt: AT,
  },
};

export const transferCase: CaseView = {
  orderNo: 'YB0001',
  title: '内科门诊费用',
  patientName: '张*国',
  total: fen(42_400),
  reason: 'refund-change',
  since: AT - 3_600_000,
  evidence: 'CHANGE 10000',
  act: 'record-transfer',
};

export const line: OrderLineView = {
  orderNo: 'YB0001',
  kind: 'clinic',
  title: '内科门诊费用',
  patientName: '张*国',
  total: fen(42_400),
  state: 'paid',
  payment: 'paid',
  createdAt: AT - 600_000,
};

export const request: RefundRequestView = {
  requestId: 'YB0001.1',
  orderNo: 'YB0001',
  title: '内科门诊费用',
  patientName: '张*国',
  cash: fen(10_000),
  insurance: fen(32_400),
  note: '药品没有取',
  askedByName: '王收费',
  askedAt: AT - 60_000,
  own: false,
};

const sums = (total: number) => ({
  rows: 3,
  total: fen(total),
  cash: fen(total),
  insurance: fen(0),
});
const book = { payments: sums(30_000), refunds: { ...sums(0), rows: 0 }, unreadable: 0 };

export const day: Day = {
  day: '20251120',
  stage: 'done',
  outcome: 'differences',
  finishedAt: AT - 3_600_000,
  dueAt: null,
  attempts: 0,
  platform: book,
  ours: book,
  hospital: { ...book, payments: sums(20_000), window: sums(5_000) },
  types: { 'his-missing': { open: 1, resolved: 0 }, 'cut-off': { open: 3, resolved: 0 } },
};

const entry = { total: fen(10_000), cash: fen(10_000), insurance: fen(0) };

export const difference: Difference = {
  day: '20251120',
  run: 1,
  orderNo: 'YB0001',
  type: 'his-missing',
  leg: 'his-payment',
  state: 'open',
  tries: 2,
  facts: {
    platform: { payments: [{ ...entry, mark: 'paid', at: AT, line: 4 }], refunds: [] },
    ours: { exists: true, payment: { ...entry, mark: 'due' } },
    his: { payments: [], refunds: [] },
    windowBills: [],
  },
  foundAt: AT,
  changedAt: AT,
  act: 'book-at-hospital',
  differenceId: '20251120:his-missing:YB0001:his-payment',
};

export const file: FileView = { name: '对账_20251120.xlsx', content: 'UEsDBA==' };

export const shift: ShiftView = {
  from: Date.UTC(2025, 10, 21, 0, 0),
  to: AT,
  paid: { count: 12, cash: fen(120_000), insurance: fen(0) },
  refunded: { count: 1, cash: fen(4_000), insurance: fen(0) },
  ownRefunds: { count: 1, cash: fen(4_000), insurance: fen(0) },
  ownCasesEnded: 2,
  leftInReview: 1,
};

export const acceptance: AcceptanceView = {
  orders: 13,
  insuranceOnly: 4,
  mixed: 6,
  zeroInsurance: 0,
  cash: 3,
  refunds: 0,
  daysReconciled: 2,
  ready: false,
};

export const members: readonly MemberView[] = [
  { memberId: 'm0', name: '管理员', role: 'administrator', addedAt: 0, fixed: true },
  { memberId: 'm1', name: '刘收费', role: 'clerk', addedAt: AT - 86_400_000, fixed: false },
];

export const auditLines: readonly AuditLineView[] = [
  {
    at: AT,
    byName: '刘收费',
    act: 'refund',
    orderNo: 'YB0001',
    detail: 'cash-part · cash=4000 insurance=0 · refund-exists',
  },
  { at: AT - 1, byName: '陈主任', act: 'shut-out', detail: 'a'.repeat(24) },
  { at: AT - 2, byName: '陈主任', act: 'something-new' },
];
