/**
 * Cash that was taken without insurance, as evidence shows it: sent back by itself, once, and nothing
 * else of the order moves meanwhile (money rules 3 and 9).
 */
import type { PaymentEvidence, PlatformState } from '../../cloudfunctions/domain/evidence';
import { onEvidence } from '../../cloudfunctions/domain/on-evidence';
import type { PaymentState } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { evidence, orderIn, placing, T0 } from '../support/orders';
import { refundIn } from '../support/refund-fixtures';
import { CASH_ONLY, LEARNED, on, text } from '../support/transition-bench';

describe('half paid', () => {
  const half = (said: Partial<PaymentEvidence>, payment: PaymentState = 'payable') =>
    on(payment, 'half-paid', { said: { legs: CASH_ONLY, ...said } });

  it('sends the cash back by itself', () => {
    const { change, ...rest } = half({ cashTradeNo: 'C9' });
    expect(rest).toStrictEqual({ name: 'half-paid', note: text('half-paid') });
    expect(change).toMatchObject({
      ...{ payment: 'failing', asked: 0, reason: 'insurance-failed-cash-back' },
      legs: CASH_ONLY,
      refund: { cause: 'half-paid', mode: 'cash-only', cash: 4000, insurance: 0 },
    });
    expect(change?.halfPaid).toStrictEqual({
      ...{ cash: 4000, paidAt: T0 + 60_000, cashTradeNo: 'C9' },
    });
  });

  it('keeps no number that was not said, and takes now for a time that was not', () => {
    const { paidAt: _at, ...said } = evidence('half-paid', { legs: CASH_ONLY });
    const { change } = onEvidence(orderIn('payable'), said, T0 + 5, RULES);
    expect(change?.halfPaid).toStrictEqual({ cash: 4000, paidAt: T0 + 5 });
  });

  it.each([undefined, fen(3999), fen(4001)])('of %s fen is a case', (cash) => {
    const amounts = { total: fen(12000), ...(cash === undefined ? {} : { cash }) };
    expect(half({ amounts })).toMatchObject({
      name: 'amount-mismatch',
      note: 'cash',
      change: { review: { reason: 'amount-mismatch', at: T0 + 5 } },
    });
  });

  it('of an order without cash is a case', () => {
    const amounts = { ...placing().amounts, cash: ZERO };
    const said = { legs: CASH_ONLY, amounts: { cash: ZERO } };
    expect(on('payable', 'half-paid', { order: { amounts }, said }).name).toBe('amount-mismatch');
  });

  it('with leftovers is withdrawn first', () => {
    const change = { ...LEARNED, payment: 'closing', reason: 'insurance-failed-cash-back' };
    const left = { leftovers: true } as const;
    expect(half(left)).toStrictEqual({
      ...{ name: 'leftovers', note: text('half-paid') },
      change: { ...change, asked: 0 },
    });
    expect(half(left, 'closing')).toStrictEqual({
      ...{ name: 'leftovers', note: text('half-paid') },
      change: { ...change, asked: 3 },
    });
  });
});

describe('while the cash of half a payment goes back', () => {
  const going = (state: PlatformState, more: Parameters<typeof on>[2] = {}) =>
    on('failing', state, {
      ...more,
      order: { refund: refundIn('refunding', { cause: 'half-paid' }), ...more.order },
    });
  const back = { refund: refundIn('done', { cause: 'half-paid' }) };

  it('it stays what it is', () => {
    expect(going('half-paid')).toStrictEqual({
      name: 'seen',
      change: { ...LEARNED, asked: 3 },
    });
    const order = orderIn('failed', {
      ...{ dueAt: null },
      refund: refundIn('refunding', { cause: 'half-paid' }),
    });
    expect(onEvidence(order, evidence('half-paid'), T0 + 5, RULES)).toStrictEqual({
      name: 'stale',
    });
  });

  it('money that shows all the same is a case', () => {
    expect(going('paid')).toMatchObject({
      name: 'paid-contradicted',
      change: { review: { reason: 'paid-differs', evidence: text('paid') } },
    });
  });

  it('once it is back the order is over, unless insurance says that it holds', () => {
    expect(going('refunded', { order: back })).toStrictEqual({
      name: 'failed',
      change: {
        ...LEARNED,
        ...{ payment: 'failed', asked: 0, legs: { cash: 'refunded', insurance: 'unpaid' } },
      },
    });
    const held = { cash: 'refunded', insurance: 'paid' } as const;
    expect(going('refunded', { order: back, said: { legs: held } })).toMatchObject({
      name: 'failed-but-leg-paid',
      change: { payment: 'failing', asked: 3 },
    });
    expect(on('failed', 'refunded', { order: { ...back, dueAt: null } })).toStrictEqual({
      name: 'stale',
    });
  });

  it('another refund is none of this', () => {
    const refund = refundIn('refunding', { cause: 'clerk' });
    expect(on('failing', 'closed', { order: { refund } }).name).toBe('closed');
    const refused = refundIn('refused', { cause: 'half-paid' });
    expect(on('failing', 'closed', { order: { refund: refused } }).name).toBe('closed');
  });
});
