/** Cash was taken, insurance failed for certain: the cash goes back by itself (money rule 9, 2.0). */
import { fen } from '../../miniprogram/shared/fen';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { BILL, FOREVER, HOSPITAL, seen } from '../support/doubles';
import { evidence, orderIn, T0 } from '../support/orders';
import { acts, paidUnbooked, type RefundWorld } from '../support/refund-world';

const LEGS = { cash: 'paid', insurance: 'closed' } as const;
const HALF = { legs: LEGS, amounts: { cash: fen(4000) }, paidAt: T0 + 1_000, cashTradeNo: 'C1' };

async function halfPaid(rules: Partial<typeof RULES> = {}): Promise<RefundWorld> {
  const here = await paidUnbooked();
  Object.assign(here.deps, { rules: { ...RULES, ...rules } });
  here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'half-paid', HALF));
  return here;
}

const hospitalHeard = (trace: readonly string[]) =>
  trace.filter((call) => /settle|hold|confirm|release/i.test(call));

it('the cash alone goes back, the hospital hears nothing, and then the bill is free', async () => {
  const here = await halfPaid();
  here.platform.refunds.script.onQueryRefund = () =>
    Promise.resolve({ kind: 'unknown', code: 'timeout', reason: 'payment-unreachable' });
  const view = await confirmOrder(here.deps, here.own, FOREVER);
  expect(view).toMatchObject({
    payment: 'failed',
    reason: 'insurance-failed-cash-back',
    refund: { state: 'going', cash: 4000, insurance: 0, cause: 'half-paid' },
    next: { do: 'wait' },
  });
  expect(await here.stored()).toMatchObject({
    payment: 'failing',
    legs: { cash: 'paid', insurance: 'closed' },
    halfPaid: { cash: 4000, paidAt: T0 + 1_000, cashTradeNo: 'C1' },
  });
  expect(await here.claims.holder(HOSPITAL, BILL)).toBeDefined();
  here.platform.refunds.script.onQueryRefund = null;
  const after = await here.until(3_600_000);
  expect(after).toMatchObject({
    payment: 'failed',
    legs: { cash: 'refunded', insurance: 'closed' },
    refund: { state: 'done', hold: 'not-needed' },
  });
  expect(after.review).toBeUndefined();
  expect(await here.claims.holder(HOSPITAL, BILL)).toBeUndefined();
  const [asked] = here.platform.refunds.asked;
  expect(asked).toMatchObject({
    mode: 'cash-only',
    cash: 4000,
    insurance: 0,
    paid: { cash: 4000 },
  });
  expect(here.platform.refunds.asked).toHaveLength(1);
  expect(hospitalHeard(here.trace)).toEqual([]);
  here.platform.script.onQuery = (number) =>
    Promise.resolve(seen(number, 'failed', { legs: { cash: 'refunded', insurance: 'closed' } }));
  expect(await confirmOrder(here.deps, here.own, FOREVER)).toMatchObject({
    payment: 'failed',
    refund: { state: 'returned' },
    next: { do: 'pay-anew' },
  });
});

it('why insurance failed is told of an order that ends without money, and noted of a half-paid one', () => {
  const why = { code: 'bureau-in-hospital', reason: 'insurance-in-hospital' } as const;
  const legs = { cash: 'closed', insurance: 'closed' } as const;
  const at = T0 + 60_000;
  const order = orderIn('payable');
  const says = (...said: Parameters<typeof evidence>) =>
    ({ type: 'evidence', evidence: evidence(...said) }) as const;
  const failed = transition(order, says('failed', { legs, why }), at, RULES).order;
  expect(failed).toMatchObject({ payment: 'failed', reason: 'insurance-in-hospital' });
  expect(failed.history.at(-1)?.note).toBe('bureau-in-hospital');
  const left = says('failed', { legs, why, leftovers: true });
  const closing = transition(order, left, at, RULES).order;
  expect(closing).toMatchObject({ payment: 'closing', reason: 'insurance-in-hospital' });
  // that the cash comes back is what the patient must know first
  const half = transition(order, says('half-paid', { ...HALF, why }), at, RULES).order;
  expect(half.reason).toBe('insurance-failed-cash-back');
  expect(half.history.at(-1)?.note).toContain('bureau-in-hospital');
});

it('where the city has stopped the interface a person brings it back, and that ends it', async () => {
  const here = await halfPaid({ refundVia: 'manual' });
  await confirmOrder(here.deps, here.own, FOREVER);
  expect(await here.stored()).toMatchObject({
    payment: 'failing',
    review: { reason: 'refund-by-hand' },
  });
  expect(await acts(here, { kind: 'record-transfer', receipt: 'R-1' })).toBe('review-ended');
  expect(await here.stored()).toMatchObject({ payment: 'failed', refund: { state: 'done' } });
  expect(here.platform.refunds.asked).toEqual([]);
});

it('a platform that will not take it back makes a case, whose act ends it', async () => {
  const here = await halfPaid();
  here.platform.refunds.script.onRefund = () =>
    Promise.resolve({ kind: 'refused', code: 'NO', reason: 'refund-not-possible' });
  await confirmOrder(here.deps, here.own, FOREVER);
  expect((await here.stored()).review).toMatchObject({ reason: 'refund-refused' });
  await acts(here, { kind: 'record-transfer', receipt: 'R-1' });
  expect((await here.stored()).payment).toBe('failed');
});

it('seen on an order that was over, it comes back to life until the cash is back', () => {
  const closed = orderIn('closed');
  const { name, order } = transition(
    closed,
    { type: 'evidence', evidence: evidence('half-paid', HALF) },
    T0 + 9,
    RULES,
  );
  expect(name).toBe('half-paid');
  expect(order).toMatchObject({ payment: 'failing', reopenedAt: T0 + 9, refund: { cash: 4000 } });
  const again = transition(
    order,
    { type: 'evidence', evidence: evidence('half-paid', HALF) },
    T0 + 10,
    RULES,
  );
  expect(again.name).toBe('seen');
  expect(again.order).toMatchObject({ payment: 'failing', refund: order.refund });
});

it('fees that could still be settled are withdrawn before the cash goes back', async () => {
  const here = await halfPaid();
  const clean = here.platform.script.onQuery;
  const stands = { ...HALF, leftovers: true } as const;
  here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'half-paid', stands));
  here.platform.script.onClose = () => {
    here.platform.script.onQuery = clean;
    return Promise.resolve({ kind: 'taken' });
  };
  await confirmOrder(here.deps, here.own, FOREVER);
  expect(here.trace.indexOf('close')).toBeGreaterThan(0);
  expect(here.trace.indexOf('close')).toBeLessThan(here.trace.indexOf('refund'));
  const after = await here.until(3_600_000);
  expect(after).toMatchObject({ payment: 'failed', reason: 'insurance-failed-cash-back' });
});

it('fees that will not be withdrawn keep the cash, and the order is asked about on', async () => {
  const here = await halfPaid();
  const stands = { ...HALF, leftovers: true } as const;
  here.platform.script.onQuery = (number) => Promise.resolve(seen(number, 'half-paid', stands));
  await confirmOrder(here.deps, here.own, FOREVER);
  await here.until(3_600_000);
  expect(here.platform.refunds.asked).toEqual([]);
  expect((await here.stored()).payment).toBe('closing');
  const day = await here.until(26 * 3_600_000);
  expect(day.review?.reason).toBe('undecided');
});

it('failed with something left behind is closed first', () => {
  const left = { leftovers: true, legs: { cash: 'closed', insurance: 'closed' } } as const;
  const event = { type: 'evidence', evidence: evidence('failed', left) } as const;
  const { name, order } = transition(orderIn('payable'), event, T0, RULES);
  expect(name).toBe('leftovers');
  expect(order).toMatchObject({ payment: 'closing', reason: 'payment-refused' });
  expect(transition(order, event, T0, RULES).order).toMatchObject({ payment: 'closing', asked: 1 });
  const clean = { type: 'evidence', evidence: evidence('failed', { legs: left.legs }) } as const;
  expect(transition(order, clean, T0, RULES).order.payment).toBe('failed');
});
