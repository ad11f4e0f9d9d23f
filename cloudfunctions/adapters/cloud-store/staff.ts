/**
 * Staff on the cloud database: one document a person and hospital, read anew at every act. Of an
 * invitation the digest of its code is kept, so that nobody reads codes out of the database.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type {
  Invitation,
  Invitations,
  StaffMember,
  StaffRoll,
  StaffStore,
} from '../../ports/staff-store';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { fields } from './fields';
import { read } from './read';
import { StoreError } from './sdk';

const { staff, invitations } = COLLECTIONS;
/** More than a hospital's desk ever has. */
const MOST = 500;

const role = z.enum(['clerk', 'administrator']);

const storedMember: z.ZodType<StaffMember> = z.object({
  openId: fields.openId,
  name: fields.text,
  role,
  addedBy: fields.openId,
  addedAt: fields.time,
});

const storedInvitation: z.ZodType<Invitation> = z.object({
  name: fields.text,
  role,
  by: fields.openId,
  expiresAt: fields.time,
  usedBy: z.exactOptional(fields.openId),
});

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export function cloudStaff({ database }: StoreContext): StaffStore & StaffRoll {
  const idOf = (hospital: string, who: string): string => `${hospital}:${who}`;
  return {
    find: async (hospital, who) =>
      read(storedMember, await repeated(() => database.get(staff, idOf(hospital, who))), 'staff'),
    put: async (hospital, member) => {
      const document = { _id: idOf(hospital, member.openId), hospital, ...member };
      await repeated(() => database.put(staff, document));
    },
    remove: async (hospital, who) => {
      await repeated(() => database.remove(staff, { _id: idOf(hospital, who) }));
    },
    members: async (hospital) => {
      const order = { by: 'addedAt', direction: 'asc', limit: MOST, skip: 0 } as const;
      const found = await repeated(() => database.find(staff, { hospital }, order));
      return found.map((document) => {
        const member = read(storedMember, document, 'staff');
        if (member === undefined) throw new StoreError('unreadable', 'staff');
        return member;
      });
    },
    memberId: (hospital, who) => digest(`member:${hospital}:${who}`).slice(0, 24),
  };
}

export function cloudInvitations({ database, ids }: StoreContext): Invitations {
  const idOf = (hospital: string, code: string): string =>
    `${hospital}:${digest(`invitation:${hospital}:${code}`)}`;
  return {
    add: async (hospital, code, invitation) => {
      const document = { _id: idOf(hospital, code), hospital, state: 'open', ...invitation };
      const fresh = { ...document, writeId: writeIdOf(ids) };
      const result = await insertOnce(database, invitations, fresh);
      return result === 'inserted' ? 'added' : 'exists';
    },
    find: async (hospital, code) => {
      const found = await repeated(() => database.get(invitations, idOf(hospital, code)));
      return read(storedInvitation, found, 'invitation');
    },
    use: async (hospital, code, usedBy) => {
      const when = { _id: idOf(hospital, code), state: 'open' };
      const change = { state: 'used', usedBy, writeId: writeIdOf(ids) };
      const result = await updateOnce(database, invitations, when, change);
      return result === 'done' ? 'used' : 'lost';
    },
  };
}
