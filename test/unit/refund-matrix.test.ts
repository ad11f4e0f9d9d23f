/**
 * Every event of a refund in every state of it (money rules 3 and 9): the outcome by name, and what no
 * event may ever do.
 */
import type { RefundEvent } from '../../cloudfunctions/domain/events';
import { isHeld, type Fulfilment } from '../../cloudfunctions/domain/order';
import { isOpen, type RefundEvidence } from '../../cloudfunctions/domain/refund';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen } from '../../miniprogram/shared/fen';
import { orderIn, PAYMENT_STATES } from '../support/orders';
import {
  ASKED_AT,
  GOING,
  refunded,
  refundEvidence,
  refundIn,
  STANDINGS,
} from '../support/refund-fixtures';

const ev = (change: Partial<RefundEvidence> = {}): RefundEvent => ({
  type: 'refund-evidence',
  evidence: refundEvidence(change),
});

const asked = (cause: 'patient' | 'review'): RefundEvent => ({
  type: 'refund-asked',
  ask: { mode: 'whole', cause, note: 'n' },
});

const soon = ASKED_AT + 60_000;
const later = ASKED_AT + RULES.absentGraceMs;

const NO_EVIDENCE_YET = 'stale stale';

/** One row an event, one column a standing, in the order of STANDINGS. */
const MATRIX: readonly [string, RefundEvent, string, number?][] = [
  [
    'asked by the patient',
    asked('patient'),
    'refund-reserved refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-reserved refund-not-possible',
  ],
  [
    'owed',
    asked('review'),
    'refund-reserved refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-not-possible refund-reserved refund-not-possible',
  ],
  [
    'held by the hospital',
    { type: 'refund-held', hold: 'held' },
    'stale refund-held stale stale stale stale stale stale refund-held stale',
  ],
  [
    'nothing to hold',
    { type: 'refund-held', hold: 'not-needed' },
    'stale refund-held stale stale stale stale refund-done stale stale stale',
  ],
  [
    'never to be booked',
    { type: 'refund-held', hold: 'cancelled' },
    'stale refund-held stale stale stale stale refund-done stale stale stale',
  ],
  [
    'not held by the hospital',
    { type: 'refund-hold-refused', code: 'SERVED', reason: 'refund-served' },
    'stale refund-hold-refused stale stale stale stale stale stale stale stale',
  ],
  [
    "over the city's day",
    { type: 'refund-window-over' },
    'stale refund-window-over refund-window-over stale stale stale stale stale stale stale',
  ],
  [
    'about to be sent',
    { type: 'refund-sending' },
    'stale stale refund-sending stale stale stale stale stale stale stale',
  ],
  [
    'taken by the platform',
    { type: 'refund-taken', platformRefundNo: 'M9' },
    'stale stale stale refund-taken stale stale stale stale stale stale',
  ],
  [
    'refused by the platform',
    { type: 'refund-not-taken', code: '535', reason: 'refund-not-possible' },
    'stale stale stale refund-refused stale stale stale stale stale stale',
  ],
  [
    'not sent',
    { type: 'refund-not-sent', code: 'token' },
    'stale stale stale refund-not-sent stale stale stale stale stale stale',
  ],
  [
    'back',
    ev(),
    `${NO_EVIDENCE_YET} refund-returned refund-returned refund-returned refund-returned stale stale refund-returned refund-returned`,
  ],
  [
    'on its way',
    ev(GOING),
    `${NO_EVIDENCE_YET} refund-going refund-going refund-going refund-going stale stale refund-going refund-going`,
  ],
  [
    'back, yet a leg is not',
    ev({ legs: { cash: 'refunding', insurance: 'refunded' } }),
    `${NO_EVIDENCE_YET} refund-contradicted refund-contradicted refund-contradicted refund-contradicted stale stale refund-contradicted refund-contradicted`,
  ],
  [
    'sent back by the bank',
    ev({ ...GOING, legs: { cash: 'change', insurance: 'refunded' } }),
    `${NO_EVIDENCE_YET} refund-change refund-change refund-change refund-change stale stale refund-change refund-change`,
  ],
  [
    'failed at the bureau',
    ev({ ...GOING, legs: { cash: 'refunded', insurance: 'failed' } }),
    `${NO_EVIDENCE_YET} refund-insurance-failed refund-insurance-failed refund-insurance-failed refund-insurance-failed stale stale refund-insurance-failed refund-insurance-failed`,
  ],
  [
    'of other sums',
    ev({ amounts: { cash: fen(4001), insurance: fen(8000) } }),
    `${NO_EVIDENCE_YET} refund-differs refund-differs refund-differs refund-differs stale stale refund-differs refund-differs`,
  ],
  [
    "of another merchant's",
    ev({ ours: false }),
    `${NO_EVIDENCE_YET} refund-differs refund-differs refund-differs refund-differs stale stale refund-differs refund-differs`,
  ],
  [
    'of another number',
    ev({ refundNo: 'R0' }),
    'stale wrong-order wrong-order wrong-order wrong-order wrong-order wrong-order stale wrong-order wrong-order',
  ],
  [
    'not found within the grace',
    { type: 'refund-absent' },
    'stale stale stale refund-too-early refund-vanished stale stale stale stale stale',
  ],
  [
    'not found after the grace',
    { type: 'refund-absent' },
    'stale stale stale refund-absent refund-vanished stale stale stale stale stale',
    later,
  ],
  [
    'stumbled',
    { type: 'refund-stumbled', code: 'timeout' },
    'stale refund-stumbled refund-stumbled refund-stumbled refund-stumbled refund-stumbled refund-stumbled stale stale refund-stumbled',
  ],
  [
    'of which a part never went out',
    {
      type: 'refund-unfinished',
      code: 'cash',
      legs: { cash: 'unstated', insurance: 'refunded' },
    },
    'stale stale stale refund-unfinished refund-unfinished stale stale stale stale stale',
  ],
  [
    'booked by the hospital',
    { type: 'refund-booked' },
    'stale stale stale stale stale stale refund-done stale stale stale',
  ],
  [
    'handed out again',
    { type: 'refund-released' },
    'stale stale stale stale stale stale stale stale stale refund-released',
  ],
];

const columns = STANDINGS.map((standing, column) => [standing, column] as const);

describe.each(MATRIX)('a refund %s', (_name, event, row, at = soon) => {
  it.each(columns)('in %s', (standing, column) => {
    // only a refund that a city bounds can be too late
    const bound = event.type === 'refund-window-over' ? { finishBy: at - 1 } : {};
    const before = refunded(standing, bound);
    const outcome = transition(before, event, at, RULES);
    const after = outcome.order;
    expect(outcome.name).toBe(row.split(' ')[column]);
    if (outcome.name === 'stale') expect(after).toBe(before);
    if (after === before) return;
    expect(after.version).toBe(before.version + 1);
    expect(after.history.at(-1)).toMatchObject({ event: event.type, outcome: outcome.name });
    expect(after).toMatchObject({ payment: 'paid', proof: before.proof });
    // money rule 9: one number an order, sums that nothing changes once they are reserved
    expect(after.refund?.refundNo).toBe(`R${after.orderNo}`);
    if (before.refund !== undefined && event.type !== 'refund-asked') {
      const { refundNo, mode, cash, insurance, cause, via, askedAt } = before.refund;
      expect(after.refund).toMatchObject({ refundNo, mode, cash, insurance, cause, via, askedAt });
    }
    // money rule 12: what is not over has a next time or a person
    if (isHeld(after)) expect(after.dueAt).toBeNull();
    else if (isOpen(after.refund)) expect(after.dueAt).toBeGreaterThanOrEqual(at);
    else expect(after.dueAt).toBeNull();
  });
});

const FULFILMENTS: readonly Fulfilment[] = ['none', 'due', 'settled', 'refused'];

it('no event of a refund throws, makes an order paid or unpaid, or moves its sums', () => {
  const broken: string[] = [];
  let seen = 0;
  for (const [, event, , at = soon] of MATRIX) {
    for (const payment of PAYMENT_STATES) {
      for (const standing of STANDINGS) {
        for (const state of FULFILMENTS) {
          const before = orderIn(payment, {
            settlement: { state, attempts: 0 },
            ...(standing === 'none' ? {} : { refund: refundIn(standing) }),
          });
          const { order: after } = transition(before, event, at, RULES);
          const promised = event.type === 'refund-asked';
          const same =
            after.refund?.cash === before.refund?.cash &&
            after.refund?.insurance === before.refund?.insurance;
          const fits =
            after.payment === payment &&
            after.proof === before.proof &&
            (same || (promised && payment === 'paid'));
          if (!fits) broken.push(`${event.type}/${payment}/${standing}/${state}`);
          seen += 1;
        }
      }
    }
  }
  expect(broken).toEqual([]);
  expect(seen).toBe(MATRIX.length * STANDINGS.length * PAYMENT_STATES.length * 4);
});
