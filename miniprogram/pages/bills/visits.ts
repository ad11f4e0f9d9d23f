/**
 * The bills of a patient by visit: those of one visit that can be paid stand together, ticked, to be paid
 * in one payment (house rules of the hospital decide; a refusal sets them apart). The rest are cards.
 */
import type { BillView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { dayTime } from '../../i18n/when';
import type { Fen } from '../../shared/fen';
import { fen, yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';
import type { BillCardView } from './view';
import { billCard } from './view';

export interface TogetherRow extends BillCardView {
  readonly picked: boolean;
  readonly tickAria: string;
}

/** Bills that are offered in one payment. */
export interface Together {
  readonly rows: readonly TogetherRow[];
  readonly hint: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly payText: string;
  readonly payable: boolean;
}

export interface VisitView {
  readonly visitId: string;
  readonly when: string;
  readonly from: string;
  readonly together: Together | null;
  readonly cards: readonly BillCardView[];
}

/** What the person did to the list: bills left out, visits whose bills are paid one by one. */
export interface Picking {
  readonly left: readonly string[];
  readonly singly: readonly string[];
}

interface Visit {
  readonly visitId: string;
  readonly bills: BillView[];
}

/** In the order in which the hospital lists them. */
function byVisit(bills: readonly BillView[]): Visit[] {
  const visits = new Map<string, Visit>();
  for (const bill of bills) {
    const found = visits.get(bill.visitId);
    if (found === undefined) visits.set(bill.visitId, { visitId: bill.visitId, bills: [bill] });
    else found.bills.push(bill);
  }
  return [...visits.values()];
}

function canPay(bill: BillView): boolean {
  return bill.status === 'unpaid' && bill.liveOrderNo === undefined;
}

function sumOf(bills: readonly BillView[]): Fen {
  return fen(bills.reduce((sum, { total }) => sum + total, 0));
}

function togetherOf(
  bills: readonly BillView[],
  left: Picking['left'],
  nowMs: number,
  t: Texts,
): Together {
  const w = t.bills;
  const picked = bills.filter(({ billId }) => !left.includes(billId));
  const yuan = yuanText(sumOf(picked));
  const rows = bills.map((bill): TogetherRow => {
    const card = billCard(bill, nowMs, t);
    const on = !left.includes(bill.billId);
    const tickAria = [on ? w.unpick : w.pick, card.title, card.yuanLabel].join('，');
    return { ...card, picked: on, tickAria };
  });
  return {
    rows,
    hint: picked.length === 0 ? w.pickOne : fill(w.togetherHint, { count: picked.length }),
    yuan,
    yuanLabel: amountLabel(w.sum, yuan, t),
    payText: picked.length === 0 ? w.pickOne : fill(w.payPicked, { yuan }),
    payable: picked.length > 0,
  };
}

function visitView(
  { visitId, bills }: Visit,
  picking: Picking,
  nowMs: number,
  t: Texts,
): VisitView {
  const payable = bills.filter(canPay);
  const asOne = payable.length > 1 && !picking.singly.includes(visitId);
  const rest = asOne ? bills.filter((bill) => !canPay(bill)) : bills;
  const [first] = bills;
  const from = [first?.department ?? '', first?.doctor ?? ''].filter((part) => part !== '');
  return {
    visitId,
    when: first === undefined ? '' : fill(t.bills.visit, { when: dayTime(first.visitAt, t) }),
    from: from.join(' · '),
    together: asOne ? togetherOf(payable, picking.left, nowMs, t) : null,
    cards: rest.map((bill) => billCard(bill, nowMs, t)),
  };
}

export function visitViews(
  bills: readonly BillView[],
  picking: Picking,
  nowMs: number,
  t: Texts,
): VisitView[] {
  return byVisit(bills).map((visit) => visitView(visit, picking, nowMs, t));
}

/** The bills of that visit which are ticked. */
export function pickedBills(
  bills: readonly BillView[],
  visitId: string,
  left: Picking['left'],
): readonly string[] {
  return bills
    .filter((bill) => bill.visitId === visitId && canPay(bill) && !left.includes(bill.billId))
    .map(({ billId }) => billId);
}
