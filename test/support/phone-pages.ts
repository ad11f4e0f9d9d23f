/** Opens a page of the phone with answers for every function, for the page tests. */
import { accepted, fakeWx, type FakeWx, type FunctionCall } from './fake-wx';
import {
  bill,
  closedOrder,
  hospital,
  insuranceSplit,
  patient,
  refundingOrder,
  unpaidOrder,
} from './phone-answers';
import { loadPhone, type PageInstance, type Phone } from './phone-modules';

export type Answers = Record<string, unknown>;

const ANSWERS: Answers = {
  'clinic.home': accepted({ hospital, patients: [patient], unfinished: [], templates: {} }),
  'clinic.insuranceCard': accepted({ card: { state: 'not-configured' } }),
  'clinic.listPatients': accepted({ patients: [patient] }),
  'clinic.listOrders': accepted({ orders: [unpaidOrder] }),
  'clinic.listBills': accepted({ bills: [bill] }),
  'clinic.bill': accepted({ bill }),
  'clinic.split': accepted({ split: insuranceSplit }),
  'pay.placeOrder': accepted({ order: unpaidOrder }),
  'pay.confirmOrder': accepted({ order: unpaidOrder }),
  'pay.closeOrder': accepted({ order: closedOrder }),
  'pay.askRefund': accepted({ order: refundingOrder }),
};

export interface Open {
  readonly fake: FakeWx;
  readonly phone: Phone;
  readonly page: PageInstance;
  readonly answers: Answers;
}

/** The page's script, loaded; no lifetime has run. Answers may be changed while it is open. */
export function openPage(name: string, more: Answers = {}): Open {
  const answers: Answers = { ...ANSWERS, ...more };
  const answer = ({ name: fn, action, input }: FunctionCall): unknown => {
    const found = answers[`${fn}.${action}`];
    return typeof found === 'function' ? Reflect.apply(found, undefined, [input]) : found;
  };
  const fake = fakeWx(answer);
  fake.storage.set('hospital', JSON.stringify(hospital));
  const phone = loadPhone({
    modules: { inbox: 'services/return-inbox', pending: 'services/pending' },
    scripts: [`pages/${name}/${name}`],
    wx: fake.wx,
  });
  return { fake, phone, page: phone.page(), answers };
}

/** Addresses that were opened by navigateTo, redirectTo …, in order. */
export function went(fake: FakeWx, how: string): string[] {
  return fake.sent
    .filter(({ what }) => what === how)
    .map(({ detail }) => String((detail as { url?: unknown }).url));
}

/** A payment that has no final answer yet. */
export const remember = (phone: Phone): unknown =>
  phone.fn(
    'pending',
    'rememberPending',
  )({
    phase: 'paying',
    orderNo: 'YB0001',
    expectedAppId: 'wxpay',
    patientId: 'p1',
    payWith: 'insurance',
    sharePlace: false,
  });
