/**
 * Attempts on the cloud database: the times of the latest ones per key, changed under a version, so
 * that concurrent callers can never take more than the window holds. Keys are stored as digests:
 * they may name a person. `until` is when the last one stops counting; then it may be swept.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Attempts } from '../../ports/attempts';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { fields } from './fields';
import { read } from './read';

const { attempts } = COLLECTIONS;
const ROUNDS = 12;
const stored = z.object({ version: z.number().int().positive(), at: z.array(fields.time) });

export function cloudAttempts({ database, ids }: StoreContext): Attempts {
  return {
    take: async (key, most, windowMs, now) => {
      const _id = createHash('sha256').update(key).digest('hex');
      for (let round = 0; round < ROUNDS; round += 1) {
        const document = await repeated(() => database.get(attempts, _id));
        const { version, at } = read(stored, document, 'attempts') ?? { version: 0, at: [] };
        const recent = at.filter((time) => time > now - windowMs);
        if (recent.length >= most) return 'over';
        const until = now + windowMs;
        const next = { version: version + 1, at: [...recent, now], until, writeId: writeIdOf(ids) };
        const taken =
          version === 0
            ? (await insertOnce(database, attempts, { _id, ...next })) === 'inserted'
            : (await updateOnce(database, attempts, { _id, version }, next)) === 'done';
        if (taken) return 'ok';
      }
      // So many at once is itself too many.
      return 'over';
    },
  };
}
