/**
 * What is confirmed: the visit, what insurance means for it, the ways to pay that are open, how long the
 * place is kept - and where to go when there is nothing left to confirm.
 */
import type { PatientView, SplitView } from '../../../cloudfunctions/contract/types';
import type { AppointmentView, SlotView } from '../../../cloudfunctions/contract/visit-types';
import type { Choice } from '../../components/choice-list/choice-list';
import type { Countdown } from '../../components/countdown/countdown';
import type { InsuranceHint } from '../../components/insurance-hint/insurance-hint';
import type { Panel } from '../../components/state-panel/state-panel';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import type { ReadSplit } from '../../services/splits';
import type { Trouble } from '../../services/trouble';
import type { Fen } from '../../shared/fen';
import { yuanText } from '../../shared/fen';
import { emptyPanel } from '../views/messages';
import type { SplitTable } from '../views/split-rows';
import { amountLabel, isFree, splitTable } from '../views/split-rows';
import { doctorText, insuranceHint, visitWhen } from '../views/visits';

/** Insurance or cash is chosen at the checkout; here, whether it is paid now at all. */
export type Way = 'now' | 'later';

export interface VisitRows {
  readonly department: string;
  readonly doctor: string;
  readonly when: string;
  readonly place: string;
  readonly yuan: string;
  readonly yuanLabel: string;
}

function feeRow(fee: Fen, t: Texts): Pick<VisitRows, 'yuan' | 'yuanLabel'> {
  const yuan = yuanText(fee);
  return { yuan, yuanLabel: amountLabel(t.visit.fee, yuan, t) };
}

export function rowsOfSlot(
  slot: SlotView,
  told: Pick<VisitRows, 'department' | 'doctor'>,
  nowMs: number,
  t: Texts,
): VisitRows {
  const when = visitWhen(slot.from, slot.to, nowMs, t);
  return { ...told, when, place: '', ...feeRow(slot.fee, t) };
}

export function rowsOf(appointment: AppointmentView, nowMs: number, t: Texts): VisitRows {
  const { department, place, from, to, fee } = appointment;
  const doctor = doctorText(appointment);
  return { department, doctor, place, when: visitWhen(from, to, nowMs, t), ...feeRow(fee, t) };
}

/** mm:ss for the eye; for the ear the minutes, rounded up, so that it changes once a minute. */
export function countdownOf(leftMs: number, t: Texts): Countdown {
  const seconds = Math.ceil(leftMs / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const count = Math.ceil(seconds / 60);
  return {
    clock: `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`,
    spoken: count === 0 ? t.visit.lockOver : fill(t.visit.lockMinutes, { count }),
    urgent: count <= 2,
  };
}

export type Next = 'appointments' | 'ticket' | 'progress' | 'choose';

/** Back to the times, unless something says better. */
export const FIRST: Next = 'choose';

export interface Ended {
  readonly panel: Panel;
  readonly next: Next;
}

/** Where the patient goes when the place is not waiting for them any more; undefined: it is. */
export function endOf(appointment: AppointmentView, t: Texts): Ended | undefined {
  const w = t.visitConfirm;
  const end = (title: string, text: string, action: string, next: Next): Ended => ({
    panel: emptyPanel(title, text, action),
    next,
  });
  switch (appointment.state) {
    case 'locked':
      if (appointment.liveOrderNo === undefined) return undefined;
      return end(w.payingTitle, w.payingText, w.progress, 'progress');
    case 'kept':
      return end(w.keptTitle, w.keptText, w.appointments, 'appointments');
    case 'paid':
      return end(w.paidTitle, w.paidText, w.ticket, 'ticket');
    case 'used':
      return end(w.usedTitle, w.usedText, w.chooseTime, 'choose');
    case 'cancelled':
      return end(w.cancelledTitle, w.cancelledText, w.chooseTime, 'choose');
    case 'expired':
      return end(w.overTitle, w.overText, w.chooseTime, 'choose');
  }
}

export interface WayOn {
  readonly action: string;
  readonly next: Next;
}

/** The way on from a place that cannot be had; undefined: the trouble has nothing to do with the place. */
export function wayOnFrom(reason: Trouble, t: Texts): WayOn | undefined {
  switch (reason) {
    case 'slot-taken':
    case 'slot-over':
    case 'slot-lock-over':
      return { action: t.visitConfirm.chooseTime, next: 'choose' };
    case 'appointment-exists':
    case 'appointment-paid':
      return { action: t.visitConfirm.appointments, next: 'appointments' };
    default:
      return undefined;
  }
}

export interface PayingView {
  readonly split: SplitTable;
  readonly insurance: InsuranceHint;
  readonly choices: readonly Choice[];
  readonly chosen: Way;
}

function hintOf(appointment: AppointmentView, unavailable: Trouble | undefined, t: Texts) {
  if (unavailable === undefined || !appointment.insurance.possible) {
    return insuranceHint(appointment.insurance, t);
  }
  const { title, text } = t.reasons[unavailable];
  return { possible: false, title, text };
}

/** What insurance means for the place before it is taken: the visit's own bar, then the patient's. */
export function offerHint(
  slot: SlotView,
  patient: PatientView | undefined,
  t: Texts,
): InsuranceHint {
  const reason = patient?.insuranceBar;
  if (!slot.insurance.possible || reason === undefined) return insuranceHint(slot.insurance, t);
  return insuranceHint({ possible: false, reason, payAtVisit: false }, t);
}

/** Two ways side by side where there are two; a single one needs no choice. */
function choicesOf({ insurance }: AppointmentView, split: SplitView, t: Texts): Choice[] {
  if (insurance.possible || !insurance.payAtVisit || isFree(split)) return [];
  const w = t.visitConfirm;
  const nowHint = fill(w.byCashHint, { yuan: yuanText(split.total) });
  return [
    { key: 'later', title: w.later, hint: w.laterHint },
    { key: 'now', title: w.byCash, hint: nowHint },
  ];
}

/** `wanted`: what the patient chose, as far as there is a choice. */
export function payingView(
  appointment: AppointmentView,
  { split, unavailable }: ReadSplit,
  wanted: Way,
  t: Texts,
): PayingView {
  const choices = choicesOf(appointment, split, t);
  const insurance = hintOf(appointment, unavailable, t);
  return {
    split: splitTable(split, t),
    // The ways themselves say what can be done: the reason alone stands above them.
    insurance: choices.length > 0 ? { ...insurance, text: '' } : insurance,
    choices,
    chosen: choices.length > 0 ? wanted : 'now',
  };
}

export function asWay(key: string): Way {
  return key === 'later' ? 'later' : 'now';
}

/** Whom the page is about: whom the patient chose here, else the default one. */
export function patientOf(
  patients: readonly PatientView[],
  chosenId: string,
): PatientView | undefined {
  return (
    patients.find(({ patientId }) => patientId === chosenId) ??
    patients.find(({ isDefault }) => isDefault) ??
    patients[0]
  );
}
