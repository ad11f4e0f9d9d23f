/** An appointment of one of a person's own patients; another's looks like one that does not exist. */
import { patientId, type OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { HisAppointment } from '../../ports/his-visits';
import type { PatientLink } from '../../ports/patient-links';
import type { ClinicReader } from '../deps';
import { ownLink } from '../own-link';
import { given, Refusal } from '../refusal';

export interface AppointmentAsk {
  readonly patientId: string;
  readonly appointmentId: string;
}

export interface OwnAppointment {
  readonly link: PatientLink;
  readonly appointment: HisAppointment;
}

/** Refusals: `patient-not-yours`, `nothing-found` (money rule 13), what the hospital says. */
export async function ownAppointment(
  deps: ClinicReader,
  owner: OpenId,
  ask: AppointmentAsk,
  deadline: Deadline,
): Promise<OwnAppointment> {
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  const appointment = given(await deps.visits.appointment(ask.appointmentId, deadline));
  if (appointment.patientId !== link.patientId) throw new Refusal('nothing-found');
  return { link, appointment };
}
