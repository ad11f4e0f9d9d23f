/** What each step of a refund changes, field by field (money rules 8 and 9; traps 11, 13 and 30). */
import type { OrderEvent, RefundEvent } from '../../cloudfunctions/domain/events';
import { openId } from '../../cloudfunctions/domain/ids';
import { onRefundEvent } from '../../cloudfunctions/domain/on-refund';
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { ZERO } from '../../miniprogram/shared/fen';
import { orderIn, placing, T0 } from '../support/orders';
import { ASKED_AT, refundIn } from '../support/refund-fixtures';

const AT = ASKED_AT + 5;
const SETTLED = { state: 'settled', attempts: 2 } as const;
const DUE = { state: 'due', since: T0, attempts: 2 } as const;
const STALE = { name: 'stale' };
const FREE = { cash: ZERO, insurance: ZERO };

type Event = Exclude<RefundEvent, { type: 'refund-asked' }>;
const on = (refund: Refund, event: Event, order: Partial<Order> = {}, at = AT) =>
  onRefundEvent(orderIn('paid', { settlement: SETTLED, refund, ...order }), event, at, RULES);
/** The refund a step further: what news it is, and since when it stands so. */
const moved = (refund: Refund, change: Partial<Refund>): Refund => ({
  ...refund,
  since: (change.state ?? refund.state) === refund.state ? refund.since : AT,
  asked: 0,
  ...change,
});

describe('asked for', () => {
  const by = openId('oClerk');
  const ask = (event: Partial<Extract<OrderEvent, { type: 'refund-asked' }>['ask']>) =>
    onRefundEvent(
      orderIn('paid', { settlement: SETTLED }),
      { type: 'refund-asked', ask: { mode: 'whole', cause: 'clerk', note: 'n', ...event } },
      AT,
      RULES,
    );

  it('is reserved, under the name of who asked', () => {
    expect(ask({ by })).toMatchObject({ name: 'refund-reserved', note: 'whole', by });
    expect(ask({})).not.toHaveProperty('by');
    expect(ask({ mode: 'cash-part' })).toStrictEqual({ name: 'refund-not-possible' });
  });
});

describe('the hospital’s answer', () => {
  const held = (hold: 'held' | 'cancelled' | 'not-needed') =>
    ({ type: 'refund-held', hold }) as const;
  const reserved = refundIn('reserved', { asked: 3 });
  const refusedNow = {
    settlement: { state: 'refused', attempts: 2, refusal: 'cancelled-for-refund' },
  };

  it('held: to be sent next', () => {
    const change = { refund: moved(reserved, { state: 'held', hold: 'held' }) };
    expect(on(reserved, held('held'))).toStrictEqual({ name: 'refund-held', change });
    expect(on(reserved, held('held'), { settlement: DUE })).toStrictEqual({
      ...{ name: 'refund-held', change },
    });
  });

  it('cancelled: what was to be booked never will be', () => {
    const refund = moved(reserved, { state: 'held', hold: 'not-needed' });
    expect(on(reserved, held('cancelled'), { settlement: DUE })).toStrictEqual({
      name: 'refund-held',
      change: { ...refusedNow, refund },
    });
    expect(on(reserved, held('cancelled'))).toStrictEqual({
      ...{ name: 'refund-held', change: { refund } },
    });
    expect(on(reserved, held('not-needed'), { settlement: DUE })).toStrictEqual({
      ...{ name: 'refund-held', change: { refund } },
    });
  });

  it('by hand: a person is told the sums', () => {
    const manual = refundIn('reserved', { via: 'manual' });
    expect(on(manual, held('held'))).toStrictEqual({
      name: 'refund-by-hand',
      change: {
        refund: moved(manual, { state: 'by-hand', hold: 'held' }),
        review: { reason: 'refund-by-hand', at: AT, evidence: 'cash 4000, insurance 8000' },
      },
    });
  });

  it('of what cost nothing: it books next', () => {
    const free = refundIn('reserved', FREE);
    expect(on(free, held('held'))).toStrictEqual({
      name: 'refund-held',
      change: { refund: moved(free, { state: 'returned', hold: 'held' }) },
    });
  });

  it('that nothing is held once the money is back ends it', () => {
    const back = refundIn('returned', { asked: 3 });
    expect(on(back, held('cancelled'), { settlement: DUE })).toStrictEqual({
      name: 'refund-done',
      change: { ...refusedNow, refund: moved(back, { state: 'done', hold: 'not-needed' }) },
    });
    const upload = { state: 'priced', quoted: placing().amounts } as const;
    expect(on(back, held('not-needed'), { channel: 'medins', upload })).toStrictEqual({
      name: 'refund-booked',
      change: { refund: { ...moved(back, { state: 'returned', hold: 'not-needed' }), since: AT } },
    });
    expect(on(back, held('held'))).toStrictEqual(STALE);
  });

  it('that comes after its own release holds again', () => {
    const refused = refundIn('refused', { asked: 3 });
    expect(on(refused, held('held'))).toStrictEqual({
      name: 'refund-held',
      change: { refund: moved(refused, { state: 'refused', hold: 'held' }) },
    });
    expect(on(refused, held('cancelled'))).toStrictEqual(STALE);
    expect(on(refundIn('refused', { hold: 'held' }), held('held'))).toStrictEqual(STALE);
    expect(on(refundIn('sending'), held('held'))).toStrictEqual(STALE);
  });

  it('no: refused; what we owe is a case unless it was served', () => {
    const no = (reason: 'refund-served' | 'refund-not-possible', cause: Refund['cause']) =>
      on(
        refundIn('reserved', { cause }),
        { type: 'refund-hold-refused', code: 'GONE', reason },
        {},
      );
    const refusal = { hold: 'released', refusal: 'GONE' } as const;
    expect(no('refund-not-possible', 'patient')).toStrictEqual({
      ...{ name: 'refund-hold-refused', note: 'GONE' },
      change: {
        refund: moved(refundIn('reserved'), {
          ...{ ...refusal, state: 'refused', reason: 'refund-not-possible' },
        }),
      },
    });
    expect(no('refund-not-possible', 'review').change).toMatchObject({
      refund: { ...refusal, state: 'refused' },
      review: { reason: 'refund-refused', at: AT, evidence: 'GONE' },
    });
    expect(no('refund-served', 'review').change).not.toHaveProperty('review');
    const event = { type: 'refund-hold-refused', code: 'X', reason: 'refund-served' } as const;
    expect(on(refundIn('held'), event)).toStrictEqual(STALE);
  });

  it('released: handed out again', () => {
    const refused = refundIn('refused', { hold: 'held', asked: 3 });
    expect(on(refused, { type: 'refund-released' })).toStrictEqual({
      name: 'refund-released',
      change: { refund: { ...refused, asked: 0, hold: 'released' } },
    });
    expect(on(refundIn('refused'), { type: 'refund-released' })).toStrictEqual(STALE);
    const going = refundIn('refunding');
    expect(on(going, { type: 'refund-released' })).toStrictEqual(STALE);
  });

  it('booked: over, or the platform is still to be told', () => {
    const back = refundIn('returned', { asked: 3 });
    expect(on(back, { type: 'refund-booked' })).toStrictEqual({
      name: 'refund-done',
      change: { refund: moved(back, { state: 'done', hold: 'confirmed' }) },
    });
    const upload = { state: 'priced', quoted: placing().amounts } as const;
    expect(on(back, { type: 'refund-booked' }, { channel: 'medins', upload })).toStrictEqual({
      name: 'refund-booked',
      change: { refund: { ...moved(back, { state: 'returned', hold: 'confirmed' }), since: AT } },
    });
    expect(on(refundIn('refunding'), { type: 'refund-booked' })).toStrictEqual(STALE);
  });
});

describe('sending', () => {
  const held = refundIn('held', { asked: 3 });

  it('counts, and keeps the ladder', () => {
    const event = { type: 'refund-sending' } as const;
    expect(on(held, event)).toStrictEqual({
      name: 'refund-sending',
      change: { refund: moved(held, { state: 'sending', sends: 1, asked: 3 }) },
    });
    const bound = { ...held, finishBy: AT };
    expect(on(bound, event).name).toBe('refund-sending');
    expect(on(bound, event, {}, AT + 1)).toStrictEqual(STALE);
    expect(on(refundIn('reserved'), event)).toStrictEqual(STALE);
    const review = { reason: 'wrong-merchant', at: T0, evidence: 'x' } as const;
    expect(on(held, event, { review })).toStrictEqual(STALE);
  });

  it('taken, as far as it is said', () => {
    const sending = refundIn('sending', { asked: 3 });
    const taken = (more: object) => on(sending, { type: 'refund-taken', ...more }).change?.refund;
    expect(taken({})).toStrictEqual(moved(sending, {}));
    expect(taken({ platformRefundNo: 'P1', told: true })).toStrictEqual(
      moved(sending, { platformRefundNo: 'P1', told: true }),
    );
    expect(on(held, { type: 'refund-taken' })).toStrictEqual(STALE);
  });

  it('told after the money was back: over once the hospital has booked', () => {
    const back = refundIn('returned', { asked: 3 });
    const told = { type: 'refund-taken', told: true } as const;
    expect(on(back, told)).toStrictEqual({
      name: 'refund-taken',
      change: { refund: moved(back, { state: 'returned', told: true }) },
    });
    const booked = { ...back, hold: 'confirmed' } as const;
    expect(on(booked, told)).toStrictEqual({
      name: 'refund-done',
      change: { refund: moved(booked, { state: 'done', told: true }) },
    });
    expect(on(back, { type: 'refund-taken' })).toStrictEqual(STALE);
  });

  it('not found: waits, asks on, or goes out once more', () => {
    const absent = { type: 'refund-absent' } as const;
    const waits = refundIn('held', { sends: 1, asked: 3 });
    expect(on(waits, absent)).toStrictEqual({
      name: 'refund-too-early',
      change: { refund: { ...waits, asked: 4 } },
    });
    expect(on(held, absent)).toStrictEqual(STALE);
    const going = refundIn('refunding', { asked: 3 });
    expect(on(going, absent)).toStrictEqual({
      name: 'refund-vanished',
      change: { refund: { ...going, asked: 4 } },
    });
    const grace = ASKED_AT + RULES.absentGraceMs;
    const sending = refundIn('sending');
    expect(on(sending, absent, {}, grace - 1).name).toBe('refund-too-early');
    expect(on(sending, absent, {}, grace).name).toBe('refund-absent');
    const bound = refundIn('sending', { finishBy: grace });
    expect(on(bound, absent, {}, grace).name).toBe('refund-absent');
    expect(on(bound, absent, {}, grace + 1).name).toBe('refund-too-early');
  });

  it('unfinished: what was seen is kept, the same goes out again, owed', () => {
    const legs = { cash: 'unstated', insurance: 'refunded' } as const;
    const event = { type: 'refund-unfinished', code: 'leg', legs } as const;
    const { finishBy: _bound, ...sending } = refundIn('sending', { asked: 3, finishBy: AT });
    expect(on({ ...sending, finishBy: AT }, event)).toStrictEqual({
      ...{ name: 'refund-unfinished', note: 'leg' },
      change: {
        refund: moved(sending, {
          ...{ state: 'held', asked: 4, legs: { cash: 'due', insurance: 'refunded' } },
        }),
      },
    });
    for (const refund of [refundIn('refunding'), refundIn('held', { sends: 1 })])
      expect(on(refund, event).name).toBe('refund-unfinished');
    for (const refund of [held, refundIn('reserved'), refundIn('returned')])
      expect(on(refund, event)).toStrictEqual(STALE);
  });

  it('too late for the city: refused, and the hospital is asked to hand it out again', () => {
    const over = { type: 'refund-window-over' } as const;
    const bound = refundIn('reserved', { finishBy: AT - 1 });
    expect(on(bound, over)).toStrictEqual({
      name: 'refund-window-over',
      change: {
        refund: moved(bound, {
          ...{ state: 'refused', hold: 'held', refusal: 'window-over' },
          reason: 'refund-outside-window',
        }),
      },
    });
    expect(on({ ...bound, finishBy: AT }, over)).toStrictEqual(STALE);
    expect(on(refundIn('reserved'), over)).toStrictEqual(STALE);
    expect(on(refundIn('held', { finishBy: AT - 1, sends: 1 }), over)).toStrictEqual(STALE);
    const free = refundIn('held', { finishBy: AT - 1, hold: 'not-needed' });
    expect(on(free, over).change?.refund).toMatchObject({ hold: 'not-needed' });
  });
});
