import type { PaymentEvidence } from '../../cloudfunctions/domain/evidence';
import type { OrderEvent } from '../../cloudfunctions/domain/events';
import { orderNo } from '../../cloudfunctions/domain/ids';
import { isHeld, isLive } from '../../cloudfunctions/domain/order';
import { DEFAULT_RULES as RULES } from '../../cloudfunctions/domain/rules';
import { transition } from '../../cloudfunctions/domain/transition';
import { fen } from '../../miniprogram/shared/fen';
import { evidence, LAUNCH, orderIn, PAYMENT_STATES, placing, T0 } from '../support/orders';

const ev = (
  state: PaymentEvidence['state'],
  change: Partial<PaymentEvidence> = {},
): OrderEvent => ({
  type: 'evidence',
  evidence: evidence(state, change),
});

const heldFailed = ev('failed', { legs: { cash: 'paid', insurance: 'unpaid' } });
const heldClosed = ev('closed', { legs: { cash: 'closed', insurance: 'paid' } });

/** One row an event, one column a state, in the order of PAYMENT_STATES; `at` is 5 minutes into the order. */
const MATRIX: readonly [string, OrderEvent, string][] = [
  [
    'accepted',
    { type: 'accepted', platformTradeNo: 'M2', launch: LAUNCH },
    'accepted accepted accepted stale stale stale accepted-after-end accepted-after-end accepted-after-end stale stale',
  ],
  [
    'rejected',
    { type: 'rejected', reason: 'payment-refused', code: '534' },
    'stale rejected rejected stale stale stale stale stale stale stale stale',
  ],
  [
    'unknown',
    { type: 'unknown', code: 'timeout' },
    'stale unknown stale stale stale stale stale stale stale stale stale',
  ],
  [
    'abandoned',
    { type: 'abandoned', reason: 'busy' },
    'abandoned abandoned stale stale stale stale stale stale stale stale stale',
  ],
  [
    'paid',
    ev('paid'),
    'paid paid paid paid paid paid paid-after-end paid-after-end paid-after-end already-paid stale',
  ],
  [
    'paid, other total',
    ev('paid', { amounts: { total: fen(1), cash: fen(4000), insurance: fen(8000) } }),
    'amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch stale',
  ],
  [
    'paid, a leg says no',
    ev('paid', { legs: { cash: 'unpaid', insurance: 'paid' } }),
    'legs-contradict legs-contradict legs-contradict legs-contradict legs-contradict legs-contradict legs-contradict legs-contradict legs-contradict paid-contradicted stale',
  ],
  [
    'paid, not our merchant',
    ev('paid', { ours: false }),
    'wrong-merchant wrong-merchant wrong-merchant wrong-merchant wrong-merchant wrong-merchant wrong-merchant wrong-merchant wrong-merchant wrong-merchant wrong-merchant',
  ],
  [
    'paid, not this order',
    ev('paid', { orderNo: orderNo('Y20260302bbbbbbbbbb') }),
    'wrong-order wrong-order wrong-order wrong-order wrong-order wrong-order wrong-order wrong-order wrong-order wrong-order wrong-order',
  ],
  [
    'refunded',
    ev('refunded'),
    'refund-not-ours refund-not-ours refund-not-ours refund-not-ours refund-not-ours refund-not-ours refund-not-ours refund-not-ours refund-not-ours refund-not-ours stale',
  ],
  [
    'failing',
    ev('failing'),
    'stale failing failing failing failing failing failing failing failing paid-contradicted stale',
  ],
  [
    'failed',
    ev('failed'),
    'stale failed failed failed failed failed stale stale stale paid-contradicted stale',
  ],
  [
    'failed, a leg holds money',
    heldFailed,
    'failed-but-leg-paid failed-but-leg-paid failed-but-leg-paid failed-but-leg-paid failed-but-leg-paid failed-but-leg-paid failed-but-leg-paid failed-but-leg-paid failed-but-leg-paid paid-contradicted stale',
  ],
  [
    'failed, a leg left out',
    ev('failed', { legs: { cash: 'refunded', insurance: 'unstated' } }),
    'stale failed-unproven failed-unproven failed-unproven failed-unproven failed-unproven failed-unproven failed-unproven stale paid-contradicted stale',
  ],
  [
    'closed',
    ev('closed'),
    'stale closed closed closed closed closed stale stale stale paid-contradicted stale',
  ],
  [
    'closed, a leg holds money',
    heldClosed,
    'closed-but-leg-paid closed-but-leg-paid closed-but-leg-paid closed-but-leg-paid closed-but-leg-paid closed-but-leg-paid closed-but-leg-paid closed-but-leg-paid closed-but-leg-paid paid-contradicted stale',
  ],
  [
    'not paid',
    ev('not-paid'),
    'stale launch-lost launch-lost seen seen closing reopened reopened reopened stale stale',
  ],
  [
    'unbound',
    ev('unbound'),
    'stale launch-lost launch-lost seen seen closing reopened reopened reopened stale stale',
  ],
  [
    'paying',
    ev('paying'),
    'stale seen seen seen seen closing reopened reopened reopened stale stale',
  ],
  [
    'absent',
    { type: 'absent' },
    'stale absent absent vanished vanished vanished stale stale stale stale stale',
  ],
  [
    'close asked',
    { type: 'close-asked', by: 'patient' },
    'closed closing closing closing stale not-closable not-closable not-closable not-closable not-closable not-closable',
  ],
  [
    'question unanswered',
    { type: 'ask-failed', code: 'timeout' },
    'ask-failed ask-failed ask-failed ask-failed ask-failed ask-failed ask-failed ask-failed ask-failed stale stale',
  ],
  [
    'a notice about it',
    { type: 'hinted' },
    'stale stale stale stale stale stale hinted hinted hinted stale stale',
  ],
  [
    'a tick that failed',
    { type: 'stumbled', code: 'internal' },
    'stumbled stumbled stumbled stumbled stumbled stumbled stale stale stale stumbled stumbled',
  ],
  [
    'nothing to pay',
    { type: 'nothing-to-pay' },
    'stale not-needed stale stale stale stale stale stale stale stale stale',
  ],
  [
    'settled',
    { type: 'settled', settlementNo: 'H1' },
    'stale stale stale stale stale stale stale stale stale settled settled',
  ],
  [
    'settled with other sums',
    { type: 'settled', booked: { total: 12000, cash: 1, insurance: 8000 } },
    'stale stale stale stale stale stale stale stale stale booked-otherwise settled',
  ],
  [
    'settlement unknown',
    { type: 'settle-unknown', code: 'timeout' },
    'stale stale stale stale stale stale stale stale stale settle-unknown settle-unknown',
  ],
  [
    'settlement refused',
    {
      type: 'settle-refused',
      code: 'BILL_CHANGED',
      reason: 'bill-amount-changed',
      elsewhere: false,
    },
    'stale stale stale stale stale stale stale stale stale settle-refused settle-refused',
  ],
  [
    'half paid',
    ev('half-paid'),
    'half-paid half-paid half-paid half-paid half-paid half-paid half-paid half-paid half-paid paid-contradicted stale',
  ],
  [
    'half paid, another sum',
    ev('half-paid', { amounts: { cash: fen(1) } }),
    'amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch amount-mismatch paid-contradicted stale',
  ],
  [
    'authorised',
    { type: 'authorised' },
    'authorised stale stale stale stale stale stale stale stale stale stale',
  ],
  [
    'priced, never uploaded',
    { type: 'priced', amounts: placing().amounts, payOrderId: 'P1', createdAt: T0 },
    'stale stale stale stale stale stale stale stale stale stale stale',
  ],
  [
    'rejected, with parts left behind',
    { type: 'rejected', reason: 'payment-refused', code: '1', leftovers: true },
    'stale leftovers leftovers stale stale stale stale stale stale stale stale',
  ],
];

const at = T0 + 5 * 60_000;
const states = PAYMENT_STATES.map((state, column) => [state, column] as const);

describe.each(MATRIX)('%s', (_name, event, row) => {
  it.each(states)('in %s', (state, column) => {
    const before = orderIn(state);
    const outcome = transition(before, event, at, RULES);
    expect(outcome.name).toBe(row.split(' ')[column]);
    const after = outcome.order;
    if (after === before) return;
    expect(after.version).toBe(before.version + 1);
    expect(after.history.at(-1)).toMatchObject({ event: event.type, outcome: outcome.name });
    // money rule 3: paid never goes back to unpaid
    if (before.payment === 'paid') expect(after.payment).toBe('paid');
    // money rule 4: paid needs a proof
    if (after.payment === 'paid') expect(after.proof).toBeDefined();
    // money rule 12: what is not over has a next time or a person
    const waiting = isLive(after) || after.settlement.state === 'due';
    if (isHeld(after)) expect(after.dueAt).toBeNull();
    else if (waiting) expect(after.dueAt).toBeGreaterThanOrEqual(at);
    // money rule 3: what the platform shows to be open or held is never left for over
    if (outcome.name !== 'stale' && event.type === 'evidence' && !isLive(after)) {
      expect(['paid', 'closed', 'failed'].includes(after.payment) || isHeld(after)).toBe(true);
    }
  });
});
