/** Function `staff`: what clinic staff see and do; roles are read on the server at every act. */
import { staffValidators as inputs } from '../contract/staff-validators';
import { openId } from '../domain/ids';
import { rpcDoor, type Actions } from '../doors/rpc';
import { clerkRefund, previewRefund } from '../usecases/staff/clerk-refund';
import { endReview } from '../usecases/staff/end-review';
import { readOrder, reviewQueue } from '../usecases/staff/find-order';
import { setMember, whoAmI } from '../usecases/staff/members';
import {
  compareAgain,
  differencesOf,
  reconciledDays,
  reconciliationCsv,
} from '../usecases/staff/reconciliation';
import { openPayment } from './payment';

/** Throws SettingsError. */
export function openStaff() {
  const { administrators, door, mover } = openPayment('staff');
  const deps = { ...mover, administrators };
  const actions: Actions<'staff'> = {
    whoAmI: { input: inputs.whoAmI, run: ({ caller }) => whoAmI(deps, openId(caller.openId)) },
    reviewQueue: {
      input: inputs.reviewQueue,
      run: ({ caller, input }) => reviewQueue(deps, openId(caller.openId), input.skip),
    },
    order: {
      input: inputs.order,
      run: ({ caller, input }) => readOrder(deps, openId(caller.openId), input.orderNo),
    },
    endReview: {
      input: inputs.endReview,
      run: ({ caller, input, deadline }) => endReview(deps, openId(caller.openId), input, deadline),
    },
    previewRefund: {
      input: inputs.previewRefund,
      run: ({ caller, input }) => previewRefund(deps, openId(caller.openId), input),
    },
    refund: {
      input: inputs.refund,
      run: ({ caller, input, deadline }) =>
        clerkRefund(deps, openId(caller.openId), input, deadline),
    },
    reconciledDays: {
      input: inputs.reconciledDays,
      run: ({ caller, input }) => reconciledDays(deps, openId(caller.openId), input),
    },
    differences: {
      input: inputs.differences,
      run: ({ caller, input }) => differencesOf(deps, openId(caller.openId), input),
    },
    reconciliationCsv: {
      input: inputs.reconciliationCsv,
      run: ({ caller, input }) => reconciliationCsv(deps, openId(caller.openId), input),
    },
    reconcileAgain: {
      input: inputs.reconcileAgain,
      run: ({ caller, input }) => compareAgain(deps, openId(caller.openId), input),
    },
    setMember: {
      input: inputs.setMember,
      run: ({ caller, input }) => setMember(deps, openId(caller.openId), input),
    },
  };
  return rpcDoor<'staff'>(door, actions);
}
