/**
 * A stay in hospital and its deposit: what is left, what may be paid in, and what goes back. Amounts that
 * are typed are read exactly (shared/fen); the server checks them again.
 */
import type { OrderView } from '../../../cloudfunctions/contract/types';
import type { AdmissionView } from '../../../cloudfunctions/contract/visit-types';
import type { Chip } from '../../components/amount-chips/amount-chips';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { longTime } from '../../i18n/when';
import { isByHand } from '../../services/refunds';
import type { Fen } from '../../shared/fen';
import { fenFromYuan, yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';

export interface Money {
  readonly yuan: string;
  readonly label: string;
}

export interface AdmissionDetail {
  readonly balance: Money;
  readonly paidIn: Money;
  readonly spent: Money;
  readonly ward: string;
  readonly bed: string;
  readonly admitted: string;
  /** Empty while in hospital. */
  readonly discharged: string;
  readonly range: string;
  readonly chips: readonly Chip[];
  /** Empty: nothing can go back here. */
  readonly refundText: string;
  readonly refundTitle: string;
}

/** Yuan; those outside of what the hospital takes at a time are not offered. */
const PRESETS = ['500', '1000', '2000', '3000', '5000', '10000'] as const;

/** "500" for 500.00, else with decimals. */
function shortYuan(amount: Fen): string {
  return yuanText(amount).replace(/\.00$/, '');
}

function chipsOf({ minTopUp, maxTopUp }: AdmissionView, t: Texts): Chip[] {
  return PRESETS.filter((yuan) => {
    const amount = fenFromYuan(yuan);
    return amount >= minTopUp && amount <= maxTopUp;
  }).map((yuan) => ({ yuan, aria: fill(t.deposit.chosen, { yuan }) }));
}

export function admissionDetail(
  admission: AdmissionView,
  nowMs: number,
  t: Texts,
): AdmissionDetail {
  const w = t.deposit;
  const money = (name: string, amount: Fen): Money => {
    const yuan = yuanText(amount);
    return { yuan, label: amountLabel(name, yuan, t) };
  };
  const { minTopUp, maxTopUp, dischargedAt, refundable } = admission;
  const yuan = yuanText(refundable);
  return {
    balance: money(w.balance, admission.balance),
    paidIn: money(w.paidIn, admission.paidIn),
    spent: money(w.spent, admission.spent),
    ward: admission.ward,
    bed: admission.bed,
    admitted: longTime(admission.admittedAt, nowMs, t),
    discharged: dischargedAt === undefined ? '' : longTime(dischargedAt, nowMs, t),
    range: fill(w.range, { min: shortYuan(minTopUp), max: shortYuan(maxTopUp) }),
    chips: chipsOf(admission, t),
    refundText: refundable === 0 ? '' : fill(w.refund, { yuan }),
    refundTitle: fill(w.askTitle, { yuan }),
  };
}

export type TypedAmount =
  | { readonly ok: true; readonly amount: Fen }
  /** Empty: nothing was typed yet. */
  | { readonly ok: false; readonly error: string };

/** What was typed or chosen, as an amount that the hospital takes. */
export function readAmount(
  text: string,
  { minTopUp, maxTopUp }: AdmissionView,
  t: Texts,
): TypedAmount {
  const compact = text.replace(/\s+/g, '');
  if (compact === '') return { ok: false, error: '' };
  let amount: Fen;
  try {
    amount = fenFromYuan(compact);
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, error: t.deposit.errorAmount };
    throw error;
  }
  if (amount >= minTopUp && amount <= maxTopUp) return { ok: true, amount };
  const range = { min: shortYuan(minTopUp), max: shortYuan(maxTopUp) };
  return { ok: false, error: fill(t.deposit.errorRange, range) };
}

export function payText(typed: TypedAmount, t: Texts['deposit']): string {
  return typed.ok ? fill(t.pay, { yuan: yuanText(typed.amount) }) : t.payNone;
}

export interface TopUpRow {
  readonly orderNo: string;
  readonly state: 'going' | 'returned' | 'byHand' | 'refused';
  readonly title: string;
  readonly word: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly aria: string;
}

/** The person's top-ups for that patient that go back, as they stand. */
export function topUpRows(
  orders: readonly OrderView[],
  patientId: string,
  nowMs: number,
  t: Texts,
): TopUpRow[] {
  const w = t.deposit;
  return orders.flatMap((order): TopUpRow[] => {
    const { kind, orderNo, refund } = order;
    if (kind !== 'deposit' || order.patientId !== patientId || refund === undefined) return [];
    const state = isByHand(order) ? 'byHand' : refund.state;
    const when = longTime(order.paidAt ?? order.createdAt, nowMs, t);
    const title = fill(w.topUpOf, { when });
    const yuan = yuanText(refund.cash);
    const yuanLabel = amountLabel(w[state], yuan, t);
    const aria = [title, yuanLabel].join('，');
    return [{ orderNo, state, title, word: w[state], yuan, yuanLabel, aria }];
  });
}
