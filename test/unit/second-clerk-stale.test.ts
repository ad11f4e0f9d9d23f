/** Two people let a large refund out: both of them staff at the moment it leaves (money rule 13). */
import { openId, type OpenId } from '../../cloudfunctions/domain/ids';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { setMember, shutOut } from '../../cloudfunctions/usecases/staff/members';
import {
  approveRefund,
  askClerkRefund,
  dismissRefund,
  type RequestDeps,
} from '../../cloudfunctions/usecases/staff/refund-requests';
import { FOREVER, HOSPITAL, OWNER } from '../support/doubles';
import { memoryAttempts } from '../support/memory-stores';
import { paid, placed } from '../support/placed';
import { memoryAudit, memoryRequests } from '../support/staff-desk-stores';
import { memoryStaff } from '../support/staff-stores';

const ADMIN = openId('oAdmin1');
const LOST = openId('oClerkLost');
const ZHOU = openId('oClerkZhou');

async function desk() {
  const here = await placed();
  const deps: RequestDeps = {
    ...here.deps,
    rules: { ...here.deps.rules, secondClerkAbove: 0 },
    ...{ staff: memoryStaff(), administrators: [ADMIN] },
    ...{ audit: memoryAudit(), requests: memoryRequests(), attempts: memoryAttempts() },
  };
  const hire = (who: OpenId) => setMember(deps, ADMIN, { openId: who, name: '某', role: 'clerk' });
  await hire(LOST);
  await hire(ZHOU);
  here.platform.script.onQuery = paid;
  await confirmOrder(deps, { owner: OWNER, orderNo: here.text }, FOREVER);
  const ask = (who: OpenId) =>
    askClerkRefund(deps, who, { orderNo: here.text, mode: 'whole', note: '开错药' }, FOREVER);
  const requestId = `${here.text}.1`;
  const approve = (id = requestId) => approveRefund(deps, ZHOU, id, FOREVER);
  return { ...here, deps, ask, approve, requestId, hire };
}

it('what a lost phone asked for is not let out once it is shut out', async () => {
  const here = await desk();
  await here.ask(LOST);
  await shutOut(here.deps, ADMIN, here.deps.staff.memberId(HOSPITAL, LOST));
  await expect(here.approve()).rejects.toMatchObject({ reason: 'case-changed' });
  expect((await here.stored()).refund).toBeUndefined();
  expect(here.platform.refunds.asked).toEqual([]);
  await dismissRefund(here.deps, ZHOU, { requestId: here.requestId, note: '手机丢失' });
  await here.ask(ADMIN);
  await here.approve(`${here.text}.2`);
  expect((await here.stored()).refund).toMatchObject({ by: ADMIN });
});

it('an ask of somebody who is staff again stands', async () => {
  const here = await desk();
  await here.ask(LOST);
  await shutOut(here.deps, ADMIN, here.deps.staff.memberId(HOSPITAL, LOST));
  await here.hire(LOST);
  await here.approve();
  expect((await here.stored()).refund).toMatchObject({ by: LOST });
});
