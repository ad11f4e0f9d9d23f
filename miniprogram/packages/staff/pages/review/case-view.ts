/** Cases and waiting refunds in words: what happened, what was seen, what to do, and the form of its act. */
import type { RefundRequestView } from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { CaseView } from '../../../../../cloudfunctions/contract/staff-types';
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import { yuanText } from '../../../../shared/fen';
import type { CaseCard } from '../../components/case-card/case-card';
import type { RequestCard } from '../../components/request-card/request-card';
import type { StaffTexts } from '../../i18n/texts';
import { evidenceSaid } from '../views/evidence';
import { partsOf, plus, spoken } from '../views/sums';

export interface CaseSheet {
  readonly orderNo: string;
  readonly act: CaseView['act'];
  readonly title: string;
  readonly from: string;
  readonly what: string;
  readonly evidence: string;
  readonly steps: readonly string[];
  readonly choices: readonly Choice[];
  /** Whether other sums than the reserved ones can be named. */
  readonly otherSums: boolean;
  readonly cashLabel: string;
  readonly insuranceLabel: string;
  readonly textLabel: string;
  readonly textHint: string;
  readonly textMost: number;
}

type Form = Pick<
  CaseSheet,
  'choices' | 'otherSums' | 'cashLabel' | 'insuranceLabel' | 'textLabel' | 'textHint' | 'textMost'
>;

/** Receipts are at most 64 letters, words 200 (contract/staff-validators). */
const RECEIPT_MOST = 64;
const NOTE_MOST = 200;

function formOf(act: CaseView['act'], w: StaffTexts['review']): Form {
  const held = { cashLabel: w.heldCash, insuranceLabel: w.heldInsurance };
  const actual = { cashLabel: w.actualCash, insuranceLabel: w.actualInsurance };
  switch (act) {
    case 'record-transfer':
      return {
        ...{ choices: [], otherSums: true, ...actual },
        ...{ textLabel: w.receipt, textHint: w.receiptHint, textMost: RECEIPT_MOST },
      };
    case 'record-booking':
      return {
        ...{ choices: [], otherSums: false, ...actual },
        ...{ textLabel: w.bookingReceipt, textHint: w.bookingHint, textMost: RECEIPT_MOST },
      };
    case 'record-told':
      return {
        ...{ choices: [], otherSums: false, ...actual },
        ...{ textLabel: w.toldReceipt, textHint: w.toldHint, textMost: RECEIPT_MOST },
      };
    case 'decide-unbooked':
      return {
        choices: [
          { key: 'booked-by-hand', title: w.booked, hint: w.bookedHint },
          { key: 'refund', title: w.giveBack, hint: w.giveBackHint },
        ],
        ...{ otherSums: false, ...actual },
        ...{ textLabel: w.bookedNote, textHint: '', textMost: NOTE_MOST },
      };
    case 'conclude':
      return {
        choices: [
          { key: 'held', title: w.held, hint: w.heldHint },
          { key: 'not-held', title: w.notHeld, hint: w.notHeldHint },
        ],
        ...{ otherSums: false, ...held },
        ...{ textLabel: w.concludeNote, textHint: w.concludeHint, textMost: NOTE_MOST },
      };
  }
}

function fromOf(view: CaseView, t: Texts, s: StaffTexts): string {
  return [view.title, view.patientName, spoken(s.staff.total, view.total, t)].join(' · ');
}

export function caseSheet(view: CaseView, t: Texts, s: StaffTexts): CaseSheet {
  const said = s.cases[view.reason];
  return {
    orderNo: view.orderNo,
    act: view.act,
    title: said.title,
    from: fromOf(view, t, s),
    what: said.what,
    evidence: evidenceSaid(view.evidence, s),
    steps: said.steps,
    ...formOf(view.act, s.review),
  };
}

export function caseCard(view: CaseView, nowMs: number, t: Texts, s: StaffTexts): CaseCard {
  const { title } = s.cases[view.reason];
  const since = fill(s.review.since, { when: longTime(view.since, nowMs, t) });
  const from = `${view.title} · ${view.patientName}`;
  return {
    orderNo: view.orderNo,
    title,
    from,
    since,
    sum: s.review.orderSum,
    yuan: yuanText(view.total),
    aria: [title, from, spoken(s.staff.total, view.total, t), since].join('，'),
  };
}

export function requestCard(
  request: RefundRequestView,
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): RequestCard {
  const total = plus(request.cash, request.insurance);
  const when = longTime(request.askedAt, nowMs, t);
  return {
    requestId: request.requestId,
    orderNo: request.orderNo,
    title: request.title,
    from: request.patientName,
    yuan: yuanText(total),
    yuanLabel: spoken(s.refund.back, total, t),
    parts: partsOf(request, s),
    note: request.note,
    asked: fill(s.review.askedBy, { name: request.askedByName, when }),
    own: request.own,
  };
}
