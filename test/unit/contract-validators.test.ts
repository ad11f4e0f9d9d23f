/** The validators are the contract's types, to the letter, and bound every size. */
import type * as z from 'zod';
import type { Functions } from '../../cloudfunctions/contract/types';
import { clinicValidators, payValidators } from '../../cloudfunctions/contract/validators';
import { isExactly, type Exact } from '../support/exact';

type Inputs<T> = { [A in keyof T]: T[A] extends { in: infer I } ? I : never };
type Checked<V> = { [A in keyof V]: V[A] extends z.ZodType<infer O> ? O : never };

test('what is checked is what the contract says', () => {
  expect(
    isExactly<Exact<Checked<typeof clinicValidators>, Inputs<Functions['clinic']>>>(true),
  ).toBe(true);
  expect(isExactly<Exact<Checked<typeof payValidators>, Inputs<Functions['pay']>>>(true)).toBe(
    true,
  );
  expect(isExactly<Exact<{ a: string }, { a?: string }>>(false)).toBe(false);
  expect(isExactly<Exact<{ a: { b: 1; c?: 2 } }, { a: { b: 1 } }>>(false)).toBe(false);
});

const validators = { ...clinicValidators, ...payValidators };
type Action = keyof typeof validators;
const CLAIM = {
  ...{ name: '张建国', cardNo: '9900000001', idType: 1, idDigest: 'a'.repeat(32) },
  relation: 'child',
};
const CARD = {
  name: '张建国',
  idType: 1,
  idNo: 'X0000004',
  phone: `199${'0'.repeat(8)}`,
  requestId: 'r-12345678',
  relation: 'self',
};
const ORDER = {
  patientId: 'P1',
  billIds: ['B1'],
  payWith: 'insurance',
  place: { kind: 'refused' },
  entry: 'message',
};
const ORDER_NO = { orderNo: `Y20260302${'a'.repeat(26)}` };

const GOOD: readonly [Action, object][] = [
  ['home', {}],
  ['listOrders', { filter: 'refunded' }],
  ['listPatients', {}],
  ['chooseDefault', { patientId: 'P1' }],
  ['removePatient', { patientId: 'P1' }],
  ['startPhoneProof', CLAIM],
  ['startPhoneProof', { ...CLAIM, idType: 8, name: 'ANNA MILLER' }],
  ['finishPhoneProof', { proofId: 'PF1', code: '012345' }],
  ['listBills', { patientId: 'P1' }],
  ['bill', { patientId: 'P1', billId: 'B1' }],
  ['split', { patientId: 'P1', billIds: ['B1', 'B2'], payWith: 'cash' }],
  ['addPatient', { ...CLAIM, name: '阿卜杜拉·买买提' }],
  ['openCard', CARD],
  ['placeOrder', ORDER],
  ['placeOrder', { ...ORDER, place: { kind: 'located', latitude: 23.1, longitude: 113.3 } }],
  ['confirmOrder', ORDER_NO],
  ['authoriseOrder', { ...ORDER_NO, authCode: 'A+/=1', place: { kind: 'refused' } }],
  ['closeOrder', ORDER_NO],
  ['askRefund', ORDER_NO],
  ['departments', {}],
  ['schedule', { departmentId: 'D1' }],
  ['slots', { departmentId: 'D1', doctorId: 'DR1', day: '2026-03-02' }],
  ['lockSlot', { requestId: 'r-12345678', patientId: 'P1', slotId: 'S1' }],
  ['keepAppointment', { patientId: 'P1', appointmentId: 'A1' }],
  ['releaseAppointment', { patientId: 'P1', appointmentId: 'A1' }],
  ['appointments', { patientId: 'P1' }],
  ['appointment', { patientId: 'P1', appointmentId: 'A1' }],
  ['admission', { patientId: 'P1' }],
  ['topUp', { requestId: 'r-12345678', patientId: 'P1', admissionId: 'W1', amount: 50_000 }],
  ['prescription', { code: 'rx1' }],
  ['invoice', ORDER_NO],
  ['subscribed', { kinds: ['paid', 'visit'] }],
  ['insuranceCard', {}],
  ['addFromInsuranceCard', { ticket: 't'.repeat(32), cardNo: '9900000001' }],
  ['deleteMyData', {}],
  ['placeForOther', { code: 'rx1', entry: 'prescription-code' }],
  ['refundDeposit', { patientId: 'P1', admissionId: 'W1' }],
];

/** What phones of an earlier release leave out, and what is taken then. */
const LEFT_OUT: readonly [Action, object, object][] = [
  ['listOrders', {}, { filter: 'all' }],
  ['placeOrder', { ...ORDER, entry: undefined }, { ...ORDER, entry: 'menu' }],
  ['addPatient', { ...CLAIM, relation: undefined }, { ...CLAIM, relation: 'other' }],
  ['openCard', { ...CARD, relation: undefined }, { ...CARD, relation: 'other' }],
];
const MAY_BE_LEFT_OUT: ReadonlySet<string> = new Set(['filter', 'entry', 'relation']);

test.each(LEFT_OUT)('%s takes what an earlier phone sends', (action, input, taken) => {
  expect(validators[action].safeParse(input)).toEqual({ success: true, data: taken });
});

test('every action is among the good examples', () => {
  expect([...new Set(GOOD.map(([action]) => action))].sort()).toEqual(
    Object.keys(validators).sort(),
  );
});

test.each(GOOD)('%s takes %j as it is', (action, input) => {
  expect(validators[action].safeParse(input)).toMatchObject({ success: true, data: input });
});

test.each(GOOD)(
  '%s drops what is more than %j, and refuses it as no object and with less',
  (action, input) => {
    const safeParse = (value: unknown) => validators[action].safeParse(value);
    expect(safeParse({ ...input, amountFen: 1 })).toEqual({ success: true, data: input });
    for (const wrong of [undefined, null, [], [input], 'x', 7]) {
      expect(safeParse(wrong).success).toBe(false);
    }
    for (const key of Object.keys(input)) {
      const left = safeParse({ ...input, [key]: undefined }).success;
      const may = action !== 'placeForOther' && MAY_BE_LEFT_OUT.has(key);
      expect([key, left]).toEqual([key, may]);
      expect(safeParse({ ...input, [key]: { $gt: '' } }).success).toBe(false);
    }
  },
);

const BAD: readonly [Action, object][] = [
  ['listOrders', { filter: 'every' }],
  ['listOrders', { filter: 'all', after: '-1' }],
  ['slots', { departmentId: 'D1', doctorId: 'DR1', day: '2026/03/02' }],
  ['topUp', { requestId: 'r-12345678', patientId: 'P1', admissionId: 'W1', amount: 0.5 }],
  ['topUp', { requestId: 'r-12345678', patientId: 'P1', admissionId: 'W1', amount: -1 }],
  ['subscribed', { kinds: ['spam'] }],
  ['prescription', { code: 'x'.repeat(300) }],
  ['chooseDefault', { patientId: '' }],
  ['chooseDefault', { patientId: 'P'.repeat(65) }],
  ['chooseDefault', { patientId: '../P1' }],
  ['addPatient', { ...CLAIM, name: '' }],
  ['addPatient', { ...CLAIM, name: '张'.repeat(33) }],
  ['addPatient', { ...CLAIM, name: '张\n三' }],
  ['addPatient', { ...CLAIM, cardNo: '99-1' }],
  ['addPatient', { ...CLAIM, idType: 2 }],
  ['addPatient', { ...CLAIM, idType: '1' }],
  ['addPatient', { ...CLAIM, idDigest: 'A'.repeat(32) }],
  ['openCard', { ...CARD, idNo: '1'.repeat(33) }],
  ['openCard', { ...CARD, phone: '12345678901' }],
  ['openCard', { ...CARD, requestId: 'short' }],
  ['finishPhoneProof', { proofId: 'PF1', code: '12345' }],
  ['finishPhoneProof', { proofId: 'PF1', code: 123456 }],
  ['placeOrder', { ...ORDER, billIds: [] }],
  ['placeOrder', { ...ORDER, billIds: Array.from({ length: 11 }, (_, n) => `B${n}`) }],
  ['placeOrder', { ...ORDER, billIds: ['B 1'] }],
  ['placeOrder', { ...ORDER, billIds: 'B1' }],
  ['placeOrder', { ...ORDER, payWith: 'card' }],
  ['placeOrder', { ...ORDER, place: { kind: 'located', latitude: 91, longitude: 0 } }],
  ['placeOrder', { ...ORDER, place: { kind: 'located', latitude: NaN, longitude: 0 } }],
  ['placeOrder', { ...ORDER, place: { kind: 'elsewhere' } }],
  ['confirmOrder', { orderNo: 'Y1' }],
  ['confirmOrder', { orderNo: 'Y'.repeat(64) }],
];

test.each(BAD)('%s refuses %j', (action, input) => {
  expect(validators[action].safeParse(input).success).toBe(false);
});
