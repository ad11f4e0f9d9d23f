/** Which bills of whoever showed the code are to be taken, and the question that follows from it. */
import type {
  CounterActions,
  ScanView,
} from '../../../../../cloudfunctions/contract/counter-types';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import type { StaffTexts } from '../../i18n/texts';
import { info } from '../views/messages';
import type { CounterData } from './data';
import { chargeBill } from './view';

/** All of them, but for those that are being paid somewhere else. */
export function pickedAtFirst({ bills }: ScanView): readonly string[] {
  return bills.flatMap(({ billId, liveOrderNo }) => (liveOrderNo === undefined ? [billId] : []));
}

export function toggled(picked: readonly string[], billId: string): readonly string[] {
  return picked.includes(billId) ? picked.filter((each) => each !== billId) : [...picked, billId];
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

/** The list as it is chosen, without a price yet. */
export function unpriced(
  scanned: ScanView,
  picked: readonly string[],
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): Pick<
  CounterData,
  'bills' | 'billsTitle' | 'quoted' | 'canCharge' | 'again' | 'pricing' | 'priceNotice'
> {
  const bills = scanned.bills.map((bill) =>
    chargeBill(bill, picked.includes(bill.billId), nowMs, t, s),
  );
  const none = picked.length === 0;
  return {
    bills,
    billsTitle: fill(s.counter.bills, { picked: picked.length, count: bills.length }),
    quoted: null,
    canCharge: false,
    again: false,
    pricing: !none,
    priceNotice: none ? info(s.counter.pickOne) : null,
  };
}
