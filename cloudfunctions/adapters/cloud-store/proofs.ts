/** Started phone proofs on the cloud database, kept apart by hospital (money rules 13 and 15). */
import * as z from 'zod';
import type { PhoneProof, PhoneProofs } from '../../ports/phone-proofs';
import { COLLECTIONS, type StoreContext } from './context';
import { repeated } from './decide';
import { fields } from './fields';
import { removeAll } from './forget';
import { read } from './read';

const { proofs } = COLLECTIONS;

const stored: z.ZodType<PhoneProof> = z.object({
  proofId: fields.text,
  owner: fields.openId,
  patientId: fields.patientId,
  nameMasked: fields.text,
  cardNoMasked: fields.text,
  idType: fields.idType,
  relation: z.exactOptional(z.enum(['self', 'child', 'parent', 'spouse', 'other'])),
  expiresAt: fields.time,
});

export function cloudPhoneProofs({ database }: StoreContext): PhoneProofs {
  return {
    put: async (hospital, proof) => {
      const document = { _id: `${hospital}:${proof.proofId}`, hospital, ...proof };
      await repeated(() => database.put(proofs, document));
    },
    find: async (hospital, proofId) =>
      read(stored, await repeated(() => database.get(proofs, `${hospital}:${proofId}`)), 'proof'),
    remove: async (hospital, proofId) => {
      await repeated(() => database.remove(proofs, { _id: `${hospital}:${proofId}` }));
    },
    forget: (hospital, owner) => removeAll(database, proofs, { hospital, owner }),
  };
}
