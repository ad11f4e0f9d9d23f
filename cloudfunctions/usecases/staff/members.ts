/** Who works here: administrators let people in and shut them out at once. */
import type { StaffActions } from '../../contract/staff-types';
import { openId, type OpenId } from '../../domain/ids';
import type { Base } from '../deps';
import { staffOf, type StaffDoor } from './staff-of';

type Deps = Base & StaffDoor;

export async function whoAmI(deps: Deps, who: OpenId): Promise<StaffActions['whoAmI']['out']> {
  const { role, name } = await staffOf(deps, who);
  const { name: hospital, phone, address } = deps.hospital;
  return { role, name, hospital: { name: hospital, phone, address } };
}

/** Gives somebody a role, or none. */
export async function setMember(
  deps: Deps,
  who: OpenId,
  input: StaffActions['setMember']['in'],
): Promise<Record<string, never>> {
  await staffOf(deps, who, 'administrator');
  const person = openId(input.openId);
  const { id } = deps.hospital;
  if (input.role === 'none') {
    await deps.staff.remove(id, person);
  } else {
    const { name, role } = input;
    const addedAt = deps.clock.now();
    await deps.staff.put(id, { openId: person, name, role, addedBy: who, addedAt });
  }
  deps.log.info('staff.member-set', { outcome: input.role });
  return {};
}
