/**
 * What an order and its refund are, asked of each state: open, decided, held, given back, to be looked at
 * (money rules 3, 6, 9 and 12).
 */
import { cityRulesOf } from '../../cloudfunctions/domain/city-rules';
import {
  freesBills,
  isGivenBack,
  isHeld,
  isLive,
  isUnbooked,
  isUndecided,
  looksBack,
  mayComeBack,
  mayHoldMoney,
  needsBills,
  type Order,
  type PaymentState,
  type ReviewReason,
} from '../../cloudfunctions/domain/order';
import { healsByItself } from '../../cloudfunctions/domain/review';
import {
  backAt,
  isLegOver,
  isOpen,
  isOwed,
  isTaken,
  movesNothing,
  type RefundState,
} from '../../cloudfunctions/domain/refund';
import { isBooked, owesReversal, owesWord } from '../../cloudfunctions/domain/refund-word';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, PAYMENT_STATES, placing, T0 } from '../support/orders';
import { ASKED_AT, refundIn } from '../support/refund-fixtures';
import { COUNTER } from '../support/transition-bench';

const among = (all: readonly string[]) => PAYMENT_STATES.filter((state) => all.includes(state));
const where = (is: (order: Order) => boolean, change: Partial<Order> = {}) =>
  PAYMENT_STATES.filter((state) => is(orderIn(state, change)));
const LIVE: readonly PaymentState[] = [
  ...(['authorising', 'placing', 'unknown', 'payable', 'closing', 'failing'] as const),
];
const ENDED: readonly PaymentState[] = ['rejected', 'closed', 'failed'];
const HELD = { review: { reason: 'wrong-merchant', at: T0, evidence: 'x' } } as const;
const WATCHED = { review: { reason: 'undecided', at: T0, evidence: 'x' } } as const;

describe('by its payment', () => {
  it('an order is open, has ended, or is decided', () => {
    expect(where(isLive)).toEqual(LIVE);
    expect(where(mayComeBack)).toEqual(ENDED);
    expect(where(mayComeBack, { channel: 'none' })).toEqual([]);
    expect(where(freesBills)).toEqual(ENDED);
    expect(where(needsBills)).toEqual([...LIVE, 'paid']);
    expect(where(mayHoldMoney)).toEqual(among(['failing', 'paid']));
    expect(where(isUnbooked)).toEqual(['paid', 'not-needed']);
    expect(where(isUndecided)).toEqual([...LIVE, 'paid', 'not-needed']);
  });

  it('paid by other cash it is looked at again', () => {
    const tender = { at: T0, kind: 'notes', receipt: 'R', by: COUNTER.clerk } as const;
    const taken = { counter: { ...COUNTER, tender: { state: 'taken', ...tender } } } as const;
    const asked = { state: 'asked', at: T0, until: T0 + 9, by: COUNTER.clerk } as const;
    expect(where(looksBack)).toEqual(ENDED);
    expect(where(looksBack, taken)).toEqual([...ENDED, 'paid']);
    expect(where(looksBack, { counter: COUNTER })).toEqual(ENDED);
    expect(where(looksBack, { counter: { ...COUNTER, tender: asked } })).toEqual(ENDED);
  });
});

describe('with a case', () => {
  it('of a platform that was not told, its bills are as free as without', () => {
    const untold = { review: { reason: 'refund-untold', at: T0, evidence: 'x' } } as const;
    expect(where(freesBills, untold)).toEqual(where(freesBills));
    expect(where(needsBills, untold)).toEqual(where(needsBills));
  });

  it('its bills are kept, and money may be held until a person says otherwise', () => {
    for (const change of [HELD, WATCHED]) {
      expect(where(freesBills, change)).toEqual([]);
      expect(where(needsBills, change)).toEqual(PAYMENT_STATES);
      expect(where(isUndecided, change)).toEqual(PAYMENT_STATES);
    }
    expect(where(mayHoldMoney, HELD)).toEqual(PAYMENT_STATES);
    expect(where(mayHoldMoney, WATCHED)).toEqual(among(['failing', 'paid']));
    expect(where(isHeld, HELD)).toEqual(PAYMENT_STATES);
    expect(where(isHeld, WATCHED)).toEqual([]);
    expect(where(isHeld)).toEqual([]);
  });

  it.each<readonly [ReviewReason, boolean]>([
    ['undecided', true],
    ['hospital-silent', true],
    ['refund-change', true],
    ['refund-insurance-failed', true],
    ['refund-undecided', true],
    ['refund-unbooked', true],
    ['refund-untold', true],
    ['amount-mismatch', false],
    ['wrong-merchant', false],
    ['paid-differs', false],
    ['paid-twice', false],
    ['refund-not-ours', false],
    ['hospital-refused', false],
    ['hospital-booked-otherwise', false],
    ['refund-by-hand', false],
    ['refund-refused', false],
    ['refund-differs', false],
  ])('%s heals by itself: %s', (reason, heals) => {
    expect(healsByItself({ reason, at: T0, evidence: 'x' })).toBe(heals);
    expect(healsByItself(undefined)).toBe(false);
  });
});

describe('by its refund', () => {
  const paid = (refund: Parameters<typeof refundIn>) =>
    orderIn('paid', { refund: refundIn(...refund) });

  it('it is given back once all of it is back and booked', () => {
    expect(isGivenBack(paid(['done']))).toBe(true);
    expect(isGivenBack(paid(['returned']))).toBe(false);
    for (const hold of ['confirmed', 'not-needed'] as const)
      expect(isGivenBack(paid(['returned', { hold }]))).toBe(true);
    expect(isGivenBack(paid(['refunding', { hold: 'not-needed' }]))).toBe(false);
    expect(isGivenBack(paid(['done', { cash: fen(3999) }]))).toBe(false);
    expect(isGivenBack(paid(['done', { insurance: ZERO }]))).toBe(false);
    expect(isGivenBack(orderIn('paid'))).toBe(false);
    expect(isGivenBack(orderIn('not-needed', { refund: refundIn('done') }))).toBe(true);
    expect(isGivenBack(orderIn('failed', { refund: refundIn('done') }))).toBe(false);
  });

  it('its bills are free once it is given back', () => {
    const back = paid(['done']);
    expect([freesBills(back), needsBills(back), mayHoldMoney(back)]).toEqual([true, false, false]);
    const going = paid(['refunding']);
    expect([freesBills(going), needsBills(going), mayHoldMoney(going)]).toEqual([
      ...[false, true, true],
    ]);
    expect(freesBills(orderIn('not-needed', { refund: refundIn('done') }))).toBe(true);
    const refused = { settlement: { state: 'refused', attempts: 1 } } as const;
    expect(freesBills(orderIn('not-needed', refused))).toBe(true);
    expect(freesBills(orderIn('paid', refused))).toBe(false);
  });

  it('it is not to be booked once money is on its way back', () => {
    expect(isUnbooked(paid(['refunding']))).toBe(false);
    expect(isUnbooked(paid(['refused']))).toBe(true);
    expect(isUnbooked(orderIn('paid', { settlement: { state: 'settled', attempts: 1 } }))).toBe(
      false,
    );
    const settled = { state: 'settled', attempts: 1 } as const;
    const decided = (refund: Parameters<typeof refundIn>) =>
      isUndecided(orderIn('paid', { settlement: settled, refund: refundIn(...refund) }));
    expect(decided(['refunding'])).toBe(true);
    expect(decided(['done'])).toBe(false);
    expect(isUndecided(orderIn('paid', { settlement: settled }))).toBe(false);
  });
});

describe('a refund', () => {
  it.each<readonly [RefundState, boolean, boolean]>([
    ['reserved', true, true],
    ['held', true, true],
    ['sending', true, true],
    ['refunding', true, true],
    ['by-hand', true, true],
    ['returned', true, true],
    ['done', false, true],
    ['refused', false, false],
  ])('that is %s is open: %s, counts: %s', (state, open, taken) => {
    expect([isOpen(refundIn(state)), isTaken(refundIn(state))]).toEqual([open, taken]);
    expect([isOpen(undefined), isTaken(undefined)]).toEqual([false, false]);
  });

  it('that was refused is open as long as the hospital holds', () => {
    const held = refundIn('refused', { hold: 'held' });
    expect([isOpen(held), isTaken(held)]).toEqual([true, true]);
  });

  it('moves nothing where nothing was paid, and is over for the patient then when it is done', () => {
    expect(movesNothing({ cash: ZERO, insurance: ZERO })).toBe(true);
    expect(movesNothing({ cash: fen(1), insurance: ZERO })).toBe(false);
    expect(movesNothing({ cash: ZERO, insurance: fen(1) })).toBe(false);
    expect(backAt(refundIn('returned'))).toBe(ASKED_AT);
    expect(backAt(refundIn('refunding'))).toBeUndefined();
    const nothing = { cash: ZERO, insurance: ZERO, since: T0 + 7, returnedAt: T0 + 8 };
    expect(backAt(refundIn('done', nothing))).toBe(T0 + 7);
    expect(backAt(refundIn('returned', nothing))).toBeUndefined();
  });

  it('is owed unless somebody asked for it', () => {
    const owed = (
      ['patient', 'clerk', 'hospital-refused', 'paid-twice', 'review', 'half-paid'] as const
    ).filter((cause) => isOwed({ cause }));
    expect(owed).toEqual(['hospital-refused', 'paid-twice', 'review', 'half-paid']);
  });

  it('is over leg by leg, and booked by the hospital’s hold', () => {
    const legs = ['none', 'due', 'refunding', 'refunded', 'change', 'failed', 'by-hand'] as const;
    expect(legs.filter(isLegOver)).toEqual(['none', 'refunded', 'by-hand']);
    const holds = ['not-needed', 'due', 'held', 'confirmed', 'released'] as const;
    expect(holds.filter((hold) => isBooked({ hold }))).toEqual(['not-needed', 'confirmed']);
  });
});

describe('the word that is owed about insurance that went back', () => {
  const upload = { state: 'priced', quoted: placing().amounts } as const;
  const medins = orderIn('paid', { channel: 'medins', upload });
  const back = refundIn('returned');

  it('to the platform of 2.0, once', () => {
    expect(owesWord(medins, back)).toBe(true);
    expect(owesWord({ ...medins, channel: 'payinsurance' }, back)).toBe(false);
    expect(owesWord(orderIn('paid', { channel: 'medins' }), back)).toBe(false);
    expect(owesWord(medins, { ...back, told: true })).toBe(false);
    expect(owesWord(medins, { ...back, via: 'manual' })).toBe(false);
    expect(owesWord(medins, { ...back, sends: 0 })).toBe(false);
    expect(owesWord(medins, { ...back, mode: 'cash-only' })).toBe(false);
    expect(owesWord(medins, { ...back, mode: 'cash-part' })).toBe(false);
    expect(owesWord(medins, { ...back, mode: 'insurance-and-cash-part' })).toBe(true);
    expect(owesWord(medins, refundIn('refunding'))).toBe(false);
  });

  it('with the cash where insurance paid 0 yuan', () => {
    const zero = { ...back, legs: { cash: 'refunded', insurance: 'none' } } as const;
    expect(owesWord(medins, zero)).toBe(true);
    expect(owesWord(medins, { ...zero, legs: { cash: 'refunding', insurance: 'none' } })).toBe(
      false,
    );
    const cash = { ...medins, amounts: { ...medins.amounts, payType: 'cash' } } as const;
    expect(owesWord(cash, zero)).toBe(false);
  });

  it('at a counter, to reverse what a person’s hand left', () => {
    const counter = orderIn('paid', { channel: 'onecode', upload, counter: COUNTER });
    const byHand = refundIn('by-hand');
    expect([owesReversal(counter, byHand), owesWord(counter, byHand)]).toEqual([true, true]);
    expect(owesReversal(medins, byHand)).toBe(false);
    expect(owesReversal(orderIn('paid', { counter: COUNTER }), byHand)).toBe(false);
    expect(owesReversal(counter, { ...byHand, via: 'api' })).toBe(false);
    expect(owesReversal(counter, { ...byHand, told: true })).toBe(false);
    expect(owesReversal(counter, { ...byHand, mode: 'cash-part' })).toBe(false);
    expect(owesReversal(counter, { ...byHand, mode: 'insurance-and-cash-part' })).toBe(true);
  });
});

test('a city has its own rules or none', () => {
  expect(cityRulesOf('440300')?.name).toBe('深圳市');
  expect(cityRulesOf('449900')).toBeUndefined();
});
