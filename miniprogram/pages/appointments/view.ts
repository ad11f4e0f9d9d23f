/**
 * Appointments as cards, each with the one thing to do next: pay and get the number, go on paying, read
 * the ticket. One of another day made elsewhere cannot be picked up yet, and says when it can.
 */
import type { AppointmentView } from '../../../cloudfunctions/contract/visit-types';
import type { AppointmentCard } from '../../components/appointment-card/appointment-card';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';
import { dateText, dayOf, doctorText, insuranceLine, visitWhen } from '../views/visits';

/** What the button of a card does. */
export type Act = 'confirm' | 'pay' | 'progress' | 'ticket' | 'none';

/** Nothing is left to do with it: it is shown folded away. */
export function isOver({ state, to }: AppointmentView, nowMs: number): boolean {
  if (state === 'used' || state === 'cancelled' || state === 'expired') return true;
  return state !== 'locked' && dayOf(to) < dayOf(nowMs);
}

export function actOf(appointment: AppointmentView, nowMs: number): Act {
  const { state, liveOrderNo, payable } = appointment;
  if (state === 'paid' || state === 'used') return 'ticket';
  if (isOver(appointment, nowMs)) return 'none';
  if (liveOrderNo !== undefined) return 'progress';
  if (state === 'locked') return 'confirm';
  return payable ? 'pay' : 'none';
}

type Tag = Pick<AppointmentCard, 'tag' | 'tagTheme'>;

function tagOf(appointment: AppointmentView, nowMs: number, t: Texts): Tag {
  const w = t.appointments;
  const { state, source } = appointment;
  const act = actOf(appointment, nowMs);
  const today = dayOf(appointment.from) === dayOf(nowMs);
  if (act === 'progress') return { tag: w.paying, tagTheme: 'warning' };
  if (state === 'locked') return { tag: w.locked, tagTheme: 'warning' };
  if (state === 'paid') return { tag: w.paid, tagTheme: 'success' };
  if (state !== 'kept') return { tag: w[state], tagTheme: 'default' };
  if (isOver(appointment, nowMs)) return { tag: w.past, tagTheme: 'default' };
  if (act === 'pay' && today) return { tag: w.toPay, tagTheme: 'primary' };
  return { tag: source === 'here' ? w.later : w.elsewhere, tagTheme: 'primary' };
}

function actionText(appointment: AppointmentView, nowMs: number, t: Texts): string {
  const w = t.appointments;
  const today = dayOf(appointment.from) === dayOf(nowMs);
  const texts: Readonly<Record<Act, string>> = {
    confirm: w.pay,
    pay: today ? w.pickUp : w.payEarly,
    progress: w.progress,
    ticket: w.ticket,
    none: '',
  };
  return texts[actOf(appointment, nowMs)];
}

/** What to know before acting. */
function hintOf(appointment: AppointmentView, nowMs: number, t: Texts): string {
  const { state, from, payable, insurance } = appointment;
  const act = actOf(appointment, nowMs);
  if (isOver(appointment, nowMs) || act === 'progress' || act === 'ticket') return '';
  const when = dateText(dayOf(from), t);
  if (!payable && state === 'kept') return fill(t.appointments.payOn, { when });
  if (insurance.possible || !insurance.payAtVisit || state === 'locked') {
    return insuranceLine(insurance, t);
  }
  return `${t.reasons[insurance.reason].title}。${fill(t.appointments.payOnOrNow, { when })}`;
}

export function appointmentCard(
  appointment: AppointmentView,
  nowMs: number,
  t: Texts,
): AppointmentCard {
  const { appointmentId, state, department, place, from, to, fee, number, source } = appointment;
  const yuan = yuanText(fee);
  const droppable = state === 'kept' && source === 'here' && appointment.liveOrderNo === undefined;
  return {
    appointmentId,
    state,
    ...tagOf(appointment, nowMs, t),
    title: department,
    doctor: doctorText(appointment),
    when: visitWhen(from, to, nowMs, t),
    place,
    yuan,
    yuanLabel: amountLabel(t.visit.fee, yuan, t),
    hint: hintOf(appointment, nowMs, t),
    action: actionText(appointment, nowMs, t),
    drop: droppable && !isOver(appointment, nowMs) ? t.appointments.drop : '',
    number: number === undefined ? '' : fill(t.appointments.number, { number }),
  };
}
