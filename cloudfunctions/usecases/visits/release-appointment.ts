/** Gives a place back that is neither paid nor being paid, by whomever (money rule 6). */
import type { AppointmentView } from '../../contract/visit-types';
import type { OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import { given } from '../refusal';
import { appointmentView } from './appointment-view';
import type { Registrar } from './deps';
import { ownAppointment, type AppointmentAsk } from './own-appointment';
import { whileUnpaid } from './while-unpaid';

/** Refusals: those of `ownAppointment` and `whileUnpaid`. Safe to repeat. */
export async function releaseAppointment(
  deps: Registrar,
  owner: OpenId,
  ask: AppointmentAsk,
  deadline: Deadline,
): Promise<{ appointment: AppointmentView }> {
  const { link, appointment } = await ownAppointment(deps, owner, ask, deadline);
  const { appointmentId, billId } = appointment;
  const released = await whileUnpaid(deps, { owner, billId }, async () =>
    given(await deps.visits.releaseAppointment(appointmentId, deadline)),
  );
  return { appointment: await appointmentView(deps, link, released) };
}
