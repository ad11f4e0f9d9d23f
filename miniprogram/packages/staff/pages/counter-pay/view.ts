/** A payment at a counter in words: how it stands, what is known of it, and what the clerk can do now. */
import type { CounterOrderView } from '../../../../../cloudfunctions/contract/counter-types';
import type { Choice } from '../../../../components/choice-list/choice-list';
import type { Countdown } from '../../../../components/countdown/countdown';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import type { SplitRow } from '../../../../pages/views/split-rows';
import { splitTable } from '../../../../pages/views/split-rows';
import type { Fen } from '../../../../shared/fen';
import { yuanText } from '../../../../shared/fen';
import type { CodeState } from '../../components/code-state/code-state';
import type { DueSum } from '../../components/due-sum/due-sum';
import type { Fact } from '../../components/fact-rows/fact-rows';
import type { StageHead } from '../../components/stage-head/stage-head';
import type { TenderDraft, TenderErrors } from '../../components/tender-form/tender-form';
import type { StaffTexts } from '../../i18n/texts';
import { isNumber } from '../../services/number';
import { stageWords } from '../views/counter-stage';
import { heardSaid } from '../views/counter-words';
import { spoken } from '../views/sums';
import { tradeNoOf } from '../views/trade-no';

type Words = StaffTexts['counterPay'];
export type Kind = NonNullable<CounterOrderView['tender']>['kind'];
export type Act = 'give-up' | 'other-tender';

const KINDS: readonly Kind[] = ['notes', 'bank-card', 'other'];

export function kindChoices(w: Words): readonly Choice[] {
  return KINDS.map((key) => ({ key, title: w.kinds[key] }));
}

/** The sum that counts now; none where nothing is to be taken. */
function dueOf({ stage, split }: CounterOrderView, t: Texts, w: Words): DueSum | null {
  if (stage === 'over' || stage === 'ending') return null;
  const due = (label: string, sum: Fen): DueSum => ({
    ...{ label, yuan: yuanText(sum) },
    aria: spoken(label, sum, t),
  });
  if (split.cash === 0) return due(w.noCash, split.insurance);
  if (stage === 'tender') return due(w.take, split.cash);
  if (stage === 'review') return due(w.cashPart, split.cash);
  return due(stage === 'paid' || stage === 'settling' ? w.paidSum : w.due, split.cash);
}

export interface PayView {
  readonly head: StageHead;
  /** Why the code did not pay, or why it is over. */
  readonly whyTitle: string;
  readonly why: CodeState | null;
  readonly pickup: string;
  readonly rows: readonly SplitRow[];
  readonly facts: readonly Fact[];
  readonly giveUp: boolean;
  readonly otherTender: boolean;
  readonly form: boolean;
  /** What the form's button says, and the sheet that asks before. */
  readonly record: string;
  readonly otherText: string;
}

function whyOf(order: CounterOrderView, t: Texts, s: StaffTexts): CodeState | null {
  if (order.stage === 'paid') return null;
  const heard = heardSaid(order, t, s);
  if (heard === undefined) return null;
  const why = order.why === undefined ? [] : [fill(s.counter.why, { why: order.why })];
  const tone = order.stage === 'over' ? 'bad' : 'warn';
  return { ...heard, lines: [...why, ...heard.lines], tone };
}

function factsOf(order: CounterOrderView, nowMs: number, t: Texts, w: Words): readonly Fact[] {
  const { split, insurance, settlementNo, paidAt, tender, stage } = order;
  const fact = (key: string, label: string, value: string | undefined, number = false): Fact[] =>
    value === undefined ? [] : [{ key, label, value, number }];
  const insured = split.payWith === 'insurance' ? w.insuranceStates[insurance] : undefined;
  const taken = stage === 'paid' && split.cash > 0;
  const how = tender === undefined ? w.byCode : w.kinds[tender.kind];
  return [
    ...fact('patient', w.patient, order.patientName),
    ...fact('what', w.what, order.title),
    ...fact('insurance', w.insurancePart, insured),
    ...fact('how', w.tenderKind, taken ? how : undefined),
    ...fact('receipt', w.tenderReceipt, tender?.receipt, true),
    ...fact('paid-at', w.paidAt, paidAt === undefined ? undefined : longTime(paidAt, nowMs, t)),
    ...fact('settlement', w.settlementNo, settlementNo, true),
    ...fact('trade', w.tradeNo, tradeNoOf(order), true),
    ...fact('order', w.orderNo, order.orderNo, true),
  ];
}

export function payView(order: CounterOrderView, nowMs: number, t: Texts, s: StaffTexts): PayView {
  const w = s.counterPay;
  const { stage, split, can } = order;
  const yuan = yuanText(split.cash);
  return {
    head: { stage, ...stageWords(order, w), due: dueOf(order, t, w) },
    whyTitle: stage === 'over' || stage === 'ending' ? w.whyOver : w.why,
    why: whyOf(order, t, s),
    pickup: stage === 'paid' ? (order.pickup ?? '') : '',
    rows: splitTable(split, t).rows,
    facts: factsOf(order, nowMs, t, w),
    giveUp: can.includes('give-up'),
    otherTender: can.includes('other-tender'),
    form: stage === 'tender' && can.includes('record-tender'),
    record: fill(w.record, { yuan }),
    otherText: fill(w.otherText, { yuan }),
  };
}

export function countdownOf(leftMs: number, w: Words): Countdown {
  const seconds = Math.ceil(leftMs / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const count = Math.ceil(seconds / 60);
  return {
    clock: `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`,
    spoken: count === 0 ? w.leftOver : fill(w.leftSpoken, { count }),
    urgent: count <= 2,
  };
}

export const NO_ERRORS: TenderErrors = { kind: '', receipt: '' };

export type ReadTender =
  | { readonly ok: true; readonly kind: Kind; readonly receipt: string }
  | { readonly ok: false; readonly errors: TenderErrors };

/** What the clerk typed, or what is wrong with it. */
export function readTender(draft: TenderDraft, w: Words): ReadTender {
  const kind = KINDS.find((each) => each === draft.kind);
  const receipt = draft.receipt.trim();
  const wrong = receipt === '' ? w.receiptEmpty : isNumber(receipt) ? '' : w.receiptBad;
  if (kind !== undefined && wrong === '') return { ok: true, kind, receipt };
  return { ok: false, errors: { kind: kind === undefined ? w.kindEmpty : '', receipt: wrong } };
}
