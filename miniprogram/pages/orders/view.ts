/** The person's own orders as cards: what for, for whom, when, how much, and how it stands. */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { Tab } from '../../components/filter-tabs/filter-tabs';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { longTime } from '../../i18n/when';
import { yuanText } from '../../shared/fen';
import { isByHand, isHalfPaid } from '../../services/refunds';
import { wordsFor } from '../views/free-visit';
import { amountLabel } from '../views/split-rows';

type State =
  | 'confirming'
  | 'unpaid'
  | 'unauthorised'
  | 'paid'
  | 'booking'
  | 'unbooked'
  | 'counter'
  | 'failed'
  | 'closed'
  | 'review'
  | 'returning'
  | 'byHand'
  | 'returned'
  | 'partReturned'
  | 'refundRefused'
  | 'halfGoing'
  | 'halfReturned';

export interface OrderCardView {
  readonly orderNo: string;
  readonly state: State;
  /** What kind of payment, as a picture. */
  readonly icon: string;
  readonly title: string;
  readonly patient: string;
  readonly when: string;
  readonly tag: string;
  readonly tagTheme: 'success' | 'warning' | 'danger' | 'default';
  /** The whole sum. */
  readonly yuan: string;
  readonly yuanLabel: string;
  /** Who paid what of it; none where there is one payer, or the split is not known yet. */
  readonly parts: readonly string[];
  readonly action: string;
  readonly aria: string;
}

const ICONS: Readonly<Record<OrderView['kind'], string>> = {
  clinic: 'bill',
  registration: 'calendar-event',
  deposit: 'hospital',
};

export const FILTERS = ['all', 'open', 'done', 'refunded', 'over'] as const;
export type Filter = (typeof FILTERS)[number];

export function filterTabs(t: Texts['orders']): Tab[] {
  return FILTERS.map((key) => ({ key, title: t[key] }));
}

export function asFilter(key: string): Filter {
  return FILTERS.find((one) => one === key) ?? 'all';
}

function refundState({ next, refund, split }: OrderView): State | undefined {
  if (refund === undefined) return undefined;
  switch (refund.state) {
    case 'going':
      return 'returning';
    case 'refused':
      return next.do === 'ask-at-counter' ? 'counter' : 'refundRefused';
    case 'returned': {
      const whole = refund.cash === split.cash && refund.insurance === split.insurance;
      return whole ? 'returned' : 'partReturned';
    }
  }
}

function paidState(order: OrderView): State {
  if (isByHand(order)) return 'byHand';
  const back = refundState(order);
  if (back !== undefined) return back;
  if (order.next.do === 'ask-at-counter') return 'counter';
  if (order.hospital === 'settled') return 'paid';
  return order.hospital === 'refused' ? 'unbooked' : 'booking';
}

/** Cash that was taken without insurance; undefined for any other payment that failed. */
function halfPaidState(order: OrderView): State | undefined {
  const { refund } = order;
  if (refund?.cause === 'half-paid' && refund.state === 'returned') return 'halfReturned';
  if (!isHalfPaid(order)) return undefined;
  if (isByHand(order)) return 'byHand';
  return refund?.state === 'refused' ? 'counter' : 'halfGoing';
}

function stateOf(order: OrderView): State {
  const { next, payment } = order;
  if (payment === 'paid') return paidState(order);
  if (payment === 'unpaid' && next.do === 'authorise') return 'unauthorised';
  return halfPaidState(order) ?? payment;
}

const THEMES: Readonly<Record<State, OrderCardView['tagTheme']>> = {
  confirming: 'warning',
  unpaid: 'warning',
  unauthorised: 'warning',
  paid: 'success',
  booking: 'success',
  unbooked: 'warning',
  counter: 'warning',
  failed: 'danger',
  closed: 'default',
  review: 'warning',
  returning: 'warning',
  byHand: 'warning',
  returned: 'default',
  partReturned: 'default',
  refundRefused: 'warning',
  halfGoing: 'warning',
  halfReturned: 'default',
};

function partsOf({ split }: OrderView, t: Texts['orders']): readonly string[] {
  if (split.decidedAtPayment || split.cash === 0 || split.insurance === 0) return [];
  return [
    fill(t.insurance, { yuan: yuanText(split.insurance) }),
    fill(t.cash, { yuan: yuanText(split.cash) }),
  ];
}

export function orderCard(order: OrderView, nowMs: number, t: Texts): OrderCardView {
  const state = stateOf(order);
  const yuan = yuanText(order.split.total);
  const yuanLabel = amountLabel(t.orders.sum, yuan, t);
  const when = longTime(order.paidAt ?? order.createdAt, nowMs, t);
  const parts = partsOf(order, t.orders);
  const tag = wordsFor(order, t).orders[state];
  const { orderNo, title, patientName: patient } = order;
  const said = [title, patient, when, tag, yuanLabel, ...parts, t.orders.see];
  return {
    orderNo,
    state,
    icon: ICONS[order.kind],
    title,
    patient,
    when,
    tag,
    tagTheme: THEMES[state],
    yuan,
    yuanLabel,
    parts,
    action: t.orders.see,
    aria: said.join('，'),
  };
}
