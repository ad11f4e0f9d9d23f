/**
 * The rows of a split: total, what insurance pays (统筹, 个人账户, 其他), what the patient pays. Sums
 * come as they are from the server. What the hospital took off the cash (减免) and what is then still
 * missing from the total (the bureau's discount) are rows of their own when they are not zero.
 */
import type { SplitView } from '../../../cloudfunctions/contract/types';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import type { Fen } from '../../shared/fen';
import { fen, yuanText } from '../../shared/fen';

export interface SplitRow {
  readonly key: string;
  readonly label: string;
  readonly yuan: string;
  readonly aria: string;
  readonly level: 1 | 2;
  readonly strong: boolean;
}

export interface SplitTable {
  readonly rows: readonly SplitRow[];
  readonly note: string;
}

/** A sum as a screen reader is to say it: "自费 12.34元". */
export function amountLabel(label: string, yuan: string, t: Pick<Texts, 'common'>): string {
  return fill(t.common.amountLabel, { label, yuan });
}

/** What the bureau took off: total − cash − insurance − reduced, when that is more than nothing. */
export function discountOf(split: SplitView): Fen | undefined {
  if (split.decidedAtPayment) return undefined;
  const rest = split.total - split.cash - split.insurance - split.cashReduced;
  return rest > 0 ? fen(rest) : undefined;
}

/** Whether neither the patient nor the insurance pays anything. */
export function isFree(split: SplitView): boolean {
  return !split.decidedAtPayment && split.cash === 0 && split.insurance === 0;
}

function splitRows(split: SplitView, t: Pick<Texts, 'common' | 'split'>): SplitRow[] {
  const rows: SplitRow[] = [];
  const add = (key: string, label: string, amount: Fen, level: 1 | 2, strong = false): void => {
    const yuan = yuanText(amount);
    rows.push({ key, label, yuan, aria: amountLabel(label, yuan, t), level, strong });
  };
  const addPart = (key: string, label: string, amount: Fen | undefined): void => {
    if (amount !== undefined && amount > 0) add(key, label, amount, 2);
  };
  const words = t.split;
  add('total', words.total, split.total, 1);
  if (!split.decidedAtPayment) {
    if (split.payWith === 'insurance') {
      add('insurance', words.insurance, split.insurance, 1);
      addPart('fund', words.fund, split.insuranceFund);
      addPart('account', words.account, split.insuranceSelf);
      addPart('other', words.other, split.insuranceOther);
    }
    if (split.cashReduced > 0) add('reduced', words.reduced, split.cashReduced, 1);
    const discount = discountOf(split);
    if (discount !== undefined) add('discount', words.discount, discount, 1);
    add('cash', split.payWith === 'cash' ? words.cashAll : words.cash, split.cash, 1, true);
  }
  const added = fill(words.cashAdd, { what: split.cashAddWording ?? words.cashAddOther });
  addPart('cash-add', added, split.cashAdd);
  return rows;
}

/** The table that components/split-table shows. */
export function splitTable(split: SplitView, t: Pick<Texts, 'common' | 'split'>): SplitTable {
  return {
    rows: splitRows(split, t),
    note: split.decidedAtPayment ? t.split.estimate : '',
  };
}
