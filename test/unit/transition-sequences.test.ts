/**
 * Orders over time (money rule 12): whatever the platform keeps saying, every order ends or reaches a
 * person; what heals by itself ends the person's case; what comes after the end is not overlooked.
 */
import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { freesBills, isHeld, type Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { closeFrom, lastMoment } from '../../cloudfunctions/domain/schedule';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { evidence, LAUNCH, orderIn, placing, T0 } from '../support/orders';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const ev = (
  state: PaymentEvidence['state'],
  change: Partial<PaymentEvidence> = {},
): OrderEvent => ({
  type: 'evidence',
  evidence: evidence(state, change),
});
const heldFailed = ev('failed', { legs: { cash: 'paid', insurance: 'unpaid' } });
const silence: OrderEvent = { type: 'ask-failed', code: 'timeout' };

function after(order: Order, at: number, ...events: readonly OrderEvent[]): Order {
  return events.reduce((current, event) => transition(current, event, at, RULES).order, order);
}

/** Says the same to the order whenever it is due, for `hours`. */
function keepsSaying(order: Order, event: OrderEvent, hours: number): Order {
  let current = order;
  for (let turn = 0; turn < 2_000; turn += 1) {
    const { dueAt } = current;
    if (dueAt === null || dueAt > T0 + hours * HOUR) return current;
    current = transition(current, event, dueAt, RULES).order;
  }
  throw new Error('asked more than two thousand times');
}

describe('an order that the platform never decides', () => {
  it.each<[string, Order, OrderEvent]>([
    ['is unwound for ever', orderIn('payable'), ev('failing')],
    ['is never closed', orderIn('closing'), ev('not-paid')],
    ['contradicts itself', orderIn('payable'), heldFailed],
    ['never answers', orderIn('unknown'), silence],
    ['is in the cashier for ever', orderIn('payable'), ev('paying')],
    ['vanished', orderIn('payable'), { type: 'absent' }],
  ])('%s: it reaches a person within a day and is asked about on', (_name, order, event) => {
    const late = keepsSaying(order, event, 30);
    expect(late.review?.reason).toBe('undecided');
    expect(isHeld(late)).toBe(false);
    expect(late.dueAt).toBeGreaterThan(T0 + 30 * HOUR);
    expect(freesBills(late)).toBe(false);
  });

  it('is nobody’s case any more once it heals, whatever it healed to', () => {
    const late = keepsSaying(orderIn('unknown'), silence, 30);
    const paid = after(late, T0 + 31 * HOUR, ev('paid'));
    expect(paid).toMatchObject({ payment: 'paid', settlement: { state: 'due' } });
    expect(paid.review).toBeUndefined();
    const closed = after(late, T0 + 31 * HOUR, ev('closed'));
    expect(closed.payment).toBe('closed');
    expect(freesBills(closed)).toBe(true);
  });

  it('is asked about hourly then, not every five minutes', () => {
    const late = keepsSaying(orderIn('unknown'), silence, 30);
    const next = after(late, T0 + 31 * HOUR, silence);
    expect((next.dueAt ?? 0) - (T0 + 31 * HOUR)).toBe(RULES.undecidedEveryMs);
  });
});

describe('an order that ended without money', () => {
  const closed = after(orderIn('payable'), T0 + MINUTE, ev('closed'));

  it('is looked at again ten minutes and two hours after its end, then left', () => {
    const looks: number[] = [];
    let order = closed;
    for (let turn = 0; turn < 5 && order.dueAt !== null; turn += 1) {
      looks.push(order.dueAt - (T0 + MINUTE));
      order = transition(order, ev('closed'), order.dueAt, RULES).order;
    }
    expect(looks).toEqual(RULES.lookBackMs);
  });

  it('spends no look on a patient who asks in between', () => {
    const asked = transition(closed, ev('closed'), T0 + 2 * MINUTE, RULES);
    expect(asked).toEqual({ name: 'stale', order: closed });
  });

  it('keeps its look while the platform does not answer', () => {
    const due = closed.dueAt ?? 0;
    const tried = transition(closed, silence, due, RULES).order;
    expect(tried.dueAt).toBe(due + RULES.queryEveryMs);
    expect(tried.asked).toBe(closed.asked);
  });

  it('is looked at anew when a notice speaks of it, long after', () => {
    const over = keepsSaying(closed, ev('closed'), 100);
    expect(over.dueAt).toBeNull();
    const at = T0 + 50 * HOUR;
    const hinted = transition(over, { type: 'hinted' }, at, RULES);
    const [rung = 0] = RULES.lookBackMs;
    expect(hinted).toMatchObject({
      name: 'hinted',
      order: { dueAt: at + rung, since: over.since },
    });
    const paid = after(hinted.order, at, ev('paid'));
    expect(paid).toMatchObject({ payment: 'paid', settlement: { state: 'due' } });
  });

  it('keeps its ten-minute look when the look at the moment of the notice finds nothing', () => {
    const over = keepsSaying(closed, ev('closed'), 100);
    const at = T0 + 50 * HOUR;
    const hinted = transition(over, { type: 'hinted' }, at, RULES).order;
    expect(transition(hinted, ev('closed'), at, RULES).order).toBe(hinted);
  });

  it('is given up with an alarm when the platform never answers the look back', () => {
    let order = closed;
    const names = new Set<string>();
    for (let turn = 0; turn < 2_000 && order.dueAt !== null; turn += 1) {
      const outcome = transition(order, silence, order.dueAt, RULES);
      names.add(outcome.name);
      order = outcome.order;
    }
    expect(order.dueAt).toBeNull();
    expect([...names]).toEqual(['ask-failed', 'look-back-given-up']);
  });

  it('has a day from when it came back to life, however old it is', () => {
    const reopened = after(closed, T0 + 26 * HOUR, ev('not-paid'));
    expect(reopened.payment).toBe('closing');
    expect(reopened.review).toBeUndefined();
    const late = keepsSaying(reopened, ev('not-paid'), 60);
    expect(late.review?.reason).toBe('undecided');
  });

  it.each([
    ['money that is held', heldFailed, 'failing'],
    ['a payment being unwound', ev('failing'), 'failing'],
    ['an open order', ev('not-paid'), 'closing'],
    ['somebody in the cashier', ev('paying'), 'closing'],
  ] as const)('comes back to life when the platform shows %s', (_name, event, payment) => {
    for (const state of ['rejected', 'closed', 'failed'] as const) {
      const order = after(orderIn(state), T0 + HOUR, event);
      expect([state, order.payment]).toEqual([state, payment]);
      expect(order.dueAt).not.toBeNull();
      expect(freesBills(order)).toBe(false);
    }
  });
});

describe('what the platform has shown once', () => {
  it('is not taken back by "no such order"', () => {
    const shown = after(orderIn('unknown'), T0 + MINUTE, heldFailed);
    const outcome = transition(shown, { type: 'absent' }, T0 + 3 * MINUTE, RULES);
    expect(outcome.name).toBe('vanished');
    expect(freesBills(outcome.order)).toBe(false);
  });

  it('is not taken back by a late rejection of our own request', () => {
    const shown = after(placing(), T0 + MINUTE, ev('paying'));
    const late: OrderEvent = { type: 'rejected', reason: 'payment-refused', code: '514' };
    expect(transition(shown, late, T0 + 2 * MINUTE, RULES).name).toBe('stale');
  });

  it('as contradicting is not offered for payment by a late acceptance', () => {
    const contradicting = ev('paid', { legs: { cash: 'unpaid', insurance: 'paid' } });
    const shown = after(placing(), T0 + MINUTE, contradicting);
    const accepted: OrderEvent = { type: 'accepted', platformTradeNo: 'M1', launch: LAUNCH };
    expect(after(shown, T0 + 2 * MINUTE, accepted).payment).toBe('failing');
  });

  it('is closed for certain, not offered again, when a failing order turns out unpaid', () => {
    const order = after(orderIn('payable'), T0 + MINUTE, ev('failing'), ev('not-paid'));
    expect(order.payment).toBe('closing');
  });
});

describe('an order whose split the bureau decides', () => {
  const open = orderIn('payable', {
    amounts: {
      ...{ mode: 'open', payType: 'insurance', total: fen(100), cash: ZERO, insurance: fen(100) },
      ...{ cashAdd: ZERO, cashReduced: ZERO },
    },
  });
  const paidAs = (amounts: PaymentEvidence['amounts'], change: Partial<PaymentEvidence> = {}) =>
    transition(open, ev('paid', { amounts, ...change }), T0 + MINUTE, RULES).name;

  it('is not paid when nothing is held', () => {
    expect(paidAs({ total: fen(100), cash: ZERO, insurance: ZERO })).toBe('amount-mismatch');
  });

  it('is not paid when it is stated as a cash payment, or as none', () => {
    const amounts = { total: fen(100), cash: fen(100), insurance: ZERO };
    expect(paidAs(amounts, { payWith: 'cash' })).toBe('amount-mismatch');
    const { payWith: _gone, ...rest } = evidence('paid', { amounts });
    const event: OrderEvent = { type: 'evidence', evidence: rest };
    expect(transition(open, event, T0 + MINUTE, RULES).name).toBe('amount-mismatch');
  });
});

describe('the hospital', () => {
  const silent: OrderEvent = { type: 'settle-unknown', code: 'timeout' };

  it('has its day from when the payment became known, however late that was', () => {
    const at = T0 + 25 * HOUR;
    const found = after(orderIn('payable'), at, ev('paid'));
    expect(transition(found, silent, at + MINUTE, RULES).name).toBe('settle-unknown');
    expect(transition(found, silent, at + RULES.settleGiveUpMs, RULES).name).toBe(
      'hospital-silent',
    );
  });

  it('is still told hourly after that day, and the case ends when it hears', () => {
    const given = after(orderIn('paid'), T0 + 24 * HOUR, silent);
    expect(given).toMatchObject({ review: { reason: 'hospital-silent' } });
    expect(given.dueAt).toBe(T0 + 25 * HOUR);
    const settled = after(given, T0 + 25 * HOUR, { type: 'settled', settlementNo: 'H1' });
    expect(settled.settlement.state).toBe('settled');
    expect(settled.review).toBeUndefined();
  });
});

describe('midnight (money rule 16)', () => {
  const at = (time: string) => Date.parse(`2026-03-02T${time}+08:00`);

  it('asks for the end of an insurance order in time to have it decided by 23:50', () => {
    const begun = at('23:40:00');
    const wanted = begun + RULES.payDeadlineMs;
    expect(lastMoment('insurance', begun, wanted, RULES)).toBe(at('23:48:00'));
    expect(lastMoment('cash', begun, wanted, RULES)).toBe(wanted);
    expect(lastMoment('insurance', at('10:00:00'), at('10:15:00'), RULES)).toBe(at('10:15:00'));
  });

  it('does not give somebody in the cashier longer than that', () => {
    const order = orderIn('payable', { createdAt: at('23:29:00'), seen: 'paying' });
    expect(closeFrom(order, RULES)).toBe(at('23:48:00'));
    expect(closeFrom({ ...order, payWith: 'cash' }, RULES)).toBe(at('23:54:00'));
  });

  it('is not slept through by an order that could not be moved', () => {
    const change = { createdAt: at('23:40:00'), deadlineAt: at('23:48:00') };
    const order = orderIn('payable', { ...change, dueAt: at('23:46:00') });
    const stumbled: OrderEvent = { type: 'stumbled', code: 'internal' };
    expect(transition(order, stumbled, at('23:47:00'), RULES).order.dueAt).toBe(at('23:48:00'));
  });
});
