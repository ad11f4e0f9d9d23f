/**
 * One order at a counter out of two opinions: the charge at the platform, the insurance at the hospital
 * (one-code specification V1.0 §1.4.3.2; trap 41), and how far our book is. Pure. Whatever does not fit
 * together is asked again, taken apart, or a person's case; it is never guessed (money rules 2 to 4).
 */
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import type { LegEvidence, PaymentEvidence, PlatformState } from '../../domain/evidence';
import type { PaymentState } from '../../domain/order';
import type { InsuranceState } from '../../ports/counter-desk';
import type { ChargeSeen } from '../../ports/counter-payment';
import type { AskedOrder, QueryOutcome } from '../../ports/payment-channel';
import { stated } from '../medins/said';

/** none: there is no cash in the order, so that nothing is ever charged. */
export type ChargeFact = Exclude<ChargeSeen, { kind: 'unknown' }> | { readonly kind: 'none' };

/** not-needed: there is no insurance in it · not-asked: it makes no difference to how the order stands. */
export type InsuranceFact = InsuranceState | { readonly status: 'not-needed' | 'not-asked' };

export interface Seen {
  readonly charge: ChargeFact;
  readonly insurance: InsuranceFact;
}

export interface Asking {
  readonly order: Pick<
    AskedOrder,
    'orderNo' | 'payment' | 'amounts' | 'upload' | 'counter' | 'legs'
  >;
  /** No charge can still be on its way: "no such order" is the truth (money rule 2). */
  readonly absentIsFinal: boolean;
}

/** Whether insurance matters to how the order stands. */
export function wantsInsurance(charge: ChargeFact): boolean {
  if (charge.kind !== 'found') return true;
  return charge.ours && (charge.state === 'paid' || charge.state === 'closed');
}

/** The cash of an order that may be paid is there. */
function holdsCash({ order }: Asking, charge: ChargeFact): boolean {
  if (charge.kind !== 'found' || !charge.ours || charge.state !== 'paid') return false;
  return MAY_BE_PAID.includes(order.payment) && isSumOf(order, charge);
}

/** The cash is there, its insurance is still to be settled: the hospital's turn. */
export function settlesNext(asking: Asking, { charge, insurance }: Seen): boolean {
  return insurance.status === 'none' && holdsCash(asking, charge);
}

/** What the clerk is to know although nobody can say how the whole stands: the cash came first, and came. */
export function tookCash(asking: Asking, charge: ChargeFact): { readonly cashTaken?: true } {
  const first = asking.order.counter?.first === 'cash';
  return first && holdsCash(asking, charge) ? { cashTaken: true } : {};
}

export function judged(asking: Asking, seen: Seen): QueryOutcome {
  const draft = draftOf(asking, seen);
  if (draft === undefined) return { kind: 'not-found' };
  return { kind: 'evidence', evidence: evidence(asking, seen, draft) };
}

const MAY_BE_PAID: readonly PaymentState[] = ['placing', 'unknown', 'payable'];
const LIVE: readonly PaymentState[] = [...MAY_BE_PAID, 'authorising', 'closing', 'failing'];

function isLive({ payment }: Asking['order']): boolean {
  return LIVE.includes(payment);
}

interface Draft {
  readonly state: PlatformState;
  readonly leftovers?: true;
}

type Found = Extract<ChargeFact, { kind: 'found' }>;

function isSumOf({ amounts }: Asking['order'], { amount }: Found): boolean {
  return amount === amounts.cash;
}

/** Undefined: nobody has heard of it. */
function draftOf(asking: Asking, { charge, insurance }: Seen): Draft | undefined {
  const { tender } = asking.order.counter ?? {};
  if (charge.kind === 'found' && !charge.ours) return { state: 'failing' };
  if (tender?.state === 'taken') return besideTender(charge, insurance);
  if (charge.kind === 'none') return withoutCash(asking, insurance);
  if (charge.kind === 'absent') return withoutCharge(asking, insurance);
  switch (charge.state) {
    case 'paying':
      return { state: 'paying' };
    case 'unpaid':
      return { state: 'not-paid' };
    case 'refunded':
      return { state: 'refunded' };
    case 'paid':
      return withCash(insurance);
    case 'closed':
      return cashOver(asking, insurance);
  }
}

/** The charge holds the cash. */
function withCash({ status }: InsuranceFact): Draft {
  switch (status) {
    case 'not-needed':
    case 'settled':
      return { state: 'paid' };
    case 'reversed':
      return { state: 'half-paid' };
    case 'none':
    case 'not-asked':
      // it could still be settled: barred first, before the cash goes back
      return { state: 'half-paid', leftovers: true };
  }
}

/** The charge holds nothing and never will. */
function cashOver({ order }: Asking, { status }: InsuranceFact): Draft {
  switch (status) {
    case 'not-needed':
    case 'reversed':
      return { state: 'closed' };
    case 'settled':
      return { state: 'cash-closed' };
    case 'none':
    case 'not-asked':
      // a late settlement may still arrive: while the order lives only the bar counts
      return { state: isLive(order) ? 'not-paid' : 'closed' };
  }
}

/** The platform has no such charge. */
function withoutCharge(asking: Asking, insurance: InsuranceFact): Draft | undefined {
  const { order, absentIsFinal } = asking;
  const { counter, payment } = order;
  const isSettled = insurance.status === 'settled';
  // nothing stands behind the charge: its absence is for the order's own grace to judge
  const alone = insurance.status === 'not-needed' || (counter?.first === 'cash' && !isSettled);
  // taken, and not to be found: gone again, or not there yet
  if (!absentIsFinal && (alone || payment === 'payable')) return undefined;
  if (MAY_BE_PAID.includes(payment)) return { state: 'not-paid' };
  if (!absentIsFinal && isLive(order)) return { state: 'not-paid' };
  return cashOver(asking, insurance);
}

/** Insurance pays all of it. */
function withoutCash({ order }: Asking, insurance: InsuranceFact): Draft | undefined {
  switch (insurance.status) {
    case 'not-needed':
      return undefined;
    case 'settled': {
      // given up: it is reversed like any other
      if (order.payment === 'closing' || order.payment === 'failing') {
        return { state: 'cash-closed' };
      }
      // settled, but the split never came to us: what was quoted may not be what is owed
      const unheard = order.upload?.state === 'asked' && !agrees(order, insurance.amounts);
      return { state: unheard ? 'not-paid' : 'paid' };
    }
    case 'reversed':
      return { state: order.payment === 'paid' ? 'refunded' : 'closed' };
    case 'none':
    case 'not-asked':
      return { state: isLive(order) ? 'not-paid' : 'closed' };
  }
}

/** A clerk has the cash already. */
function besideTender(charge: ChargeFact, { status }: InsuranceFact): Draft {
  if (charge.kind === 'found') {
    if (charge.state === 'paid') return { state: 'failing' };
    if (charge.state === 'refunded') return { state: 'refunded' };
    if (charge.state === 'paying') return { state: 'paying' };
    if (charge.state === 'unpaid') return { state: 'not-paid' };
  }
  if (status === 'settled' || status === 'not-needed') return { state: 'paid' };
  return { state: status === 'reversed' ? 'refunded' : 'failing' };
}

type Sums = { readonly total: Fen; readonly cash: Fen; readonly insurance: Fen };

function agrees({ amounts }: Asking['order'], sums: Sums): boolean {
  return (
    amounts.total === sums.total &&
    amounts.cash === sums.cash &&
    amounts.insurance === sums.insurance
  );
}

function cashLeg({ order, absentIsFinal }: Asking, charge: ChargeFact): LegEvidence {
  if (charge.kind === 'none') return 'closed';
  if (charge.kind === 'absent') {
    if (order.counter?.tender?.state === 'taken') return 'paid';
    return absentIsFinal ? 'closed' : 'unpaid';
  }
  switch (charge.state) {
    case 'paying':
    case 'unpaid':
      return 'unpaid';
    case 'paid':
      return 'paid';
    case 'refunded':
      return 'refunded';
    case 'closed':
      return order.counter?.tender?.state === 'taken' ? 'paid' : 'closed';
  }
}

function insuranceLeg({ order }: Asking, { status }: InsuranceFact): LegEvidence {
  switch (status) {
    case 'not-needed':
      return 'closed';
    case 'not-asked':
      return 'unstated';
    case 'none':
      return isLive(order) ? 'unpaid' : 'closed';
    case 'settled':
      return 'paid';
    case 'reversed':
      return order.payment === 'paid' ? 'refunded' : 'closed';
  }
}

/** What the insurance part says of the whole; of cash alone our own book does. */
function settledSums({ order }: Asking, insurance: InsuranceFact): PaymentEvidence['amounts'] {
  const from = insurance.status === 'settled' ? insurance.amounts : order.amounts;
  return {
    total: from.total,
    insurance: from.insurance,
    ...stated('insuranceFund', from.insuranceFund),
    ...stated('insuranceSelf', from.insuranceSelf),
    ...stated('insuranceOther', from.insuranceOther),
  };
}

/** What is held in cash: by the charge, by a clerk, or by both. */
function cashSum({ order }: Asking, { charge, insurance }: Seen): Fen | undefined {
  const charged = charge.kind === 'found' && charge.state === 'paid' ? charge.amount : undefined;
  if (order.counter?.tender?.state === 'taken') {
    return charged === undefined ? order.amounts.cash : fen(order.amounts.cash + charged);
  }
  if (charge.kind !== 'none') return charge.kind === 'found' ? charge.amount : undefined;
  return insurance.status === 'settled' ? insurance.amounts.cash : order.amounts.cash;
}

/** Only what holds money, or has held it, states sums. */
function amountsOf(asking: Asking, seen: Seen, { state }: Draft): PaymentEvidence['amounts'] {
  const cash = stated('cash', cashSum(asking, seen));
  if (state === 'paid' || state === 'failing') {
    return { ...settledSums(asking, seen.insurance), ...cash };
  }
  return state === 'half-paid' || state === 'refunded' ? cash : {};
}

function paidAtOf({ order }: Asking, { charge, insurance }: Seen): number | undefined {
  const { tender } = order.counter ?? {};
  if (tender?.state === 'taken') return tender.at;
  if (charge.kind === 'found') return charge.paidAt;
  return insurance.status === 'settled' ? insurance.settledAt : undefined;
}

const ENDED: readonly PlatformState[] = ['paid', 'half-paid', 'refunded'];

function evidence(asking: Asking, seen: Seen, draft: Draft): PaymentEvidence {
  const { order } = asking;
  const { charge, insurance } = seen;
  const found = charge.kind === 'found' ? charge : undefined;
  const settlementNo = insurance.status === 'settled' ? insurance.settlementNo : undefined;
  const { tradeNo = charge.kind === 'none' ? settlementNo : undefined } = found ?? {};
  return {
    orderNo: order.orderNo,
    ours: found?.ours ?? true,
    ...draft,
    legs: { cash: cashLeg(asking, charge), insurance: insuranceLeg(asking, insurance) },
    payWith: order.amounts.payType,
    amounts: amountsOf(asking, seen, draft),
    ...stated('platformTradeNo', tradeNo),
    ...stated('insuranceTradeNo', settlementNo),
    ...stated('cashTradeNo', found?.tradeNo),
    ...stated('paidAt', ENDED.includes(draft.state) ? paidAtOf(asking, seen) : undefined),
  };
}
