/** The desk over HTTP: two clerks, their administrator, and what strangers may try. */
import type { StaffActions } from '../../cloudfunctions/contract/staff-types';
import type { Answer } from '../../cloudfunctions/contract/types';
import { ADMINISTRATOR } from '../../sandbox/function-environment';
import { CLERK } from './refunder';
import type { TestSandbox } from './sandbox';

export { ADMINISTRATOR, CLERK };
/** The second pair of eyes. */
export const SECOND = 'oClerkZhou';

export type StaffCall = keyof StaffActions;

/** Lets both clerks in, each by a code of their own. */
export async function hireBoth(sandbox: TestSandbox): Promise<void> {
  for (const [who, name] of [
    [CLERK, '刘收费'],
    [SECOND, '周复核'],
  ] as const) {
    const invitation = { name, role: 'clerk' } as const;
    const { code } = await sandbox.must(ADMINISTRATOR, 'staff', 'invite', invitation);
    await sandbox.must(who, 'staff', 'join', { code });
  }
}

/** One call of every action with an input that passes the check. */
export function everyAction(orderNo: string, day: string): readonly [StaffCall, object][] {
  const refund = { orderNo, mode: 'whole', note: '多收' };
  const request = { requestId: `${orderNo}.1` };
  const days = { from: day, to: day };
  const act = { kind: 'record-booking', receipt: 'B1' };
  return [
    ['whoAmI', {}],
    ['reviewQueue', { skip: 0 }],
    ['order', { orderNo }],
    ['endReview', { orderNo, act }],
    ['previewRefund', refund],
    ['refund', refund],
    ['reconciledDays', {}],
    ['differences', { day }],
    ['reconciliationCsv', { day }],
    ['reconcileAgain', { day }],
    ['setMember', { openId: 'oSomebodyElse', name: '某', role: 'administrator' }],
    ['figures', {}],
    ['findOrders', { text: orderNo }],
    ['refundRequests', {}],
    ['approveRefund', request],
    ['dismissRefund', { ...request, note: '不退' }],
    ['invite', { name: '某', role: 'administrator' }],
    ['members', {}],
    ['shutOut', { memberId: 'a'.repeat(24) }],
    ['audit', {}],
    ['settleDifference', { day, differenceId: `${day}:ours-only:X:payment`, note: '已核' }],
    ['closeDay', { day }],
    ['dayFile', { day }],
    ['shift', { from: 0, to: 1 }],
    ['shiftFile', { from: 0, to: 1 }],
    ['acceptance', days],
    ['acceptanceFile', days],
  ];
}

export function callAny(
  sandbox: TestSandbox,
  who: string,
  action: StaffCall,
  input: object,
): Promise<Answer<unknown>> {
  return sandbox.call(who, 'staff', action, input);
}

export function shanghaiToday(sandbox: TestSandbox): string {
  const at = new Date(sandbox.world.clock.now() + 8 * 3_600_000);
  return at.toISOString().slice(0, 10).replace(/-/g, '');
}

/** What was written down, latest first. */
export async function auditLines(sandbox: TestSandbox) {
  return (await sandbox.must(ADMINISTRATOR, 'staff', 'audit', {})).lines;
}
