/** An order as staff see it: sums with the state of each part, facts, its refund, its case, its history. */
import type {
  StaffOrderView,
  StaffRefundView,
} from '../../../../../cloudfunctions/contract/staff-types';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import { yuanText } from '../../../../shared/fen';
import type { Fact } from '../../components/fact-rows/fact-rows';
import type { HistoryLine } from '../../components/history-list/history-list';
import type { StaffTexts } from '../../i18n/texts';
import { evidenceSaid } from './evidence';
import type { SumRow } from './sums';
import { plus, spoken, sumRow } from './sums';
import { tradeNoOf } from './trade-no';
import { refundCallOf } from './place-back';

type Theme = 'success' | 'warning' | 'danger' | 'default';

export interface OrderDetail {
  readonly orderNo: string;
  readonly title: string;
  readonly from: string;
  readonly tag: string;
  readonly tagTheme: Theme;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly rows: readonly SumRow[];
  readonly facts: readonly Fact[];
  readonly refund: {
    readonly tag: string;
    readonly tagTheme: Theme;
    readonly rows: readonly SumRow[];
    readonly facts: readonly Fact[];
  } | null;
  readonly case: {
    readonly title: string;
    readonly what: string;
    readonly evidence: string;
  } | null;
  readonly history: readonly HistoryLine[];
  /** Of the button that brings something back; empty: there is none. */
  readonly refundCall: string;
}

function themeOf({ payment, review }: StaffOrderView): Theme {
  if (review !== undefined) return 'danger';
  if (payment === 'paid' || payment === 'not-needed') return 'success';
  const over = payment === 'closed' || payment === 'rejected' || payment === 'failed';
  return over ? 'default' : 'warning';
}

function refundTheme(state: StaffRefundView['state']): Theme {
  if (state === 'done' || state === 'returned') return 'success';
  return state === 'refused' ? 'danger' : 'warning';
}

function fact(key: string, label: string, value: string | undefined, number = false): Fact[] {
  return value === undefined || value === '' ? [] : [{ key, label, value, number }];
}

function rowsOf(order: StaffOrderView, t: Texts, s: StaffTexts): readonly SumRow[] {
  const { legs } = order;
  const { legPaid } = s.order;
  const labelled = (label: string, leg: keyof typeof legs): string =>
    fill(legPaid, { label, state: s.states.leg[legs[leg]] });
  const insurance =
    order.payWith === 'cash'
      ? []
      : [sumRow('insurance', labelled(s.staff.insurance, 'insurance'), order.insurance, t)];
  return [...insurance, sumRow('cash', labelled(s.staff.cash, 'cash'), order.cash, t)];
}

function factsOf(order: StaffOrderView, nowMs: number, t: Texts, s: StaffTexts): readonly Fact[] {
  const w = s.order;
  const at = (ms: number | undefined): string | undefined =>
    ms === undefined ? undefined : longTime(ms, nowMs, t);
  return [
    ...fact('order', w.orderNo, order.orderNo, true),
    ...fact('pay-with', w.payWith, order.payWith === 'cash' ? w.byCash : w.byInsurance),
    ...fact('booking', w.booking, s.states.booking[order.hospital]),
    ...fact('created', w.createdAt, at(order.createdAt)),
    ...fact('paid', w.paidAt, at(order.paidAt)),
    ...fact('bills', w.bills, order.billIds.join('、'), true),
    ...fact('settlement', w.settlementNo, order.settlementNo, true),
    ...fact('trade', w.tradeNo, tradeNoOf(order), true),
    ...fact('code-why', w.codeWhy, order.codeWhy),
    ...fact('request', w.requestId, lastRequestId(order), true),
  ];
}

/** Of the last answer that was no: WeChat's support asks for it. */
function lastRequestId({ history }: StaffOrderView): string | undefined {
  return history.flatMap(({ requestId = [] }) => requestId).pop();
}

/** Of a registration that cost nothing: no money goes back, the place does. */
function isPlaceAlone({ cash, insurance }: StaffRefundView): boolean {
  return cash === 0 && insurance === 0;
}

function refundTag(refund: StaffRefundView, s: StaffTexts): string {
  const { state } = refund;
  const said = state === 'returned' || state === 'done' ? s.placeBack[state] : undefined;
  return said !== undefined && isPlaceAlone(refund) ? said : s.states.refund[state];
}

function refundOf(
  refund: StaffRefundView | undefined,
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): OrderDetail['refund'] {
  if (refund === undefined) return null;
  const w = s.order;
  const { states } = s;
  const leg = (label: string, state: StaffRefundView['legs']['cash']): string =>
    fill(w.legPaid, { label, state: states.refundLeg[state] });
  const { cash, insurance, legs } = refund;
  const parts = [
    ...(insurance > 0
      ? [sumRow('insurance', leg(s.staff.insurance, legs.insurance), insurance, t)]
      : []),
    ...(cash > 0 ? [sumRow('cash', leg(s.staff.cash, legs.cash), cash, t)] : []),
  ];
  return {
    tag: refundTag(refund, s),
    tagTheme: refundTheme(refund.state),
    rows: [...parts, sumRow('total', s.staff.total, plus(cash, insurance), t, true)],
    facts: [
      ...fact('refund-refusal', w.refundRefusal, refund.refusal),
      ...(isPlaceAlone(refund) ? [] : fact('refund-mode', w.refundMode, states.mode[refund.mode])),
      ...fact('refund-cause', w.refundCause, states.cause[refund.cause]),
      ...fact('refund-note', w.refundNote, refund.note),
      ...(isPlaceAlone(refund) ? [] : fact('refund-via', w.refundVia, states.via[refund.via])),
      ...fact('refund-hold', w.refundHold, states.hold[refund.hold]),
      ...fact('refund-asked', w.refundAsked, longTime(refund.askedAt, nowMs, t)),
      ...(refund.returnedAt === undefined
        ? []
        : fact('refund-returned', w.refundReturned, longTime(refund.returnedAt, nowMs, t))),
      ...fact('refund-receipt', w.refundReceipt, refund.receipt, true),
      ...fact('refund-told', s.review.toldReceipt, refund.toldReceipt, true),
      ...fact('refund-no', w.refundNo, refund.refundNo, true),
    ],
  };
}

function isKnown(key: string, outcomes: StaffTexts['outcomes']): key is keyof typeof outcomes {
  return Object.prototype.hasOwnProperty.call(outcomes, key);
}

function historyOf(
  order: StaffOrderView,
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): readonly HistoryLine[] {
  const { outcomes } = s;
  const w = s.order;
  return order.history
    .map(({ at, outcome, times, note, byPerson }, index) => ({
      key: String(index),
      title: outcomes[isKnown(outcome, outcomes) ? outcome : 'other'],
      when: longTime(at, nowMs, t),
      more: [
        byPerson ? w.byPerson : w.bySystem,
        times > 1 ? fill(w.times, { count: times }) : '',
        note === undefined ? '' : evidenceSaid(note, s),
      ]
        .filter((part) => part !== '')
        .join(' · '),
      person: byPerson,
    }))
    .reverse();
}

/** Everything the component `order-detail` shows. */
export function orderDetail(
  order: StaffOrderView,
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): OrderDetail {
  const { review } = order;
  const said = review === undefined ? undefined : s.cases[review.reason];
  return {
    orderNo: order.orderNo,
    title: order.title,
    from: order.patientName,
    tag: s.states.payment[order.payment],
    tagTheme: themeOf(order),
    yuan: yuanText(order.total),
    yuanLabel: spoken(s.order.figure, order.total, t),
    rows: rowsOf(order, t, s),
    facts: factsOf(order, nowMs, t, s),
    refund: refundOf(order.refund, nowMs, t, s),
    case:
      review === undefined || said === undefined
        ? null
        : { title: said.title, what: said.what, evidence: evidenceSaid(review.evidence, s) },
    history: historyOf(order, nowMs, t, s),
    refundCall: refundCallOf(order, s),
  };
}
