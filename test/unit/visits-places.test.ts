/** What is decided about places without anybody being asked (domain/appointments). */
import {
  daysFrom,
  inOrderOfUse,
  isPlaceLeft,
  lockNeededUntil,
  whyNotPayable,
} from '../../cloudfunctions/domain/appointments';
import type { Order, PaymentState } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { PAYMENT_STATES, T0 } from '../support/orders';
import { appointmentOf, closeAsked, DAY, MINUTE, registrationIn } from '../support/visit-doubles';
import type { HisAppointment } from '../../cloudfunctions/ports/his-visits';

test('seven days begin today, in Shanghai', () => {
  const evening = Date.parse('2026-02-26T23:59:59+08:00');
  expect(daysFrom(evening)).toEqual([
    ...['2026-02-26', '2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03'],
    '2026-03-04',
  ]);
  expect(daysFrom(evening + 1000)[0]).toBe('2026-02-27');
});

const TOMORROW = { from: T0 + DAY, to: T0 + DAY + 60 * MINUTE };

const PAYABLE: readonly (readonly [string, Partial<HisAppointment>, string | undefined])[] = [
  ['locked', {}, undefined],
  ['locked for a later day', TOMORROW, undefined],
  ['locked until this moment', { lockedUntil: T0 }, 'slot-lock-over'],
  ['kept', { status: 'kept' }, undefined],
  ['kept for a later day', { status: 'kept', ...TOMORROW }, undefined],
  ['kept, the visit over', { status: 'kept', from: T0 - 9, to: T0 }, 'slot-over'],
  ['made elsewhere for today', { status: 'kept', source: 'elsewhere' }, undefined],
  [
    'made elsewhere for tomorrow',
    { status: 'kept', source: 'elsewhere', ...TOMORROW },
    'appointment-not-today',
  ],
  ['paid', { status: 'paid' }, 'appointment-paid'],
  ['used', { status: 'used' }, 'appointment-paid'],
  ['cancelled', { status: 'cancelled' }, 'bill-cancelled'],
  ['expired', { status: 'expired' }, 'slot-lock-over'],
];

test.each(PAYABLE)('one that is %s', (_, change, reason) => {
  expect(whyNotPayable(appointmentOf(change), T0)).toBe(reason);
});

test('what comes stands before what is over', () => {
  const of = (appointmentId: string, hours: number, status: HisAppointment['status']) =>
    appointmentOf({ appointmentId, status, from: T0 + hours * 60 * MINUTE });
  const all = [
    of('past', -24, 'paid'),
    of('later', 48, 'kept'),
    of('earlier-today', -1, 'paid'),
    of('gone', 3, 'cancelled'),
    of('long-past', -240, 'used'),
    of('next', 2, 'locked'),
  ];
  expect(inOrderOfUse(all, T0).map((one) => one.appointmentId)).toEqual([
    ...['earlier-today', 'next', 'later'],
    ...['gone', 'past', 'long-past'],
  ]);
});

describe('the lock of a place', () => {
  const rules = DEFAULT_RULES;
  const needed = (order: Order, minutes: number) =>
    lockNeededUntil(order, T0 + minutes * MINUTE, rules);
  const LIVE: readonly PaymentState[] = [
    'authorising',
    'placing',
    'unknown',
    'payable',
    'closing',
    'failing',
  ];

  it.each(PAYMENT_STATES)(
    'of an order that is %s is made longer only while it is open',
    (state) => {
      const order = registrationIn(state);
      expect(needed(order, 14)).toBeUndefined();
      const late = needed(order, 20);
      expect(late).toBe(LIVE.includes(state) ? T0 + 30 * MINUTE : undefined);
    },
  );

  it('reaches beyond the next look, whenever that is', () => {
    for (const minutes of [15, 24, 25, 40, 600]) {
      const until = needed(registrationIn('closing'), minutes) ?? 0;
      expect(until - (T0 + minutes * MINUTE)).toBeGreaterThan(rules.queryEveryMs);
    }
  });

  it('is not held for ever, nor for what a person must decide, nor for another kind', () => {
    const review = { reason: 'paid-differs', at: T0, evidence: 'x' } as const;
    expect(needed(registrationIn('closing', { review }), 20)).toBeUndefined();
    expect(needed(registrationIn('closing'), 15 + 24 * 60)).toBeUndefined();
    expect(needed(registrationIn('closing', { kind: 'clinic' }), 20)).toBeUndefined();
  });
});

describe('a place is left', () => {
  const ended = (state: PaymentState, by: string | undefined, change: Partial<Order> = {}) =>
    isPlaceLeft(
      registrationIn(state, {
        ...(by === undefined ? {} : { history: [closeAsked(by)] }),
        ...change,
      }),
    );

  it.each(PAYMENT_STATES)('by an order that is %s: only when it is over without money', (state) => {
    expect(ended(state, 'deadline')).toBe(state === 'closed' || state === 'failed');
  });

  it.each([
    ['patient', true],
    ['deadline', true],
    // another order is being placed instead, or was paid
    ['ask-changed', false],
    ['bill-gone', false],
    ['paid-elsewhere', false],
    // it failed by itself: the person may try again
    [undefined, false],
  ] as const)('when %s asked for the end: %s', (by, left) => {
    expect(ended('closed', by)).toBe(left);
    expect(ended('failed', by)).toBe(left);
  });

  it('as the last word has it', () => {
    const history = [closeAsked('deadline'), closeAsked('ask-changed')];
    expect(isPlaceLeft(registrationIn('closed', { history }))).toBe(false);
    expect(isPlaceLeft(registrationIn('closed', { history: history.reverse() }))).toBe(true);
  });

  it('once, of a registration, and not while a person looks at it', () => {
    const visit = { ...registrationIn('closed').visit, released: true } as Order['visit'];
    if (visit === undefined) throw new Error('no visit');
    expect(ended('closed', 'patient', { visit })).toBe(false);
    expect(ended('closed', 'patient', { kind: 'clinic' })).toBe(false);
    const review = { reason: 'undecided', at: T0, evidence: 'x' } as const;
    expect(ended('closed', 'patient', { review })).toBe(false);
  });
});
