/** Amounts: no sum is lost between yuan and fen, and no order can be built whose parts do not fit. */
import fc from 'fast-check';
import { buildAmounts, type PreSettledAmounts } from '../../cloudfunctions/domain/amounts';
import { fen, fenFromYuan, yuanText } from '../../miniprogram/shared/fen';
import { holds } from './cases';

const amount = fc.nat({ max: 2_000_000_000 }).map(fen);
const anySum = fc.oneof(amount, fc.nat({ max: 300 }).map(fen));

const preSettled: fc.Arbitrary<PreSettledAmounts> = fc.record(
  {
    kind: fc.constantFrom('cash', 'insurance-offline', 'insurance-online'),
    total: anySum,
    cash: anySum,
    insurance: anySum,
    insuranceFund: anySum,
    insuranceSelf: anySum,
    insuranceOther: anySum,
    cashAdd: anySum,
    cashReduced: anySum,
  },
  { requiredKeys: ['kind', 'total', 'cash', 'insurance', 'cashAdd', 'cashReduced'] },
);

holds('fen to yuan and back', [amount], (sum) => {
  expect(fenFromYuan(yuanText(sum))).toBe(sum);
});

holds('text is whole fen or refused', [fc.string({ maxLength: 20 })], (text) => {
  try {
    expect(Number.isSafeInteger(fenFromYuan(text))).toBe(true);
    expect(text).toMatch(/^\d+(\.\d{1,2})?$/);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
  }
});

holds('what is built adds up', [preSettled], (asked) => {
  const built = buildAmounts(asked);
  if (!built.ok) return;
  const { total, cash, insurance, cashReduced, mode, payType } = built.amounts;
  expect(cash + insurance + cashReduced).toBeLessThanOrEqual(total);
  expect(payType === 'cash').toBe(asked.kind === 'cash');
  if (payType === 'cash') expect(insurance).toBe(0);
  expect(mode).toBe(asked.kind === 'insurance-online' ? 'open' : 'fixed');
  const parts = [asked.insuranceFund, asked.insuranceSelf, asked.insuranceOther];
  const stated = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
  expect(stated).toBeLessThanOrEqual(insurance);
});
