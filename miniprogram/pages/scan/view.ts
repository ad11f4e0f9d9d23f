/** A prescription that was scanned: the bill, whose it is, and what the person can do with it. */
import type { PrescriptionView } from '../../../cloudfunctions/contract/visit-types';
import type { SplitView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { yuanText, ZERO } from '../../shared/fen';
import type { BillDetail } from '../bill/view';
import { billDetail } from '../bill/view';

export interface ScannedView {
  readonly bill: BillDetail;
  readonly patientName: string;
  /** One of the person's own patients. */
  readonly mine: boolean;
  readonly whose: string;
  /** mine: to the checkout · other: to the question · progress: it is being paid · none */
  readonly act: 'mine' | 'other' | 'progress' | 'none';
  readonly sureText: string;
  readonly sureNote: string;
}

/** What a relative would pay: all of it, in cash. The order says it for certain. */
export function cashOf({ bill }: PrescriptionView): SplitView {
  return {
    payWith: 'cash',
    total: bill.total,
    cash: bill.total,
    insurance: ZERO,
    cashAdd: ZERO,
    cashReduced: ZERO,
    decidedAtPayment: false,
  };
}

/** `due`: what would be paid now. */
export function scannedView(
  found: PrescriptionView,
  due: SplitView,
  nowMs: number,
  t: Texts,
  phone: string,
): ScannedView {
  const w = t.scan;
  const bill = billDetail(found.bill, nowMs, t, phone);
  const mine = found.patientId !== undefined;
  const name = found.patientName;
  const pays = mine ? 'mine' : 'other';
  return {
    bill,
    patientName: name,
    mine,
    whose: mine ? w.mine : w.notMine,
    act: bill.act === 'pay' ? pays : bill.act,
    sureText: fill(w.sureText, { name }),
    sureNote: fill(w.sureNote, { yuan: yuanText(due.cash) }),
  };
}
