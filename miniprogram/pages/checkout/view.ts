/** What the patient confirms: the sum to pay now, the split, the ways of paying that are open. */
import type { BillView, PayWith, SplitView } from '../../../cloudfunctions/contract/types';
import type { Notice } from '../../components/notice/notice';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { yuanText } from '../../shared/fen';
import { call } from '../../services/api';
import type { Outcome, Trouble } from '../../services/trouble';
import type { NotAuthorised } from '../views/messages';
import type { SplitTable } from '../views/split-rows';
import { amountLabel, isFree, splitTable } from '../views/split-rows';

export interface SumView {
  readonly label: string;
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly split: SplitTable;
  readonly payText: string;
}

/** After these the bill cannot be paid here; the way on is back to the list. */
const OVER: readonly Trouble[] = [
  'bill-settled',
  'bill-expired',
  'bill-cancelled',
  'bill-not-found',
  'bill-of-other-patient',
  'patient-not-yours',
  'bills-not-combinable',
  'bill-being-paid-by-other',
  'slot-lock-over',
  'appointment-paid',
  'appointment-not-today',
  'not-in-hospital',
  'payment-misconfigured',
  'insurance-already-settled',
];

export function endsHere(reason: NotAuthorised): boolean {
  return OVER.some((one) => one === reason);
}

/** Another permission may mend it; after anything else the button says what it said before. */
export function asksAgain(why: NotAuthorised): boolean {
  return (
    why === 'none' ||
    why === 'not-opened' ||
    why === 'authorisation-expired' ||
    why === 'authorisation-of-other' ||
    why === 'relative-not-bound' ||
    why === 'insurance-card-not-bound'
  );
}

/** The button names a sum only where it is certain and not nothing. */
function payText(split: SplitView, t: Texts['checkout']): string {
  if (isFree(split)) return t.payZero;
  if (split.decidedAtPayment) return t.pay;
  if (split.cash === 0) return t.payInsurance;
  return fill(t.payAmount, { yuan: yuanText(split.cash) });
}

export function sumView(split: SplitView, t: Texts): SumView {
  const mine = yuanText(split.decidedAtPayment ? split.total : split.cash);
  const label = split.decidedAtPayment ? t.split.total : t.split.mine;
  return {
    label,
    yuan: mine,
    yuanLabel: amountLabel(label, mine, t),
    split: splitTable(split, t),
    payText: payText(split, t.checkout),
  };
}

/** Told before paying: money would come back by hand only. Null when it comes back by itself. */
export function byHandNotice(split: SplitView, t: Pick<Texts, 'refund'>): Notice | null {
  if (split.refundByHand !== true || isFree(split)) return null;
  const { beforePaying: title, beforePayingText: text } = t.refund;
  return { tone: 'info', title, text, call: '' };
}

/** Every bill that is paid, or what went wrong with the first that could not be read. */
export async function readBills(
  patientId: string,
  billIds: readonly string[],
): Promise<Outcome<readonly BillView[]>> {
  const all = await Promise.all(
    billIds.map((billId) => call('clinic', 'bill', { patientId, billId })),
  );
  const bills: BillView[] = [];
  for (const one of all) {
    if (!one.ok) return one;
    bills.push(one.value.bill);
  }
  return { ok: true, value: bills };
}

/** One bill by its title, several by their number and titles. */
export function billsTitle(bills: readonly BillView[], t: Texts['checkout']): string {
  const titles = [...new Set(bills.map(({ title }) => title))].join('、');
  if (bills.length < 2) return titles;
  return fill(t.whatMany, { count: bills.length, titles });
}

/** Both ways when insurance can pay; one way needs no choice. */
export function wayChoices(insuranceOpen: boolean, t: Texts['checkout']): Choice[] {
  const cash: Choice = { key: 'cash', title: t.byCash, hint: t.byCashHint };
  const insurance: Choice = { key: 'insurance', title: t.byInsurance, hint: t.byInsuranceHint };
  return insuranceOpen ? [insurance, cash] : [];
}

export function asPayWith(key: string): PayWith {
  return key === 'insurance' ? 'insurance' : 'cash';
}
