/** Which bills of whoever showed the code are to be taken, and the question that follows from it. */
import type {
  CounterActions,
  ScanView,
} from '../../../../../cloudfunctions/contract/counter-types';
import type { BillView } from '../../../../../cloudfunctions/contract/types';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import { now } from '../../../../services/clock';
import type { StaffTexts } from '../../i18n/texts';
import { counterNotice } from '../views/counter-words';
import { info } from '../views/messages';
import type { CounterData } from './data';
import { chargeBill } from './view';

/** What the hospital takes in one payment: the bills of a visit; a registration stands by itself. */
function groupOf({ kind, visitId, billId }: BillView): string {
  return kind === 'clinic' ? `visit ${visitId}` : billId;
}

/** The bills that are offered first: all of the newest visit. */
function firstGroup({ bills }: ScanView): readonly BillView[] {
  const newest = bills.find(({ liveOrderNo }) => liveOrderNo === undefined) ?? bills[0];
  if (newest === undefined) return [];
  return bills.filter((bill) => groupOf(bill) === groupOf(newest));
}

/** All that are offered first, but for those that are being paid somewhere else. */
export function pickedAtFirst(scanned: ScanView): readonly string[] {
  return firstGroup(scanned).flatMap(({ billId, liveOrderNo }) =>
    liveOrderNo === undefined ? [billId] : [],
  );
}

/** With that bill, or without it; bills that can't be taken together with it are let go. */
export function toggled(
  { bills }: ScanView,
  picked: readonly string[],
  billId: string,
): readonly string[] {
  if (picked.includes(billId)) return picked.filter((each) => each !== billId);
  const chosen = bills.find((bill) => bill.billId === billId);
  if (chosen === undefined) return picked;
  return bills
    .filter((bill) => groupOf(bill) === groupOf(chosen))
    .map((bill) => bill.billId)
    .filter((each) => each === billId || picked.includes(each));
}

/** In the order of the list, so that the same choice is always asked in the same way. */
export function askedOf(
  { scanId, patientId, bills }: ScanView,
  picked: readonly string[],
  { counterNo, selfPay }: Pick<CounterData, 'counterNo' | 'selfPay'>,
): CounterActions['quote']['in'] {
  const billIds = bills.map(({ billId }) => billId).filter((billId) => picked.includes(billId));
  return { counterNo, scanId, patientId, billIds, payWith: selfPay ? 'cash' : 'insurance' };
}

/** The list as it is chosen; `whole`: with the bills of other visits. */
export function listed(
  scanned: ScanView,
  picked: readonly string[],
  whole: boolean,
  t: Texts,
  s: StaffTexts,
): Pick<CounterData, 'bills' | 'billsTitle' | 'moreBills'> {
  const { length: count } = scanned.bills;
  const offered = whole ? scanned.bills : firstGroup(scanned);
  const rest = count - offered.length;
  return {
    bills: offered.map((bill) => chargeBill(bill, picked.includes(bill.billId), now(), t, s)),
    billsTitle: fill(s.counter.bills, { picked: picked.length, count }),
    moreBills: rest === 0 ? '' : fill(s.counter.moreBills, { count: rest }),
  };
}

/** Nothing is chosen: what is offered first is being paid already, or the clerk left it out. */
function unchosen(
  scanned: ScanView,
  t: Texts,
  s: StaffTexts,
): Pick<CounterData, 'priceNotice'> & Partial<Pick<CounterData, 'findBill'>> {
  const [bill] = firstGroup(scanned);
  if (bill === undefined || pickedAtFirst(scanned).length > 0) {
    return { priceNotice: info(s.counter.pickOne) };
  }
  const priceNotice = counterNotice('bill-being-paid-by-other', t, s, 'warn');
  return { priceNotice, findBill: bill.billId };
}

/** The list as it is chosen, to be priced anew: whatever was priced no longer counts. */
export function offered(
  scanned: ScanView,
  picked: readonly string[],
  whole: boolean,
  t: Texts,
  s: StaffTexts,
): Partial<CounterData> {
  const none = picked.length === 0;
  return {
    ...listed(scanned, picked, whole, t, s),
    quoted: null,
    canCharge: false,
    again: false,
    pricing: !none,
    priceNotice: null,
    ...(none ? unchosen(scanned, t, s) : {}),
  };
}
