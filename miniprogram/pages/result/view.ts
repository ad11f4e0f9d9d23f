/**
 * How a payment stands, in a patient's words, always with the next step. While it is not known, and
 * while the hospital has not booked it, the words are "do not pay again" and no button pays.
 */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { dayTime, shortTime } from '../../i18n/when';
import type { Fen } from '../../shared/fen';
import { yuanText } from '../../shared/fen';
import type { Trouble } from '../../services/trouble';
import type { SplitTable } from '../views/split-rows';
import { amountLabel, isFree, splitTable } from '../views/split-rows';

/** asking: the ladder is being climbed · later: it ended without an end · away: the cashier is open */
export type Phase = 'asking' | 'later' | 'away';

export interface Head {
  readonly state: OrderView['payment'] | 'unknown';
  readonly tone: 'wait' | 'ok' | 'warn' | 'bad' | 'plain';
  readonly icon: string;
  readonly title: string;
  readonly text: string;
  readonly busy: boolean;
}

export interface Actions {
  readonly goOn: boolean;
  readonly cancel: boolean;
  readonly refresh: boolean;
  readonly again: boolean;
  readonly bills: boolean;
  readonly call: boolean;
}

/** The large sum. Empty texts: none is shown. */
export interface Figure {
  readonly label: string;
  readonly yuan: string;
  readonly aria: string;
}

export interface OrderDetail {
  readonly title: string;
  readonly patient: string;
  readonly orderNo: string;
  readonly paidAt: string;
  readonly figure: Figure;
  readonly split: SplitTable;
}

export interface ResultView {
  readonly head: Head;
  readonly actions: Actions;
  readonly order: OrderDetail | null;
  readonly pickup: string;
}

export interface Known {
  readonly order: OrderView | undefined;
  readonly phase: Phase;
  readonly trouble: Trouble | undefined;
  /** The trouble will not go away by asking again. */
  readonly hopeless: boolean;
  /** The bill itself can be paid no more: nothing leads to paying it. */
  readonly billOver: boolean;
}

const NOTHING: Actions = {
  goOn: false,
  cancel: false,
  refresh: false,
  again: false,
  bills: false,
  call: false,
};

type Said = Pick<ResultView, 'head' | 'actions'>;

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
  const waiting = phase === 'away';
  const title = waiting ? t.checkout.away : w.laterTitle;
  const text = waiting ? t.checkout.awayText : w.laterText;
  return {
    head: { state, tone: 'warn', icon: 'time', title, text, busy: false },
    actions: { ...NOTHING, refresh: true, call: !waiting },
  };
}

function paidState(order: OrderView, phase: Phase, t: Texts): Said {
  const w = t.result;
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

function overState(order: OrderView, nowMs: number, t: Texts): Said {
  const w = t.result;
  const { payment: state, reason } = order;
  const call = reason !== undefined && t.reasons[reason].call;
  switch (state) {
    case 'unpaid': {
      const when = shortTime(order.deadlineAt, nowMs, t);
      const until = fill(w.unpaidText, { when });
      const text = reason === undefined ? until : `${until}${t.reasons[reason].text}`;
      return {
        head: { state, tone: 'warn', icon: 'time', title: w.unpaidTitle, text, busy: false },
        actions: { ...NOTHING, goOn: true, cancel: true, call },
      };
    }
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
      const text = because(order, w.closedText, t);
      return {
        head: {
          state,
          tone: 'plain',
          icon: 'minus-circle',
          title: w.closedTitle,
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
const BILL_OVER: readonly Trouble[] = ['bill-settled', 'bill-cancelled', 'bill-expired'];

export function isBillOver(reason: Trouble | undefined): boolean {
  return reason !== undefined && BILL_OVER.includes(reason);
}

const NO_FIGURE: Figure = { label: '', yuan: '', aria: '' };

/** The sum that matters to the patient now, never without its name. */
function figureOf({ split, payment }: OrderView, t: Texts): Figure {
  if (payment === 'closed' || payment === 'failed' || isFree(split)) return NO_FIGURE;
  const figure = (label: string, amount: Fen): Figure => {
    const yuan = yuanText(amount);
    return { label, yuan, aria: amountLabel(label, yuan, t) };
  };
  if (split.decidedAtPayment) return figure(t.split.total, split.total);
  if (payment === 'unpaid') return figure(t.result.toPay, split.cash);
  if (split.cash === 0) return figure(t.split.insurance, split.insurance);
  if (payment === 'paid') return figure(t.result.youPaid, split.cash);
  return figure(split.payWith === 'cash' ? t.split.cashAll : t.split.cash, split.cash);
}

function detailOf(order: OrderView, t: Texts): OrderDetail {
  const { split } = order;
  return {
    title: order.title,
    patient: order.patientName,
    orderNo: order.orderNo,
    paidAt: order.paidAt === undefined ? '' : dayTime(order.paidAt, t),
    figure: figureOf(order, t),
    split: splitTable(split, t),
  };
}

function withoutPaying(actions: Actions): Actions {
  const pays = actions.again || actions.goOn;
  return pays ? { ...actions, again: false, goOn: false, bills: true } : actions;
}

/** Everything that the page shows. */
export function resultView(known: Known, nowMs: number, t: Texts): ResultView {
  const { order, phase } = known;
  if (order === undefined) return { ...unknownState(known, t), order: null, pickup: '' };
  const said =
    order.payment === 'confirming'
      ? unknownState(known, t)
      : order.payment === 'paid'
        ? paidState(order, phase, t)
        : overState(order, nowMs, t);
  const booked = order.payment === 'paid' && order.hospital === 'settled';
  const pickup = booked ? (order.pickup ?? '') : '';
  const billOver = known.billOver || isBillOver(order.reason);
  const actions = billOver ? withoutPaying(said.actions) : said.actions;
  return { head: said.head, actions, order: detailOf(order, t), pickup };
}
