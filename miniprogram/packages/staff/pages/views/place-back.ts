/**
 * A registration that cost nothing, at the desk: no money goes back, the place does (退号). The same pages
 * in words of its own, without ways and sums to choose.
 */
import type { StaffOrderView } from '../../../../../cloudfunctions/contract/staff-types';
import type { StaffTexts } from '../../i18n/texts';

/** The texts in which this order speaks of what goes back. */
export function wordsFor({ placeCanGoBack }: StaffOrderView, s: StaffTexts): StaffTexts {
  return placeCanGoBack ? { ...s, refund: { ...s.refund, ...s.placeBack } } : s;
}

/** Whether there is anything to bring back. */
export function canGoBack({ placeCanGoBack, refundable }: StaffOrderView): boolean {
  return placeCanGoBack || refundable.cash > 0 || refundable.insurance > 0;
}

/** What the button says that brings something back; empty where nothing can. */
export function refundCallOf(order: StaffOrderView, s: StaffTexts): string {
  if (!canGoBack(order)) return '';
  return order.placeCanGoBack ? s.placeBack.title : s.order.refund;
}
