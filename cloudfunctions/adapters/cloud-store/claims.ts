/**
 * Claims on the cloud database (money rule 6): `_id` is hospital and bill, so that a bill has one
 * holder; handing over and releasing name the holder they expect.
 */
import * as z from 'zod';
import type { BillId, HospitalId } from '../../domain/ids';
import type { Claim, ClaimStore } from '../../ports/claim-store';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { fields } from './fields';
import { read } from './read';
import { StoreError } from './sdk';

const { claims } = COLLECTIONS;
const ATTEMPTS = 3;

const stored: z.ZodType<Claim> = z.object({
  billId: fields.billId,
  orderNo: fields.orderNo,
  owner: fields.openId,
  claimedAt: fields.time,
});

function idOf(hospital: HospitalId, billId: BillId): string {
  return `${hospital}:${billId}`;
}

export function cloudClaims({ database, ids }: StoreContext): ClaimStore {
  const holder = async (hospital: HospitalId, billId: BillId) =>
    read(stored, await repeated(() => database.get(claims, idOf(hospital, billId))), 'claim');
  return {
    claim: async (hospital, claim) => {
      const document = {
        _id: idOf(hospital, claim.billId),
        hospital,
        writeId: writeIdOf(ids),
        ...claim,
      };
      // Between the refusal and the look at the holder the bill may be set free.
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const result = await insertOnce(database, claims, document);
        if (result === 'inserted') return 'claimed';
        const heldBy = await holder(hospital, claim.billId);
        if (heldBy !== undefined) return { heldBy };
      }
      throw new StoreError('unknown', 'claim');
    },
    takeOver: async (hospital, from, { orderNo, owner, claimedAt }) => {
      const when = { _id: idOf(hospital, from.billId), orderNo: from.orderNo };
      const change = { orderNo, owner, claimedAt, writeId: writeIdOf(ids) };
      const result = await updateOnce(database, claims, when, change);
      return result === 'done' ? 'claimed' : 'lost';
    },
    release: async (hospital, billId, orderNo) => {
      const when = { _id: idOf(hospital, billId), orderNo };
      await repeated(() => database.remove(claims, when));
    },
    holder,
  };
}
