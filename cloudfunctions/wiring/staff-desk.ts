/** The desk's half of the function `staff`: figures, looking up, second clerk, members, days, files. */
import { deskValidators as inputs } from '../contract/staff-desk-validators';
import type { StaffDeskActions } from '../contract/staff-desk-types';
import { openId } from '../domain/ids';
import type { Actions } from '../doors/rpc';
import { acceptanceFile, readAcceptance, type AcceptanceDeps } from '../usecases/staff/acceptance';
import { readAudit } from '../usecases/staff/audit-list';
import { closeDay, settleDifference, type Closer } from '../usecases/staff/closings';
import { dayFile, type DayFileDeps } from '../usecases/staff/day-file';
import { readFigures, type FiguresDeps } from '../usecases/staff/figures';
import { findOrders, type FinderDeps } from '../usecases/staff/find-orders';
import { invite, join, members, shutOut, type InviteDeps } from '../usecases/staff/members';
import {
  approveRefund,
  dismissRefund,
  refundRequests,
  type RequestDeps,
} from '../usecases/staff/refund-requests';
import { readShift, shiftFile, type ShiftDeps } from '../usecases/staff/shift';

export type DeskDeps = AcceptanceDeps &
  Closer &
  DayFileDeps &
  FiguresDeps &
  FinderDeps &
  InviteDeps &
  RequestDeps &
  ShiftDeps;

type DeskTable = Pick<Actions<'staff'>, keyof StaffDeskActions>;

const who = ({ caller }: { readonly caller: { readonly openId: string } }) => openId(caller.openId);

export function deskActions(deps: DeskDeps): DeskTable {
  return {
    figures: { input: inputs.figures, run: (call) => readFigures(deps, who(call), call.input) },
    findOrders: {
      input: inputs.findOrders,
      run: (call) => findOrders(deps, who(call), call.input, call.deadline),
    },
    refundRequests: {
      input: inputs.refundRequests,
      run: (call) => refundRequests(deps, who(call)),
    },
    approveRefund: {
      input: inputs.approveRefund,
      run: (call) => approveRefund(deps, who(call), call.input.requestId, call.deadline),
    },
    dismissRefund: {
      input: inputs.dismissRefund,
      run: (call) => dismissRefund(deps, who(call), call.input),
    },
    ...memberActions(deps),
    ...dayActions(deps),
  };
}

type MemberAction = 'invite' | 'join' | 'members' | 'shutOut' | 'audit';

function memberActions(deps: DeskDeps): Pick<DeskTable, MemberAction> {
  return {
    invite: { input: inputs.invite, run: (call) => invite(deps, who(call), call.input) },
    join: { input: inputs.join, run: (call) => join(deps, who(call), call.input.code) },
    members: { input: inputs.members, run: (call) => members(deps, who(call)) },
    shutOut: {
      input: inputs.shutOut,
      run: (call) => shutOut(deps, who(call), call.input.memberId),
    },
    audit: { input: inputs.audit, run: (call) => readAudit(deps, who(call), call.input.after) },
  };
}

type DayAction =
  | 'settleDifference'
  | 'closeDay'
  | 'dayFile'
  | 'shift'
  | 'shiftFile'
  | 'acceptance'
  | 'acceptanceFile';

function dayActions(deps: DeskDeps): Pick<DeskTable, DayAction> {
  return {
    settleDifference: {
      input: inputs.settleDifference,
      run: (call) => settleDifference(deps, who(call), call.input),
    },
    closeDay: { input: inputs.closeDay, run: (call) => closeDay(deps, who(call), call.input) },
    dayFile: { input: inputs.dayFile, run: (call) => dayFile(deps, who(call), call.input) },
    shift: { input: inputs.shift, run: (call) => readShift(deps, who(call), call.input) },
    shiftFile: { input: inputs.shiftFile, run: (call) => shiftFile(deps, who(call), call.input) },
    acceptance: {
      input: inputs.acceptance,
      run: (call) => readAcceptance(deps, who(call), call.input),
    },
    acceptanceFile: {
      input: inputs.acceptanceFile,
      run: (call) => acceptanceFile(deps, who(call), call.input),
    },
  };
}
