/** What a clerk wrote about a case becomes the act that ends it, or what is wrong with it. */
import type { StaffActions } from '../../../../../cloudfunctions/contract/staff-types';
import type { CaseDraft } from '../../components/case-form/case-form';
import type { Fen } from '../../../../shared/fen';
import { yuanText } from '../../../../shared/fen';
import { fill } from '../../../../i18n/texts';
import type { StaffTexts } from '../../i18n/texts';
import { readYuan } from '../../services/money';
import type { CaseSheet } from './case-view';

export type Act = StaffActions['endReview']['in']['act'];

export interface CaseErrors {
  readonly choice: string;
  readonly text: string;
  readonly cash: string;
  readonly insurance: string;
}

export const NO_CASE_ERRORS: CaseErrors = { choice: '', text: '', cash: '', insurance: '' };

export type Judged =
  { readonly ok: true; readonly act: Act } | { readonly ok: false; readonly errors: CaseErrors };

interface Sums {
  readonly cash: Fen;
  readonly insurance: Fen;
}

function actOf(
  kind: CaseSheet['act'],
  choice: string,
  text: string,
  sums: Sums | undefined,
): Act | undefined {
  switch (kind) {
    case 'record-transfer':
      return { kind, receipt: text, ...(sums === undefined ? {} : { sums }) };
    case 'record-booking':
    case 'record-told':
      return { kind, receipt: text };
    case 'decide-unbooked':
      if (choice !== 'booked-by-hand' && choice !== 'refund') return undefined;
      return { kind, choice, note: text };
    case 'conclude':
      if (choice === 'held') return { kind, note: text, ...(sums && { held: sums }) };
      return choice === 'not-held' ? { kind, note: text } : undefined;
  }
}

/** The act, or every error at once. */
export function judge(sheet: CaseSheet, draft: CaseDraft, w: StaffTexts['review']): Judged {
  const text = draft.text.trim();
  const named = draft.choice === 'held' || (sheet.otherSums && draft.otherSums);
  const cash = named ? readYuan(draft.cash) : undefined;
  const insurance = named ? readYuan(draft.insurance) : undefined;
  const sums =
    cash?.ok === true && insurance?.ok === true
      ? { cash: cash.fen, insurance: insurance.fen }
      : undefined;
  const act = actOf(sheet.act, draft.choice, text, sums);
  const noText = act !== undefined && 'receipt' in act ? w.receiptEmpty : w.noteEmpty;
  const errors: CaseErrors = {
    choice: act === undefined ? w.chooseFirst : '',
    text: text === '' ? noText : '',
    cash: cash?.ok === false ? w.amountBad : '',
    insurance: insurance?.ok === false ? w.amountBad : '',
  };
  const clean = Object.values(errors).every((error) => error === '');
  return clean && act !== undefined ? { ok: true, act } : { ok: false, errors };
}

/** The act as the clerk reads it once more before it is sent. */
export function actSaid(act: Act, s: StaffTexts): readonly string[] {
  const w = s.review;
  const sums = (given: Sums): string[] => [
    fill(s.staff.cashPart, { yuan: yuanText(given.cash) }),
    fill(s.staff.insurancePart, { yuan: yuanText(given.insurance) }),
  ];
  switch (act.kind) {
    case 'record-transfer':
      return [`${w.receipt}：${act.receipt}`, ...(act.sums === undefined ? [] : sums(act.sums))];
    case 'record-booking':
      return [`${w.bookingReceipt}：${act.receipt}`];
    case 'record-told':
      return [`${w.toldReceipt}：${act.receipt}`];
    case 'decide-unbooked':
      return [act.choice === 'refund' ? w.giveBack : w.booked, act.note];
    case 'conclude':
      return [
        act.held === undefined ? w.notHeld : w.held,
        ...(act.held === undefined ? [] : sums(act.held)),
        act.note,
      ];
  }
}
