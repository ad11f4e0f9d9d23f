/** Staff on the cloud database: one document a person and hospital, read anew at every act. */
import * as z from 'zod';
import type { StaffMember, StaffStore } from '../../ports/staff-store';
import { COLLECTIONS, type StoreContext } from './context';
import { repeated } from './decide';
import { fields } from './fields';
import { read } from './read';

const { staff } = COLLECTIONS;

const stored: z.ZodType<StaffMember> = z.object({
  openId: fields.openId,
  name: fields.text,
  role: z.enum(['clerk', 'administrator']),
  addedBy: fields.openId,
  addedAt: fields.time,
});

export function cloudStaff({ database }: StoreContext): StaffStore {
  const idOf = (hospital: string, who: string): string => `${hospital}:${who}`;
  return {
    find: async (hospital, who) =>
      read(stored, await repeated(() => database.get(staff, idOf(hospital, who))), 'staff'),
    put: async (hospital, member) => {
      const document = { _id: idOf(hospital, member.openId), hospital, ...member };
      await repeated(() => database.put(staff, document));
    },
    remove: async (hospital, who) => {
      await repeated(() => database.remove(staff, { _id: idOf(hospital, who) }));
    },
  };
}
