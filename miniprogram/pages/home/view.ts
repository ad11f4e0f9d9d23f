/**
 * What the first page shows: who the patient is, and the payment that waits for a look. The server's
 * list of unfinished orders comes first; what only the phone remembers is still being confirmed.
 */
import type { OrderView, PatientView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import type { Pending } from '../../services/pending';
import { isByHand, isHalfPaid } from '../../services/refunds';

export interface Banner {
  readonly orderNo: string;
  readonly title: string;
  readonly hint: string;
}

/** Money on its way back or just back; undefined while none is. */
function returnBanner(order: OrderView, t: Texts['home']): Banner | undefined {
  const { orderNo, refund } = order;
  if (refund === undefined || refund.state === 'refused') return undefined;
  if (refund.state === 'returned') {
    return { orderNo, title: t.resumeReturned, hint: t.resumeReturnedHint };
  }
  if (isByHand(order)) return { orderNo, title: t.resumeByHand, hint: t.resumeByHandHint };
  if (refund.cause === 'half-paid') {
    return { orderNo, title: t.resumeHalf, hint: t.resumeHalfHint };
  }
  return refund.cause === 'hospital-refused'
    ? { orderNo, title: t.resumeUnbooked, hint: t.resumeUnbookedHint }
    : { orderNo, title: t.resumeReturning, hint: t.resumeReturningHint };
}

/** How that order stands, as the first page says it. */
export function bannerOf(order: OrderView, t: Texts['home']): Banner {
  const { orderNo, payment } = order;
  const back = returnBanner(order, t);
  if (back !== undefined) return back;
  if (isHalfPaid(order)) return { orderNo, title: t.resumeHalf, hint: t.resumeHalfHint };
  if (payment === 'unpaid' && order.next.do === 'authorise') {
    return { orderNo, title: t.resumeUnauthorised, hint: t.resumeUnauthorisedHint };
  }
  if (payment === 'unpaid') {
    return { orderNo, title: t.resumeUnpaid, hint: t.resumeUnpaidHint };
  }
  if (payment === 'confirming') {
    return { orderNo, title: t.resumeConfirming, hint: t.resumeConfirmingHint };
  }
  if (payment === 'review') return { orderNo, title: t.resumeReview, hint: t.resumeReviewHint };
  if (payment === 'paid' && (order.hospital === 'refused' || order.next.do === 'ask-at-counter')) {
    return { orderNo, title: t.resumeRefused, hint: t.resumeRefusedHint };
  }
  if (payment === 'paid' && order.hospital !== 'settled') {
    return { orderNo, title: t.resumePaid, hint: t.resumePaidHint };
  }
  return { orderNo, title: t.resumeDone, hint: t.resumeDoneHint };
}

/** `unfinished` undefined: the server could not be asked. */
export function resumeBanner(
  pending: Pending | undefined,
  unfinished: readonly OrderView[] | undefined,
  t: Texts['home'],
): Banner | null {
  const same = unfinished?.find(({ orderNo }) => orderNo === pending?.orderNo);
  // what waits for the patient comes before what comes back by itself
  const waiting = unfinished?.find(({ refund }) => refund === undefined);
  const order = same ?? waiting ?? unfinished?.[0];
  if (order !== undefined) return bannerOf(order, t);
  if (pending === undefined) return null;
  const { orderNo } = pending;
  return unfinished === undefined
    ? { orderNo, title: t.resumeConfirming, hint: t.resumeConfirmingHint }
    : { orderNo, title: t.resumeDone, hint: t.resumeDoneHint };
}

/** The line under the patients' entry. */
export function patientLine(patients: readonly PatientView[], t: Texts['home']): string {
  const current = patients.find(({ isDefault }) => isDefault) ?? patients[0];
  return current === undefined ? t.patientNone : fill(t.patientNow, { name: current.name });
}
