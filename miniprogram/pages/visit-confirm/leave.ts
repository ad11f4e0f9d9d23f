/** The ways on from a place that is not waiting for the patient any more. */
import { go } from '../../services/navigate';
import type { AppointmentAddress } from '../../services/navigate';
import type { Next } from './view';

/** `choose` leads back to the times, which are read anew there. */
export function leave(next: Next, of: AppointmentAddress, orderNo: string | undefined): void {
  if (next === 'appointments') go.appointments();
  else if (next === 'ticket') go.ticketInstead(of);
  else if (next === 'progress' && orderNo !== undefined) {
    go.result({ orderNo, patientId: of.patientId });
  } else go.back();
}
