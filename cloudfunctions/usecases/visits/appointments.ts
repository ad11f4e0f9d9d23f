/** A patient's appointments, wherever they were made: to be paid, picked up, or over. */
import type { AppointmentView } from '../../contract/visit-types';
import { inOrderOfUse } from '../../domain/appointments';
import { patientId, type OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { ClinicReader } from '../deps';
import { ownLink } from '../own-link';
import { given } from '../refusal';
import { appointmentView } from './appointment-view';

/** What is over is of use for a while only: no more than so many are shown. */
const MOST = 50;

/** Today's and coming ones first, then what is over. Refusals: `patient-not-yours`, the hospital's. */
export async function listAppointments(
  deps: ClinicReader,
  owner: OpenId,
  ask: { readonly patientId: string },
  deadline: Deadline,
): Promise<{ appointments: readonly AppointmentView[] }> {
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  const all = given(await deps.visits.appointments(link.patientId, deadline));
  const shown = inOrderOfUse(all, deps.clock.now()).slice(0, MOST);
  const views = shown.map((one) => appointmentView(deps, link, one));
  return { appointments: await Promise.all(views) };
}
