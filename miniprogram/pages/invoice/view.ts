/** An electronic invoice as the person needs it for reimbursement: its numbers, to be read off or copied. */
import type { InvoiceView } from '../../../cloudfunctions/contract/visit-types';
import type { Texts } from '../../i18n/texts';
import { longTime } from '../../i18n/when';
import { yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';

export interface InvoiceRow {
  readonly key: 'code' | 'number' | 'checkCode';
  readonly label: string;
  readonly value: string;
}

export interface InvoiceDetail {
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly issuedAt: string;
  readonly rows: readonly InvoiceRow[];
  /** All numbers with their names, one a line. */
  readonly all: string;
}

type Issued = Extract<InvoiceView, { state: 'issued' }>;

export function invoiceDetail(invoice: Issued, nowMs: number, t: Texts): InvoiceDetail {
  const w = t.invoice;
  const yuan = yuanText(invoice.total);
  const keys = ['code', 'number', 'checkCode'] as const;
  const rows = keys.map((key) => ({ key, label: w[key], value: invoice[key] }));
  return {
    yuan,
    yuanLabel: amountLabel(w.total, yuan, t),
    issuedAt: longTime(invoice.issuedAt, nowMs, t),
    rows,
    all: rows.map(({ label, value }) => `${label} ${value}`).join('\n'),
  };
}
