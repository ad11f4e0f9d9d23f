/** Sums in words and rows, as several of the staff's pages show them. */
import type { SumsView } from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import type { Fen } from '../../../../shared/fen';
import { fen, yuanText } from '../../../../shared/fen';
import type { Figure } from '../../components/figure-card/figure-card';
import type { StaffTexts } from '../../i18n/texts';

type Common = Pick<Texts, 'common'>;
type Staff = Pick<StaffTexts, 'staff'>;

/** A sum as a screen reader says it: "自费 12.34元". */
export function spoken(label: string, amount: Fen, t: Common): string {
  return fill(t.common.amountLabel, { label, yuan: yuanText(amount) });
}

export function plus(one: Fen, other: Fen): Fen {
  return fen(one + other);
}

/** What of it is cash and what insurance; none where it is only one of them. */
export function partsOf(sums: { readonly cash: Fen; readonly insurance: Fen }, s: Staff): string[] {
  if (sums.cash === 0 || sums.insurance === 0) return [];
  return [
    fill(s.staff.cashPart, { yuan: yuanText(sums.cash) }),
    fill(s.staff.insurancePart, { yuan: yuanText(sums.insurance) }),
  ];
}

export interface SumRow {
  readonly key: string;
  readonly label: string;
  readonly yuan: string;
  readonly aria: string;
  readonly level: 1 | 2;
  readonly strong: boolean;
}

export function sumRow(key: string, label: string, amount: Fen, t: Common, strong = false): SumRow {
  return { key, label, yuan: yuanText(amount), aria: spoken(label, amount, t), level: 1, strong };
}

/** A sum with how many make it up, large. */
export function sumFigure(key: string, label: string, sums: SumsView, t: Common, s: Staff): Figure {
  const total = plus(sums.cash, sums.insurance);
  const count = fill(s.staff.count, { count: sums.count });
  const parts = partsOf(sums, s);
  const aria = [spoken(label, total, t), count, ...parts].join('，');
  return { key, label, yuan: yuanText(total), count, parts, tone: 'plain', aria };
}
