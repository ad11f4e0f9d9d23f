/** What the functions `clinic` and `pay` do around a visit; their wiring spreads it. */
import { visitPayValidators, visitValidators as inputs } from '../contract/visit-validators';
import { openId } from '../domain/ids';
import type { Actions } from '../doors/rpc';
import { readAdmission } from '../usecases/visits/admission';
import { readAppointment } from '../usecases/visits/appointment';
import { listAppointments } from '../usecases/visits/appointments';
import { departments } from '../usecases/visits/departments';
import type {
  CodeReader,
  DepositRefunder,
  Registrar,
  SlotLocker,
  WardReader,
} from '../usecases/visits/deps';
import { readInvoice } from '../usecases/visits/invoice';
import { keepAppointment } from '../usecases/visits/keep-appointment';
import { lockSlot } from '../usecases/visits/lock-slot';
import { readPrescription } from '../usecases/visits/prescription';
import { refundDeposit } from '../usecases/visits/refund-deposit';
import { releaseAppointment } from '../usecases/visits/release-appointment';
import { schedule } from '../usecases/visits/schedule';
import { slots } from '../usecases/visits/slots';
import { topUp } from '../usecases/visits/top-up';

type Registering = Pick<
  Actions<'clinic'>,
  | 'departments'
  | 'schedule'
  | 'slots'
  | 'lockSlot'
  | 'keepAppointment'
  | 'releaseAppointment'
  | 'appointments'
  | 'appointment'
>;

function registering(deps: Registrar & SlotLocker): Registering {
  return {
    departments: {
      input: inputs.departments,
      run: ({ deadline }) => departments(deps, deadline),
    },
    schedule: {
      input: inputs.schedule,
      run: ({ input, deadline }) => schedule(deps, input, deadline),
    },
    slots: { input: inputs.slots, run: ({ input, deadline }) => slots(deps, input, deadline) },
    lockSlot: {
      input: inputs.lockSlot,
      run: ({ caller, input, deadline }) => lockSlot(deps, openId(caller.openId), input, deadline),
    },
    keepAppointment: {
      input: inputs.keepAppointment,
      run: ({ caller, input, deadline }) =>
        keepAppointment(deps, openId(caller.openId), input, deadline),
    },
    releaseAppointment: {
      input: inputs.releaseAppointment,
      run: ({ caller, input, deadline }) =>
        releaseAppointment(deps, openId(caller.openId), input, deadline),
    },
    appointments: {
      input: inputs.appointments,
      run: ({ caller, input, deadline }) =>
        listAppointments(deps, openId(caller.openId), input, deadline),
    },
    appointment: {
      input: inputs.appointment,
      run: ({ caller, input, deadline }) =>
        readAppointment(deps, openId(caller.openId), input, deadline),
    },
  };
}

type Visits = Registering &
  Pick<Actions<'clinic'>, 'admission' | 'topUp' | 'prescription' | 'invoice'>;

/** Part of the function `clinic`. */
export function visitActions(deps: Registrar & WardReader & CodeReader): Visits {
  return {
    ...registering(deps),
    admission: {
      input: inputs.admission,
      run: ({ caller, input, deadline }) =>
        readAdmission(deps, openId(caller.openId), input, deadline),
    },
    topUp: {
      input: inputs.topUp,
      run: ({ caller, input, deadline }) => topUp(deps, openId(caller.openId), input, deadline),
    },
    prescription: {
      input: inputs.prescription,
      run: ({ caller, input, deadline }) =>
        readPrescription(deps, openId(caller.openId), input, deadline),
    },
    invoice: {
      input: inputs.invoice,
      run: ({ caller, input, deadline }) =>
        readInvoice(deps, openId(caller.openId), input, deadline),
    },
  };
}

/** Part of the function `pay`. */
export function visitPayActions(deps: DepositRefunder): Pick<Actions<'pay'>, 'refundDeposit'> {
  return {
    refundDeposit: {
      input: visitPayValidators.refundDeposit,
      run: async ({ caller, input, deadline }) => {
        const asked = { ...input, owner: openId(caller.openId) };
        return { orders: await refundDeposit(deps, asked, deadline) };
      },
    },
  };
}
