/**
 * What permission, the bureau's split, the wish for an end and a reversal change, field by field (money
 * rules 1, 2, 7 and 9).
 */
import { afterHalfPaid, onAuthorised, onPriced } from '../../cloudfunctions/domain/on-authorised';
import { onCloseAsked, onCloseSent, onPlaceReleased } from '../../cloudfunctions/domain/on-close';
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, PAYMENT_STATES, placing, T0 } from '../support/orders';
import { refundIn } from '../support/refund-fixtures';
import { registrationIn } from '../support/visit-doubles';
import { COUNTER } from '../support/transition-bench';

const { amounts } = placing();
const ASKED = { state: 'asked', quoted: amounts } as const;

describe('permitted', () => {
  it.each(PAYMENT_STATES)('while it is %s: only before anybody heard of it', (state) => {
    expect(onAuthorised(orderIn(state))).toStrictEqual(
      state === 'authorising'
        ? { name: 'authorised', change: { payment: 'placing', upload: ASKED, asked: 0 } }
        : { name: 'stale' },
    );
  });
});

describe('priced', () => {
  const cheaper = { ...amounts, cash: ZERO, insurance: fen(12000) };
  const said = { payOrderId: 'P1', createdAt: T0 + 1, amounts: cheaper };
  const event = { type: 'priced', ...said } as const;

  it.each(PAYMENT_STATES)('while it is %s: only as long as nothing was sent', (state) => {
    expect(onPriced(orderIn(state, { upload: ASKED }), event)).toStrictEqual(
      state === 'placing'
        ? {
            name: 'priced',
            change: {
              amounts: cheaper,
              legs: { cash: 'none', insurance: 'unpaid' },
              upload: { state: 'priced', quoted: amounts, payOrderId: 'P1', createdAt: T0 + 1 },
            },
          }
        : { name: 'stale' },
    );
  });

  it('not twice, and not what was never asked for', () => {
    expect(onPriced(orderIn('placing', { upload: { ...ASKED, state: 'priced' } }), event)).toEqual({
      name: 'stale',
    });
    expect(onPriced(orderIn('placing'), event)).toEqual({ name: 'stale' });
  });
});

describe('cash that was taken without insurance', () => {
  const legs = { cash: 'paid', insurance: 'closed' } as const;
  const before = orderIn('failing', {
    legs,
    refund: refundIn('refunding', { cause: 'half-paid' }),
  });
  const after = (change: Partial<Order>): Order => ({ ...before, ...change });
  const done = refundIn('done', { cause: 'half-paid' });
  const { refund: _none, ...bare } = before;

  it('is back: only now is the order over', () => {
    const over = { payment: 'failed', asked: 0, legs: { cash: 'refunded', insurance: 'closed' } };
    expect(afterHalfPaid(before, after({ refund: done }))).toStrictEqual(over);
    expect(afterHalfPaid(bare, after({ refund: done }))).toStrictEqual(over);
  });

  it.each<readonly [string, Order, Order]>([
    ['not back yet', before, before],
    ['no refund', before, bare],
    ['another refund', before, after({ refund: refundIn('done', { cause: 'clerk' }) })],
    ['back before', after({ refund: done }), after({ refund: done })],
    ['paid after all', before, after({ refund: done, payment: 'paid' })],
  ])('moves nothing: %s', (_what, was, is) => {
    expect(afterHalfPaid(was, is)).toStrictEqual({});
  });
});

describe('the end is asked for', () => {
  const asked = (order: Order, by: 'patient' | 'clerk' | 'deadline' = 'patient') =>
    onCloseAsked(order, { type: 'close-asked', by }, T0 + 5, RULES);
  const TENDER = { state: 'asked', at: T0, until: T0 + 9, by: COUNTER.clerk } as const;

  it('of what nobody has heard of: over at once', () => {
    expect(asked(orderIn('authorising'))).toStrictEqual({
      name: 'closed',
      change: { payment: 'closed', asked: RULES.lookBackMs.length },
      note: 'patient',
    });
    expect(asked(orderIn('placing', { channel: 'none' }), 'clerk')).toStrictEqual({
      ...{ name: 'closed', note: 'clerk' },
      change: { payment: 'closed', asked: 0 },
    });
  });

  it.each(['placing', 'unknown', 'payable'] as const)('while it is %s', (state) => {
    expect(asked(orderIn(state, { asked: 4 }), 'deadline')).toStrictEqual({
      name: 'closing',
      change: { payment: 'closing', asked: 0 },
      note: 'deadline',
    });
  });

  it.each(['failing', 'rejected', 'closed', 'failed', 'paid', 'not-needed'] as const)(
    'while it is %s: there is nothing to close',
    (state) => {
      expect(asked(orderIn(state))).toStrictEqual({ name: 'not-closable' });
    },
  );

  it('twice: only a clerk gives up other cash', () => {
    const waits = orderIn('closing', { counter: { ...COUNTER, tender: TENDER } });
    expect(asked(waits, 'deadline')).toStrictEqual({ name: 'stale' });
    expect(asked(waits, 'patient')).toStrictEqual({ name: 'stale' });
    expect(asked(orderIn('closing'), 'clerk')).toStrictEqual({ name: 'stale' });
    expect(asked(waits, 'clerk')).toStrictEqual({
      name: 'tender-over',
      change: { counter: COUNTER, asked: 0, legs: { cash: 'unpaid', insurance: 'unpaid' } },
      note: 'clerk',
    });
  });
});

describe('a reversal is about to go out', () => {
  it.each(PAYMENT_STATES)(
    'while it is %s: only while it is being closed, at a counter',
    (state) => {
      expect(onCloseSent(orderIn(state), T0 + 5)).toStrictEqual({ name: 'stale' });
      expect(onCloseSent(orderIn(state, { counter: COUNTER }), T0 + 5)).toStrictEqual(
        state === 'closing'
          ? { name: 'close-sent', change: { counter: { ...COUNTER, closeSentAt: T0 + 5 } } }
          : { name: 'stale' },
      );
    },
  );
});

describe('a place is given back', () => {
  it('once, of a registration that ended without money', () => {
    const order = registrationIn('closed');
    expect(onPlaceReleased(order)).toStrictEqual({
      name: 'place-released',
      change: { visit: { ...order.visit, released: true } },
    });
    const stale = { name: 'stale' };
    expect(onPlaceReleased(orderIn('closed'))).toStrictEqual(stale);
    expect(onPlaceReleased(registrationIn('payable'))).toStrictEqual(stale);
    const { visit } = order;
    if (visit === undefined) throw new Error('no visit');
    const released = { ...order, visit: { ...visit, released: true as const } };
    expect(onPlaceReleased(released)).toStrictEqual(stale);
  });
});
