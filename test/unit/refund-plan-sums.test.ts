/** Which sums a refund has and who brings them back, where little or nothing was paid (money rule 9). */
import { cityRulesOf } from '../../cloudfunctions/domain/city-rules';
import type { Order } from '../../cloudfunctions/domain/order';
import {
  canGivePlaceBack,
  halfPaidRefund,
  planRefund,
  refundableOf,
} from '../../cloudfunctions/domain/refund-plan';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, placing, T0 } from '../support/orders';
import { ASKED_AT, refundIn } from '../support/refund-fixtures';
import { registrationIn } from '../support/visit-doubles';

const AT = ASKED_AT + 5;
const SETTLED = { state: 'settled', attempts: 2 } as const;
const FREE = { cash: ZERO, insurance: ZERO };

describe('what may be planned', () => {
  const whole = { mode: 'whole', cause: 'clerk', note: 'n' } as const;
  const plan = (order: Order, ask: Parameters<typeof planRefund>[1] = whole) =>
    planRefund(order, ask, AT, RULES, undefined);
  const no = { ok: false, reason: 'refund-not-possible' };

  it('of a registration that cost nothing, if the hospital has a word in it', () => {
    const settlement = { settlement: SETTLED };
    const { proof: _none, ...free } = registrationIn('not-needed', settlement);
    expect(plan(free)).toMatchObject({
      ok: true,
      refund: { ...FREE, via: 'api', state: 'reserved', legs: { cash: 'none', insurance: 'none' } },
    });
    expect(plan({ ...free, kind: 'clinic' })).toStrictEqual(no);
    expect(plan(registrationIn('closed', settlement))).toStrictEqual(no);
    const byHand = { ...SETTLED, byHand: true } as const;
    expect(plan({ ...free, settlement: byHand })).toStrictEqual(no);
    const manual = { ...RULES, refundVia: 'manual' } as const;
    expect(planRefund(free, whole, AT, manual, undefined)).toMatchObject({
      refund: { via: 'api' },
    });
  });

  it('of a payment at a counter, whatever a city says of phones', () => {
    const nextDay = AT + 24 * 3_600_000;
    const counter = {
      counterNo: 'C1',
      clerk: placing().owner,
      first: 'cash',
      scanId: 's1',
    } as const;
    const paid = orderIn('paid', { settlement: SETTLED });
    const shenzhen = cityRulesOf('440300');
    expect(planRefund(paid, whole, nextDay, RULES, shenzhen)).toStrictEqual({
      ...no,
      reason: 'refund-outside-window',
    });
    const there = planRefund({ ...paid, counter }, whole, nextDay, RULES, shenzhen);
    expect(there).toMatchObject({ ok: true });
    expect(there).not.toHaveProperty('refund.finishBy');
  });

  it('of a part leaves the other leg out of it', () => {
    const paid = orderIn('paid', { settlement: SETTLED });
    expect(plan(paid, { ...whole, mode: 'cash-only' })).toMatchObject({
      refund: { cash: 4000, insurance: 0, legs: { cash: 'due', insurance: 'none' } },
    });
    const proof = { total: fen(8000), cash: ZERO, insurance: fen(8000), paidAt: T0 };
    expect(plan({ ...paid, proof })).toMatchObject({
      refund: { cash: 0, insurance: 8000, legs: { cash: 'none', insurance: 'due' } },
    });
  });

  it('of cash without insurance is owed and needs no hospital', () => {
    const half = {
      ...{ refundNo: refundIn('reserved').refundNo, mode: 'cash-only', cash: 4000, insurance: 0 },
      ...{ cause: 'half-paid', note: 'insurance-failed', via: 'api', askedAt: AT, state: 'held' },
      ...{ since: AT, hold: 'not-needed', sends: 0, asked: 0 },
      legs: { cash: 'due', insurance: 'none' },
    };
    expect(halfPaidRefund(placing(), fen(4000), AT, RULES)).toStrictEqual(half);
    const manual = { ...RULES, refundVia: 'manual' } as const;
    expect(halfPaidRefund(placing(), fen(4000), AT, manual)).toStrictEqual({
      ...{ ...half, via: 'manual', state: 'reserved' },
    });
  });

  it('is the place alone of a booked registration that cost nothing', () => {
    const settled = { settlement: SETTLED };
    const { proof: _none, ...free } = registrationIn('not-needed', settled);
    expect(canGivePlaceBack(free)).toBe(true);
    expect(canGivePlaceBack({ ...free, refund: refundIn('refused') })).toBe(true);
    const others = [
      { ...free, kind: 'clinic' },
      { ...free, refund: refundIn('done') },
      { ...free, settlement: { ...SETTLED, state: 'due' } },
      { ...free, settlement: { ...SETTLED, state: 'refused' } },
      { ...free, settlement: { ...SETTLED, byHand: true } },
      { ...free, review: { reason: 'wrong-merchant', at: AT, evidence: 'x' } },
      registrationIn('paid', settled),
      registrationIn('closed', settled),
    ] as const;
    expect(others.map(canGivePlaceBack)).toEqual(others.map(() => false));
  });

  it('in one piece is what was proven and is not on its way back', () => {
    const sums = { cash: 4000, insurance: 8000 };
    const { proof, ...unproven } = orderIn('paid');
    expect(refundableOf(orderIn('paid'))).toStrictEqual(sums);
    expect(refundableOf(orderIn('paid', { refund: refundIn('refused') }))).toStrictEqual(sums);
    expect(refundableOf(orderIn('paid', { refund: refundIn('done') }))).toStrictEqual(FREE);
    expect(refundableOf(unproven)).toStrictEqual(FREE);
    if (proof === undefined) throw new Error('no proof');
    expect(refundableOf(orderIn('failed', { proof }))).toStrictEqual(FREE);
  });
});
