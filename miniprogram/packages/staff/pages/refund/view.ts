/** The refund's form in words: what may go back, what is wrong with the amount, and the second look. */
import type {
  ClerkRefund,
  StaffOrderView,
} from '../../../../../cloudfunctions/contract/staff-types';
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Notice } from '../../../../components/notice/notice';
import type { Tab } from '../../components/tab-row/tab-row';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import type { Fen } from '../../../../shared/fen';
import { yuanText } from '../../../../shared/fen';
import type { StaffTexts } from '../../i18n/texts';
import { readYuan } from '../../services/money';
import type { SumRow } from '../views/sums';
import { plus, sumRow } from '../views/sums';

export type Mode = ClerkRefund['mode'];
type ReasonKey = keyof StaffTexts['refund']['reasons'];
const REASON_KEYS: readonly ReasonKey[] = ['unchecked', 'undispensed', 'wrong', 'twice', 'asked'];
/** Those that can be said of a place. */
const PLACE_REASONS: readonly ReasonKey[] = ['asked', 'stopped', 'mistaken'];

export function reasonsFor({ free }: RefundOrder, s: StaffTexts): readonly Tab[] {
  const keys = free ? PLACE_REASONS : REASON_KEYS;
  return keys.map((key) => ({ key, title: s.refund.reasons[key] }));
}

export interface RefundOrder {
  readonly orderNo: string;
  readonly title: string;
  readonly patient: string;
  readonly rows: readonly SumRow[];
  readonly modes: readonly (Choice & { readonly key: Mode })[];
  /** A registration that cost nothing: there is no sum to choose. */
  readonly free: boolean;
  /** The hint of the amount. */
  readonly most: string;
  readonly mostCash: Fen;
}

/** Whether the clerk says how much of the cash goes back. */
export function isPartial(mode: Mode): boolean {
  return mode === 'cash-part' || mode === 'insurance-and-cash-part';
}

function modesOf(cash: Fen, insurance: Fen, s: StaffTexts): RefundOrder['modes'] {
  const w = s.refund;
  const sums = { cash: yuanText(cash), insurance: yuanText(insurance) };
  const mode = (key: Mode, hint: string): Choice & { key: Mode } => ({
    key,
    title: s.states.mode[key],
    hint: fill(hint, sums),
  });
  const whole = mode('whole', insurance > 0 ? w.wholeHint : w.wholeCash);
  if (cash === 0) return [whole];
  const part = mode('cash-part', w.cashPartHint);
  if (insurance === 0) return [whole, { ...part, title: w.amount }];
  return [
    whole,
    mode('cash-only', w.cashOnlyHint),
    part,
    mode('insurance-and-cash-part', w.bothPartHint),
  ];
}

export function refundOrder(order: StaffOrderView, t: Texts, s: StaffTexts): RefundOrder {
  const { cash, insurance } = order.refundable;
  return {
    orderNo: order.orderNo,
    title: order.title,
    patient: order.patientName,
    rows: [
      ...(insurance > 0 ? [sumRow('insurance', s.staff.insurance, insurance, t)] : []),
      ...(cash > 0 ? [sumRow('cash', s.staff.cash, cash, t)] : []),
      sumRow('total', s.refund.paidSum, plus(cash, insurance), t, true),
    ],
    modes: modesOf(cash, insurance, s),
    free: order.placeCanGoBack,
    most: fill(s.refund.amountHint, { yuan: yuanText(cash) }),
    mostCash: cash,
  };
}

/** What is wrong with the amount; empty when nothing is. */
export function amountError(typed: string, most: Fen, w: StaffTexts['refund']): string {
  const amount = readYuan(typed);
  if (!amount.ok) return amount.why === 'empty' ? w.amountEmpty : w.amountBad;
  if (amount.fen === 0) return w.amountZero;
  return amount.fen > most ? fill(w.amountOver, { yuan: yuanText(most) }) : '';
}

export interface Sums {
  readonly cash: Fen;
  readonly insurance: Fen;
}

export interface SecondLook {
  readonly orderNo: string;
  readonly title: string;
  readonly rows: readonly SumRow[];
  readonly total: Fen;
  readonly stays: Notice | null;
  readonly yes: string;
}

export function backRows({ cash, insurance }: Sums, t: Texts, s: StaffTexts): readonly SumRow[] {
  const w = s.refund;
  const total = plus(cash, insurance);
  if (total === 0) return [];
  return [
    ...(insurance > 0 ? [sumRow('insurance', w.backInsurance, insurance, t)] : []),
    ...(cash > 0 ? [sumRow('cash', w.backCash, cash, t)] : []),
    sumRow('total', w.back, total, t, true),
  ];
}

/** What the sheet of the second look says; `insuranceStays` is the warning of trap 11. */
export function secondLook(
  order: RefundOrder,
  sums: Sums & { readonly insuranceStays: boolean },
  t: Texts,
  s: StaffTexts,
): SecondLook {
  const w = s.refund;
  const total = plus(sums.cash, sums.insurance);
  return {
    orderNo: order.orderNo,
    title: `${order.title} · ${order.patient}`,
    rows: backRows(sums, t, s),
    total,
    stays: sums.insuranceStays
      ? { tone: 'warn', title: w.stays, text: w.staysText, call: '' }
      : null,
    yes: fill(w.yes, { yuan: yuanText(total) }),
  };
}

/** Whether what was typed again is the total. */
export function isSame(typed: string, total: Fen): boolean {
  const amount = readYuan(typed);
  return amount.ok && amount.fen === total;
}

export interface Done {
  readonly state: 'sent' | 'waiting' | 'refused';
  readonly title: string;
  readonly text: string;
  readonly rows: readonly SumRow[];
}

/** What became of it: under way, waiting for a second clerk, or refused by hospital or platform. */
export function doneView(state: Done['state'], sums: Sums, t: Texts, s: StaffTexts): Done {
  const w = s.refund;
  const rows = backRows(sums, t, s);
  switch (state) {
    case 'sent':
      return { state, title: w.sent, text: w.sentText, rows };
    case 'waiting':
      return { state, title: w.waiting, text: w.waitingText, rows };
    case 'refused':
      return { state, title: w.sentRefused, text: w.sentRefusedText, rows: [] };
  }
}
