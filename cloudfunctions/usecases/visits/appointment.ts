/** One appointment of one of the person's own patients, as it stands now. */
import type { AppointmentView } from '../../contract/visit-types';
import type { OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { ClinicReader } from '../deps';
import { appointmentView } from './appointment-view';
import { ownAppointment, type AppointmentAsk } from './own-appointment';

/** Refusals: those of `ownAppointment`. */
export async function readAppointment(
  deps: ClinicReader,
  owner: OpenId,
  ask: AppointmentAsk,
  deadline: Deadline,
): Promise<{ appointment: AppointmentView }> {
  const { link, appointment } = await ownAppointment(deps, owner, ask, deadline);
  return { appointment: await appointmentView(deps, link, appointment) };
}
