/**
 * Whether evidence proves that this order was paid (money rule 4): legs not contradicting, pay type and
 * every amount as the mode demands. Pure; nothing is guessed.
 */
import { ZERO, type Fen } from '../../miniprogram/shared/fen';
import type { Amounts } from './amounts';
import type { LegEvidence, PaymentEvidence } from './evidence';
import type { LegState, Order, PaidProof } from './order';

export type ProofResult =
  | { readonly kind: 'proven'; readonly proof: PaidProof }
  /** A leg that must hold money says that it does not. */
  | { readonly kind: 'legs-contradict' }
  /** `term` names the sum that differs, for the engineer. */
  | { readonly kind: 'amount-mismatch'; readonly term: string };

const NOT_HOLDING: readonly LegEvidence[] = ['unpaid', 'closed', 'refunded'];

function insuranceStated(order: Order, evidence: PaymentEvidence): Fen | undefined {
  const stated = evidence.amounts.insurance;
  return order.amounts.payType === 'cash' ? (stated ?? ZERO) : stated;
}

function payTypeFits(amounts: Amounts, evidence: PaymentEvidence): boolean {
  // sent as insurance; comes back as what it turned out to be
  if (amounts.mode === 'open')
    return evidence.payWith === 'insurance' || evidence.payWith === 'mixed';
  if (evidence.payWith === undefined) return amounts.payType === 'cash';
  return evidence.payWith === amounts.payType;
}

function mismatchedTerm(
  amounts: Amounts,
  stated: { total: Fen | undefined; cash: Fen | undefined; insurance: Fen | undefined },
): string | undefined {
  if (stated.total !== amounts.total) return 'total';
  if (stated.cash === undefined) return 'cash';
  if (stated.insurance === undefined) return 'insurance';
  if (amounts.mode === 'open') {
    if (stated.cash + stated.insurance === 0) return 'nothing held';
    const held = stated.cash + stated.insurance + amounts.cashReduced;
    return held <= amounts.total ? undefined : 'cash + insurance + reduced';
  }
  if (stated.cash !== amounts.cash) return 'cash';
  return stated.insurance === amounts.insurance ? undefined : 'insurance';
}

function part(
  name: 'insuranceFund' | 'insuranceSelf' | 'insuranceOther',
  order: Order,
  evidence: PaymentEvidence,
): Partial<Record<typeof name, Fen>> {
  const value = evidence.amounts[name] ?? order.amounts[name];
  return value === undefined ? {} : { [name]: value };
}

function proofOf(order: Order, evidence: PaymentEvidence, cash: Fen, insurance: Fen, at: number) {
  return {
    total: order.amounts.total,
    cash,
    insurance,
    ...part('insuranceFund', order, evidence),
    ...part('insuranceSelf', order, evidence),
    ...part('insuranceOther', order, evidence),
    ...(evidence.insuranceTradeNo === undefined
      ? {}
      : { insuranceTradeNo: evidence.insuranceTradeNo }),
    ...(evidence.cashTradeNo === undefined ? {} : { cashTradeNo: evidence.cashTradeNo }),
    paidAt: evidence.paidAt ?? at,
  } satisfies PaidProof;
}

const PARTS = ['insuranceFund', 'insuranceSelf', 'insuranceOther'] as const;

/** Of fees that the bureau has priced, fund and account are as they were agreed (2.0). */
function differingPart(
  { amounts, counter, upload }: Order,
  evidence: PaymentEvidence,
): string | undefined {
  if (upload === undefined) return undefined;
  // behind cash that was taken first the hospital divides insurance as it turns out
  if (counter !== undefined && upload.state === 'asked') return undefined;
  const stated = evidence.amounts;
  return PARTS.find((name) => (stated[name] ?? amounts[name]) !== (amounts[name] ?? stated[name]));
}

/**
 * Checks evidence whose state is `paid`, that is ours and of this order. `at` (ms) stands in for a
 * missing time of payment.
 */
export function provePaid(order: Order, evidence: PaymentEvidence, at: number): ProofResult {
  const { total, cash } = evidence.amounts;
  const insurance = insuranceStated(order, evidence);
  if (!payTypeFits(order.amounts, evidence)) return { kind: 'amount-mismatch', term: 'pay type' };
  const term = mismatchedTerm(order.amounts, { total, cash, insurance });
  if (term !== undefined || cash === undefined || insurance === undefined) {
    return { kind: 'amount-mismatch', term: term ?? 'absent' };
  }
  const { legs } = evidence;
  const part = differingPart(order, evidence);
  if (part !== undefined) return { kind: 'amount-mismatch', term: part };
  if (cash > 0 && NOT_HOLDING.includes(legs.cash)) return { kind: 'legs-contradict' };
  if (insurance > 0 && NOT_HOLDING.includes(legs.insurance)) return { kind: 'legs-contradict' };
  return { kind: 'proven', proof: proofOf(order, evidence, cash, insurance, at) };
}

/** Whether two proofs say the same about the money. */
export function sameMoney(left: PaidProof, right: PaidProof): boolean {
  return (
    left.total === right.total && left.cash === right.cash && left.insurance === right.insurance
  );
}

/** The order's legs once `proof` stands. */
export function legsPaid(proof: PaidProof): { cash: LegState; insurance: LegState } {
  return {
    cash: proof.cash > 0 ? 'paid' : 'none',
    insurance: proof.insurance > 0 ? 'paid' : 'none',
  };
}

/** Whether a leg says that it still holds money (money rule 3: then nothing is over). */
export function holdsMoney(evidence: PaymentEvidence): boolean {
  return evidence.legs.cash === 'paid' || evidence.legs.insurance === 'paid';
}

/**
 * Whether every leg that the order has is stated. Cash is taken before insurance, so a failed payment
 * may have been half paid: it is over only when each leg says that it holds nothing (money rule 3).
 */
export function statesEveryLeg(order: Order, evidence: PaymentEvidence): boolean {
  const stated = (leg: 'cash' | 'insurance'): boolean =>
    order.legs[leg] === 'none' || evidence.legs[leg] !== 'unstated';
  return stated('cash') && stated('insurance');
}
