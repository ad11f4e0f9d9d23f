/** A bill of the hospital as somebody looks at it. */
import type { BillView } from '../contract/types';
import type { HisBill } from '../ports/his-values';

/** `liveOrderNo`: the caller's own live order on it, or to staff whoever's it is. */
export function billView(bill: HisBill, liveOrderNo: string | undefined): BillView {
  return {
    billId: bill.billId,
    kind: bill.kind,
    visitId: bill.visitId,
    visitAt: bill.visitAt,
    title: bill.title,
    department: bill.department,
    doctor: bill.doctor,
    issuedAt: bill.issuedAt,
    expiresAt: bill.expiresAt,
    status: bill.status,
    total: bill.total,
    items: bill.items,
    ...(liveOrderNo === undefined ? {} : { liveOrderNo }),
  };
}
