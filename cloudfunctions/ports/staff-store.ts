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

export interface StaffRoll {
  /** Everybody, in the order in which they were let in. */
  members(hospital: HospitalId): Promise<readonly StaffMember[]>;
  /** A name for somebody that tells nobody the openid. */
  memberId(hospital: HospitalId, openId: OpenId): string;
}

/** For one person, once, until it expires. The code itself is not kept. */
export interface Invitation {
  readonly name: string;
  readonly role: StaffRole;
  readonly by: OpenId;
  readonly expiresAt: number;
  readonly usedBy?: OpenId;
}

export interface Invitations {
  add(hospital: HospitalId, code: string, invitation: Invitation): Promise<'added' | 'exists'>;
  find(hospital: HospitalId, code: string): Promise<Invitation | undefined>;
  /** Of many at once, one gets in. */
  use(hospital: HospitalId, code: string, who: OpenId): Promise<'used' | 'lost'>;
}
