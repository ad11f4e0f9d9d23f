/** Whether somebody is staff here, asked anew for every act (money rule 13). */
import type { HospitalId, OpenId } from '../../domain/ids';
import type { StaffMember, StaffRole, StaffStore } from '../../ports/staff-store';
import { Refusal } from '../refusal';

export interface StaffDoor {
  readonly hospital: { readonly id: HospitalId };
  readonly staff: StaffStore;
  /** Administrators by settings: they let the first people in. */
  readonly administrators: readonly string[];
}

/** Who it is. Refusal `not-allowed` for everybody else, and for a clerk where `least` is administrator. */
export async function staffOf(
  deps: StaffDoor,
  who: OpenId,
  least: StaffRole = 'clerk',
): Promise<Pick<StaffMember, 'name' | 'role'>> {
  const kept = await deps.staff.find(deps.hospital.id, who);
  const bySettings = deps.administrators.includes(who);
  const role = bySettings ? 'administrator' : kept?.role;
  if (role === undefined) throw new Refusal('not-allowed');
  if (least === 'administrator' && role !== 'administrator') throw new Refusal('not-allowed');
  return { role, name: kept?.name ?? '管理员' };
}
