/** What proves a payment, sum by sum and leg by leg, and what of it is kept (money rules 3 and 4). */
import type { Amounts } from '../../cloudfunctions/domain/amounts';
import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import type { Order } from '../../cloudfunctions/domain/order';
import {
  holdsMoney,
  legsPaid,
  provePaid,
  sameMoney,
  statesEveryLeg,
} from '../../cloudfunctions/domain/proof';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { amountsOf, evidence, MIXED, orderIn, T0 } from '../support/orders';
import { COUNTER } from '../support/transition-bench';

const FIXED = amountsOf(MIXED);
const OPEN: Amounts = {
  ...{ mode: 'open', payType: 'insurance', total: fen(12000), cash: ZERO },
  ...{ insurance: fen(12000), cashAdd: ZERO, cashReduced: ZERO },
};
const SUMS = { total: fen(12000), cash: fen(4000), insurance: fen(8000) };
const PARTS = { insuranceFund: fen(6000), insuranceSelf: fen(2000), insuranceOther: ZERO };

const ordered = (change: Partial<Order> = {}): Order => orderIn('payable', change);
const paid = (change: Partial<PaymentEvidence> = {}): PaymentEvidence => evidence('paid', change);
const differs = (term: string) => ({ kind: 'amount-mismatch', term });

describe('a fixed split', () => {
  test('is proven by exactly its sums; our own parts stand where none are stated', () => {
    expect(provePaid(ordered(), paid(), T0)).toStrictEqual({
      kind: 'proven',
      proof: { ...SUMS, ...PARTS, paidAt: T0 + 60_000 },
    });
  });

  test('keeps the parts, numbers and time that are stated', () => {
    const parts = { insuranceFund: fen(1), insuranceSelf: fen(2), insuranceOther: fen(3) };
    const { paidAt: _at, ...said } = paid({
      amounts: { ...SUMS, ...parts },
      insuranceTradeNo: 'I1',
      cashTradeNo: 'C1',
    });
    expect(provePaid(ordered(), said, T0)).toStrictEqual({
      kind: 'proven',
      proof: { ...SUMS, ...parts, insuranceTradeNo: 'I1', cashTradeNo: 'C1', paidAt: T0 },
    });
  });

  test('has no parts where nobody named any', () => {
    const { insuranceFund: _f, insuranceSelf: _s, insuranceOther: _o, ...amounts } = FIXED;
    expect(provePaid(ordered({ amounts }), paid(), T0)).toStrictEqual({
      kind: 'proven',
      proof: { ...SUMS, paidAt: T0 + 60_000 },
    });
  });

  test.each<readonly [string, PaymentEvidence['amounts']]>([
    ['total', { ...SUMS, total: fen(12001) }],
    ['total', { cash: SUMS.cash, insurance: SUMS.insurance }],
    ['cash', { total: SUMS.total, insurance: SUMS.insurance }],
    ['cash', { ...SUMS, cash: fen(3999) }],
    ['insurance', { total: SUMS.total, cash: SUMS.cash }],
    ['insurance', { ...SUMS, insurance: fen(8001) }],
  ])('differs in %s: %j', (term, amounts) => {
    expect(provePaid(ordered(), paid({ amounts }), T0)).toStrictEqual(differs(term));
  });

  test.each(['cash', 'insurance'] as const)('was not to be paid by %s alone', (payWith) => {
    expect(provePaid(ordered(), paid({ payWith }), T0)).toStrictEqual(differs('pay type'));
  });

  test('must say by what it was paid, unless it is cash', () => {
    const { payWith: _none, ...silent } = paid();
    expect(provePaid(ordered(), silent, T0)).toStrictEqual(differs('pay type'));
    const amounts: Amounts = {
      ...{ mode: 'fixed', payType: 'cash', total: fen(4000), cash: fen(4000), insurance: ZERO },
      ...{ cashAdd: ZERO, cashReduced: ZERO },
    };
    const cash = { ...silent, amounts: { total: fen(4000), cash: fen(4000) } };
    expect(provePaid(ordered({ amounts }), cash, T0)).toMatchObject({
      kind: 'proven',
      proof: { insurance: 0 },
    });
    const more = { ...silent, amounts: { ...cash.amounts, insurance: fen(1) } };
    expect(provePaid(ordered({ amounts }), more, T0)).toStrictEqual(differs('insurance'));
  });
});

describe('a split that is open', () => {
  const open = (amounts: PaymentEvidence['amounts'], reduced = ZERO) =>
    provePaid(
      ordered({ amounts: { ...OPEN, cashReduced: reduced } }),
      paid({ amounts: { total: fen(12000), ...amounts } }),
      T0,
    );

  test.each(['insurance', 'mixed'] as const)('comes back as %s', (payWith) => {
    const { kind } = provePaid(ordered({ amounts: OPEN }), paid({ payWith }), T0);
    expect(kind).toBe('proven');
  });

  test('does not come back as cash', () => {
    const said = paid({ payWith: 'cash' });
    expect(provePaid(ordered({ amounts: OPEN }), said, T0)).toStrictEqual(differs('pay type'));
  });

  test.each([
    [12000, 0],
    [0, 12000],
    [1, 11999],
    [1, 0],
  ])('may be %d in cash and %d by insurance', (cash, insurance) => {
    expect(open({ cash: fen(cash), insurance: fen(insurance) })).toMatchObject({
      kind: 'proven',
      proof: { total: 12000, cash, insurance },
    });
  });

  test('holds something, and no more than all of it', () => {
    expect(open({ cash: ZERO, insurance: ZERO })).toStrictEqual(differs('nothing held'));
    expect(open({ cash: fen(4001), insurance: fen(8000) })).toStrictEqual(
      differs('cash + insurance + reduced'),
    );
    const reduced = fen(500);
    expect(open({ cash: fen(3500), insurance: fen(8000) }, reduced).kind).toBe('proven');
    expect(open({ cash: fen(3501), insurance: fen(8000) }, reduced)).toStrictEqual(
      differs('cash + insurance + reduced'),
    );
  });
});

describe('legs', () => {
  const NO_MONEY = ['unpaid', 'closed', 'refunded'] as const;

  test.each(NO_MONEY)('that are %s contradict what they must hold', (leg) => {
    for (const legs of [
      { cash: leg, insurance: 'paid' },
      { cash: 'paid', insurance: leg },
    ] as const) {
      expect(provePaid(ordered(), paid({ legs }), T0)).toStrictEqual({ kind: 'legs-contradict' });
    }
  });

  test.each(NO_MONEY)('that are %s contradict nothing where they hold nothing', (leg) => {
    const amounts = OPEN;
    const whole = (cash: number, insurance: number, legs: PaymentEvidence['legs']) =>
      provePaid(
        ordered({ amounts }),
        paid({ legs, amounts: { total: fen(12000), cash: fen(cash), insurance: fen(insurance) } }),
        T0,
      ).kind;
    expect(whole(0, 12000, { cash: leg, insurance: 'paid' })).toBe('proven');
    expect(whole(12000, 0, { cash: 'paid', insurance: leg })).toBe('proven');
    expect(whole(0, 12000, { cash: 'paid', insurance: leg })).toBe('legs-contradict');
    expect(whole(12000, 0, { cash: leg, insurance: 'paid' })).toBe('legs-contradict');
  });

  test('that are not stated contradict nothing', () => {
    const legs = { cash: 'unstated', insurance: 'unstated' } as const;
    expect(provePaid(ordered(), paid({ legs }), T0).kind).toBe('proven');
  });

  test('of a proof are paid where they hold something', () => {
    const proof = { ...SUMS, paidAt: T0 };
    expect(legsPaid(proof)).toStrictEqual({ cash: 'paid', insurance: 'paid' });
    expect(legsPaid({ ...proof, cash: ZERO })).toStrictEqual({ cash: 'none', insurance: 'paid' });
    expect(legsPaid({ ...proof, insurance: ZERO })).toStrictEqual({
      cash: 'paid',
      insurance: 'none',
    });
  });

  test('hold money when either says so', () => {
    const holds = (cash: 'paid' | 'unpaid', insurance: 'paid' | 'unpaid') =>
      holdsMoney(paid({ legs: { cash, insurance } }));
    expect(holds('paid', 'unpaid')).toBe(true);
    expect(holds('unpaid', 'paid')).toBe(true);
    expect(holds('unpaid', 'unpaid')).toBe(false);
  });

  test('are all stated, but those that the order does not have', () => {
    const says = (legs: Order['legs'], cash: 'unstated' | 'paid', insurance: 'unstated' | 'paid') =>
      statesEveryLeg(ordered({ legs }), paid({ legs: { cash, insurance } }));
    const both = { cash: 'unpaid', insurance: 'unpaid' } as const;
    expect(says(both, 'paid', 'paid')).toBe(true);
    expect(says(both, 'unstated', 'paid')).toBe(false);
    expect(says(both, 'paid', 'unstated')).toBe(false);
    expect(says({ ...both, cash: 'none' }, 'unstated', 'paid')).toBe(true);
    expect(says({ ...both, cash: 'none' }, 'paid', 'unstated')).toBe(false);
    expect(says({ ...both, insurance: 'none' }, 'paid', 'unstated')).toBe(true);
  });
});

describe('fees that the bureau has priced', () => {
  const upload = { state: 'priced', quoted: FIXED } as const;
  const stated = (change: Partial<PaymentEvidence['amounts']>, order: Partial<Order> = {}) =>
    provePaid(ordered({ upload, ...order }), paid({ amounts: { ...SUMS, ...change } }), T0);

  test.each(['insuranceFund', 'insuranceSelf', 'insuranceOther'] as const)(
    'have %s as it was agreed',
    (name) => {
      expect(stated({ ...PARTS })).toMatchObject({ kind: 'proven' });
      expect(stated({ ...PARTS, [name]: fen(17) })).toStrictEqual(differs(name));
    },
  );

  test('have no part that only one of us names', () => {
    expect(stated({}).kind).toBe('proven');
    const { insuranceFund: _fund, ...amounts } = FIXED;
    expect(stated({ insuranceFund: fen(17) }, { amounts }).kind).toBe('proven');
  });

  test('may be divided anew behind cash that was taken first at a counter, not otherwise', () => {
    const asked = { state: 'asked', quoted: FIXED } as const;
    const other = { insuranceFund: fen(1) };
    expect(stated(other, { upload: asked, counter: COUNTER }).kind).toBe('proven');
    expect(stated(other, { upload: asked }).kind).toBe('amount-mismatch');
    expect(stated(other, { counter: COUNTER }).kind).toBe('amount-mismatch');
  });
});

test('two proofs say the same about the money, whatever else they say', () => {
  const one = { ...SUMS, paidAt: T0 };
  expect(sameMoney(one, { ...one, paidAt: T0 + 1, cashTradeNo: 'x' })).toBe(true);
  expect(sameMoney(one, { ...one, total: fen(1) })).toBe(false);
  expect(sameMoney(one, { ...one, cash: fen(1) })).toBe(false);
  expect(sameMoney(one, { ...one, insurance: fen(1) })).toBe(false);
});
