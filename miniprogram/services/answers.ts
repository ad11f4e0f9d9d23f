/**
 * One decoder per answer of the functions (cloudfunctions/contract): the phone shows nothing that
 * it has not understood. An amount that is not whole fen makes the whole answer unreadable.
 */
import type {
  BillItemView,
  BillView,
  Functions,
  HospitalView,
  NextStep,
  OrderView,
  PatientView,
  RefundView,
  SplitView,
} from '../../cloudfunctions/contract/types';
import type { Fen } from '../shared/fen';
import { fen } from '../shared/fen';
import type { Reason } from '../shared/reasons';
import { REASONS } from '../shared/reasons';
import type { Decoder } from './decode';
import { DecodeError, flag, isRecord, list, maybe, oneOf, record, text, whole } from './decode';

/** The functions that patients' pages call. */
export type Called = 'clinic' | 'pay';

export type ActionOut<F extends Called, A extends keyof Functions[F]> = Functions[F][A] extends {
  out: infer Out;
}
  ? Out
  : never;
export type ActionIn<F extends Called, A extends keyof Functions[F]> = Functions[F][A] extends {
  in: infer In;
}
  ? In
  : never;

export type AnswersOf<F extends Called> = {
  readonly [A in keyof Functions[F]]: Decoder<ActionOut<F, A>>;
};

export type Answers = { readonly [F in Called]: AnswersOf<F> };

const amount: Decoder<Fen> = (value) => {
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

const hospital = record<HospitalView>({ name: text, phone: text, address: text });

const patient = record<PatientView>({
  patientId: text,
  name: text,
  cardNo: text,
  isDefault: flag,
  canUseInsurance: flag,
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

const bill = record<BillView>({
  billId: text,
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

const split = record<SplitView>({
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

const next: Decoder<NextStep> = (value) => {
  if (!isRecord(value)) throw new DecodeError('no next step');
  if (value['do'] === 'open-mini-program') {
    return { do: 'open-mini-program', appId: text(value['appId']), path: text(value['path']) };
  }
  return { do: oneOf('wait', 'done', 'pay-anew', 'ask-at-counter')(value['do']) };
};

const refund = record<RefundView>({
  state: oneOf('going', 'returned', 'refused'),
  cash: amount,
  insurance: amount,
  cause: oneOf('patient', 'clerk', 'hospital-refused', 'paid-twice', 'review'),
  byHand: flag,
  reason: maybe(reason),
  askedAt: whole,
  returnedAt: maybe(whole),
});

const order = record<OrderView>({
  orderNo: text,
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
  reason: maybe(reason),
  refund: maybe(refund),
  canRefund: flag,
  next,
});

const patients = record<{ patients: readonly PatientView[] }>({ patients: list(patient) });
const onePatient = record<{ patient: PatientView }>({ patient });
const oneOrder = record<{ order: OrderView }>({ order });

export const answers: Answers = {
  clinic: {
    home: record({ hospital, patients: list(patient), unfinished: list(order) }),
    listPatients: patients,
    chooseDefault: patients,
    removePatient: patients,
    startPhoneProof: record({ proofId: text, phoneMasked: text, expiresAt: whole }),
    finishPhoneProof: onePatient,
    listOrders: record({ orders: list(order) }),
    listBills: record({ bills: list(bill) }),
    bill: record({ bill }),
    split: record({ split }),
  },
  pay: {
    addPatient: onePatient,
    openCard: onePatient,
    placeOrder: oneOrder,
    confirmOrder: oneOrder,
    closeOrder: oneOrder,
    askRefund: oneOrder,
  },
};
