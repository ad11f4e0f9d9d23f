/** The list of bills as cards: what it is, whose department, until when, how much, what to do. */
import type { BillView, PatientView } from '../../../cloudfunctions/contract/types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { dayTime, shortTime } from '../../i18n/when';
import { yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';

export interface BillCardView {
  readonly billId: string;
  readonly liveOrderNo: string;
  readonly title: string;
  readonly from: string;
  readonly when: string;
  readonly tag: string;
  readonly tagTheme: 'primary' | 'warning' | 'default';
  readonly yuan: string;
  readonly yuanLabel: string;
  readonly action: string;
  readonly canPay: boolean;
  readonly aria: string;
}

function standing(bill: BillView, t: Texts['bills']) {
  if (bill.liveOrderNo !== undefined) {
    return { tag: t.paying, tagTheme: 'warning', action: t.seeProgress, canPay: false } as const;
  }
  if (bill.status === 'unpaid') {
    return { tag: t.unpaid, tagTheme: 'primary', action: t.payNow, canPay: true } as const;
  }
  return { tag: t.expired, tagTheme: 'default', action: t.seeBill, canPay: false } as const;
}

export function billCard(bill: BillView, nowMs: number, t: Texts): BillCardView {
  const yuan = yuanText(bill.total);
  const state = standing(bill, t.bills);
  const from = [bill.department, bill.doctor].filter((part) => part !== '').join(' · ');
  const yuanLabel = amountLabel(t.bill.total, yuan, t);
  return {
    ...state,
    billId: bill.billId,
    liveOrderNo: bill.liveOrderNo ?? '',
    title: bill.title,
    from,
    when: state.canPay
      ? fill(t.bills.before, { when: shortTime(bill.expiresAt, nowMs, t) })
      : dayTime(bill.issuedAt, t),
    yuan,
    yuanLabel,
    aria: [bill.title, from, state.tag, yuanLabel, state.action].join('，'),
  };
}

export function cardLine(patient: PatientView, t: Texts): string {
  return fill(t.common.card, { cardNo: patient.cardNo });
}

export function patientChoices(patients: readonly PatientView[], t: Texts): Choice[] {
  return patients.map((patient) => ({
    key: patient.patientId,
    title: patient.name,
    hint: cardLine(patient, t),
  }));
}
