/**
 * What the page says of money that goes back: what could go back and where to, how far it is and when
 * it arrives, why it was refused and what to do then. Each leg goes back the way it came (interface
 * document v2.4 §3.6); when it arrives is WeChat Pay's to say.
 */
import type { OrderView, RefundView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { longTime } from '../../i18n/when';
import type { Fen } from '../../shared/fen';
import { yuanText } from '../../shared/fen';
import { isByHand, isHalfPaid } from '../../services/refunds';
import { isFreeVisit } from '../views/free-visit';
import { amountLabel, isFree } from '../views/split-rows';
import type { Said } from './said';
import { NOTHING } from './said';

/** One leg that goes back, and where to. */
export interface RefundPart {
  readonly key: 'cash' | 'insurance';
  readonly label: string;
  readonly hint: string;
  readonly yuan: string;
  readonly aria: string;
}

export interface RefundStep {
  readonly key: string;
  readonly title: string;
  readonly time: string;
  readonly state: 'done' | 'now' | 'todo';
  readonly icon: string;
  /** Read aloud: the step and how it stands. */
  readonly aria: string;
}

export interface RefundProgress {
  readonly state: 'going' | 'returned';
  readonly title: string;
  readonly steps: readonly RefundStep[];
  readonly parts: readonly RefundPart[];
  readonly note: string;
}

export interface RefundSide {
  /** Whether the patient can ask here; counter: only at the window; none: nothing to ask for. */
  readonly offer: 'ask' | 'counter' | 'none';
  /** What would go back. */
  readonly parts: readonly RefundPart[];
  readonly progress: RefundProgress | null;
  readonly refusal: Notice | null;
}

export const NO_REFUND: RefundSide = { offer: 'none', parts: [], progress: null, refusal: null };

function partsOf(cash: Fen, insurance: Fen, byHand: boolean, t: Texts): RefundPart[] {
  const w = t.refund;
  const part = (key: RefundPart['key'], label: string, hint: string, amount: Fen): RefundPart => {
    const yuan = yuanText(amount);
    return { key, label, hint, yuan, aria: amountLabel(label, yuan, t) };
  };
  return [
    part('cash', w.cash, byHand ? w.cashByHand : w.cashBack, cash),
    part('insurance', w.insurance, byHand ? w.insuranceByHand : w.insuranceBack, insurance),
  ].filter(({ key }) => (key === 'cash' ? cash : insurance) > 0);
}

/** Asked for by somebody, not owed. */
function isAsked({ cause }: RefundView): boolean {
  return cause === 'patient' || cause === 'clerk';
}

/** Why the hospital would not book the payment, if it said. */
function whyOf(order: OrderView, refund: RefundView, t: Texts): string {
  if (refund.cause !== 'hospital-refused' || order.reason === undefined) return '';
  return fill(t.refund.why, { reason: t.reasons[order.reason].title });
}

const GOING = {
  patient: ['going', 'goingText'],
  clerk: ['going', 'clerkText'],
  'hospital-refused': ['unbooked', 'unbookedText'],
  'paid-twice': ['twice', 'twiceText'],
  review: ['review', 'reviewText'],
  'half-paid': ['half', 'halfText'],
} as const;

const RETURNED = {
  patient: ['returned', 'returnedText'],
  clerk: ['returned', 'returnedText'],
  'hospital-refused': ['repaid', 'repaidText'],
  'paid-twice': ['repaid', 'twiceRepaidText'],
  review: ['repaid', 'returnedText'],
  'half-paid': ['halfReturned', 'halfReturnedText'],
} as const;

/** The head while money is on its way back and once it is; undefined for a payment that stays paid. */
export function refundHead(order: OrderView, t: Texts): Said | undefined {
  const { refund } = order;
  if (refund === undefined || refund.state === 'refused') return undefined;
  const w = t.refund;
  const why = whyOf(order, refund, t);
  if (refund.state === 'returned') {
    const [title, text] = RETURNED[refund.cause];
    const again = !isAsked(refund) && refund.cause !== 'paid-twice' && order.next.do === 'pay-anew';
    return {
      head: {
        state: 'refunded',
        // the money is back, and still nothing is paid
        tone: refund.cause === 'half-paid' ? 'plain' : 'ok',
        icon: 'check-circle-filled',
        title: w[title],
        text: `${why}${refund.byHand ? w.byHandReturnedText : w[text]}`,
        busy: false,
      },
      actions: { ...NOTHING, again, bills: !again, call: refund.byHand },
    };
  }
  const byHand = isByHand(order);
  const [title, text] = GOING[refund.cause];
  return {
    head: {
      state: 'refunding',
      tone: 'warn',
      icon: byHand ? 'service' : 'time',
      title: byHand ? w.byHand : w[title],
      text: `${why}${byHand ? w.byHandText : w[text]}`,
      busy: false,
    },
    actions: { ...NOTHING, bills: isAsked(refund), call: byHand },
  };
}

/** Cash was taken without insurance: it comes back, and until then nothing leads to paying again. */
export function halfPaidHead(order: OrderView, t: Texts): Said | undefined {
  const { refund } = order;
  const w = t.refund;
  if (refund?.cause === 'half-paid' && refund.state !== 'refused') return refundHead(order, t);
  if (!isHalfPaid(order)) return undefined;
  const stuck = refund !== undefined;
  return {
    head: {
      state: stuck ? 'failed' : 'refunding',
      tone: 'warn',
      icon: stuck ? 'service' : 'time',
      title: stuck ? w.halfStuck : w.half,
      text: stuck ? w.halfStuckText : w.halfText,
      busy: false,
    },
    actions: { ...NOTHING, call: stuck },
  };
}

function stepsOf(order: OrderView, refund: RefundView, nowMs: number, t: Texts): RefundStep[] {
  const w = t.refund;
  const over = refund.state === 'returned';
  const step = (
    key: string,
    title: string,
    state: RefundStep['state'],
    at?: number,
  ): RefundStep => {
    const time = at === undefined ? '' : longTime(at, nowMs, t);
    const said = state === 'done' ? w.stepDone : state === 'now' ? w.stepNow : w.stepTodo;
    const icon =
      state === 'todo' ? 'circle' : state === 'now' ? 'time-filled' : 'check-circle-filled';
    const aria = [title, said, time].filter((part) => part !== '').join('，');
    return { key, title, time, state, icon, aria };
  };
  const byHand = refund.byHand || isByHand(order);
  const middle = byHand ? w.stepByHand : over ? w.stepMade : w.stepGoing;
  return [
    step('asked', isAsked(refund) ? w.stepAsked : w.stepOwed, 'done', refund.askedAt),
    step('going', middle, over ? 'done' : 'now'),
    step('returned', w.stepReturned, over ? 'done' : 'todo', refund.returnedAt),
  ];
}

/** When the money arrives: what WeChat Pay says of cash; insurance has its own books. */
function noteOf(order: OrderView, refund: RefundView, t: Texts): string {
  const w = t.refund;
  if (refund.byHand || isByHand(order)) return refund.state === 'going' ? w.byHandNote : '';
  if (refund.cash === 0) return refund.insurance === 0 ? '' : w.insuranceNote;
  return refund.state === 'returned' ? w.arrivedNote : w.arrivesNote;
}

function progressOf(order: OrderView, nowMs: number, t: Texts): RefundProgress | null {
  const { refund } = order;
  if (refund === undefined || refund.state === 'refused') return null;
  const { state, cash, insurance, byHand } = refund;
  return {
    state,
    title: t.refund.progress,
    steps: stepsOf(order, refund, nowMs, t),
    parts: partsOf(cash, insurance, byHand || isByHand(order), t),
    note: noteOf(order, refund, t),
  };
}

function refusalOf({ refund }: OrderView, t: Texts, phone: string): Notice | null {
  if (refund?.state !== 'refused') return null;
  const w = t.refund;
  const call = phone === '' ? '' : t.common.call;
  if (!isAsked(refund)) return { tone: 'warn', title: w.stuck, text: w.stuckText, call };
  const said = refund.reason === undefined ? undefined : t.reasons[refund.reason];
  if (said === undefined) return { tone: 'warn', title: w.refused, text: w.refusedText, call };
  const { title, text } = said;
  return { tone: 'warn', title: fill(w.refusedWhy, { reason: title }), text, call };
}

function offerOf(order: OrderView): RefundSide['offer'] {
  const { canRefund, hospital, kind, next, payment, refund, split } = order;
  if (payment !== 'paid') return 'none';
  if (canRefund) return 'ask';
  const over = refund !== undefined || next.do !== 'done' || hospital !== 'settled';
  // what is left of a deposit goes back from its own page, after discharge
  const nothing = isFree(split) && !isFreeVisit(order);
  return over || kind === 'deposit' || nothing ? 'none' : 'counter';
}

/** Everything about money that goes back, or could. `phone`: the hospital's number, or empty. */
export function refundSide(order: OrderView, nowMs: number, t: Texts, phone: string): RefundSide {
  const { cash, insurance } = order.split;
  const offer = offerOf(order);
  return {
    offer,
    parts: offer === 'ask' ? partsOf(cash, insurance, false, t) : [],
    progress: progressOf(order, nowMs, t),
    refusal: refusalOf(order, t, phone),
  };
}
