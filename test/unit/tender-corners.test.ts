/**
 * Who may be asked for other cash at a counter, until when, and what is left of it once it is over or taken
 * (money rules 4, 7, 12 and 16; trap 41).
 */
import { keepsInsurance, type CounterPart } from '../../cloudfunctions/domain/counter';
import { openId } from '../../cloudfunctions/domain/ids';
import {
  afterRefusal,
  keptWhy,
  offerTender,
  onCashClosed,
  onTenderAsked,
  onTenderTaken,
  tenderOffered,
  withoutTender,
} from '../../cloudfunctions/domain/on-tender';
import type { Order } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { amountsOf, MIXED, orderIn, PAYMENT_STATES, T0 } from '../support/orders';

const CLERK = openId('oClerk');
const OTHER = openId('oOther');
const PART: CounterPart = { counterNo: 'C1', clerk: CLERK, first: 'insurance', scanId: 's1' };
const UNTIL = T0 + RULES.tenderWaitMs;
const ASKED = { state: 'asked', at: T0, until: UNTIL, by: CLERK } as const;
const TAKEN = { state: 'taken', at: T0, kind: 'notes', receipt: 'R', by: CLERK } as const;
const QUOTED = amountsOf(MIXED);
const PRICED = { state: 'priced', quoted: QUOTED, payOrderId: 'SETL1', createdAt: T0 } as const;

const priced = (state: Order['payment'] = 'payable', change: Partial<Order> = {}): Order =>
  orderIn(state, { channel: 'onecode', counter: PART, upload: PRICED, ...change });

/** Waits for other cash, and the code is proven to pay nothing. */
const waiting = (change: Partial<Order> = {}): Order =>
  priced('closing', {
    counter: { ...PART, tender: ASKED },
    legs: { cash: 'closed', insurance: 'paid' },
    ...change,
  });

function without(key: 'counter' | 'upload', order = priced()): Order {
  const { counter, upload, ...rest } = order;
  return key === 'counter'
    ? { ...rest, ...(upload === undefined ? {} : { upload }) }
    : { ...rest, ...(counter === undefined ? {} : { counter }) };
}

const NOBODY: readonly (readonly [string, Order])[] = [
  ['no counter', without('counter')],
  ['nothing settled', without('upload')],
  ['asked for alone', priced('payable', { upload: { state: 'asked', quoted: QUOTED } })],
  ['cash first', priced('payable', { counter: { ...PART, first: 'cash' } })],
  ['no insurance', priced('payable', { amounts: { ...QUOTED, insurance: ZERO } })],
  ['no cash', priced('payable', { amounts: { ...QUOTED, cash: ZERO } })],
  ['a split that is not fixed', priced('payable', { amounts: { ...QUOTED, mode: 'open' } })],
  ['asked before', waiting()],
  ['taken before', priced('paid', { counter: { ...PART, tender: TAKEN } })],
];

describe('other cash is offered', () => {
  it('for a fen of each part', () => {
    const amounts = { ...QUOTED, cash: fen(1), insurance: fen(1) };
    expect(offerTender(priced('payable', { amounts }), T0, RULES)).toStrictEqual({
      ...PART,
      tender: ASKED,
    });
  });

  it('to who asked, else to who began', () => {
    expect(offerTender(priced(), T0, RULES, OTHER)?.tender).toMatchObject({ by: OTHER });
    expect(tenderOffered(priced(), T0, RULES)).toStrictEqual({
      counter: { ...PART, tender: ASKED },
    });
  });

  it.each(NOBODY)('not with %s', (_what, order) => {
    expect(offerTender(order, T0, RULES)).toBeUndefined();
    expect(tenderOffered(order, T0, RULES)).toStrictEqual({});
    expect(onTenderAsked(order, { type: 'tender-asked', by: OTHER }, T0, RULES).name).toBe(
      order.counter?.tender === undefined ? 'tender-not-possible' : 'stale',
    );
  });

  it('not at the moment by which the city wants it decided, a millisecond before it', () => {
    const moment = Date.UTC(2026, 2, 2, 15, 48);
    expect(offerTender(priced(), moment, RULES)).toBeUndefined();
    expect(offerTender(priced(), moment + 1, RULES)).toBeUndefined();
    expect(offerTender(priced(), moment - 1, RULES)?.tender).toMatchObject({ until: moment });
  });

  it.each(PAYMENT_STATES)('when a clerk asks while it is %s: only while it is open', (state) => {
    const verdict = onTenderAsked(priced(state), { type: 'tender-asked', by: OTHER }, T0, RULES);
    const open = state === 'placing' || state === 'unknown' || state === 'payable';
    expect(verdict).toStrictEqual(
      open
        ? {
            name: 'tender-asked',
            change: {
              payment: 'closing',
              asked: 0,
              counter: { ...PART, tender: { ...ASKED, by: OTHER } },
            },
            by: OTHER,
          }
        : { name: 'tender-not-possible' },
    );
  });
});

describe('after a certain refusal', () => {
  it('nothing was ever charged, whether or not other cash is offered', () => {
    expect(afterRefusal(priced(), T0, RULES)).toStrictEqual({
      counter: { ...PART, tender: ASKED, neverCharged: true },
    });
    const cashFirst = { ...PART, first: 'cash' } as const;
    expect(afterRefusal(priced('placing', { counter: cashFirst }), T0, RULES)).toStrictEqual({
      counter: { ...cashFirst, neverCharged: true },
    });
  });

  it('why is kept in the platform’s words', () => {
    expect(afterRefusal(priced(), T0, RULES, 'words')).toStrictEqual({
      counter: { ...PART, tender: ASKED, neverCharged: true, why: 'words' },
    });
    const rejected = { type: 'rejected', reason: 'one-code-refused', code: 'X' } as const;
    expect(keptWhy(priced(), { ...rejected, why: 'words' })).toStrictEqual({
      counter: { ...PART, why: 'words' },
    });
    expect(keptWhy(priced(), rejected)).toStrictEqual({});
    expect(keptWhy(without('counter'), { ...rejected, why: 'words' })).toStrictEqual({});
  });

  it('an order of no counter gets none', () => {
    expect(afterRefusal(without('counter'), T0, RULES, 'words')).toStrictEqual({});
  });
});

describe('given up', () => {
  it('insurance is no longer kept, and the cash leg stays as it is', () => {
    const change = withoutTender(waiting());
    expect(change).toStrictEqual({
      counter: PART,
      asked: 0,
      legs: { cash: 'closed', insurance: 'unpaid' },
    });
  });

  it.each<readonly [string, Order]>([
    ['no counter', without('counter')],
    ['nothing asked', priced()],
    ['taken', priced('paid', { counter: { ...PART, tender: TAKEN } })],
  ])('nothing to give up: %s', (_what, order) => {
    expect(withoutTender(order)).toBeUndefined();
  });

  it.each([
    [undefined, false],
    [PART, false],
    [{ ...PART, tender: ASKED }, true],
    [{ ...PART, tender: TAKEN }, true],
  ] as const)('%j keeps insurance: %s', (part, keeps) => {
    expect(keepsInsurance(part)).toBe(keeps);
  });
});

describe('the code will pay nothing any more', () => {
  it('means nothing away from a counter', () => {
    expect(onCashClosed(without('counter', waiting()), T0, RULES)).toStrictEqual({ name: 'stale' });
  });

  it('is the proof that the clerk waits for, until the time is over', () => {
    expect(onCashClosed(waiting({ asked: 4 }), UNTIL - 1, RULES)).toStrictEqual({
      name: 'tender-awaited',
      change: { asked: 5, legs: { cash: 'closed', insurance: 'paid' } },
    });
    expect(onCashClosed(waiting({ asked: 4 }), UNTIL, RULES)).toStrictEqual({
      name: 'tender-over',
      change: { counter: PART, asked: 0, legs: { cash: 'closed', insurance: 'unpaid' } },
    });
  });

  it.each(['placing', 'unknown', 'payable'] as const)(
    'while %s: other cash is offered',
    (state) => {
      expect(onCashClosed(priced(state, { asked: 4 }), T0, RULES)).toStrictEqual({
        name: 'leftovers',
        change: { payment: 'closing', asked: 0, counter: { ...PART, tender: ASKED } },
      });
    },
  );

  it('with nothing asked while closing: what insurance settled is still to be reversed', () => {
    expect(onCashClosed(priced('closing', { asked: 4 }), T0, RULES)).toStrictEqual({
      name: 'leftovers',
      change: { payment: 'closing', asked: 5 },
    });
  });

  it.each(['failing', 'closed', 'paid'] as const)('while %s: nothing is offered', (state) => {
    expect(onCashClosed(priced(state, { asked: 4 }), T0, RULES)).toStrictEqual({
      name: 'leftovers',
      change: { payment: 'closing', asked: 0 },
    });
  });

  it('asked for, but not closing: it is not awaited', () => {
    const order = priced('payable', { counter: { ...PART, tender: ASKED } });
    expect(onCashClosed(order, T0, RULES).name).toBe('leftovers');
  });
});

describe('a clerk has other cash', () => {
  const taken = (order: Order, at = T0 + 5) =>
    onTenderTaken(
      order,
      { type: 'tender-taken', kind: 'bank-card', receipt: 'R-9', by: OTHER },
      at,
    );

  it('is paid by hand with all that insurance told', () => {
    const settlement = { state: 'none', attempts: 3 } as const;
    expect(taken(waiting({ settlement }))).toStrictEqual({
      name: 'tender-taken',
      change: {
        payment: 'paid',
        proof: {
          ...{ total: 12000, cash: 4000, insurance: 8000, paidAt: T0 + 5, byHand: true },
          ...{ insuranceFund: 6000, insuranceSelf: 2000, insuranceOther: 0 },
          insuranceTradeNo: 'SETL1',
        },
        legs: { cash: 'paid', insurance: 'paid' },
        settlement: { state: 'due', since: T0 + 5, attempts: 3 },
        counter: {
          ...PART,
          tender: { state: 'taken', at: T0 + 5, kind: 'bank-card', receipt: 'R-9', by: OTHER },
        },
      },
      note: 'bank-card R-9',
      by: OTHER,
    });
  });

  it('tells nothing that insurance did not tell', () => {
    const {
      insuranceFund: _fund,
      insuranceSelf: _self,
      insuranceOther: _other,
      ...amounts
    } = QUOTED;
    const { change } = taken(waiting({ amounts, upload: { state: 'priced', quoted: QUOTED } }));
    expect(change?.proof).toStrictEqual({
      ...{ total: 12000, cash: 4000, insurance: 8000, paidAt: T0 + 5, byHand: true },
    });
    expect(taken(without('upload', waiting())).change?.proof).not.toHaveProperty(
      'insuranceTradeNo',
    );
  });

  it('in the last millisecond, not later', () => {
    expect(taken(waiting(), UNTIL - 1).name).toBe('tender-taken');
    expect(taken(waiting(), UNTIL).name).toBe('tender-not-possible');
  });

  it('twice is once', () => {
    expect(taken(waiting({ counter: { ...PART, tender: TAKEN } })).name).toBe('stale');
  });

  it.each<readonly [string, Order]>([
    ['no counter', without('counter', waiting())],
    ['nothing asked', waiting({ counter: PART })],
    ['not closing', waiting({ payment: 'payable' })],
    ['the code is not proven closed', waiting({ legs: { cash: 'unpaid', insurance: 'paid' } })],
    ['insurance does not stand', waiting({ legs: { cash: 'closed', insurance: 'unpaid' } })],
  ])('is not possible: %s', (_what, order) => {
    expect(taken(order)).toStrictEqual({ name: 'tender-not-possible' });
  });
});
