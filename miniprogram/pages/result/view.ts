/**
 * How a payment stands, in a patient's words, always with the next step. While it is not known, and
 * while the hospital has not booked it, the words are "do not pay again" and no button pays.
 */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { shortTime } from '../../i18n/when';
import { lacksCashier } from '../../services/launching';
import type { Trouble } from '../../services/trouble';
import { wordsFor } from '../views/free-visit';
import { isFree } from '../views/split-rows';
import type { OrderDetail } from './detail';
import { detailOf, pickupOf } from './detail';
import type { RefundSide } from './refund-view';
import { halfPaidHead, NO_REFUND, refundHead, refundSide } from './refund-view';
import type { Actions, Said } from './said';
import { NOTHING } from './said';

/**
 * asking: the ladder is being climbed · later: it ended without an end · away: the cashier is open ·
 * authorising: insurance is being permitted elsewhere · authorised: it was, and the server goes on
 */
export type Phase = 'asking' | 'later' | 'away' | 'authorising' | 'authorised';

export interface ResultView extends Said {
  readonly order: OrderDetail | null;
  readonly pickup: string;
  readonly refund: RefundSide;
}

/** sending: a refund is being asked for · unsure: it was, and nobody knows yet whether it went through */
export type Asking = 'no' | 'sending' | 'unsure';

export interface Known {
  readonly order: OrderView | undefined;
  readonly phase: Phase;
  readonly trouble: Trouble | undefined;
  /** The trouble will not go away by asking again. */
  readonly hopeless: boolean;
  /** The bill itself can be paid no more: nothing leads to paying it. */
  readonly billOver: boolean;
  readonly asking: Asking;
}

/** Before the server has said anything. */
export function nothingYet(): Known {
  return {
    order: undefined,
    phase: 'asking',
    trouble: undefined,
    hopeless: false,
    billOver: false,
    asking: 'no',
  };
}

function unknownState({ phase, trouble, hopeless }: Known, t: Texts): Said {
  const w = t.result;
  const state = 'confirming';
  if (trouble !== undefined && hopeless) {
    const { title, text } = t.reasons[trouble];
    return {
      head: { state: 'unknown', tone: 'warn', icon: 'error-circle', title, text, busy: false },
      actions: { ...NOTHING, bills: true, call: true },
    };
  }
  if (phase === 'asking') {
    const away = trouble === 'offline' || trouble === 'timeout';
    const text = trouble === undefined ? w.confirmingText : away ? w.offlineText : w.busyText;
    return {
      head: { state, tone: 'wait', icon: '', title: w.confirmingTitle, text, busy: true },
      actions: NOTHING,
    };
  }
  if (phase === 'authorised') {
    const { checking: title, checkingText: text } = t.pay;
    return {
      head: { state, tone: 'wait', icon: '', title, text, busy: true },
      actions: NOTHING,
    };
  }
  const { title, text } = waitingWords(phase, t);
  return {
    head: { state, tone: 'warn', icon: 'time', title, text, busy: false },
    actions: { ...NOTHING, refresh: true, call: phase === 'later' },
  };
}

function waitingWords(phase: 'later' | 'away' | 'authorising', t: Texts) {
  switch (phase) {
    case 'later':
      return { title: t.result.laterTitle, text: t.result.laterText };
    case 'away':
      return { title: t.checkout.away, text: t.checkout.awayText };
    case 'authorising':
      return { title: t.pay.away, text: t.pay.awayText };
  }
}

/** Until the server has said whether the refund was taken, nothing can be asked for again. */
function askingState({ asking, phase, trouble }: Known, t: Texts): Said {
  const w = t.refund;
  const state = 'asking-refund';
  if (asking === 'unsure' && phase === 'later') {
    const [title, text] = [t.result.laterTitle, w.unsureLaterText];
    return {
      head: { state, tone: 'warn', icon: 'time', title, text, busy: false },
      actions: { ...NOTHING, refresh: true, call: true },
    };
  }
  const away = trouble === 'offline' || trouble === 'timeout';
  const [title, text] =
    asking === 'sending'
      ? [w.sending, w.sendingText]
      : [w.unsure, away ? w.unsureOfflineText : w.unsureText];
  return { head: { state, tone: 'wait', icon: '', title, text, busy: true }, actions: NOTHING };
}

function paidState(order: OrderView, phase: Phase, t: Texts): Said {
  const w = t.result;
  const back = refundHead(order, t);
  if (back !== undefined) return back;
  if (order.hospital === 'settled') {
    const free = isFree(order.split);
    return {
      head: {
        state: 'paid',
        tone: 'ok',
        icon: 'check-circle-filled',
        title: free ? w.freeTitle : w.paidTitle,
        text: free ? w.freeText : w.paidSettledText,
        busy: false,
      },
      actions: { ...NOTHING, bills: true },
    };
  }
  if (order.hospital === 'refused' || order.next.do === 'ask-at-counter') {
    const title = w.paidRefusedTitle;
    const text = order.next.do === 'ask-at-counter' ? w.paidCounterText : w.paidRefusedText;
    return {
      head: { state: 'paid', tone: 'warn', icon: 'error-circle-filled', title, text, busy: false },
      actions: { ...NOTHING, call: true },
    };
  }
  const title = w.paidPendingTitle;
  const text = w.paidPendingText;
  return {
    head: { state: 'paid', tone: 'ok', icon: 'check-circle-filled', title, text, busy: false },
    actions: { ...NOTHING, refresh: phase === 'later', bills: true },
  };
}

/** Nothing was taken, and why, when the server gave a reason. */
function because(order: OrderView, otherwise: string, t: Texts): string {
  if (order.reason === undefined) return otherwise;
  if (order.reason === 'payment-unreachable') return t.result.closedUnsentText;
  const why = t.reasons[order.reason].text;
  const { notCharged } = t.result;
  return why.startsWith(notCharged.trim()) ? why : `${notCharged}${why}`;
}

/** Why the order is over, where somebody said why; that a payment failed the cashier has just said. */
function closedTitle({ reason }: OrderView, t: Texts): string {
  switch (reason) {
    case undefined:
    case 'payment-unreachable':
      return t.result.closedTitle;
    case 'bill-settled':
      return t.result.elsewhere;
    case 'payment-refused':
      return t.result.failedTitle;
    default:
      return t.reasons[reason].title;
  }
}

function unpaidState(order: OrderView, nowMs: number, t: Texts): Said {
  const { reason } = order;
  const when = shortTime(order.deadlineAt, nowMs, t);
  const permit = order.next.do === 'authorise';
  const title = permit ? t.pay.notYet : t.result.unpaidTitle;
  const until = fill(permit ? t.pay.notYetText : t.result.unpaidText, { when });
  const text = reason === undefined ? until : `${until}${t.reasons[reason].text}`;
  const call = reason !== undefined && t.reasons[reason].call;
  return {
    head: { state: 'unpaid', tone: 'warn', icon: 'time', title, text, busy: false },
    actions: { ...NOTHING, goOn: true, cancel: true, call },
  };
}

/** Nothing leads on from here before WeChat is newer: no permission is asked for in vain. */
function outdatedState(t: Texts): Said {
  const { upgrade: title, upgradeText: text } = t.pay;
  return {
    head: { state: 'unpaid', tone: 'warn', icon: 'error-circle', title, text, busy: false },
    actions: { ...NOTHING, cancel: true },
  };
}

function overState(order: OrderView, nowMs: number, t: Texts): Said {
  const w = t.result;
  const { payment: state, reason } = order;
  const call = reason !== undefined && t.reasons[reason].call;
  switch (state) {
    case 'unpaid':
      return lacksCashier(order.next) ? outdatedState(t) : unpaidState(order, nowMs, t);
    case 'review':
      return {
        head: {
          state,
          tone: 'warn',
          icon: 'service',
          title: w.reviewTitle,
          text: w.reviewText,
          busy: false,
        },
        actions: { ...NOTHING, call: true },
      };
    case 'closed': {
      const elsewhere = reason === 'bill-settled';
      const text = elsewhere ? w.elsewhereText : because(order, w.closedText, t);
      return {
        head: {
          state,
          tone: 'plain',
          icon: 'minus-circle',
          title: closedTitle(order, t),
          text,
          busy: false,
        },
        actions: { ...NOTHING, again: true, call },
      };
    }
    default: {
      // A failed payment may have been charged and given back: nothing is said of no charge.
      const text = w.failedText;
      return {
        head: { state, tone: 'bad', icon: 'close-circle', title: w.failedTitle, text, busy: false },
        actions: { ...NOTHING, again: true, call: true },
      };
    }
  }
}

/** After these no order can pay the bill any more. */
const BILL_OVER: readonly Trouble[] = [
  'bill-settled',
  'bill-cancelled',
  'bill-expired',
  'insurance-already-settled',
];

export function isBillOver(reason: Trouble | undefined): boolean {
  return reason !== undefined && BILL_OVER.includes(reason);
}

function withoutPaying(actions: Actions): Actions {
  const pays = actions.again || actions.goOn;
  return pays ? { ...actions, again: false, goOn: false, bills: true } : actions;
}

function saidOf(known: Known, order: OrderView, nowMs: number, t: Texts): Said {
  if (known.asking !== 'no') return askingState(known, t);
  const half = halfPaidHead(order, t);
  if (half !== undefined) return half;
  if (order.payment === 'confirming') return unknownState(known, t);
  if (order.payment === 'paid') return paidState(order, known.phase, t);
  return overState(order, nowMs, t);
}

/** Everything that the page shows. `phone`: the hospital's number, or empty. */
export function resultView(known: Known, nowMs: number, all: Texts, phone: string): ResultView {
  const { order } = known;
  if (order === undefined) {
    return { ...unknownState(known, all), order: null, pickup: '', refund: NO_REFUND };
  }
  const t = wordsFor(order, all);
  const said = saidOf(known, order, nowMs, t);
  const billOver = known.billOver || isBillOver(order.reason);
  const asking = known.asking !== 'no';
  return {
    head: said.head,
    actions: billOver ? withoutPaying(said.actions) : said.actions,
    order: detailOf(order, nowMs, t),
    pickup: asking ? '' : pickupOf(order),
    refund: asking ? NO_REFUND : refundSide(order, nowMs, t, phone),
  };
}
