/** A used code in a stranger's hands lets nobody in, and puts nobody else's name in the audit list. */
import { openId } from '../../cloudfunctions/domain/ids';
import { invite, join, type InviteDeps } from '../../cloudfunctions/usecases/staff/members';
import { HOSPITAL, world } from '../support/doubles';
import { memoryAttempts } from '../support/memory-stores';
import { memoryAudit, memoryInvitations } from '../support/staff-desk-stores';
import { memoryStaff } from '../support/staff-stores';

const ADMIN = openId('oAdmin1');
const LIU = openId('oClerkLiu');
const THIEF = openId('oThief001');

it('is written down under the name of nobody', async () => {
  const here = await world();
  const audit = memoryAudit();
  const deps: InviteDeps = {
    ...here.deps,
    ...{ staff: memoryStaff(), administrators: [ADMIN], audit, attempts: memoryAttempts() },
    invitations: memoryInvitations(),
  };
  const { code } = await invite(deps, ADMIN, { name: '刘收费', role: 'clerk' });
  expect(await join(deps, LIU, code)).toEqual({ role: 'clerk', name: '刘收费' });
  expect(await join(deps, LIU, code)).toEqual({ role: 'clerk', name: '刘收费' });
  const replayed = join(deps, THIEF, code);
  await expect(replayed).rejects.toMatchObject({ reason: 'invitation-wrong' });
  const joins = audit.all().filter(({ act }) => act === 'join');
  const stranger = deps.staff.memberId(HOSPITAL, THIEF).slice(0, 8);
  expect(joins.map(({ byName, outcome }) => `${byName}: ${outcome}`)).toEqual([
    '刘收费: done',
    '刘收费: done',
    `${stranger}: invitation-wrong`,
  ]);
});
