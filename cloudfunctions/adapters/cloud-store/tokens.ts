/** Access tokens on the cloud database, one document per name, changed by comparison (trap 27). */
import * as z from 'zod';
import type { StoredToken, TokenStore } from '../../ports/token-store';
import { COLLECTIONS, writeIdOf, type StoreContext } from './context';
import { insertOnce, repeated, updateOnce } from './decide';
import { fields } from './fields';
import { read } from './read';

const { tokens } = COLLECTIONS;
const stored: z.ZodType<StoredToken> = z.object({ token: fields.text, expiresAt: fields.time });

export function cloudTokens({ database, ids }: StoreContext): TokenStore {
  return {
    load: async (name) => read(stored, await repeated(() => database.get(tokens, name)), 'token'),
    save: async (name, { token, expiresAt }, instead) => {
      const change = { token, expiresAt, writeId: writeIdOf(ids) };
      if (instead === undefined) {
        const inserted = await insertOnce(database, tokens, { _id: name, ...change });
        return inserted === 'inserted' ? 'saved' : 'superseded';
      }
      const when = { _id: name, token: instead.token, expiresAt: instead.expiresAt };
      const updated = await updateOnce(database, tokens, when, change);
      return updated === 'done' ? 'saved' : 'superseded';
    },
  };
}
