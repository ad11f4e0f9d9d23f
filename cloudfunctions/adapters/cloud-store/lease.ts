/**
 * Leases on the cloud database: one document per name; it is taken by whoever inserts it, holds it
 * already, or finds it expired.
 */
import type { Lease } from '../../ports/lease';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';

const { leases } = COLLECTIONS;

export function cloudLease({ database, ids }: StoreContext): Lease {
  return {
    take: async (name, holder, now, forMs) => {
      const held = { holder, until: now + forMs, writeId: writeIdOf(ids) };
      const expired = { _id: name, until: { over: -1, upTo: now } };
      if ((await insertOnce(database, leases, { _id: name, ...held })) === 'inserted') return true;
      if ((await updateOnce(database, leases, { _id: name, holder }, held)) === 'done') return true;
      return (await updateOnce(database, leases, expired, held)) === 'done';
    },
    release: async (name, holder) => {
      await repeated(() => database.remove(leases, { _id: name, holder }));
    },
  };
}
