/**
 * What a platform's evidence does to an order (money rule 3). Precedence: not this order, not our
 * merchant, then by where the order stands (paid, live, ended), then by what the platform says. An order
 * that ended without money comes back to life when the platform shows money or an open order.
 */
import type { PaymentEvidence } from './evidence';
import { because, sums } from './evidence-words';
import type { Verdict } from './events';
import { onCashClosed, tenderOffered } from './on-tender';
import { isLive, type Order, type Review, type ReviewReason } from './order';
import {
  holdsMoney,
  legsPaid,
  provePaid,
  sameMoney,
  statesEveryLeg,
  type ProofResult,
} from './proof';
import { isTaken } from './refund';
import { halfPaidRefund } from './refund-plan';
import type { Rules } from './rules';

function review(reason: ReviewReason, at: number, evidence: string): { readonly review: Review } {
  return { review: { reason, at, evidence } };
}

function refundNotOurs(evidence: PaymentEvidence, at: number): Verdict {
  return { name: 'refund-not-ours', change: review('refund-not-ours', at, sums(evidence)) };
}

/** Money may be held where none should be: not final, not offered for payment, asked about on. */
function unclear(
  order: Order,
  name:
    | 'legs-contradict'
    | 'failed-but-leg-paid'
    | 'failed-unproven'
    | 'closed-but-leg-paid'
    | 'failing',
  evidence: PaymentEvidence,
): Verdict {
  const asked = isLive(order) ? order.asked + 1 : 0;
  return { name, change: { payment: 'failing', asked }, note: sums(evidence) };
}

type Unproven = Exclude<ProofResult, { kind: 'proven' }>;

function unproven(order: Order, evidence: PaymentEvidence, result: Unproven, at: number): Verdict {
  if (result.kind === 'legs-contradict') return unclear(order, 'legs-contradict', evidence);
  return {
    name: 'amount-mismatch',
    change: review('amount-mismatch', at, `${sums(evidence)}; differs in ${result.term}`),
    note: result.term,
  };
}

function paidContradicted(evidence: PaymentEvidence, at: number): Verdict {
  return { name: 'paid-contradicted', change: review('paid-differs', at, sums(evidence)) };
}

function onPaid(order: Order, evidence: PaymentEvidence, at: number): Verdict {
  // money on its way back shows here as well; how far it is only queryrefund proves (trap 30)
  if (isTaken(order.refund)) return { name: 'stale' };
  switch (evidence.state) {
    case 'paid': {
      const result = provePaid(order, evidence, at);
      if (result.kind === 'legs-contradict') return paidContradicted(evidence, at);
      if (result.kind !== 'proven') return unproven(order, evidence, result, at);
      const known = order.proof;
      if (known !== undefined && sameMoney(known, result.proof)) {
        return { ...stillEnded(order, at), name: 'already-paid' };
      }
      return { name: 'paid-differs', change: review('paid-differs', at, sums(evidence)) };
    }
    case 'refunded':
      return refundNotOurs(evidence, at);
    case 'failed':
    case 'failing':
    case 'closed':
    case 'half-paid':
    case 'cash-closed':
      return paidContradicted(evidence, at);
    case 'not-paid':
    case 'unbound':
    case 'paying':
      return stillEnded(order, at);
  }
}

/** A reversal may be under way that gives it back; nobody waits longer than a call can take. */
function mayBeGivenBack({ counter, payment }: Order, at: number, rules: Rules): boolean {
  const sentAt = counter?.closeSentAt;
  return payment === 'closing' && sentAt !== undefined && at - sentAt < rules.absentGraceMs;
}

function paidNow(order: Order, evidence: PaymentEvidence, at: number, rules: Rules): Verdict {
  if (mayBeGivenBack(order, at, rules)) {
    return { name: 'paid-unsure', change: { asked: order.asked + 1 } };
  }
  const result = provePaid(order, evidence, at);
  if (result.kind !== 'proven') return unproven(order, evidence, result, at);
  return {
    name: isLive(order) ? 'paid' : 'paid-after-end',
    change: {
      payment: 'paid',
      proof: result.proof,
      legs: legsPaid(result.proof),
      settlement: { ...order.settlement, state: 'due', since: at },
    },
  };
}

function closedLegs(order: Order): Pick<Order, 'legs'> {
  const end = (leg: 'cash' | 'insurance') => {
    const before = order.legs[leg];
    return before === 'none' || before === 'refunded' ? before : 'closed';
  };
  return { legs: { cash: end('cash'), insurance: end('insurance') } };
}

/** Nothing new about an order that ended; a look back that was due has taken place. */
export function stillEnded(order: Order, at: number): Verdict {
  const due = order.dueAt !== null && at >= order.dueAt;
  return due ? { name: 'stale', change: { asked: order.asked + 1 } } : { name: 'stale' };
}

function onFailed(order: Order, evidence: PaymentEvidence, at: number): Verdict {
  if (holdsMoney(evidence)) return unclear(order, 'failed-but-leg-paid', evidence);
  if (order.payment === 'failed') return stillEnded(order, at);
  if (!statesEveryLeg(order, evidence)) return unclear(order, 'failed-unproven', evidence);
  if (!isLive(order)) return stillEnded(order, at);
  const { reason = evidence.why?.reason ?? 'payment-refused' } = order;
  const noted = because(evidence);
  if (evidence.leftovers === true) {
    const asked = order.payment === 'closing' ? order.asked + 1 : 0;
    return { name: 'leftovers', change: { payment: 'closing', asked, reason }, ...noted };
  }
  const change = { payment: 'failed', asked: 0, reason, ...closedLegs(order) } as const;
  return { name: 'failed', change, ...noted };
}

function onClosed(order: Order, evidence: PaymentEvidence, at: number, rules: Rules): Verdict {
  if (holdsMoney(evidence)) return unclear(order, 'closed-but-leg-paid', evidence);
  if (!isLive(order)) return stillEnded(order, at);
  // its fees may be on their way to the bureau this moment
  const young = order.payment === 'placing' && at - order.since < rules.absentGraceMs;
  if (young) return { name: 'too-early', change: { asked: order.asked + 1 } };
  return { name: 'closed', change: { payment: 'closed', asked: 0, ...closedLegs(order) } };
}

function onUnpaid(
  order: Order,
  seen: 'not-paid' | 'unbound' | 'paying',
  at: number,
  rules: Rules,
): Verdict {
  const change = { asked: order.asked + 1, seen };
  // an order that was over, or being unwound, must not be paid any more: it is closed for certain
  if (!isLive(order)) return { name: 'reopened', change: { payment: 'closing', asked: 0, seen } };
  if (order.payment === 'failing') {
    return { name: 'closing', change: { payment: 'closing', asked: 0, seen }, note: seen };
  }
  if (order.payment === 'closing') return { name: 'seen', change, note: seen };
  const tender = tenderOffered(order, at, rules);
  if (order.launch !== undefined) {
    // a code is charged once: what was not paid with it never will be
    if (order.counter !== undefined && seen !== 'paying') {
      const over = {
        ...change,
        payment: 'closing',
        asked: 0,
        reason: 'payment-code-refused',
      } as const;
      return { name: 'launch-lost', change: { ...over, ...tender } };
    }
    return { name: 'seen', change: { ...change, payment: 'payable' }, note: seen };
  }
  if (order.payment === 'placing' && at - order.since < rules.absentGraceMs) {
    // the answer to our own request may still be on its way to us
    return { name: 'too-early', change: { asked: order.asked + 1 } };
  }
  if (seen === 'paying') return { name: 'seen', change, note: seen };
  return { name: 'launch-lost', change: { ...change, payment: 'closing', asked: 0, ...tender } };
}

/**
 * Cash was taken and insurance has failed for certain: once the fees are withdrawn, so that the bureau can
 * take nothing any more, the cash goes back by itself (money rule 9).
 */
function onHalfPaid(order: Order, evidence: PaymentEvidence, at: number, rules: Rules): Verdict {
  const { cash } = evidence.amounts;
  if (cash === undefined || cash !== order.amounts.cash || cash === 0) {
    return unproven(order, evidence, { kind: 'amount-mismatch', term: 'cash' }, at);
  }
  const reason = 'insurance-failed-cash-back';
  if (evidence.leftovers === true) {
    const asked = order.payment === 'closing' ? order.asked + 1 : 0;
    return {
      name: 'leftovers',
      change: { payment: 'closing', asked, reason },
      note: sums(evidence),
    };
  }
  const { cashTradeNo, paidAt = at } = evidence;
  return {
    name: 'half-paid',
    change: {
      payment: 'failing',
      asked: 0,
      reason,
      legs: { cash: 'paid', insurance: 'closed' },
      halfPaid: { cash, paidAt, ...(cashTradeNo === undefined ? {} : { cashTradeNo }) },
      refund: halfPaidRefund(order, cash, at, rules),
    },
    note: sums(evidence),
  };
}

/**
 * The cash is on its way back, or back: how far it is only its own query proves. Until then the order
 * stays what it is, afterwards it is over; money that shows all the same is a person's case.
 */
function onHalfPaidRefund(order: Order, evidence: PaymentEvidence, at: number): Verdict {
  if (evidence.state === 'paid') return paidContradicted(evidence, at);
  const asked = order.asked + 1;
  const going = order.refund?.state !== 'done';
  if (going) return isLive(order) ? { name: 'seen', change: { asked } } : stillEnded(order, at);
  if (evidence.legs.insurance === 'paid') return unclear(order, 'failed-but-leg-paid', evidence);
  if (!isLive(order)) return stillEnded(order, at);
  const legs = { cash: 'refunded', insurance: order.legs.insurance } as const;
  return { name: 'failed', change: { payment: 'failed', asked: 0, legs } };
}

function onUnpaidOrder(order: Order, evidence: PaymentEvidence, at: number, rules: Rules): Verdict {
  if (order.refund?.cause === 'half-paid' && isTaken(order.refund)) {
    return onHalfPaidRefund(order, evidence, at);
  }
  switch (evidence.state) {
    case 'paid':
      return paidNow(order, evidence, at, rules);
    case 'refunded':
      return refundNotOurs(evidence, at);
    case 'failing':
      return unclear(order, 'failing', evidence);
    case 'failed':
      return onFailed(order, evidence, at);
    case 'half-paid':
      return onHalfPaid(order, evidence, at, rules);
    case 'closed':
      return onClosed(order, evidence, at, rules);
    case 'cash-closed':
      return onCashClosed(order, at, rules);
    case 'not-paid':
    case 'unbound':
    case 'paying':
      return onUnpaid(order, evidence.state, at, rules);
  }
}

/** That the platform knows the order; what is said of one at a counter may be the hospital's word alone. */
function learned(order: Order, evidence: PaymentEvidence): Partial<Order> {
  const { platformTradeNo } = evidence;
  const isThere = order.counter === undefined || platformTradeNo !== undefined;
  return {
    ...(isThere ? { existed: true } : {}),
    ...(platformTradeNo === undefined ? {} : { platformTradeNo }),
  };
}

function saysMoney(evidence: PaymentEvidence): boolean {
  const moved: readonly PaymentEvidence['state'][] = ['paid', 'half-paid', 'refunded'];
  return moved.includes(evidence.state) || holdsMoney(evidence);
}

/** The verdict on evidence at `at` (ms). Total over every payment state and platform state. */
export function onEvidence(
  order: Order,
  evidence: PaymentEvidence,
  at: number,
  rules: Rules,
): Verdict {
  if (evidence.orderNo !== order.orderNo) return { name: 'wrong-order' };
  if (!evidence.ours) {
    return { name: 'wrong-merchant', change: review('wrong-merchant', at, sums(evidence)) };
  }
  if (order.payment === 'not-needed') return { name: 'stale' };
  // never sent: nothing but money can be said of it
  if (order.payment === 'authorising' && !saysMoney(evidence)) return { name: 'stale' };
  const verdict =
    order.payment === 'paid'
      ? onPaid(order, evidence, at)
      : onUnpaidOrder(order, evidence, at, rules);
  if (verdict.change === undefined) return verdict;
  return { ...verdict, change: { ...learned(order, evidence), ...verdict.change } };
}
