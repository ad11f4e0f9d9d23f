/**
 * Who works here: administrators let people in by a code for one person, once, for a day, and shut them
 * out at once. Outside this file and the store nobody sees an openid: members have opaque names.
 */
import type { MemberView } from '../../contract/staff-desk-types';
import type { StaffActions } from '../../contract/staff-types';
import { openId, type OpenId } from '../../domain/ids';
import type { Ids } from '../../ports/ids';
import type { Invitation, Invitations } from '../../ports/staff-store';
import type { Base } from '../deps';
import { Refusal } from '../refusal';
import { audited, written, type Audited } from './audited';
import { staffOf, type StaffDoor } from './staff-of';

type Deps = Base & StaffDoor;

export interface InviteDeps extends Audited {
  readonly invitations: Invitations;
  readonly ids: Ids;
}

const HOUR = 3_600_000;
export const INVITATION_MS = 24 * HOUR;
/** Codes have 40 bits; nobody gets to try many. */
const TRIES = 10;
/** Without look-alikes: no 0, 1, I, O. Thirty-two of them, so that every byte is fair. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;

export async function whoAmI(deps: Deps, who: OpenId): Promise<StaffActions['whoAmI']['out']> {
  const { role, name } = await staffOf(deps, who);
  const { id, name: hospital, phone, address } = deps.hospital;
  return {
    role,
    name,
    hospital: { id, name: hospital, phone, address, realNameCheck: deps.scope.realNameCheck },
  };
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

function newCode(ids: Ids): string {
  const bytes = Buffer.from(ids.hex(CODE_LENGTH), 'hex');
  return [...bytes].map((byte) => LETTERS.charAt(byte % LETTERS.length)).join('');
}

/** A code for one person. Administrators only. */
export async function invite(
  deps: InviteDeps,
  who: OpenId,
  { name, role }: StaffActions['invite']['in'],
): Promise<StaffActions['invite']['out']> {
  const facts = { act: 'invite', detail: role };
  return audited(
    deps,
    who,
    facts,
    async () => {
      const code = newCode(deps.ids);
      const expiresAt = deps.clock.now() + INVITATION_MS;
      const invitation = { name, role, by: who, expiresAt };
      const added = await deps.invitations.add(deps.hospital.id, code, invitation);
      if (added === 'exists') throw new Refusal('busy', true);
      return { code, expiresAt };
    },
    'administrator',
  );
}

/** It is still good, and so is who gave it: the codes of a lost phone are shut out with it. */
async function isGood(deps: InviteDeps, invitation: Invitation): Promise<boolean> {
  if (deps.clock.now() >= invitation.expiresAt) return false;
  if (deps.administrators.includes(invitation.by)) return true;
  const giver = await deps.staff.find(deps.hospital.id, invitation.by);
  return giver?.role === 'administrator';
}

async function admitted(
  deps: InviteDeps,
  who: OpenId,
  code: string,
  invitation: Invitation | undefined,
): Promise<StaffActions['join']['out']> {
  const { id } = deps.hospital;
  if (invitation === undefined || !(await isGood(deps, invitation))) {
    throw new Refusal('invitation-wrong');
  }
  const kept = await deps.staff.find(id, who);
  if (invitation.usedBy !== undefined) {
    // the answer was lost; who was shut out meanwhile stays outside
    if (invitation.usedBy !== who || kept === undefined) throw new Refusal('invitation-wrong');
    return { role: kept.role, name: kept.name };
  }
  if ((await deps.invitations.use(id, code, who)) === 'lost') throw new Refusal('invitation-wrong');
  const { name, by } = invitation;
  const role = kept?.role === 'administrator' ? kept.role : invitation.role;
  await deps.staff.put(id, { openId: who, name, role, addedBy: by, addedAt: deps.clock.now() });
  return { role, name };
}

/**
 * Anybody who is signed in, ten times an hour. Refusals: `too-many-attempts`; `invitation-wrong` for a
 * code that is unknown, used or over, which are not told apart.
 */
export async function join(
  deps: InviteDeps,
  who: OpenId,
  code: string,
): Promise<StaffActions['join']['out']> {
  const { hospital, clock } = deps;
  const key = `join:${hospital.id}:${who}`;
  if ((await deps.attempts.take(key, TRIES, HOUR, clock.now())) === 'over') {
    throw new Refusal('too-many-attempts');
  }
  const invitation = await deps.invitations.find(hospital.id, code);
  // a code that somebody else has used names them, not whoever tries it again
  const isOthers = invitation?.usedBy !== undefined && invitation.usedBy !== who;
  const stranger = deps.staff.memberId(hospital.id, who).slice(0, 8);
  const byName = isOthers ? stranger : (invitation?.name ?? stranger);
  return written(deps, who, byName, { act: 'join' }, () => admitted(deps, who, code, invitation));
}

async function listed(deps: Audited): Promise<readonly MemberView[]> {
  const { id } = deps.hospital;
  const kept = await deps.staff.members(id);
  const fixed = deps.administrators.map((text) => openId(text));
  const bySettings = fixed.map((who): MemberView => {
    const member = kept.find((one) => one.openId === who);
    const { name = '管理员', addedAt = 0 } = member ?? {};
    const memberId = deps.staff.memberId(id, who);
    return { memberId, name, role: 'administrator', addedAt, fixed: true };
  });
  const others = kept
    .filter((one) => !fixed.includes(one.openId))
    .map(({ openId: who, name, role, addedAt }): MemberView => {
      return { memberId: deps.staff.memberId(id, who), name, role, addedAt, fixed: false };
    });
  return [...bySettings, ...others];
}

/** Administrators only. */
export async function members(
  deps: Audited,
  who: OpenId,
): Promise<{ members: readonly MemberView[] }> {
  await staffOf(deps, who, 'administrator');
  return { members: await listed(deps) };
}

/** Administrators only; whoever is gone already stays gone. Refusal `not-allowed` for a fixed one. */
export async function shutOut(
  deps: Audited,
  who: OpenId,
  memberId: string,
): Promise<{ members: readonly MemberView[] }> {
  const facts = { act: 'shut-out', detail: memberId };
  return audited(
    deps,
    who,
    facts,
    async () => {
      const { id } = deps.hospital;
      const isMeant = (one: OpenId): boolean => deps.staff.memberId(id, one) === memberId;
      if (deps.administrators.some((text) => isMeant(openId(text)))) {
        throw new Refusal('not-allowed');
      }
      const found = (await deps.staff.members(id)).find((one) => isMeant(one.openId));
      if (found !== undefined) await deps.staff.remove(id, found.openId);
      return { members: await listed(deps) };
    },
    'administrator',
  );
}
