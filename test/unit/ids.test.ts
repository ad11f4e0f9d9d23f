/** Names of things: which texts can be one, and how an order's own numbers are made (money rule 1; trap 11). */
import {
  billId,
  hospitalId,
  isOfOurForm,
  newOrderNo,
  openId,
  orderNo,
  ORDER_NO_BYTES,
  patientId,
  refundNoOf,
} from '../../cloudfunctions/domain/ids';

const RANDOM = '0123456789abcdef012345';

describe('an order number', () => {
  test.each(['a'.repeat(10), 'a'.repeat(63), 'AZaz09-_AZ'])('can be %j', (text) => {
    expect(orderNo(text)).toBe(text);
  });

  test.each([
    'a'.repeat(9),
    'a'.repeat(64),
    'aaaaaaaaa.',
    ' aaaaaaaaaa',
    'aaaaaaaaaa\n',
    '号'.repeat(10),
  ])('cannot be %j', (text) => {
    expect(() => orderNo(text)).toThrow(new RangeError('not an order number'));
  });

  test('of ours is Y, the day and randomness', () => {
    expect(newOrderNo('20260302', RANDOM)).toBe(`Y20260302${RANDOM}`);
    expect(newOrderNo('20260302', 'f'.repeat(48))).toBe(`Y20260302${'f'.repeat(48)}`);
    expect(RANDOM).toHaveLength(2 * ORDER_NO_BYTES);
  });

  test.each(['2026032', '202603020', '2026-3-2', 'x20260302', '20260302x', ''])(
    'has no day %j',
    (day) => {
      expect(() => newOrderNo(day, RANDOM)).toThrow(
        new RangeError('the day of an order number is yyyyMMdd'),
      );
    },
  );

  test.each([
    RANDOM.slice(1),
    'f'.repeat(49),
    RANDOM.toUpperCase(),
    `${RANDOM.slice(1)}g`,
    `-${RANDOM}`,
    `${RANDOM}-`,
    '',
  ])('is not made of %j', (random) => {
    expect(() => newOrderNo('20260302', random)).toThrow(new RangeError('too little randomness'));
  });

  test.each([
    [`Y20260302${RANDOM}`, true],
    [`Y20260302${'a'.repeat(48)}`, true],
    [`Y20260302${RANDOM.slice(1)}`, false],
    [`Y20260302${'a'.repeat(49)}`, false],
    [`Y2026030${RANDOM}`, false],
    [`Y2026x302${RANDOM}`, false],
    [`R20260302${RANDOM}`, false],
    [`xY20260302${RANDOM}`, false],
    [`Y20260302${RANDOM}x`, false],
    [`Y20260302${RANDOM.slice(1)}G`, false],
  ])('%s is of our form: %s', (text, ours) => {
    expect(isOfOurForm(text)).toBe(ours);
  });

  test('has one refund number', () => {
    expect(refundNoOf(orderNo('Y123456789'))).toBe('RY123456789');
  });
});

describe.each([
  ['an openid', openId],
  ['a patient id', patientId],
  ['a bill id', billId],
] as const)('%s', (what, of) => {
  test.each(['a', 'counter:C-01', 'o_A@b.c', 'x'.repeat(128)])('can be %j', (text) => {
    expect(of(text)).toBe(text);
  });

  test.each(['', 'x'.repeat(129), ' a', 'a ', 'a/b', '张'])('cannot be %j', (text) => {
    expect(() => of(text)).toThrow(new RangeError(`not ${what}`));
  });
});

describe('a hospital id', () => {
  test.each(['h', 'Hosp-1', 'x'.repeat(32)])('can be %j', (text) => {
    expect(hospitalId(text)).toBe(text);
  });

  test.each(['', 'x'.repeat(33), 'a_b', ' a', 'a ', 'a:b'])('cannot be %j', (text) => {
    expect(() => hospitalId(text)).toThrow(new RangeError('not a hospital id'));
  });
});
