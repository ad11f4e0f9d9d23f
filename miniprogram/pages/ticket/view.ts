/** A paid visit as a ticket; anything else as what it is, with the way on. */
import type { AppointmentView } from '../../../cloudfunctions/contract/visit-types';
import type { Panel } from '../../components/state-panel/state-panel';
import type { Ticket } from '../../components/ticket-card/ticket-card';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';
import { emptyPanel } from '../views/messages';
import { dayOf, doctorText, visitWhen } from '../views/visits';

export type Way = 'refresh' | 'appointments' | 'departments';

export type Standing = { readonly ticket: Ticket } | { readonly panel: Panel; readonly way: Way };

function ticketOf(appointment: AppointmentView, number: string, nowMs: number, t: Texts): Ticket {
  const { department, place, patientName, from, to, state } = appointment;
  const w = t.ticket;
  const today = dayOf(from) === dayOf(nowMs);
  return {
    number,
    numberLabel: w.number,
    numberAria: fill(w.numberAria, { number }),
    state: state === 'used' ? w.used : w.done,
    place,
    placeLabel: w.place,
    rows: [
      { key: 'when', label: w.when, value: visitWhen(from, to, nowMs, t) },
      { key: 'patient', label: w.patient, value: patientName },
      { key: 'department', label: w.department, value: department },
      { key: 'doctor', label: w.doctor, value: doctorText(appointment) },
    ],
    next: state === 'used' ? '' : today ? w.checkIn : w.checkInLater,
  };
}

/** A payment that is booked a little later leaves the place locked or kept for a moment, with its order. */
export function standingOf(appointment: AppointmentView, nowMs: number, t: Texts): Standing {
  const { state, number, liveOrderNo } = appointment;
  const w = t.ticket;
  const paid = state === 'paid' || state === 'used';
  if (paid && number !== undefined) return { ticket: ticketOf(appointment, number, nowMs, t) };
  if (paid || (liveOrderNo !== undefined && (state === 'locked' || state === 'kept'))) {
    return { panel: emptyPanel(w.waitingTitle, w.waitingText, w.refresh), way: 'refresh' };
  }
  if (state === 'locked' || state === 'kept') {
    const panel = emptyPanel(w.unpaidTitle, w.unpaidText, w.toAppointments);
    return { panel, way: 'appointments' };
  }
  return { panel: emptyPanel(w.overTitle, w.overText, w.toDepartments), way: 'departments' };
}
