/** A hospital that answers nothing about visits: for tests in which no place is at stake. */
import { HIS_SILENT } from './his-answers';
import type { HisVisits } from '../../cloudfunctions/ports/his-visits';

const silent = () => Promise.resolve(HIS_SILENT);

export const SILENT_VISITS: HisVisits = {
  departments: silent,
  schedule: silent,
  slots: silent,
  lockSlot: silent,
  appointment: silent,
  appointments: silent,
  extendLock: silent,
  keepAppointment: silent,
  releaseAppointment: silent,
};
