/**
 * Sweeping on the cloud database: by an index on the time, and one by one by `_id` under the same
 * condition, so that a lease or a count that began anew between look and removal stays.
 */
import * as z from 'zod';
import type { SweptKind } from '../../domain/retention';
import type { Retention } from '../../ports/retention';
import { COLLECTIONS, type StoreContext } from './context';
import { repeated } from './decide';
import { fields } from './fields';
import { read } from './read';

interface Place {
  readonly collection: string;
  /** The time that its retention counts from. */
  readonly since: string;
  readonly ofHospital: boolean;
}

/** Every collection that is ever swept. */
export const SWEPT: Readonly<Record<SweptKind, Place>> = {
  'phone-proof': { collection: COLLECTIONS.proofs, since: 'expiresAt', ofHospital: true },
  attempt: { collection: COLLECTIONS.attempts, since: 'until', ofHospital: false },
  lease: { collection: COLLECTIONS.leases, since: 'until', ofHospital: false },
  invitation: { collection: COLLECTIONS.invitations, since: 'expiresAt', ofHospital: true },
  reminder: { collection: COLLECTIONS.reminders, since: 'until', ofHospital: true },
  notice: { collection: COLLECTIONS.notices, since: 'receivedAt', ofHospital: true },
};

/** Before everything: a time is never below 0. */
const EVER = -1;
const named = z.object({ _id: fields.text });

export function cloudRetention({ database }: StoreContext): Retention {
  return {
    sweep: async (hospital, kind, upTo, limit) => {
      const { collection, since, ofHospital } = SWEPT[kind];
      if (upTo < 0) return 0;
      const over = { [since]: { over: EVER, upTo }, ...(ofHospital ? { hospital } : {}) };
      const oldest = { by: since, direction: 'asc', skip: 0, limit, fields: ['_id'] } as const;
      const found = await repeated(() => database.find(collection, over, oldest));
      await Promise.all(
        found.map(async (document) => {
          const { _id } = read(named, document, collection) ?? {};
          if (_id !== undefined)
            await repeated(() => database.remove(collection, { _id, ...over }));
        }),
      );
      return found.length;
    },
  };
}
