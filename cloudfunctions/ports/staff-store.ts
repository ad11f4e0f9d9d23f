/** Who works here, kept on the server (money rule 13). */
import type { HospitalId, OpenId } from '../domain/ids';

export type StaffRole = 'clerk' | 'administrator';

export interface StaffMember {
  readonly openId: OpenId;
  readonly name: string;
  readonly role: StaffRole;
  readonly addedBy: OpenId;
  readonly addedAt: number;
}

export interface StaffStore {
  find(hospital: HospitalId, openId: OpenId): Promise<StaffMember | undefined>;
  put(hospital: HospitalId, member: StaffMember): Promise<void>;
  remove(hospital: HospitalId, openId: OpenId): Promise<void>;
}
