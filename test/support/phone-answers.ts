/** Answers of the functions as the phone hears them, for tests of its services and pages. */
import type {
  BillView,
  HospitalView,
  OrderView,
  PatientView,
  RefundView,
  SplitView,
} from '../../cloudfunctions/contract/types';
import { fen } from '../../miniprogram/shared/fen';

export const hospital: HospitalView = {
  id: 'hosp1',
  name: '滨海市第一人民医院',
  phone: '0755-12345678',
  address: '中心路 1 号',
  realNameCheck: true,
};

export const patient: PatientView = {
  patientId: 'p1',
  name: '张*国',
  cardNo: '****5521',
  isDefault: true,
  relation: 'self',
  canUseInsurance: true,
};

/** A child of the same person: only cash in 1.0 (money rule 15). */
export const child: PatientView = {
  patientId: 'p2',
  name: '张*宝',
  cardNo: '****7788',
  isDefault: false,
  relation: 'child',
  canUseInsurance: false,
  insuranceBar: 'insurance-other-payer',
};

export const insuranceSplit: SplitView = {
  payWith: 'insurance',
  total: fen(27770),
  cash: fen(7000),
  insurance: fen(20370),
  insuranceFund: fen(15370),
  insuranceSelf: fen(5000),
  cashAdd: fen(0),
  cashReduced: fen(0),
  decidedAtPayment: false,
};

export const cashSplit: SplitView = {
  payWith: 'cash',
  total: fen(27770),
  cash: fen(27770),
  insurance: fen(0),
  cashAdd: fen(0),
  cashReduced: fen(0),
  decidedAtPayment: false,
};

export const bill: BillView = {
  billId: 'b1',
  kind: 'clinic',
  visitId: 'v1',
  visitAt: Date.UTC(2025, 10, 21, 0, 30),
  title: '呼吸内科门诊费用',
  department: '呼吸内科',
  doctor: '李敏',
  issuedAt: Date.UTC(2025, 10, 21, 1, 0),
  expiresAt: Date.UTC(2025, 10, 21, 10, 0),
  status: 'unpaid',
  total: fen(27770),
  items: [
    { name: '血常规', category: '检验', quantity: '1', unit: '次', amount: fen(2500) },
    { name: '阿莫西林', category: '西药', quantity: '2', unit: '盒', amount: fen(25270) },
  ],
};

export const unpaidOrder: OrderView = {
  orderNo: 'YB0001',
  kind: 'clinic',
  patientId: patient.patientId,
  timeline: [{ step: 'placed', at: Date.UTC(2025, 10, 21, 2, 0) }],
  title: bill.title,
  patientName: patient.name,
  billIds: [bill.billId],
  split: insuranceSplit,
  payment: 'unpaid',
  hospital: 'none',
  createdAt: Date.UTC(2025, 10, 21, 2, 0),
  deadlineAt: Date.UTC(2025, 10, 21, 2, 15),
  canRefund: false,
  next: { do: 'open-mini-program', appId: 'wxpay', path: 'pages/pay?id=1' },
};

export const confirmingOrder: OrderView = {
  ...unpaidOrder,
  payment: 'confirming',
  next: { do: 'wait' },
};

export const paidOrder: OrderView = {
  ...unpaidOrder,
  payment: 'paid',
  hospital: 'settled',
  pickup: '请到一楼西药房 3 号窗口取药',
  paidAt: Date.UTC(2025, 10, 21, 2, 5),
  canRefund: true,
  next: { do: 'done' },
};

export const closedOrder: OrderView = {
  ...unpaidOrder,
  payment: 'closed',
  next: { do: 'pay-anew' },
};

export const goingRefund: RefundView = {
  state: 'going',
  cash: insuranceSplit.cash,
  insurance: insuranceSplit.insurance,
  cause: 'patient',
  byHand: false,
  askedAt: Date.UTC(2025, 10, 21, 2, 6),
};

/** The patient has asked, the money is on its way. */
export const refundingOrder: OrderView = { ...paidOrder, canRefund: false, refund: goingRefund };

export const refundedOrder: OrderView = {
  ...refundingOrder,
  refund: { ...goingRefund, state: 'returned', returnedAt: Date.UTC(2025, 10, 21, 2, 8) },
  next: { do: 'pay-anew' },
};

/** The hospital keeps what was paid for: nothing goes back. */
export const refusedRefundOrder: OrderView = {
  ...paidOrder,
  refund: { ...goingRefund, state: 'refused', reason: 'refund-served' },
};

/** A registration that cost nothing: no money can go back, the place can. */
export const freeVisitOrder: OrderView = {
  ...paidOrder,
  kind: 'registration',
  title: '挂号费',
  split: { ...cashSplit, total: fen(1500), cash: fen(0), cashReduced: fen(1500) },
  visit: {
    ...{ appointmentId: 'a1', department: '皮肤科', doctor: '沈秋', place: '门诊楼5层2诊室' },
    from: Date.UTC(2025, 10, 22, 1, 0),
    to: Date.UTC(2025, 10, 22, 1, 30),
  },
};

/** The hospital would not book the payment: it goes back by itself. */
export const unbookedOrder: OrderView = {
  ...refundingOrder,
  hospital: 'refused',
  reason: 'bill-amount-changed',
  refund: { ...goingRefund, cause: 'hospital-refused' },
};
