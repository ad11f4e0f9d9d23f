/**
 * What a platform's evidence does to an order (money rule 3). Precedence: not this order, not our
 * merchant, then by where the order stands (paid, ended, live), then by what the platform says.
 */
import type { PaymentEvidence } from './evidence';
import type { Verdict } from './events';
import { isLive, type Order, type Review, type ReviewReason } from './order';
import {
  holdsMoney,
  legsPaid,
  provePaid,
  sameMoney,
  statesEveryLeg,
  type ProofResult,
} from './proof';
import type { Rules } from './rules';

function review(reason: ReviewReason, at: number, evidence: string): { readonly review: Review } {
  return { review: { reason, at, evidence } };
}

function sums(evidence: PaymentEvidence): string {
  const { total, cash, insurance } = evidence.amounts;
  const say = (value: number | undefined): string => (value === undefined ? '-' : String(value));
  return `state ${evidence.state}, total ${say(total)}, cash ${say(cash)}, insurance ${say(insurance)}`;
}

type Unproven = Exclude<ProofResult, { kind: 'proven' }>;

function unproven(order: Order, evidence: PaymentEvidence, result: Unproven, at: number): Verdict {
  switch (result.kind) {
    case 'wrong-order':
      return { name: 'wrong-order' };
    case 'wrong-merchant':
      return { name: 'wrong-merchant', change: review('wrong-merchant', at, sums(evidence)) };
    case 'legs-contradict':
      return contradiction(order, 'legs-contradict', evidence, 'unknown');
    case 'amount-mismatch':
      return {
        name: 'amount-mismatch',
        change: review('amount-mismatch', at, `${sums(evidence)}; differs in ${result.term}`),
        note: result.term,
      };
  }
}

/**
 * Never final by itself: the platform is asked again, and `transition` bounds how long. Meanwhile the
 * order is not offered for payment. One that ended before stays ended.
 */
function contradiction(
  order: Order,
  name: 'legs-contradict' | 'failed-but-leg-paid' | 'failed-unproven' | 'closed-but-leg-paid',
  evidence: PaymentEvidence,
  meanwhile: 'unknown' | 'failing',
): Verdict {
  const payment = isLive(order) ? meanwhile : order.payment;
  return { name, change: { asked: order.asked + 1, payment }, note: sums(evidence) };
}

function onPaid(order: Order, evidence: PaymentEvidence, at: number): Verdict {
  switch (evidence.state) {
    case 'paid': {
      const result = provePaid(order, evidence, at);
      if (result.kind === 'legs-contradict') return paidContradicted(evidence, at);
      if (result.kind !== 'proven') return unproven(order, evidence, result, at);
      const known = order.proof;
      if (known !== undefined && sameMoney(known, result.proof)) return { name: 'already-paid' };
      return { name: 'paid-differs', change: review('paid-differs', at, sums(evidence)) };
    }
    case 'refunded':
      return { name: 'refund-not-ours', change: review('refund-not-ours', at, sums(evidence)) };
    case 'failed':
    case 'failing':
    case 'closed':
      return paidContradicted(evidence, at);
    case 'not-paid':
    case 'unbound':
    case 'paying':
      return { name: 'stale' };
  }
}

function paidContradicted(evidence: PaymentEvidence, at: number): Verdict {
  return { name: 'paid-contradicted', change: review('paid-differs', at, sums(evidence)) };
}

function paidNow(
  order: Order,
  evidence: PaymentEvidence,
  at: number,
  name: 'paid' | 'paid-after-end',
): Verdict {
  const result = provePaid(order, evidence, at);
  if (result.kind !== 'proven') return unproven(order, evidence, result, at);
  return {
    name,
    change: {
      payment: 'paid',
      proof: result.proof,
      legs: legsPaid(result.proof),
      settlement: { ...order.settlement, state: 'due' },
      ...(evidence.platformTradeNo === undefined
        ? {}
        : { platformTradeNo: evidence.platformTradeNo }),
    },
  };
}

function onEnded(order: Order, evidence: PaymentEvidence, at: number): Verdict {
  if (order.payment === 'not-needed') return { name: 'stale' };
  if (evidence.state === 'paid') return paidNow(order, evidence, at, 'paid-after-end');
  if (evidence.state === 'refunded') {
    return { name: 'refund-not-ours', change: review('refund-not-ours', at, sums(evidence)) };
  }
  return { name: 'stale' };
}

function closedLegs(order: Order): Pick<Order, 'legs'> {
  const end = (leg: 'cash' | 'insurance') => (order.legs[leg] === 'none' ? 'none' : 'closed');
  return { legs: { cash: end('cash'), insurance: end('insurance') } };
}

function onUnpaid(
  order: Order,
  seen: 'not-paid' | 'unbound' | 'paying',
  at: number,
  rules: Rules,
): Verdict {
  const change = { asked: order.asked + 1, seen };
  if (order.launch !== undefined || order.payment === 'closing') {
    return { name: 'seen', change, note: seen };
  }
  if (order.payment === 'placing' && at - order.createdAt < rules.absentGraceMs) {
    // the answer to our own request may still be on its way to us
    return { name: 'too-early', change: { asked: order.asked + 1 } };
  }
  if (seen === 'paying') return { name: 'seen', change, note: seen };
  return { name: 'launch-lost', change: { ...change, payment: 'closing', asked: 0 } };
}

function onLive(order: Order, evidence: PaymentEvidence, at: number, rules: Rules): Verdict {
  const next = order.asked + 1;
  switch (evidence.state) {
    case 'paid':
      return paidNow(order, evidence, at, 'paid');
    case 'refunded':
      return { name: 'refund-not-ours', change: review('refund-not-ours', at, sums(evidence)) };
    case 'failing':
      return { name: 'failing', change: { payment: 'failing', asked: next } };
    case 'failed':
      if (holdsMoney(evidence)) {
        return contradiction(order, 'failed-but-leg-paid', evidence, 'failing');
      }
      if (!statesEveryLeg(order, evidence)) {
        return contradiction(order, 'failed-unproven', evidence, 'failing');
      }
      return {
        name: 'failed',
        change: { payment: 'failed', reason: 'payment-refused', ...closedLegs(order) },
      };
    case 'closed':
      if (holdsMoney(evidence)) {
        return contradiction(order, 'closed-but-leg-paid', evidence, 'failing');
      }
      return { name: 'closed', change: { payment: 'closed', ...closedLegs(order) } };
    case 'not-paid':
    case 'unbound':
    case 'paying':
      return onUnpaid(order, evidence.state, at, rules);
  }
}

/** The verdict on evidence at `at` (ms). Total over every payment state and platform state. */
export function onEvidence(
  order: Order,
  evidence: PaymentEvidence,
  at: number,
  rules: Rules,
): Verdict {
  if (evidence.orderNo !== order.orderNo) return { name: 'wrong-order' };
  if (!evidence.ours) return unproven(order, evidence, { kind: 'wrong-merchant' }, at);
  if (order.payment === 'paid') return onPaid(order, evidence, at);
  return isLive(order) ? onLive(order, evidence, at, rules) : onEnded(order, evidence, at);
}
