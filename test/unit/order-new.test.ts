/** The first shape of an order, and the digests, masks and sums that go into it (money rules 1 and 16). */
import { buildAmounts, nothingToPay, type Amounts } from '../../cloudfunctions/domain/amounts';
import { moneyKindOf } from '../../cloudfunctions/domain/desk';
import { identityDigest, maskCard, maskName } from '../../cloudfunctions/domain/identity';
import { newOrder, unpaidLegs, type OrderDraft } from '../../cloudfunctions/domain/new-order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { amountsOf, MIXED, orderIn, placing, T0 } from '../support/orders';
import { COUNTER } from '../support/transition-bench';

const FIXED = amountsOf(MIXED);
const CASH: Amounts = { ...FIXED, payType: 'cash', cash: fen(12000), insurance: ZERO };

function made(change: Partial<OrderDraft> = {}) {
  const { orderNo, hospital, channel, kind, owner, patientId, patientName, billIds } = placing();
  const { title, serialNo, orgNo } = placing();
  return newOrder(
    {
      ...{ orderNo, hospital, channel, kind, owner, patientId, patientName, billIds, title },
      ...{ serialNo, orgNo, payWith: 'insurance', amounts: FIXED, ...change },
    },
    T0,
    RULES,
  );
}

describe('a new order', () => {
  it('is stored before anybody hears of it', () => {
    expect(made()).toMatchObject({
      ...{ version: 1, schemaVersion: 1, createdAt: T0, since: T0, payment: 'placing', asked: 0 },
      ...{ deadlineAt: T0 + RULES.payDeadlineMs, dueAt: T0 + 5_000 },
      settlement: { state: 'none', attempts: 0 },
    });
    expect(made().history).toStrictEqual([
      { at: T0, event: 'created', outcome: 'created', times: 1 },
    ]);
    expect(made()).not.toHaveProperty('upload');
  });

  it('waits for the patient’s permission until its deadline', () => {
    const order = made({ authorise: true });
    expect(order).toMatchObject({ payment: 'authorising', dueAt: order.deadlineAt });
    expect(order).not.toHaveProperty('authorise');
  });

  it('is over sooner at a counter, where insurance may be arranged behind the cash', () => {
    expect(made({ counter: COUNTER })).toMatchObject({
      deadlineAt: T0 + RULES.counterDeadlineMs,
      upload: { state: 'asked', quoted: FIXED },
    });
    const insuranceFirst = { ...COUNTER, first: 'insurance' } as const;
    expect(made({ counter: insuranceFirst })).not.toHaveProperty('upload');
    expect(made({ counter: COUNTER, amounts: CASH })).not.toHaveProperty('upload');
  });

  it('has the legs that are to be paid', () => {
    expect(unpaidLegs(FIXED)).toStrictEqual({ cash: 'unpaid', insurance: 'unpaid' });
    expect(unpaidLegs({ ...FIXED, cash: ZERO })).toStrictEqual({
      ...{ cash: 'none', insurance: 'unpaid' },
    });
    expect(unpaidLegs(CASH)).toStrictEqual({ cash: 'unpaid', insurance: 'none' });
    const open: Amounts = { ...FIXED, mode: 'open', payType: 'insurance', cash: ZERO };
    expect(unpaidLegs(open)).toStrictEqual({ cash: 'unpaid', insurance: 'unpaid' });
    expect(unpaidLegs({ ...open, payType: 'cash' }).insurance).toBe('unpaid');
  });
});

describe('sums', () => {
  const parts = { cashAdd: ZERO, cashReduced: ZERO };

  it('of the three parts of insurance are added, each of them', () => {
    const insured = { ...MIXED, ...parts };
    const of = (fund: number, self: number, other: number) =>
      buildAmounts({
        ...insured,
        ...{ insuranceFund: fen(fund), insuranceSelf: fen(self), insuranceOther: fen(other) },
      }).ok;
    expect(of(5000, 2000, 1000)).toBe(true);
    expect(of(6000, 2000, 1000)).toBe(false);
    expect(of(7000, 2000, 1000)).toBe(false);
  });

  it('of cash may hold an addition above it only where the bureau decides', () => {
    const sums = { total: fen(100), cash: ZERO, insurance: fen(100) };
    const online = { kind: 'insurance-online', ...sums, ...parts } as const;
    expect(buildAmounts({ ...online, cashAdd: fen(5) }).ok).toBe(true);
    const offline = { ...MIXED, cashAdd: fen(4001) };
    expect(buildAmounts(offline)).toEqual({ ok: false, fault: 'addition-exceeds-cash' });
  });

  it('are nothing only where neither leg is paid', () => {
    expect(nothingToPay({ ...FIXED, cash: ZERO, insurance: ZERO })).toBe(true);
    expect(nothingToPay({ ...FIXED, cash: ZERO })).toBe(false);
    expect(nothingToPay({ ...FIXED, insurance: ZERO })).toBe(false);
  });

  it('have no kind before they are proven', () => {
    const { proof } = orderIn('paid');
    const { proof: _none, ...unproven } = orderIn('paid');
    expect(moneyKindOf(orderIn('paid'))).toBe('mixed');
    expect(moneyKindOf(unproven)).toBeUndefined();
    if (proof === undefined) throw new Error('no proof');
    expect(moneyKindOf(orderIn('failed', { proof }))).toBeUndefined();
  });
});

describe('identities', () => {
  const digest = (md5: string) => () => identityDigest(() => md5, 1, 'X');

  it('have a digest of 32 hex characters, in lower case', () => {
    expect(digest('A'.repeat(32))()).toBe('a'.repeat(32));
    for (const md5 of [
      '',
      'a'.repeat(31),
      'a'.repeat(33),
      `g${'a'.repeat(32)}`,
      `${'a'.repeat(32)}g`,
    ])
      expect(digest(md5)).toThrow(new RangeError('an MD5 is 32 hex characters'));
  });

  it('are masked without the blanks around them', () => {
    expect(maskCard(' 12345 ')).toBe('****2345');
    expect(maskCard(' 1234 ')).toBe('****');
    expect(maskName(' 张小国 ')).toBe('张*国');
  });
});
