/** Corners of places, deposits and messages: equal times, nothing left, texts that just fit (rules 7 and 9). */
import {
  inOrderOfUse,
  isPlaceLeft,
  lockNeededUntil,
  whyNotPayable,
  type Appointment,
} from '../../cloudfunctions/domain/appointments';
import { depositAsk, isTopUpOf } from '../../cloudfunctions/domain/deposit';
import { openId, patientId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import {
  billWords,
  bindCardWords,
  moneyWords,
  visitWords,
} from '../../cloudfunctions/domain/reminder-words';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { fen, ZERO } from '../../miniprogram/shared/fen';
import { orderIn, T0 } from '../support/orders';
import { closeAsked, registrationIn } from '../support/visit-doubles';
import { COUNTER } from '../support/transition-bench';

const HOUR = 3_600_000;

describe('an appointment', () => {
  const at = (status: Appointment['status'], change: Partial<Appointment> = {}): Appointment => ({
    ...{ status, source: 'here', from: T0, to: T0 + HOUR },
    ...change,
  });

  it('locked without an end can be paid', () => {
    expect(whyNotPayable(at('locked'), T0)).toBeUndefined();
    expect(whyNotPayable(at('locked', { lockedUntil: T0 + 1 }), T0)).toBeUndefined();
    expect(whyNotPayable(at('locked', { lockedUntil: T0 }), T0)).toBe('slot-lock-over');
  });

  it.each(['used', 'cancelled', 'expired'] as const)(
    '%s today stands behind what comes',
    (status) => {
      const over = at(status);
      const next = at('kept', { from: T0 + 5 * HOUR });
      expect(inOrderOfUse([over, next], T0)).toEqual([next, over]);
    },
  );
});

describe('a place', () => {
  const without = (order: Order): Order => {
    const { visit: _none, ...rest } = order;
    return rest;
  };

  it('is locked on until beyond the next look, whichever is longer', () => {
    const order = registrationIn('payable');
    const now = T0 + 20 * 60_000;
    expect(lockNeededUntil(order, now, RULES)).toBe(now + RULES.slotLockMs - RULES.payDeadlineMs);
    const short = { ...RULES, slotLockMs: RULES.payDeadlineMs };
    expect(lockNeededUntil(order, now, short)).toBe(now + 2 * RULES.queryEveryMs);
    const slow = { ...RULES, queryEveryMs: 6 * 60_000 };
    expect(lockNeededUntil(order, now, slow)).toBe(now + 12 * 60_000);
    expect(lockNeededUntil(without(order), now, RULES)).toBeUndefined();
  });

  it('is left by what was asked last, not by what happened since', () => {
    const [asked] = [closeAsked('patient')];
    const closed = { at: T0, event: 'evidence', outcome: 'closed', note: 'x', times: 1 };
    const order = registrationIn('closed', { history: [asked, closed] });
    expect(isPlaceLeft(order)).toBe(true);
    expect(isPlaceLeft(without(order))).toBe(false);
  });

  it('is not left when a counter gives up, unless the patient did', () => {
    const ended = (by: string) =>
      isPlaceLeft(registrationIn('closed', { history: [closeAsked(by)], counter: COUNTER }));
    expect(ended('deadline')).toBe(false);
    expect(ended('patient')).toBe(true);
  });
});

describe('a deposit', () => {
  const stay = { owner: orderIn('paid').owner, patientId: 'P1', admissionId: 'A1' };
  const topUp = orderIn('paid', { kind: 'deposit', admissionId: 'A1' });
  const proof = { total: fen(4000), cash: fen(4000), insurance: ZERO, paidAt: T0 };
  const ask = (change: Partial<Order>, left: number) =>
    depositAsk({ ...topUp, proof, ...change }, fen(left), stay.owner);
  const who = { cause: 'patient', by: stay.owner, note: 'deposit' };

  it('is a top-up of that very stay', () => {
    expect(isTopUpOf(topUp, stay)).toBe(true);
    expect(isTopUpOf({ ...topUp, kind: 'clinic' }, stay)).toBe(false);
    expect(isTopUpOf({ ...topUp, patientId: patientId('P2') }, stay)).toBe(false);
    expect(isTopUpOf({ ...topUp, admissionId: 'A2' }, stay)).toBe(false);
    expect(isTopUpOf(topUp, { ...stay, owner: openId('oOther') })).toBe(false);
  });

  it('goes back as far as it is left, whole where all of it is', () => {
    expect(ask({}, 3999)).toStrictEqual({ mode: 'cash-part', cash: 3999, ...who });
    expect(ask({}, 4000)).toStrictEqual({ mode: 'whole', ...who });
    expect(ask({}, 9000)).toStrictEqual({ mode: 'whole', ...who });
  });

  it('does not go back where nothing is left, nothing is proven, or insurance paid', () => {
    const { proof: _none, ...unproven } = topUp;
    expect(ask({}, 0)).toBeUndefined();
    expect(ask({ payment: 'failed' }, 1)).toBeUndefined();
    expect(depositAsk(unproven, fen(1), stay.owner)).toBeUndefined();
    expect(ask({ proof: { ...proof, insurance: fen(1) } }, 1)).toBeUndefined();
  });
});

describe('the words of a message', () => {
  const time = '2026年3月2日 10:00';
  const visit = (department: string) =>
    visitWords({ department, from: T0, payThere: false, hospital: ' 示例市第一人民医院 ' });

  it('fit into twenty characters, without blanks around them, and are never nothing', () => {
    expect(visit('内'.repeat(20))[0]).toBe('内'.repeat(20));
    expect(visit('内'.repeat(21))[0]).toBe(`${'内'.repeat(19)}…`);
    expect(visit('  ')[0]).toBe('—');
    expect(visit('内科')).toEqual(['内科', time, '请按时到院就诊', '示例市第一人民医院']);
  });

  it('of a bill name what is to be paid, and until when', () => {
    const words = { department: '内科', amount: fen(1234), until: T0, hospital: '示例' };
    expect(billWords(words)).toEqual(['内科', '12.34元', time, '示例']);
  });

  it('of money say what it was for', () => {
    const money = (kind: Order['kind']) =>
      moneyWords({ kind, amount: fen(5), at: T0, hospital: '示例' });
    expect(money('clinic')).toEqual(['门诊缴费', '0.05元', time, '示例']);
    expect(money('registration')[0]).toBe('挂号');
    expect(money('deposit')[0]).toBe('住院预交金');
    expect(bindCardWords('示例')).toEqual(['绑定医保卡后可用医保支付', '示例']);
    const there = { department: '内科', from: T0, payThere: true, hospital: '示例' };
    expect(visitWords(there)[2]).toBe('请到院后先缴费再就诊');
  });
});
