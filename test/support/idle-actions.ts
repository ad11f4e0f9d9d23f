/** Actions that a test of the door does not come to. */
import { visitValidators as inputs } from '../../cloudfunctions/contract/visit-validators';
import type { VisitActions } from '../../cloudfunctions/contract/visit-types';
import type { Actions } from '../../cloudfunctions/doors/rpc';

/** Everything around a visit, answered by `run`. */
export function idleVisits(run: () => Promise<never>): Pick<Actions<'clinic'>, keyof VisitActions> {
  return {
    departments: { input: inputs.departments, run },
    schedule: { input: inputs.schedule, run },
    slots: { input: inputs.slots, run },
    lockSlot: { input: inputs.lockSlot, run },
    keepAppointment: { input: inputs.keepAppointment, run },
    releaseAppointment: { input: inputs.releaseAppointment, run },
    appointments: { input: inputs.appointments, run },
    appointment: { input: inputs.appointment, run },
    admission: { input: inputs.admission, run },
    topUp: { input: inputs.topUp, run },
    prescription: { input: inputs.prescription, run },
    invoice: { input: inputs.invoice, run },
    subscribed: { input: inputs.subscribed, run },
    insuranceCard: { input: inputs.insuranceCard, run },
    addFromInsuranceCard: { input: inputs.addFromInsuranceCard, run },
    deleteMyData: { input: inputs.deleteMyData, run },
  };
}
