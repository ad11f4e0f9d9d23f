/**
 * Which messages a change of an order is worth: paid and booked, money back, the visit to come, a card
 * that is not bound. Pure. Each is named by what it is about, so that it is kept once however often the
 * change is seen.
 */
import type { Order, Visit } from '../../domain/order';
import { isTaken, movesNothing } from '../../domain/refund';
import { bindCardWords, moneyWords, visitWords } from '../../domain/reminder-words';
import { timeOnDay } from '../../domain/shanghai';
import type { Reminder } from '../../ports/reminder-store';
import { fen } from '../../../miniprogram/shared/fen';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** When a message about money or a card helps nobody any more. */
const MONEY_NEWS_MS = DAY;
const REFUND_NEWS_MS = 3 * DAY;

export interface NewsFrom {
  /** The hospital's name. */
  readonly hospital: string;
  /** ms. */
  readonly now: number;
}

function isBooked({ payment, settlement }: Order): boolean {
  return payment === 'paid' && settlement.state === 'settled';
}

/** Paid, counted by the hospital, and neither back nor on its way back. */
export function isPaidAndBooked(order: Order): boolean {
  return isBooked(order) && !isTaken(order.refund);
}

/** The money is back with whoever paid. */
export function isReturned({ refund }: Order): boolean {
  if (refund !== undefined && movesNothing(refund)) return false;
  return refund?.state === 'returned' || refund?.state === 'done';
}

function endedUnbound({ payment, reason, seen }: Order): boolean {
  const over = payment === 'closed' || payment === 'failed' || payment === 'rejected';
  const unbound = reason === 'card-unbound' || reason === 'insurance-card-not-bound';
  return over && (seen === 'unbound' || unbound);
}

/** Six in the evening before, or seven of the day when that is over; undefined when both are. */
export function visitDue(from: number, now: number, payThere: boolean): number | undefined {
  const evening = timeOnDay(from - DAY, '18:00');
  if (!payThere && now < evening) return evening;
  const morning = timeOnDay(from, '07:00');
  return now < morning && morning < from ? morning : undefined;
}

type Draft = Omit<Reminder, 'owner' | 'state'>;

const orderPage = (order: Order): string =>
  `pages/result/result?orderNo=${order.orderNo}&patientId=${order.patientId}`;

function paidNews(order: Order, { hospital, now }: NewsFrom): Draft {
  const { cash, insurance, paidAt } = order.proof ?? { ...order.amounts, paidAt: now };
  const amount = fen(cash + insurance);
  return {
    id: `paid:${order.orderNo}`,
    kind: 'paid',
    page: orderPage(order),
    words: moneyWords({ kind: order.kind, amount, at: paidAt, hospital }),
    about: { orderNo: order.orderNo },
    dueAt: now,
    until: now + MONEY_NEWS_MS,
  };
}

function refundNews(order: Order, { hospital, now }: NewsFrom): readonly Draft[] {
  const { refund, orderNo } = order;
  if (refund === undefined) return [];
  const amount = fen(refund.cash + refund.insurance);
  const at = refund.returnedAt ?? now;
  return [
    {
      id: `refunded:${orderNo}`,
      kind: 'refunded',
      page: orderPage(order),
      words: moneyWords({ kind: order.kind, amount, at, hospital }),
      about: { orderNo },
      dueAt: now,
      until: now + REFUND_NEWS_MS,
    },
  ];
}

/** What a message about a visit is made of; `orderNo` once it is paid. */
export interface VisitNews {
  readonly patientId: string;
  readonly visit: Pick<Visit, 'appointmentId' | 'from' | 'department'>;
  readonly orderNo?: string;
}

/** The message about a visit; none for one that is too near. */
export function visitNews(of: VisitNews, { hospital, now }: NewsFrom): readonly Draft[] {
  const { patientId, visit, orderNo } = of;
  const { appointmentId, from, department } = visit;
  const payThere = orderNo === undefined;
  const dueAt = visitDue(from, now, payThere);
  if (dueAt === undefined) return [];
  return [
    {
      id: payThere ? `visit-kept:${appointmentId}` : `visit:${orderNo}`,
      kind: 'visit',
      page: `pages/ticket/ticket?patientId=${patientId}&appointmentId=${appointmentId}`,
      words: visitWords({ department, from, payThere, hospital }),
      about: { patientId, appointmentId, ...(payThere ? {} : { orderNo }) },
      dueAt,
      until: from,
    },
  ];
}

function bindNews(order: Order, { hospital, now }: NewsFrom): Draft {
  return {
    id: `bind-card:${order.orderNo}`,
    kind: 'bind-card',
    page: 'pages/patients/patients',
    words: bindCardWords(hospital),
    about: { orderNo: order.orderNo },
    dueAt: now,
    until: now + MONEY_NEWS_MS,
  };
}

/** The messages that are due because `before` became `after`. */
export function newsOf(before: Order | undefined, after: Order, from: NewsFrom): readonly Draft[] {
  const began = (is: (order: Order) => boolean): boolean =>
    is(after) && (before === undefined || !is(before));
  const news: Draft[] = [];
  // a refund that was let go is no second payment, also when the first message is kept no more
  const wasBooked = before !== undefined && isBooked(before);
  if (began(isPaidAndBooked) && !wasBooked) {
    const { orderNo, patientId, visit } = after;
    news.push(paidNews(after, from));
    if (visit !== undefined) news.push(...visitNews({ patientId, visit, orderNo }, from));
  }
  if (began(isReturned)) news.push(...refundNews(after, from));
  if (began(endedUnbound)) news.push(bindNews(after, from));
  return news;
}
