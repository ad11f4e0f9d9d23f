/**
 * One order out of three opinions: mixed order, cash order, upload at the bureau (移动医保支付 2.0, states;
 * trap 38: there is no CLOSED, so closed is what can never be paid any more). Pure. Whatever does not fit
 * together is not final: it says `failing` or nothing, and is asked again (money rules 2 to 4).
 */
import type { LegEvidence, PaymentEvidence, PlatformState } from '../../domain/evidence';
import type { PaymentState } from '../../domain/order';
import type { AskedOrder, QueryOutcome } from '../../ports/payment-channel';
import { unclear, type CashSeen, type MixedSeen, type Unclear, type UploadSeen } from './look';
import type { MixedFacts } from './mixed-facts';
import { LEG, type LegStatus, type TradeState } from './order-status';
import { stated } from './said';

/** What was seen. A question that did not matter was not asked: cash `none`, upload `not-asked`. */
export interface Seen {
  readonly mixed: Exclude<MixedSeen, Unclear>;
  readonly cash: CashSeen;
  readonly upload: UploadSeen;
}

/** For an order that may still be paid the mixed order alone decides; else what is left of it counts. */
export interface Asking {
  readonly order: Pick<AskedOrder, 'orderNo' | 'payment'>;
  readonly leftovers: boolean;
}

/** Whether cash order and upload matter to how the order stands. */
export function wantsMore(mixed: Seen['mixed'], leftovers: boolean): boolean {
  if (mixed.kind === 'absent') return true;
  if (!mixed.ours) return false;
  switch (mixed.mix) {
    case 'success':
    case 'fail':
      return true;
    case 'created':
      return leftovers && !hasMoved(mixed);
    case 'paying':
    case 'refund':
    case 'reversed':
      return false;
  }
}

/** Money has come or gone in one of its legs. */
function hasMoved({ cash, insurance }: MixedFacts): boolean {
  const moved: readonly LegStatus[] = ['success', 'refund'];
  return moved.includes(cash) || moved.includes(insurance);
}

export function judged(asking: Asking, seen: Seen): QueryOutcome {
  const { mixed } = seen;
  const answer = (draft: Draft): QueryOutcome => evidence(asking, seen, draft);
  if (mixed.kind === 'absent') return onAbsent(asking, seen, answer);
  const legs = { cash: LEG[mixed.cash], insurance: LEG[mixed.insurance] };
  if (!mixed.ours) return answer({ state: 'failing', legs });
  switch (mixed.mix) {
    case 'success':
      return onSuccess(mixed, seen, answer);
    case 'refund':
      return answer({ state: 'refunded', legs });
    case 'paying':
      return answer({ state: 'paying', legs });
    case 'reversed':
      return answer({ state: 'failing', legs });
    case 'fail':
      return onFail(asking, mixed, seen, answer);
    case 'created':
      return onCreated(asking, mixed, seen, answer);
  }
}

interface Draft {
  readonly state: PlatformState;
  readonly legs: PaymentEvidence['legs'];
  readonly leftovers?: true;
}

type Answer = (draft: Draft) => QueryOutcome;

const CASH_LEG: Readonly<Record<TradeState, LegEvidence>> = {
  notpay: 'unpaid',
  userpaying: 'unpaid',
  payerror: 'unpaid',
  success: 'paid',
  refund: 'refunded',
  closed: 'closed',
};

function cashLeg(cash: CashSeen): LegEvidence {
  switch (cash.kind) {
    case 'found':
      return CASH_LEG[cash.state];
    case 'absent':
    case 'none':
      return 'closed';
    case 'unknown':
      return 'unstated';
  }
}

function uploadLeg(upload: UploadSeen): LegEvidence {
  switch (upload) {
    case 'settled':
      return 'paid';
    case 'refunded':
      return 'refunded';
    case 'uploaded':
    case 'priced':
      return 'unpaid';
    case 'not-asked':
    case 'none':
    case 'revoked':
      return 'closed';
    case 'silent':
      return 'unstated';
  }
}

const isPaying = (cash: CashSeen): boolean => cash.kind === 'found' && cash.state === 'userpaying';

/** Paid needs the cash order to say so, too; its amount is the one that was taken. */
function onSuccess(mixed: MixedFacts, { cash }: Seen, answer: Answer): QueryOutcome {
  const legs = { cash: LEG[mixed.cash], insurance: LEG[mixed.insurance] };
  if (cash.kind === 'none') return answer({ state: 'paid', legs });
  if (cash.kind === 'unknown') return cash;
  if (isPaying(cash)) return answer({ state: 'paying', legs });
  const taken = cash.kind === 'absent' ? 'unpaid' : cashLeg(cash);
  if (taken === 'refunded') return answer({ state: 'refunded', legs: { ...legs, cash: taken } });
  const leg = taken === 'paid' ? legs.cash : taken;
  return answer({ state: 'paid', legs: { ...legs, cash: leg } });
}

const FAILED: readonly MixedFacts['insurance'][] = ['fail', 'no-leg'];
/** The bureau will not take anything for this order any more. */
const OVER: readonly UploadSeen[] = ['not-asked', 'none', 'revoked', 'refunded'];

function onFail(asking: Asking, mixed: MixedFacts, seen: Seen, answer: Answer): QueryOutcome {
  const { cash, upload } = seen;
  const legs = {
    cash: cash.kind === 'none' ? LEG[mixed.cash] : cashLeg(cash),
    insurance: upload === 'settled' ? 'paid' : LEG[mixed.insurance],
  } as const;
  const silent = cash.kind === 'unknown' || upload === 'silent' || isPaying(cash);
  if (silent || legs.insurance === 'paid' || contradicts(mixed, cash)) {
    return answer({ state: 'failing', legs });
  }
  if (legs.cash === 'paid') {
    if (!FAILED.includes(mixed.insurance) && !OVER.includes(upload)) {
      return answer({ state: 'failing', legs });
    }
    // fees that stand could still be settled: they are withdrawn before the cash goes back
    const stands = upload !== 'not-asked' && upload !== 'revoked' && upload !== 'refunded';
    return answer({ state: 'half-paid', legs, ...(stands ? { leftovers: true } : {}) });
  }
  const over = nothingStands(asking, seen);
  // what was not decided before the order failed can hold nothing any more
  const insurance = legs.insurance === 'unpaid' ? 'closed' : legs.insurance;
  const ends = { ...legs, insurance } as const;
  if (!over) return answer({ state: 'failed', legs: ends, leftovers: true });
  const closed = asking.leftovers && legs.cash !== 'refunded';
  return answer({ state: closed ? 'closed' : 'failed', legs: ends });
}

/** Mixed order and cash order do not agree on whether money came, or went again. */
function contradicts(mixed: MixedFacts, cash: CashSeen): boolean {
  const state = cash.kind === 'found' ? cash.state : undefined;
  if (mixed.cash === 'refund') return state !== 'refund';
  return mixed.cash === 'success' && state !== 'success' && state !== 'refund';
}

function onCreated(asking: Asking, mixed: MixedFacts, seen: Seen, answer: Answer): QueryOutcome {
  const legs = { cash: LEG[mixed.cash], insurance: LEG[mixed.insurance] };
  if (hasMoved(mixed)) {
    // one leg has gone wrong while the other one moved: not to be offered for payment again
    const wrong = mixed.cash === 'fail' || mixed.insurance === 'fail';
    return answer({ state: wrong ? 'failing' : 'paying', legs });
  }
  if (!asking.leftovers) return answer({ state: 'not-paid', legs });
  return onLeftovers(asking, seen, answer, 'paying');
}

function onAbsent(asking: Asking, seen: Seen, answer: Answer): QueryOutcome {
  const { cash, upload } = seen;
  const untouched = (cash.kind === 'absent' || cash.kind === 'none') && upload === 'not-asked';
  if (untouched) return { kind: 'not-found' };
  return onLeftovers(asking, seen, answer, 'failing');
}

/** No payment is under way in the mixed order; `held` is what it means that one of the parts has money. */
function onLeftovers(
  asking: Asking,
  seen: Seen,
  answer: Answer,
  held: 'paying' | 'failing',
): QueryOutcome {
  const { cash, upload } = seen;
  const legs = { cash: cashLeg(cash), insurance: uploadLeg(upload) };
  if (cash.kind === 'unknown') return cash;
  if (upload === 'silent') return unclear('bureau-silent');
  if (legs.cash === 'paid' || legs.insurance === 'paid') return answer({ state: held, legs });
  if (isPaying(cash)) return answer({ state: 'paying', legs });
  if (legs.cash === 'refunded') return answer({ state: 'refunded', legs });
  return answer({ state: nothingStands(asking, seen) ? 'closed' : 'not-paid', legs });
}

const ENDED: readonly PaymentState[] = ['rejected', 'closed', 'failed'];

/** Beside a mixed order there is a cash order, whatever is said of it. */
export function isDenied({ mixed, cash }: Seen): boolean {
  return mixed.kind === 'found' && cash.kind === 'absent';
}

/**
 * Nothing is left that could be paid. A cash order that is denied was asked to close at least. An upload
 * that the bureau has not heard of may still arrive: while the order lives only its tombstone counts.
 */
function nothingStands({ order }: Asking, seen: Seen): boolean {
  const { cash, upload } = seen;
  if (isDenied(seen) && order.payment !== 'closing' && !ENDED.includes(order.payment)) return false;
  const cashOver = cash.kind !== 'found' || cash.state === 'closed' || cash.state === 'refund';
  if (upload === 'none') return cashOver && ENDED.includes(order.payment);
  return cashOver && OVER.includes(upload);
}

function evidence({ order }: Asking, { mixed, cash }: Seen, draft: Draft): QueryOutcome {
  const facts = mixed.kind === 'found' ? mixed : undefined;
  const money = cash.kind === 'found' ? cash : undefined;
  const ended = draft.state === 'paid' || draft.state === 'refunded' || draft.state === 'half-paid';
  const paidAt = draft.state === 'half-paid' ? money?.paidAt : (facts?.paidAt ?? money?.paidAt);
  return {
    kind: 'evidence',
    evidence: {
      orderNo: order.orderNo,
      ours: (facts?.ours ?? true) && (money?.ours ?? true),
      ...draft,
      ...stated('payWith', facts?.payWith),
      amounts: amountsOf(facts, money, draft),
      ...stated('why', whyOf(facts)),
      ...stated('platformTradeNo', facts?.tradeNo),
      ...stated('cashTradeNo', money?.tradeNo),
      ...stated('paidAt', ended ? paidAt : undefined),
    },
  };
}

/** An order that was paid, or still may be, has not failed for any reason. */
function whyOf(facts: MixedFacts | undefined): PaymentEvidence['why'] {
  return facts?.mix === 'fail' ? facts.why : undefined;
}

/** What was taken in cash is for the cash order to say, once it was taken. */
function amountsOf(
  facts: MixedFacts | undefined,
  money: Extract<CashSeen, { kind: 'found' }> | undefined,
  { state }: Draft,
): PaymentEvidence['amounts'] {
  const { cash: asked, ...rest } = facts?.amounts ?? {};
  const taken = state === 'paid' || state === 'half-paid';
  const cash = taken && money !== undefined ? money.amount : asked;
  return { ...rest, ...stated('cash', cash) };
}
