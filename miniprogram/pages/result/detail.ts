/**
 * The order itself on its page: the sum that matters now, its split, what happened when, the numbers for
 * the receipt, and the ways on that belong to its kind.
 */
import type { OrderView, TimelineStep } from '../../../cloudfunctions/contract/types';
import type { TimelineRow } from '../../components/order-timeline/order-timeline';
import type { Texts } from '../../i18n/texts';
import { dayTime, longTime } from '../../i18n/when';
import type { Fen } from '../../shared/fen';
import { yuanText } from '../../shared/fen';
import type { ReminderKind } from '../../services/reminders';
import type { SplitTable } from '../views/split-rows';
import { amountLabel, isFree, splitTable } from '../views/split-rows';

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
  readonly settlementNo: string;
  readonly timeline: readonly TimelineRow[];
  /** Of a registration; empty texts otherwise. */
  readonly visitAt: string;
  readonly visitWhere: string;
  /** Whether there may be an electronic invoice. */
  readonly invoice: boolean;
  /** The appointment whose ticket can be seen; empty: none. */
  readonly ticket: string;
  readonly againText: string;
  /** What goes on with an unpaid order. */
  readonly nextText: string;
  readonly listText: string;
  readonly remind: Remind | null;
}

/** Messages that make sense for the order as it stands. */
export interface Remind {
  readonly kinds: readonly ReminderKind[];
  readonly text: string;
}

const NO_FIGURE: Figure = { label: '', yuan: '', aria: '' };

/** The sum that matters to the patient now, never without its name. */
function figureOf({ split, payment, refund }: OrderView, t: Texts): Figure {
  const back = refund !== undefined && refund.state !== 'refused';
  const over = payment === 'closed' || payment === 'failed';
  if ((over && !back) || isFree(split)) return NO_FIGURE;
  const figure = (label: string, amount: Fen): Figure => {
    const yuan = yuanText(amount);
    return { label, yuan, aria: amountLabel(label, yuan, t) };
  };
  if (back) {
    const { cash, insurance } = refund;
    return cash > 0 ? figure(t.refund.cashSum, cash) : figure(t.refund.insuranceSum, insurance);
  }
  if (split.decidedAtPayment) return figure(t.split.total, split.total);
  if (payment === 'unpaid') return figure(t.result.toPay, split.cash);
  if (split.cash === 0) return figure(t.split.insurance, split.insurance);
  if (payment === 'paid') return figure(t.result.youPaid, split.cash);
  return figure(split.payWith === 'cash' ? t.split.cashAll : t.split.cash, split.cash);
}

/** Paid, booked, and neither back nor on its way back. */
function stands({ hospital, payment, refund }: OrderView): boolean {
  const stays = refund === undefined || refund.state === 'refused';
  return payment === 'paid' && hospital === 'settled' && stays;
}

const TONES: Readonly<Record<TimelineStep['step'], TimelineRow['tone']>> = {
  placed: 'plain',
  paid: 'ok',
  booked: 'ok',
  'refund-asked': 'back',
  refunded: 'back',
  closed: 'plain',
  failed: 'plain',
};

/** The platform's clock is another one, in whole seconds: what can only come later is shown later. */
const ORDER = ['placed', 'paid', 'booked', 'refund-asked', 'refunded', 'failed', 'closed'] as const;

function timelineOf({ timeline }: OrderView, nowMs: number, t: Texts): TimelineRow[] {
  const steps = [...timeline].sort((a, b) => ORDER.indexOf(a.step) - ORDER.indexOf(b.step));
  return steps.map(({ step, at }, index) => {
    const title = t.timeline[step];
    const time = longTime(at, nowMs, t);
    return { key: String(index), title, time, tone: TONES[step], aria: `${title}，${time}` };
  });
}

const LISTS = { clinic: 'toBills', registration: 'toVisits', deposit: 'deposit' } as const;

function remindOf(order: OrderView, t: Texts['result']): Remind | null {
  if (order.payment === 'unpaid' && order.reason === 'card-unbound') {
    return { kinds: ['bind-card'], text: t.bind };
  }
  if (!stands(order)) return null;
  if (order.kind === 'registration') return { kinds: ['visit'], text: t.remindVisit };
  return order.kind === 'clinic' ? { kinds: ['bill-due'], text: t.remindBill } : null;
}

export function detailOf(order: OrderView, nowMs: number, t: Texts): OrderDetail {
  const { kind, split, visit } = order;
  const good = stands(order);
  return {
    title: order.title,
    patient: order.patientName,
    orderNo: order.orderNo,
    paidAt: order.paidAt === undefined ? '' : dayTime(order.paidAt, t),
    figure: figureOf(order, t),
    split: splitTable(split, t),
    settlementNo: order.settlementNo ?? '',
    timeline: timelineOf(order, nowMs, t),
    visitAt: visit === undefined ? '' : dayTime(visit.from, t),
    visitWhere: visit?.place ?? '',
    invoice: good && kind !== 'deposit' && !isFree(split),
    ticket: good ? (visit?.appointmentId ?? '') : '',
    againText: kind === 'registration' ? t.result.registerAgain : t.result.again,
    nextText: order.next.do === 'authorise' ? t.pay.authorise : t.result.next,
    listText: t.result[LISTS[kind]],
    remind: remindOf(order, t.result),
  };
}

/** Where to go is told only for what was booked and is not on its way back. */
export function pickupOf(order: OrderView): string {
  return stands(order) ? (order.pickup ?? '') : '';
}
