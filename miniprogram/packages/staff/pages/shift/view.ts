/** An end-of-shift report: what came in and went back, and what the clerk did. */
import type { ShiftView } from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import type { Figure } from '../../components/figure-card/figure-card';
import type { StaffTexts } from '../../i18n/texts';
import { momentOf, undashed } from '../../services/days';
import { sumFigure } from '../views/sums';

export interface Span {
  readonly fromDate: string;
  readonly fromTime: string;
  readonly toDate: string;
  readonly toTime: string;
}

const MOST_MS = 2 * 24 * 60 * 60 * 1000;
const MINUTE_MS = 60_000;

export interface Moments {
  readonly from: number;
  readonly to: number;
}

/** The moments that were chosen, the last minute included, or what is wrong with them. */
export function momentsOf(
  span: Span,
  w: StaffTexts['shift'],
): { readonly ok: true; readonly moments: Moments } | { readonly ok: false; readonly why: string } {
  const from = momentOf(undashed(span.fromDate), span.fromTime);
  const to = momentOf(undashed(span.toDate), span.toTime) + MINUTE_MS - 1;
  if (from >= to) return { ok: false, why: w.wrongOrder };
  return to - from > MOST_MS ? { ok: false, why: w.tooLong } : { ok: true, moments: { from, to } };
}

export function shiftFigures(shift: ShiftView, t: Texts, s: StaffTexts): readonly Figure[] {
  const w = s.shift;
  const pieces = (key: string, label: string, count: number, alert: boolean): Figure => {
    const said = fill(w.pieces, { count });
    const tone = alert && count > 0 ? 'alert' : 'plain';
    return { key, label, yuan: '', count: said, parts: [], tone, aria: `${label}，${said}` };
  };
  return [
    sumFigure('paid', w.paid, shift.paid, t, s),
    sumFigure('refunded', w.refunded, shift.refunded, t, s),
    sumFigure('own-refunds', w.ownRefunds, shift.ownRefunds, t, s),
    pieces('own-cases', w.ownCases, shift.ownCasesEnded, false),
    pieces('left', w.left, shift.leftInReview, true),
  ];
}
