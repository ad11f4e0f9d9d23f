import {
  buildAmounts,
  nothingToPay,
  type PreSettledAmounts,
} from '../../cloudfunctions/domain/amounts';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { MIXED } from '../support/orders';

const plain = { cashAdd: ZERO, cashReduced: ZERO };

/** Every case of pay_type (interface document v2.4 §3.3; access guide V1.4 §5.2 E). */
const CASES: readonly [string, PreSettledAmounts, string][] = [
  [
    'self-pay',
    { kind: 'cash', total: fen(100), cash: fen(100), insurance: ZERO, ...plain },
    'cash',
  ],
  [
    'all insurance',
    { kind: 'insurance-offline', total: fen(100), cash: ZERO, insurance: fen(100), ...plain },
    'insurance',
  ],
  ['insurance and cash', MIXED, 'mixed'],
  [
    '0-yuan insurance',
    { kind: 'insurance-offline', total: fen(100), cash: fen(100), insurance: ZERO, ...plain },
    'mixed',
  ],
  [
    'offline pre-settlement with the bureau giving a discount',
    { kind: 'insurance-offline', total: fen(100), cash: ZERO, insurance: fen(80), ...plain },
    'insurance',
  ],
  [
    'online pre-settlement',
    { kind: 'insurance-online', total: fen(100), cash: ZERO, insurance: fen(100), ...plain },
    'insurance',
  ],
];

describe('amounts', () => {
  it.each(CASES)('pay type of %s', (_name, from, payType) => {
    expect(buildAmounts(from)).toMatchObject({ ok: true, amounts: { payType } });
  });

  it('lets the bureau decide the legs only of an online pre-settlement', () => {
    const modes = CASES.map(([, from]) => {
      const built = buildAmounts(from);
      return built.ok ? built.amounts.mode : built.fault;
    });
    expect(modes).toEqual(['fixed', 'fixed', 'fixed', 'fixed', 'fixed', 'open']);
  });

  it('takes the examples of §3.3 for added and for reduced cash', () => {
    const added = { ...MIXED, total: fen(250), cash: fen(150), insurance: fen(100) };
    const parts = { insuranceFund: fen(100), insuranceSelf: ZERO, insuranceOther: ZERO };
    expect(buildAmounts({ ...added, ...parts, cashAdd: fen(50) }).ok).toBe(true);
    const reduced = { ...MIXED, total: fen(200), cash: fen(50), insurance: fen(100) };
    expect(buildAmounts({ ...reduced, ...parts, cashReduced: fen(50) }).ok).toBe(true);
  });

  it.each<[string, Partial<PreSettledAmounts>]>([
    ['cash-payment-with-insurance', { kind: 'cash' }],
    ['online-with-cash', { kind: 'insurance-online' }],
    ['online-not-whole', { kind: 'insurance-online', cash: ZERO }],
    ['parts-exceed-total', { cash: fen(4001) }],
    ['parts-exceed-total', { cashReduced: fen(1) }],
    ['addition-exceeds-cash', { cashAdd: fen(4001) }],
    ['insurance-parts-differ', { insuranceFund: fen(5999) }],
  ])('names the broken rule %s', (fault, change) => {
    expect(buildAmounts({ ...MIXED, ...change })).toEqual({ ok: false, fault });
  });

  it('refuses a cash payment whose parts do not make up the total', () => {
    const from = {
      kind: 'cash',
      total: fen(100),
      cash: fen(90),
      insurance: ZERO,
      ...plain,
    } as const;
    expect(buildAmounts(from)).toEqual({ ok: false, fault: 'cash-does-not-add-up' });
    expect(buildAmounts({ ...from, cashReduced: fen(10) }).ok).toBe(true);
  });

  it('refuses stated insurance parts above the insurance sum even when one is left out', () => {
    const { insuranceOther: _other, ...rest } = MIXED;
    expect(buildAmounts({ ...rest, insuranceFund: fen(8001), insuranceSelf: ZERO }).ok).toBe(false);
    expect(buildAmounts({ ...rest, insuranceFund: fen(5000) }).ok).toBe(true);
  });

  it('knows when nothing is left to pay', () => {
    const free = buildAmounts({
      ...{ kind: 'cash', total: fen(100), cash: ZERO, insurance: ZERO, cashAdd: ZERO },
      cashReduced: fen(100),
    });
    expect(free.ok && nothingToPay(free.amounts)).toBe(true);
    const mixed = buildAmounts(MIXED);
    expect(mixed.ok && nothingToPay(mixed.amounts)).toBe(false);
  });
});
