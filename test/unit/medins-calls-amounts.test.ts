/** The identities of 2.0 (移动医保支付 2.0, 金额公式; traps 16, 20, 36). */
import fc from 'fast-check';
import {
  brokenIdentity,
  feesOf,
  mixPayTypeOf,
  requireFees,
  type Fees,
  type MixPayType,
  type Term,
} from '../../cloudfunctions/channels/medins/order-amounts';
import { OrderInvalid } from '../../cloudfunctions/channels/medins/order-invalid';
import type { Amounts } from '../../cloudfunctions/domain/amounts';
import { fen } from '../../miniprogram/shared/fen';
import { cashAmounts, insuredAmounts } from './medins-calls-bench';

const sum = fc.integer({ min: 0, max: 50_000_000 });
const positive = fc.integer({ min: 1, max: 50_000_000 });

const parts = fc
  .record({ cash: sum, gov: sum, self: sum, other: sum, reduce: sum, share: fc.nat({ max: 100 }) })
  .map(({ share, ...rest }) => ({
    ...rest,
    add: Math.floor(((rest.cash + rest.reduce) * share) / 100),
  }));

const insured = parts.filter(({ cash, gov, self, other }) => cash + gov + self + other > 0);

function invalid(act: () => unknown): OrderInvalid {
  try {
    act();
  } catch (error) {
    if (error instanceof OrderInvalid) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** As the document writes them, apart from the code. */
function holdAll(type: MixPayType, fees: Fees): boolean {
  const { total_fee: total, wechat_pay_cash_fee: wechat, cash_reduce_fee: reduced } = fees;
  if (type === 'CASH_ONLY') return total === wechat + reduced;
  const insurance = fees.med_ins_gov_fee + fees.med_ins_self_fee + fees.med_ins_other_fee;
  return (
    total === insurance + wechat + reduced &&
    total === insurance + fees.med_ins_cash_fee + fees.cash_add_fee &&
    wechat === fees.med_ins_cash_fee + fees.cash_add_fee - reduced
  );
}

describe('amounts of an order', () => {
  test('every insured split that adds up is sent, and holds all three identities', () => {
    fc.assert(
      fc.property(insured, (drawn) => {
        const amounts = insuredAmounts(drawn);
        const fees = feesOf(amounts);
        expect(holdAll(mixPayTypeOf(amounts), fees)).toBe(true);
        expect(fees.med_ins_cash_fee).toBe(drawn.cash - drawn.add + drawn.reduce);
      }),
    );
  });

  test('trap 36: CASH_ONLY holds the one identity that can hold without med_ins amounts', () => {
    fc.assert(
      fc.property(positive, sum, (cash, reduce) => {
        const fees = feesOf(cashAmounts(cash, { reduce }));
        expect(holdAll('CASH_ONLY', fees)).toBe(true);
        expect(brokenIdentity('CASH_ONLY', fees)).toBeUndefined();
      }),
    );
  });

  const TERMS: readonly Term[] = [
    'total_fee',
    'med_ins_gov_fee',
    'med_ins_self_fee',
    'med_ins_other_fee',
    'med_ins_cash_fee',
    'wechat_pay_cash_fee',
    'cash_add_fee',
    'cash_reduce_fee',
  ];

  test.each(TERMS)('one fen too many in %s is refused, and named', (term) => {
    fc.assert(
      fc.property(insured, fc.integer({ min: 1, max: 9 }), (drawn, more) => {
        const fees = feesOf(insuredAmounts({ ...drawn, cash: drawn.cash + drawn.add + 1 }));
        const wrong = { ...fees, [term]: fen(fees[term] + more) };
        const error = invalid(() => requireFees('CASH_AND_INSURANCE', wrong));
        expect(error.what.split(', ')).toContain(term);
        expect(error.message).toContain(' = ');
      }),
    );
  });

  const CASH_TERMS: readonly Term[] = ['total_fee', 'wechat_pay_cash_fee', 'cash_reduce_fee'];

  test.each(CASH_TERMS)('one fen too many in %s of CASH_ONLY is refused, and named', (term) => {
    const fees = feesOf(cashAmounts(12000, { reduce: 300 }));
    const error = invalid(() => requireFees('CASH_ONLY', { ...fees, [term]: fen(fees[term] + 1) }));
    expect(error.what.split(', ')).toContain(term);
  });

  test('what fails alone is named alone: the suspects are fewer than the terms', () => {
    const fees = feesOf(insuredAmounts({ cash: 5000, gov: 10000, add: 100, reduce: 200 }));
    const wrong = { ...fees, cash_add_fee: fen(101) };
    expect(brokenIdentity('CASH_AND_INSURANCE', wrong)?.suspects).toEqual([
      'med_ins_cash_fee',
      'cash_add_fee',
    ]);
  });

  test('trap 16: a total above its parts, which 1.0 knows as a discount, is an error', () => {
    const amounts = { ...insuredAmounts({ cash: 5000, gov: 10000 }), total: fen(15001) };
    const error = invalid(() => feesOf(amounts));
    expect(error.what.split(', ')).toContain('total_fee');
    expect(error.isAboutMoney).toBe(true);
  });

  test('parts that do not make up what insurance pays are named', () => {
    const amounts: Amounts = { ...insuredAmounts({ gov: 10000 }), insuranceFund: fen(9999) };
    expect(invalid(() => feesOf(amounts)).what).toContain('med_ins_gov_fee');
  });

  test('a part that the hospital leaves out is 0 only if the others make up the whole', () => {
    const { insuranceOther: _left, ...amounts } = insuredAmounts({ gov: 700, self: 300 });
    expect(feesOf(amounts).med_ins_other_fee).toBe(0);
    const { insuranceSelf: _out, ...less } = amounts;
    expect(invalid(() => feesOf(less)).message).toContain('med_ins_self_fee');
  });

  test('an addition above the cash that it is part of', () => {
    const amounts = { ...insuredAmounts({ cash: 100, gov: 10 }), cashAdd: fen(101) };
    expect(invalid(() => feesOf(amounts)).what).toBe('cash_add_fee');
  });

  test('a split that is still open', () => {
    const amounts: Amounts = { ...insuredAmounts({ gov: 10 }), mode: 'open' };
    expect(invalid(() => feesOf(amounts)).why).toMatch(/fixed/);
  });

  test('trap 36: no cash in a kind of order that lives on it', () => {
    const none = feesOf(insuredAmounts({ gov: 10 }));
    for (const type of ['CASH_ONLY', 'CASH_AND_INSURANCE'] as const) {
      expect(invalid(() => requireFees(type, none)).what).toBe('wechat_pay_cash_fee');
    }
  });

  test('trap 20: cash in INSURANCE_ONLY, insurance in CASH_ONLY, nothing at all', () => {
    const both = feesOf(insuredAmounts({ cash: 5, gov: 10 }));
    expect(invalid(() => requireFees('INSURANCE_ONLY', both)).what).toBe('wechat_pay_cash_fee');
    expect(invalid(() => requireFees('CASH_ONLY', both)).what).toBe('med_ins_gov_fee');
    const nothing = { ...both, total_fee: fen(0) };
    expect(invalid(() => requireFees('CASH_AND_INSURANCE', nothing)).what).toBe('total_fee');
  });

  test.each([
    [cashAmounts(1), 'CASH_ONLY'],
    [insuredAmounts({ gov: 1 }), 'INSURANCE_ONLY'],
    [insuredAmounts({ cash: 1, gov: 1 }), 'CASH_AND_INSURANCE'],
    // a pre-settlement that comes out all cash stays what it was asked as
    [insuredAmounts({ cash: 1 }), 'CASH_AND_INSURANCE'],
  ] as const)('the kind of order %#', (amounts, type) => {
    expect(mixPayTypeOf(amounts)).toBe(type);
    expect(() => feesOf(amounts)).not.toThrow();
  });
});
