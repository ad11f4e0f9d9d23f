/**
 * One decoder per answer of the functions that patients' pages call (cloudfunctions/contract): the phone
 * shows nothing that it has not understood. The values inside are decoded by services/answers-values.
 */
import type {
  Functions,
  HospitalView,
  OrderView,
  PatientView,
} from '../../cloudfunctions/contract/types';
import { hospital, order, patient, split, bill } from './answers-values';
import { visitAnswers, visitPayAnswers } from './answers-visits';
import type { Decoder } from './decode';
import { list, maybe, record, text, whole } from './decode';

export { reason } from './answers-values';

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

type Home = ActionOut<'clinic', 'home'>;
type Templates = Home['templates'];

const templates = record<Templates>({
  'bill-due': maybe(text),
  paid: maybe(text),
  refunded: maybe(text),
  visit: maybe(text),
  'bind-card': maybe(text),
});

const home = record<{
  hospital: HospitalView;
  patients: readonly PatientView[];
  unfinished: readonly OrderView[];
  templates: Templates;
}>({ hospital, patients: list(patient), unfinished: list(order), templates });

const patients = record<{ patients: readonly PatientView[] }>({ patients: list(patient) });
const onePatient = record<{ patient: PatientView }>({ patient });
const oneOrder = record<{ order: OrderView }>({ order });

export const answers: Answers = {
  clinic: {
    ...visitAnswers,
    home,
    listPatients: patients,
    chooseDefault: patients,
    removePatient: patients,
    startPhoneProof: record({ proofId: text, phoneMasked: text, expiresAt: whole }),
    finishPhoneProof: onePatient,
    listOrders: record<ActionOut<'clinic', 'listOrders'>>({
      orders: list(order),
      next: maybe(text),
    }),
    listBills: record({ bills: list(bill) }),
    bill: record({ bill }),
    split: record({ split }),
  },
  pay: {
    ...visitPayAnswers,
    addPatient: onePatient,
    openCard: onePatient,
    placeOrder: oneOrder,
    authoriseOrder: oneOrder,
    confirmOrder: oneOrder,
    closeOrder: oneOrder,
    askRefund: oneOrder,
  },
};
