/**
 * Decoders of the values that several answers hold: amounts, reasons, patients, bills, splits, orders
 * (cloudfunctions/contract). The phone shows nothing that it has not understood; an amount that is not
 * whole fen makes the whole answer unreadable.
 */
import type {
  BillItemView,
  BillView,
  HospitalView,
  NextStep,
  OrderView,
  PatientView,
  RefundView,
  SplitView,
  TimelineStep,
} from '../../cloudfunctions/contract/types';
import type { Fen } from '../shared/fen';
import { fen } from '../shared/fen';
import type { Reason } from '../shared/reasons';
import { REASONS } from '../shared/reasons';
import type { Decoder } from './decode';
import { DecodeError, flag, isRecord, list, maybe, oneOf, record, text, whole } from './decode';

export const amount: Decoder<Fen> = (value) => {
  try {
    return fen(whole(value));
  } catch {
    throw new DecodeError('not an amount');
  }
};

/** A mark that is either there or not. */
const yes: Decoder<true> = (value) => {
  if (value !== true) throw new DecodeError('not a mark');
  return true;
};

/** A code that this release does not know yet reads as `internal`: it has a sentence too. */
export const reason: Decoder<Reason> = (value) =>
  REASONS.find((known) => known === text(value)) ?? 'internal';

export const hospital = record<HospitalView>({
  id: text,
  name: text,
  phone: text,
  address: text,
  realNameCheck: flag,
});

export const patient = record<PatientView>({
  patientId: text,
  name: text,
  cardNo: text,
  isDefault: flag,
  relation: oneOf('self', 'child', 'parent', 'spouse', 'other'),
  canUseInsurance: flag,
  insuranceBar: maybe(reason),
});

const billItem = record<BillItemView>({
  name: text,
  category: text,
  spec: maybe(text),
  quantity: text,
  unit: text,
  amount,
  insuranceClass: maybe(text),
});

const kind = oneOf('clinic', 'registration', 'deposit');

export const bill = record<BillView>({
  billId: text,
  kind,
  visitId: text,
  visitAt: whole,
  title: text,
  department: text,
  doctor: text,
  issuedAt: whole,
  expiresAt: whole,
  status: oneOf('unpaid', 'settled', 'cancelled', 'expired'),
  total: amount,
  items: list(billItem),
  liveOrderNo: maybe(text),
});

export const split = record<SplitView>({
  payWith: oneOf('insurance', 'cash'),
  total: amount,
  cash: amount,
  insurance: amount,
  insuranceFund: maybe(amount),
  insuranceSelf: maybe(amount),
  insuranceOther: maybe(amount),
  cashAdd: amount,
  cashAddWording: maybe(text),
  cashReduced: amount,
  decidedAtPayment: flag,
  insuranceUnavailable: maybe(reason),
  refundByHand: maybe(yes),
});

type Step<Do extends NextStep['do']> = Omit<Extract<NextStep, { do: Do }>, 'do'>;

const miniProgram = record<Step<'open-mini-program'>>({ appId: text, path: text });
const authorisation = record<Step<'authorise'>>({ appId: text, path: text, trial: maybe(yes) });
const ownCashier = record<Step<'request-medical-insurance-pay'>>({
  mixTradeNo: text,
  cash: maybe(
    record<NonNullable<Step<'request-medical-insurance-pay'>['cash']>>({
      timeStamp: text,
      nonceStr: text,
      package: text,
      signType: oneOf('RSA'),
      paySign: text,
    }),
  ),
});

const next: Decoder<NextStep> = (value) => {
  if (!isRecord(value)) throw new DecodeError('no next step');
  switch (value['do']) {
    case 'open-mini-program':
      return { do: 'open-mini-program', ...miniProgram(value) };
    case 'authorise':
      return { do: 'authorise', ...authorisation(value) };
    case 'request-medical-insurance-pay':
      return { do: 'request-medical-insurance-pay', ...ownCashier(value) };
  }
  return { do: oneOf('wait', 'done', 'pay-anew', 'ask-at-counter')(value['do']) };
};

const refund = record<RefundView>({
  state: oneOf('going', 'returned', 'refused'),
  cash: amount,
  insurance: amount,
  cause: oneOf('patient', 'clerk', 'hospital-refused', 'paid-twice', 'review', 'half-paid'),
  byHand: flag,
  reason: maybe(reason),
  askedAt: whole,
  returnedAt: maybe(whole),
});

const visit = record<NonNullable<OrderView['visit']>>({
  appointmentId: text,
  from: whole,
  to: whole,
  department: text,
  doctor: text,
  place: text,
});

const timelineStep = record<TimelineStep>({
  step: oneOf('placed', 'paid', 'booked', 'refund-asked', 'refunded', 'closed', 'failed'),
  at: whole,
});

export const order = record<OrderView>({
  orderNo: text,
  kind,
  title: text,
  patientName: text,
  billIds: list(text),
  split,
  payment: oneOf('confirming', 'unpaid', 'paid', 'failed', 'closed', 'review'),
  hospital: oneOf('none', 'pending', 'settled', 'refused'),
  pickup: maybe(text),
  createdAt: whole,
  deadlineAt: whole,
  paidAt: maybe(whole),
  visit: maybe(visit),
  patientId: text,
  settlementNo: maybe(text),
  timeline: list(timelineStep),
  reason: maybe(reason),
  refund: maybe(refund),
  canRefund: flag,
  next,
});
