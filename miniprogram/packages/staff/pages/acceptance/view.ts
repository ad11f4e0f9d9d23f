/** The acceptance sheet in words (access guide V1.4 §6.1): what there is, and what is still missing. */
import type { AcceptanceView } from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { Notice } from '../../../../components/notice/notice';
import { fill } from '../../../../i18n/texts';
import type { CheckRow } from '../../components/check-row/check-row';
import type { StaffTexts } from '../../i18n/texts';

/** At least so many orders and days of reconciliation, and one of each kind of amounts (§5.2 E). */
const LEAST_ORDERS = 20;
const LEAST_DAYS = 2;

type Counted = Exclude<keyof AcceptanceView, 'ready'>;

const LEAST: Readonly<Record<Counted, number>> = {
  orders: LEAST_ORDERS,
  daysReconciled: LEAST_DAYS,
  insuranceOnly: 1,
  mixed: 1,
  zeroInsurance: 1,
  cash: 0,
  refunds: 0,
};

const ROWS: readonly Counted[] = [
  'orders',
  'daysReconciled',
  'insuranceOnly',
  'mixed',
  'zeroInsurance',
  'cash',
  'refunds',
];

export interface AcceptanceSheet {
  readonly verdict: Notice;
  readonly rows: readonly CheckRow[];
}

export function acceptanceSheet(acceptance: AcceptanceView, s: StaffTexts): AcceptanceSheet {
  const w = s.acceptance;
  const rows = ROWS.map((key): CheckRow => {
    const have = acceptance[key];
    const least = LEAST[key];
    const said = fill(w.have, { count: have });
    const row = { key, label: w[key] };
    if (have >= Math.max(least, 1)) {
      const more = least === 0 ? said : `${fill(w.need, { count: least })} · ${said}`;
      return { ...row, more, state: w.done, tone: 'done' };
    }
    if (least === 0) {
      const more = `${fill(w.advised, { count: 1 })} · ${said}`;
      return { ...row, more, state: w.advice, tone: 'advised' };
    }
    const more = `${fill(w.need, { count: least })} · ${said}`;
    return { ...row, more, state: fill(w.missing, { count: least - have }), tone: 'missing' };
  });
  const count = rows.filter(({ tone }) => tone === 'missing').length;
  const verdict: Notice = acceptance.ready
    ? { tone: 'info', title: w.readyTitle, text: w.readyText, call: '' }
    : { tone: 'warn', title: fill(w.notReadyTitle, { count }), text: w.notReadyText, call: '' };
  return { verdict, rows };
}
