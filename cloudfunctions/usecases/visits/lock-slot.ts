/** Locks a place for a limited time: the hospital makes an appointment with its bill, once per request. */
import type { AppointmentView } from '../../contract/visit-types';
import { patientId, type OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import { ownLink } from '../own-link';
import { given } from '../refusal';
import { appointmentView } from './appointment-view';
import { countOpened } from './bounded';
import type { SlotLocker } from './deps';

/**
 * The same `requestId` answers the same appointment, as it stands by then. Refusals:
 * `patient-not-yours`, `too-many-attempts`, `slot-taken`, `slot-over`, `appointment-exists`.
 */
export async function lockSlot(
  deps: SlotLocker,
  owner: OpenId,
  ask: { readonly requestId: string; readonly patientId: string; readonly slotId: string },
  deadline: Deadline,
): Promise<{ appointment: AppointmentView }> {
  const link = await ownLink(deps, owner, patientId(ask.patientId));
  await countOpened(deps, owner, 'place');
  const { requestId, slotId } = ask;
  const wanted = { requestId, slotId, patientId: link.patientId };
  const appointment = given(await deps.visits.lockSlot(wanted, deadline));
  return { appointment: await appointmentView(deps, link, appointment) };
}
