/**
 * How a payment stands, in a patient's words, always with the next step. While it is not known, and
 * while the hospital has not booked it, the words are "do not pay again" and no button pays.
 */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { dayTime, shortTime } from '../../i18n/when';
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

export interface OrderDetail {
  readonly title: string;
  readonly patient: string;
  readonly orderNo: string;
  readonly paidAt: string;
  readonly yuan: string;
  readonly yuanLabel: string;
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
    const text = trouble === undefined ? w.confirmingText : w.offlineText;
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
      const text = because(order, w.failedText, t);
      return {
        head: { state, tone: 'bad', icon: 'close-circle', title: w.failedTitle, text, busy: false },
        actions: { ...NOTHING, again: true, call },
      };
    }
  }
}

function detailOf(order: OrderView, t: Texts): OrderDetail {
  const { split } = order;
  const yuan = yuanText(split.total);
  return {
    title: order.title,
    patient: order.patientName,
    orderNo: order.orderNo,
    paidAt: order.paidAt === undefined ? '' : dayTime(order.paidAt, t),
    yuan,
    yuanLabel: amountLabel(t.result.amount, yuan, t),
    split: splitTable(split, t),
  };
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
  return { ...said, order: detailOf(order, t), pickup };
}
