/** Answers of the function `counter` as the phone hears them, for tests of the counter's pages. */
import type {
  CounterActions,
  CounterOrderView,
  OneCodeView,
  ScanView,
} from '../../cloudfunctions/contract/counter-types';
import type { BillView, SplitView } from '../../cloudfunctions/contract/types';
import { fen } from '../../miniprogram/shared/fen';
import { AT } from './staff-phone-answers';

export const twoCounters: CounterActions['counters']['out'] = {
  enabled: true,
  first: 'insurance',
  counters: [
    { counterNo: 'W01', name: '门诊1号窗口' },
    { counterNo: 'W02', name: '门诊2号窗口' },
  ],
};

export const counterBill: BillView = {
  billId: 'B0001',
  kind: 'clinic',
  visitId: 'V0001',
  visitAt: AT - 7_200_000,
  title: '内科门诊费用',
  department: '内科',
  doctor: '李敏',
  issuedAt: AT - 3_600_000,
  expiresAt: AT + 3_600_000,
  status: 'unpaid',
  total: fen(42_400),
  items: [],
};

export const secondBill: BillView = {
  ...counterBill,
  billId: 'B0002',
  title: '检验费',
  total: fen(4_500),
};

export const scanned: ScanView = {
  scanId: 'scan-0001',
  patientId: 'P0001',
  patientName: '张*国',
  byRelative: false,
  expiresAt: AT + 60_000,
  bills: [counterBill, secondBill],
};

export const counterSplit: SplitView = {
  payWith: 'insurance',
  total: fen(46_900),
  cash: fen(10_000),
  insurance: fen(36_900),
  insuranceFund: fen(30_000),
  insuranceSelf: fen(6_900),
  cashAdd: fen(0),
  cashReduced: fen(0),
  decidedAtPayment: false,
};

export const usableCode: OneCodeView = {
  state: 'usable',
  channelName: '微信支付',
  userName: '张*国',
};

export const chargingOrder: CounterOrderView = {
  orderNo: 'YB0009',
  title: '内科门诊费用等2张',
  patientName: '张*国',
  billIds: ['B0001', 'B0002'],
  stage: 'charging',
  payment: 'payable',
  first: 'insurance',
  split: counterSplit,
  insurance: 'settled',
  hospital: 'none',
  createdAt: AT,
  deadlineAt: AT + 180_000,
  can: ['give-up', 'other-tender'],
};

export const preparingOrder: CounterOrderView = {
  ...chargingOrder,
  stage: 'preparing',
  payment: 'authorising',
  insurance: 'none',
  can: ['give-up'],
};

export const takenOrder: CounterOrderView = {
  ...chargingOrder,
  stage: 'paid',
  payment: 'paid',
  hospital: 'settled',
  settlementNo: 'S202511210009',
  pickup: '门诊一楼西药房 3 号窗口',
  paidAt: AT + 5_000,
  platformTradeNo: '4200002025112100000000009',
  can: [],
};

export const tenderOrder: CounterOrderView = {
  ...chargingOrder,
  stage: 'tender',
  payment: 'closing',
  tenderUntil: AT + 600_000,
  can: ['give-up', 'record-tender'],
};

export const overOrder: CounterOrderView = {
  ...chargingOrder,
  stage: 'over',
  payment: 'closed',
  insurance: 'reversed',
  can: [],
};
