/** What the phone sends around a visit is the contract's shape, bounded. */
import type * as z from 'zod';
import type { VisitActions, VisitPayActions } from '../../cloudfunctions/contract/visit-types';
import {
  visitPayValidators,
  visitValidators,
} from '../../cloudfunctions/contract/visit-validators';
import { isExactly, type Exact } from '../support/exact';

type Inputs<T> = { [A in keyof T]: T[A] extends { in: infer I } ? I : never };
type Checked<V> = { [A in keyof V]: V[A] extends z.ZodType<infer O> ? O : never };

const validators = { ...visitValidators, ...visitPayValidators };
type Action = keyof typeof validators;

const ONE = { patientId: 'P1', appointmentId: 'A1' };
const LOCK = { requestId: 'request-1', patientId: 'P1', slotId: 'S1' };
const TOP_UP = { requestId: 'request-1', patientId: 'P1', admissionId: 'AD1', amount: 50_000 };
const SLOTS = { departmentId: 'D1', doctorId: 'DR1', day: '2028-02-29' };

const GOOD: Readonly<Record<Action, object>> = {
  departments: {},
  schedule: { departmentId: 'D1' },
  slots: SLOTS,
  lockSlot: LOCK,
  keepAppointment: ONE,
  releaseAppointment: ONE,
  appointments: { patientId: 'P1' },
  appointment: ONE,
  admission: { patientId: 'P1' },
  topUp: TOP_UP,
  prescription: { code: 'RX20260302-7F' },
  invoice: { orderNo: `Y20260302${'a'.repeat(26)}` },
  subscribed: { kinds: ['paid', 'visit'] },
  insuranceCard: {},
  addFromInsuranceCard: { ticket: 'e%2Fticket+a/b==', cardNo: '9900000001' },
  deleteMyData: {},
  placeForOther: { code: 'RX1', entry: 'prescription-code' },
  refundDeposit: { patientId: 'P1', admissionId: 'AD1' },
};
const CASES = Object.entries(GOOD) as [Action, object][];

test('what is checked is what the contract says', () => {
  type Visits = Exact<Checked<typeof visitValidators>, Inputs<VisitActions>>;
  type Pays = Exact<Checked<typeof visitPayValidators>, Inputs<VisitPayActions>>;
  expect([isExactly<Visits>(true), isExactly<Pays>(true)]).toEqual([true, true]);
});

test.each(CASES)('%s takes %j, no more and no less', (action, input) => {
  const safeParse = (value: unknown) => validators[action].safeParse(value);
  expect(safeParse({ ...input, amountFen: 1 })).toEqual({ success: true, data: input });
  for (const wrong of [undefined, null, [], [input], 'x', 7]) {
    expect(safeParse(wrong).success).toBe(false);
  }
  for (const key of Object.keys(input)) {
    expect(safeParse({ ...input, [key]: undefined }).success).toBe(false);
    expect(safeParse({ ...input, [key]: { $gt: '' } }).success).toBe(false);
  }
});

const BAD: readonly [Action, object][] = [
  ['slots', { ...SLOTS, day: '2026-02-29' }],
  ['slots', { ...SLOTS, day: '20260302' }],
  ['slots', { ...SLOTS, day: '2026-03-02T00:00:00' }],
  ['lockSlot', { ...LOCK, requestId: 'short' }],
  ['lockSlot', { ...LOCK, slotId: '../S1' }],
  ['topUp', { ...TOP_UP, amount: 0 }],
  ['topUp', { ...TOP_UP, amount: -1 }],
  ['topUp', { ...TOP_UP, amount: 0.5 }],
  ['topUp', { ...TOP_UP, amount: '50000' }],
  ['topUp', { ...TOP_UP, amount: 1_000_000_001 }],
  ['prescription', { code: 'https://example.org/rx?h=1&c=2' }],
  ['prescription', { code: 'c'.repeat(65) }],
  ['subscribed', { kinds: [] }],
  ['subscribed', { kinds: ['advert'] }],
  ['subscribed', { kinds: Array.from({ length: 6 }, () => 'paid') }],
  ['addFromInsuranceCard', { ticket: 'a b', cardNo: '1' }],
  ['addFromInsuranceCard', { ticket: 'a'.repeat(513), cardNo: '1' }],
  ['placeForOther', { code: 'RX1', entry: 'elsewhere' }],
];

test.each(BAD)('%s refuses %j', (action, input) => {
  expect(validators[action].safeParse(input).success).toBe(false);
});
