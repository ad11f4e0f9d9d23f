/** The one way in which an order changes, under any order of any events (money rules 3, 9 and 12). */
import fc from 'fast-check';
import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { openId, refundNoOf } from '../../cloudfunctions/domain/ids';
import { isHeld, isLive, type Order } from '../../cloudfunctions/domain/order';
import { isOpen, type RefundEvidence } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { migrateOrder } from '../../cloudfunctions/migrations/order';
import { fen } from '../../miniprogram/shared/fen';
import { evidence, LAUNCH, placing, T0 } from '../support/orders';
import { holds } from './cases';

const NUMBER = placing().orderNo;
const sum = fc.constantFrom(0, 1, 4000, 8000, 12000).map(fen);
const code = fc.constantFrom('timeout', '514', '554', 'BUSY');
const state = fc.constantFrom<PaymentEvidence['state']>(
  ...([
    'not-paid',
    'unbound',
    'paying',
    'paid',
    'failing',
    'failed',
    'closed',
    'refunded',
  ] as const),
);

const payment: fc.Arbitrary<OrderEvent> = fc
  .record({ state, ours: fc.boolean(), odd: fc.option(sum, { nil: undefined }) })
  .map(({ state: seen, ours, odd }) => {
    const amounts = { total: fen(12000), cash: odd ?? fen(4000), insurance: fen(8000) };
    return {
      type: 'evidence',
      evidence: evidence(seen, { ours: ours || seen !== 'paid', amounts }),
    };
  });

const leg = fc.constantFrom<RefundEvidence['legs']['cash']>(
  ...(['refunded', 'refunding', 'change', 'failed', 'unstated'] as const),
);
const refund: fc.Arbitrary<OrderEvent> = fc
  .record({
    state: fc.constantFrom<RefundEvidence['state']>('refunded', 'refunding'),
    cash: leg,
    insurance: leg,
    sums: fc.option(fc.record({ cash: sum, insurance: sum }), { nil: undefined }),
  })
  .map(({ state: seen, cash, insurance, sums }) => ({
    type: 'refund-evidence',
    evidence: {
      orderNo: NUMBER,
      refundNo: refundNoOf(NUMBER),
      ours: true,
      state: seen,
      legs: { cash, insurance },
      amounts: sums ?? { cash: fen(4000), insurance: fen(8000) },
    },
  }));

const clerk = openId('oClerk');
const act: fc.Arbitrary<OrderEvent> = fc
  .constantFrom(
    { kind: 'record-transfer', receipt: 'T1' } as const,
    { kind: 'decide-unbooked', choice: 'refund', note: 'gone' } as const,
    { kind: 'decide-unbooked', choice: 'booked-by-hand', note: 'H9' } as const,
    { kind: 'conclude', note: 'looked' } as const,
    { kind: 'conclude', note: 'held', held: { cash: fen(4000), insurance: fen(8000) } } as const,
    { kind: 'record-booking', receipt: 'B1' } as const,
    { kind: 'record-told', receipt: 'W1' } as const,
  )
  .map((one) => ({ type: 'review-ended', act: one, by: clerk }));

const plain: fc.Arbitrary<OrderEvent> = fc.oneof(
  fc.constant<OrderEvent>({ type: 'accepted', platformTradeNo: 'M1', launch: LAUNCH }),
  code.map((said): OrderEvent => ({ type: 'rejected', reason: 'payment-refused', code: said })),
  code.map((said): OrderEvent => ({ type: 'unknown', code: said })),
  fc.constantFrom<OrderEvent>(
    { type: 'absent' },
    { type: 'hinted' },
    { type: 'close-asked', by: 'patient' },
    { type: 'abandoned', reason: 'busy' },
    { type: 'settled', settlementNo: 'H1' },
    { type: 'settled', booked: { total: 12000, cash: 1, insurance: 2 } },
    { type: 'settle-refused', code: 'X', reason: 'bill-settled', elsewhere: false },
    { type: 'settle-refused', code: 'X', reason: 'bill-settled', elsewhere: true },
    { type: 'refund-held', hold: 'held' },
    { type: 'refund-held', hold: 'cancelled' },
    { type: 'refund-held', hold: 'not-needed' },
    { type: 'refund-hold-refused', code: 'SERVED', reason: 'refund-served' },
    { type: 'refund-window-over' },
    { type: 'refund-sending' },
    { type: 'refund-taken', platformRefundNo: 'MR1' },
    { type: 'refund-not-taken', code: '554', reason: 'refund-not-possible' },
    { type: 'refund-not-sent', code: 'token' },
    { type: 'refund-absent' },
    { type: 'refund-booked' },
    { type: 'refund-released' },
  ),
  code.map((said): OrderEvent => ({ type: 'ask-failed', code: said })),
  code.map((said): OrderEvent => ({ type: 'settle-unknown', code: said })),
  code.map((said): OrderEvent => ({ type: 'stumbled', code: said })),
  code.map((said): OrderEvent => ({ type: 'refund-stumbled', code: said })),
);
const asked: fc.Arbitrary<OrderEvent> = fc
  .record({
    mode: fc.constantFrom<'whole' | 'cash-only' | 'cash-part' | 'insurance-and-cash-part'>(
      ...(['whole', 'cash-only', 'cash-part', 'insurance-and-cash-part'] as const),
    ),
    cash: sum,
    cause: fc.constantFrom<'patient' | 'clerk'>('patient', 'clerk'),
  })
  .map((ask) => ({ type: 'refund-asked', ask: { ...ask, by: clerk, note: 'asked' } }));

const step = fc.record({
  event: fc.oneof(plain, plain, payment, refund, asked, act),
  after: fc.constantFrom(0, 5_000, 130_000, 3_600_000, 26 * 3_600_000),
});

function checkStep(before: Order, after: Order, event: OrderEvent): void {
  if (after === before) return;
  expect(after.version).toBe(before.version + 1);
  if (before.payment === 'paid') expect(after.payment).toBe('paid');
  if (event.type !== 'review-ended' && isHeld(before)) expect(after.review).toEqual(before.review);
  const { refund: was } = before;
  const { refund: is } = after;
  if (was !== undefined) expect(is).toBeDefined();
  if (isOpen(was) && is !== undefined) {
    expect([is.cash, is.insurance, is.refundNo]).toEqual([was.cash, was.insurance, was.refundNo]);
  }
  if (was?.state === 'done') expect(is).toEqual(was);
}

function checkStanding(order: Order): void {
  const { proof, refund: back } = order;
  if (back !== undefined) {
    expect(order.payment).toBe('paid');
    expect(back.cash).toBeLessThanOrEqual(proof?.cash ?? 0);
    expect(back.insurance).toBeLessThanOrEqual(proof?.insurance ?? 0);
    expect(back.sends).toBeGreaterThanOrEqual(0);
  }
  // whatever is open is looked at again, or waits for a person
  const open = isLive(order) || order.settlement.state === 'due' || isOpen(back);
  if (open && !isHeld(order)) expect(order.dueAt).not.toBeNull();
  if (isHeld(order)) expect(order.dueAt).toBeNull();
  expect(order.history.length).toBeLessThanOrEqual(60);
}

holds('any events in any order keep the rules', [fc.array(step, { maxLength: 40 })], (steps) => {
  let order = placing();
  let now = T0;
  for (const { event, after } of steps) {
    now += after;
    const next = transition(order, event, now, DEFAULT_RULES).order;
    checkStep(order, next, event);
    checkStanding(next);
    order = next;
  }
  expect(migrateOrder(JSON.parse(JSON.stringify(order)))).toEqual(order);
});
