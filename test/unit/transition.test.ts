import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { freesBills, isLive, type Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { evidence, LAUNCH, orderIn, PAYMENT_STATES, placing, T0 } from '../support/orders';

const ev = (
  state: PaymentEvidence['state'],
  change: Partial<PaymentEvidence> = {},
): OrderEvent => ({
  type: 'evidence',
  evidence: evidence(state, change),
});

const heldClosed = ev('closed', { legs: { cash: 'closed', insurance: 'paid' } });
const at = T0 + 5 * 60_000;

function after(order: Order, ...events: readonly OrderEvent[]): Order {
  return events.reduce((current, event) => transition(current, event, at, RULES).order, order);
}

describe('transition', () => {
  it('keeps a way into the cashier that arrives after the proof (money rule 5)', () => {
    const paidFirst = after(placing(), ev('paid'));
    const merged = transition(
      paidFirst,
      { type: 'accepted', platformTradeNo: 'M26030200000000001', launch: LAUNCH },
      at,
      RULES,
    );
    expect(merged.name).toBe('merged');
    expect(merged.order).toMatchObject({ payment: 'paid', launch: LAUNCH });
  });

  it('believes "no such order" only after the grace period, and never of an accepted one', () => {
    const soon = transition(placing(), { type: 'absent' }, T0 + RULES.absentGraceMs - 1, RULES);
    expect(soon.name).toBe('too-early');
    expect(isLive(soon.order)).toBe(true);
    const later = transition(placing(), { type: 'absent' }, T0 + RULES.absentGraceMs, RULES);
    expect(later.name).toBe('absent');
    expect(freesBills(later.order)).toBe(true);
  });

  it('does not take an order for launch-lost while its own answer may be on the way', () => {
    const outcome = transition(placing(), ev('not-paid'), T0 + 5_000, RULES);
    expect(outcome.name).toBe('too-early');
    expect(outcome.order.payment).toBe('placing');
  });

  it('closes at once an order whose answer is lost and whose launch nobody holds', () => {
    const outcome = transition(orderIn('unknown'), ev('not-paid'), T0 + 9_000, RULES);
    expect(outcome).toMatchObject({ name: 'launch-lost', order: { payment: 'closing' } });
  });

  it('frees a bill only when the order ended and no leg holds money', () => {
    for (const state of PAYMENT_STATES) {
      const ended = state === 'rejected' || state === 'closed' || state === 'failed';
      expect([state, freesBills(orderIn(state))]).toEqual([state, ended]);
    }
    const review = { reason: 'amount-mismatch', at, evidence: '' } as const;
    expect(freesBills(orderIn('closed', { review }))).toBe(false);
    expect(
      freesBills(
        after(orderIn('not-needed'), {
          type: 'settle-refused',
          code: 'x',
          reason: 'bill-settled',
          elsewhere: false,
        }),
      ),
    ).toBe(true);
  });

  it('keeps a review until a person ends it, whatever arrives', () => {
    const reviewed = after(orderIn('payable'), ev('paid', { amounts: { total: fen(1) } }));
    expect(reviewed.review?.reason).toBe('amount-mismatch');
    const later = after(reviewed, ev('paid'));
    expect(later).toMatchObject({ payment: 'paid', review: reviewed.review, dueAt: null });
  });

  it('takes the legs from the proof when the bureau decides, within the total', () => {
    const open = orderIn('payable', {
      amounts: {
        ...{ mode: 'open', payType: 'insurance', total: fen(100), cash: ZERO, insurance: fen(100) },
        ...{ cashAdd: ZERO, cashReduced: ZERO },
      },
    });
    const split = { total: fen(100), cash: fen(30), insurance: fen(60) };
    const legs = { cash: 'paid', insurance: 'paid' } as const;
    const proven = after(open, ev('paid', { amounts: split, legs }));
    expect(proven.proof).toMatchObject(split);
    const above = { ...split, insurance: fen(71) };
    expect(transition(open, ev('paid', { amounts: above, legs }), at, RULES).name).toBe(
      'amount-mismatch',
    );
    const other = { ...split, total: fen(99) };
    expect(transition(open, ev('paid', { amounts: other, legs }), at, RULES).name).toBe(
      'amount-mismatch',
    );
  });

  it.each(['total', 'cash', 'insurance'] as const)('takes a missing %s as a mismatch', (term) => {
    const { [term]: _gone, ...amounts } = evidence('paid').amounts;
    expect(transition(orderIn('payable'), ev('paid', { amounts }), at, RULES).name).toBe(
      'amount-mismatch',
    );
  });

  it('lets a cash order be proven without insurance_fee and without pay_type', () => {
    const cash = orderIn('payable', {
      payWith: 'cash',
      amounts: {
        ...{ mode: 'fixed', payType: 'cash', total: fen(100), cash: fen(100), insurance: ZERO },
        ...{ cashAdd: ZERO, cashReduced: ZERO },
      },
    });
    const { payWith: _none, ...stated } = evidence('paid', {
      amounts: { total: fen(100), cash: fen(100) },
      legs: { cash: 'paid', insurance: 'unstated' },
    });
    const outcome = transition(cash, { type: 'evidence', evidence: stated }, at, RULES);
    expect(outcome).toMatchObject({
      name: 'paid',
      order: { legs: { cash: 'paid', insurance: 'none' } },
    });
  });

  it('refuses a fixed mixed order that is stated as paid another way', () => {
    expect(transition(orderIn('payable'), ev('paid', { payWith: 'cash' }), at, RULES).name).toBe(
      'amount-mismatch',
    );
  });

  it.each([heldClosed, ev('failed', { legs: { cash: 'unstated', insurance: 'refunded' } })])(
    'does not offer an order for payment while the platform contradicts itself',
    (event) => {
      const outcome = transition(orderIn('payable'), event, at, RULES);
      expect(outcome.order).toMatchObject({ payment: 'failing' });
      expect(outcome.order.review).toBeUndefined();
    },
  );

  it('lets a cash order fail without a word about its missing insurance leg', () => {
    const legs = { cash: 'unpaid', insurance: 'none' } as const;
    const event = ev('failed', { legs: { cash: 'refunded', insurance: 'unstated' } });
    expect(transition(orderIn('payable', { legs }), event, at, RULES).name).toBe('failed');
  });

  it.each([
    ['cash', '10:00:00', T0 + RULES.settleGiveUpMs],
    ['insurance', '10:00:00', Date.parse('2026-03-02T23:48:00+08:00')],
    ['insurance', '23:47:00', Date.parse('2026-03-02T23:48:00+08:00')],
    ['insurance', '23:49:00', Date.parse('2026-03-03T23:49:00+08:00')],
  ] as const)(
    'gives a hospital that is silent on %s paid at %s until then, then a person (money rule 16)',
    (payWith, time, limit) => {
      const silent: OrderEvent = { type: 'settle-unknown', code: 'timeout' };
      const since = Date.parse(`2026-03-02T${time}+08:00`);
      const paid = orderIn('paid', { payWith, settlement: { state: 'due', since, attempts: 0 } });
      const tried = transition(paid, silent, limit - 1, RULES);
      expect(tried.order).toMatchObject({
        settlement: { state: 'due', attempts: 1 },
        dueAt: limit,
      });
      expect(tried.order.review).toBeUndefined();
      const given = transition(tried.order, silent, limit, RULES);
      expect(given).toMatchObject({
        name: 'hospital-silent',
        order: { review: { reason: 'hospital-silent' }, dueAt: limit + RULES.undecidedEveryMs },
      });
    },
  );

  it('counts what repeats instead of growing, and bounds the history', () => {
    const asked = after(orderIn('payable'), ev('not-paid'), ev('not-paid'), ev('not-paid'));
    expect(asked.history).toHaveLength(2);
    expect(asked.history.at(-1)?.times).toBe(3);
    const many = Array.from({ length: 200 }, (_, index) =>
      ev(index % 2 === 0 ? 'not-paid' : 'paying'),
    );
    const long = after(orderIn('payable'), ...many);
    expect(long.history).toHaveLength(60);
    expect(long.history[0]?.event).toBe('created');
  });

  it('walks the query ladder 5, 15, 30, 60, 120 s and then every 5 minutes, never past the deadline', () => {
    let order = orderIn('unknown');
    const waits: number[] = [];
    for (let turn = 0; turn < 7; turn += 1) {
      order = transition(order, { type: 'ask-failed', code: 'timeout' }, at, RULES).order;
      waits.push((order.dueAt ?? 0) - at);
    }
    expect(waits).toEqual([15_000, 30_000, 60_000, 120_000, 300_000, 300_000, 300_000]);
    const near = orderIn('payable', { asked: 9 });
    const due = transition(near, ev('not-paid'), near.deadlineAt - 10_000, RULES).order.dueAt;
    expect(due).toBe(near.deadlineAt);
  });
});

describe('a bill of zero yuan that is given up before anybody heard of it', () => {
  const free = () => placing({ channel: 'none' });

  it('is over at once: there is no platform that could be asked', () => {
    const { name, order } = transition(free(), { type: 'close-asked', by: 'patient' }, T0, RULES);
    expect(name).toBe('closed');
    expect(order).toMatchObject({ payment: 'closed', dueAt: null });
    const late = transition(order, { type: 'nothing-to-pay' }, T0 + 1, RULES);
    expect(late.name).toBe('stale');
  });

  it('but not once the hospital may have heard', () => {
    const told = transition(free(), { type: 'nothing-to-pay' }, T0, RULES).order;
    expect(transition(told, { type: 'close-asked', by: 'patient' }, T0, RULES).name).toBe(
      'not-closable',
    );
  });
});
