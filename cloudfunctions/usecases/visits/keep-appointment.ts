/** Keeps a locked place without paying: it is paid at the visit, by insurance as well (money rule 16). */
import type { AppointmentView } from '../../contract/visit-types';
import type { OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import { given } from '../refusal';
import { remindOfKept } from '../reminders/remember';
import { appointmentView } from './appointment-view';
import type { Registrar } from './deps';
import { ownAppointment, type AppointmentAsk } from './own-appointment';
import { whileUnpaid } from './while-unpaid';

/** Refusals: those of `ownAppointment` and `whileUnpaid`, `slot-lock-over`. Safe to repeat. */
export async function keepAppointment(
  deps: Registrar,
  owner: OpenId,
  ask: AppointmentAsk,
  deadline: Deadline,
): Promise<{ appointment: AppointmentView }> {
  const { link, appointment } = await ownAppointment(deps, owner, ask, deadline);
  const { appointmentId, billId } = appointment;
  const kept = await whileUnpaid(deps, { owner, billId }, async () =>
    given(await deps.visits.keepAppointment(appointmentId, deadline)),
  );
  await remindOfKept(deps, { owner, patientId: link.patientId, visit: kept });
  return { appointment: await appointmentView(deps, link, kept) };
}
