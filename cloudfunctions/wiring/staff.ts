/** Function `staff`: what clinic staff see and do; roles are read on the server at every act. */
import { xlsxWriter } from '../adapters/xlsx';
import { staffValidators as inputs } from '../contract/staff-validators';
import { openId } from '../domain/ids';
import { rpcDoor, type Actions } from '../doors/rpc';
import { audited } from '../usecases/staff/audited';
import { previewRefund } from '../usecases/staff/clerk-refund';
import { differencesOf, reconciledDays } from '../usecases/staff/closings';
import { endReview } from '../usecases/staff/end-review';
import { readOrder, reviewQueue } from '../usecases/staff/find-order';
import { setMember, whoAmI } from '../usecases/staff/members';
import { compareAgain, reconciliationCsv } from '../usecases/staff/reconciliation';
import { askClerkRefund } from '../usecases/staff/refund-requests';
import { openPayment } from './payment';
import { deskActions, type DeskDeps } from './staff-desk';

type FirstActions = Omit<Actions<'staff'>, keyof ReturnType<typeof deskActions>>;

function refundActions(
  deps: DeskDeps,
): Pick<FirstActions, 'endReview' | 'previewRefund' | 'refund'> {
  return {
    endReview: {
      input: inputs.endReview,
      run: ({ caller, input, deadline }) => {
        const { orderNo, act } = input;
        const who = openId(caller.openId);
        const detail = 'choice' in act ? `${act.kind} ${act.choice}` : act.kind;
        return audited(deps, who, { act: 'end-review', orderNo, detail }, () =>
          endReview(deps, who, input, deadline),
        );
      },
    },
    previewRefund: {
      input: inputs.previewRefund,
      run: ({ caller, input }) => previewRefund(deps, openId(caller.openId), input),
    },
    refund: {
      input: inputs.refund,
      run: ({ caller, input, deadline }) =>
        askClerkRefund(deps, openId(caller.openId), input, deadline),
    },
  };
}

type BookAction = 'reconciledDays' | 'differences' | 'reconciliationCsv' | 'reconcileAgain';

function bookActions(deps: DeskDeps): Pick<FirstActions, BookAction> {
  return {
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
      run: ({ caller, input }) => {
        const who = openId(caller.openId);
        const facts = { act: 'reconciliation-csv', detail: input.day };
        return audited(deps, who, facts, () => reconciliationCsv(deps, who, input));
      },
    },
    reconcileAgain: {
      input: inputs.reconcileAgain,
      run: ({ caller, input }) => {
        const who = openId(caller.openId);
        const facts = { act: 'reconcile-again', detail: input.day };
        return audited(deps, who, facts, () => compareAgain(deps, who, input));
      },
    },
  };
}

/** Throws SettingsError. */
export function openStaff() {
  const { administrators, door, his, ids, mover } = openPayment('staff');
  const deps: DeskDeps = {
    ...mover,
    ...{ administrators, ids, lookups: his.lookups, sheets: xlsxWriter },
  };
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
    ...refundActions(deps),
    ...bookActions(deps),
    setMember: {
      input: inputs.setMember,
      run: ({ caller, input }) => {
        const who = openId(caller.openId);
        const memberId = deps.staff.memberId(deps.hospital.id, openId(input.openId));
        const facts = { act: 'set-member', detail: `${memberId} ${input.role}` };
        return audited(deps, who, facts, () => setMember(deps, who, input), 'administrator');
      },
    },
    ...deskActions(deps),
  };
  return rpcDoor<'staff'>(door, actions);
}
