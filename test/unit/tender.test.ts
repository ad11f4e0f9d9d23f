/**
 * Cash that is taken otherwise at a counter although insurance has been settled (money rules 4, 7 and 12;
 * trap 41): never before the code is proven to pay nothing, never both, never neither.
 */
import type { CounterPart } from '../../cloudfunctions/domain/counter';
import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { openId } from '../../cloudfunctions/domain/ids';
import { newOrder } from '../../cloudfunctions/domain/new-order';
import type { Order } from '../../cloudfunctions/domain/order';
import { planRefund } from '../../cloudfunctions/domain/refund-plan';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { ZERO } from '../../miniprogram/shared/fen';
import { amountsOf, evidence, MIXED, orderIn, placing, T0 } from '../support/orders';

const CLERK = openId('oClerk');
const PART: CounterPart = {
  counterNo: 'C1',
  clerk: CLERK,
  first: 'insurance',
  scanId: 'scan-0001',
};
const LAUNCH = { counter: true } as const;

function priced(state: Order['payment'], change: Partial<Order> = {}): Order {
  const amounts = amountsOf(MIXED);
  const upload = { state: 'priced', quoted: amounts, payOrderId: 'SETL1', createdAt: T0 } as const;
  const base = { channel: 'onecode', counter: PART, upload, ...change } as const;
  return orderIn(state, state === 'payable' ? { launch: LAUNCH, ...base } : base);
}

const ev = (
  state: PaymentEvidence['state'],
  change: Partial<PaymentEvidence> = {},
): OrderEvent => ({ type: 'evidence', evidence: evidence(state, change) });

const CLOSED = ev('cash-closed', { legs: { cash: 'closed', insurance: 'paid' } });
const TAKEN = { type: 'tender-taken', kind: 'notes', receipt: 'R-17', by: CLERK } as const;
const ASKED = { type: 'tender-asked', by: CLERK } as const;

/** The order after these events, a second apart. */
function after(order: Order, ...events: readonly OrderEvent[]): { order: Order; names: string[] } {
  const names: string[] = [];
  const end = events.reduce((now, event, step) => {
    const { name, order: next } = transition(now, event, T0 + (step + 1) * 1_000, RULES);
    names.push(name);
    return next;
  }, order);
  return { order: end, names };
}

it.each(['placing', 'unknown', 'payable'] as const)(
  'from %s: asked, proven, taken, and paid by hand with every leg',
  (state) => {
    const { order, names } = after(priced(state), ASKED, CLOSED, TAKEN);
    expect(names).toEqual(['tender-asked', 'tender-awaited', 'tender-taken']);
    expect(order).toMatchObject({
      payment: 'paid',
      legs: { cash: 'paid', insurance: 'paid' },
      proof: { total: 12000, cash: 4000, insurance: 8000, byHand: true, insuranceTradeNo: 'SETL1' },
      settlement: { state: 'due', since: T0 + 3_000 },
      counter: { tender: { state: 'taken', kind: 'notes', receipt: 'R-17', by: CLERK } },
    });
    expect(order.history.at(-1)).toMatchObject({ by: CLERK, note: 'notes R-17' });
  },
);

it('nobody takes notes before the code is proven to pay nothing', () => {
  const { order, names } = after(priced('payable'), ASKED, TAKEN, ev('paying'), TAKEN);
  expect(names).toEqual(['tender-asked', 'tender-not-possible', 'seen', 'tender-not-possible']);
  expect(order.payment).toBe('closing');
});

it('a code that has paid all the same wins: paid once, by the code', () => {
  const { order, names } = after(priced('payable'), ASKED, ev('paid'), TAKEN);
  expect(names).toEqual(['tender-asked', 'paid', 'tender-not-possible']);
  expect(order.proof).toMatchObject({ cash: 4000 });
  expect(order.proof?.byHand).toBeUndefined();
});

it('nobody in time: insurance is reversed like any other, and nothing can be recorded any more', () => {
  const asked = after(priced('payable'), ASKED, CLOSED).order;
  const { tender } = asked.counter ?? {};
  expect(tender).toMatchObject({ state: 'asked', until: T0 + 1_000 + RULES.tenderWaitMs });
  expect(asked.dueAt).toBeLessThanOrEqual(T0 + 1_000 + RULES.tenderWaitMs);
  const late = T0 + 1_000 + RULES.tenderWaitMs;
  expect(transition(asked, TAKEN, late, RULES).name).toBe('tender-not-possible');
  const over = transition(asked, CLOSED, late, RULES);
  expect(over.name).toBe('tender-over');
  expect(over.order).toMatchObject({ payment: 'closing', counter: PART });
  expect(over.order.counter?.tender).toBeUndefined();
  expect(transition(over.order, TAKEN, late, RULES).name).toBe('tender-not-possible');
  const gone = transition(over.order, CLOSED, late, RULES);
  expect(gone).toMatchObject({ name: 'leftovers', order: { payment: 'closing' } });
  const closed = transition(gone.order, ev('closed'), late, RULES);
  expect(closed).toMatchObject({ name: 'closed', order: { payment: 'closed' } });
});

it('the clerk gives it up while it waits', () => {
  const { order, names } = after(priced('payable'), ASKED, CLOSED, {
    ...{ type: 'close-asked', by: 'clerk' },
  });
  expect(names.at(-1)).toBe('tender-over');
  expect(order).toMatchObject({
    payment: 'closing',
    legs: { cash: 'closed', insurance: 'unpaid' },
  });
  expect(order.counter?.tender).toBeUndefined();
});

it.each<readonly [string, Order['payment'], OrderEvent]>([
  [
    'the certificate was refused',
    'placing',
    { type: 'rejected', reason: 'one-code-refused', code: 'onecode 500243', leftovers: true },
  ],
  ['the charge failed', 'payable', ev('not-paid')],
  ['the answer was lost, and nothing was charged', 'unknown', ev('not-paid')],
  ['the deadline is over', 'payable', { type: 'close-asked', by: 'deadline' }],
  ['somebody revoked the charge', 'payable', CLOSED],
])('%s: what insurance has settled waits for other cash', (_what, state, event) => {
  const { order } = after(priced(state), event);
  expect(order).toMatchObject({
    payment: 'closing',
    counter: { tender: { state: 'asked', by: CLERK } },
  });
});

it('the patient leaves: nothing waits', () => {
  const { order } = after(priced('payable'), { type: 'close-asked', by: 'clerk' });
  expect(order.payment).toBe('closing');
  expect(order.counter?.tender).toBeUndefined();
});

it('it never waits past the moment by which the city wants it decided', () => {
  const late = Date.UTC(2026, 2, 2, 15, 45);
  const tender = transition(priced('payable', { createdAt: late }), ASKED, late, RULES).order
    .counter?.tender;
  expect(tender).toMatchObject({ until: Date.UTC(2026, 2, 2, 15, 48) });
});

function withoutCounter(): Order {
  const { counter: _none, ...order } = priced('payable');
  return order;
}

it.each<readonly [string, Order]>([
  ['no counter', withoutCounter()],
  ['cash first', priced('payable', { counter: { ...PART, first: 'cash' } })],
  ['not settled', priced('payable', { upload: { state: 'asked', quoted: amountsOf(MIXED) } })],
  ['no cash', priced('payable', { amounts: { ...amountsOf(MIXED), cash: ZERO } })],
])('%s: no other tender', (_what, order) => {
  expect(transition(order, ASKED, T0, RULES).name).toBe('tender-not-possible');
});

it('cash first has insurance arranged behind the cash: it is withdrawn or settled, never forgotten', () => {
  const order = newOrder(
    { ...placing(), channel: 'onecode', counter: { ...PART, first: 'cash' } },
    T0,
    RULES,
  );
  expect(order).toMatchObject({
    payment: 'placing',
    upload: { state: 'asked', quoted: placing().amounts },
  });
  expect(order.deadlineAt).toBe(T0 + RULES.counterDeadlineMs);
});

it('what was taken in notes goes back by hand', () => {
  const { order } = after(priced('payable'), ASKED, CLOSED, TAKEN);
  const settled: Order = { ...order, settlement: { ...order.settlement, state: 'settled' } };
  const ask = { mode: 'whole', cause: 'clerk', note: 'wrong drug' } as const;
  expect(planRefund(settled, ask, T0 + 10_000, RULES, undefined)).toMatchObject({
    ok: true,
    refund: { via: 'manual', cash: 4000, insurance: 8000 },
  });
});
