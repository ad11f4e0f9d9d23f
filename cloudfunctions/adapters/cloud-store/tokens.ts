/** Access tokens on the cloud database, one document per name (trap 27). */
import * as z from 'zod';
import type { StoredToken, TokenStore } from '../../ports/token-store';
import { COLLECTIONS, type StoreContext } from './context';
import { repeated } from './decide';
import { fields } from './fields';
import { read } from './read';

const { tokens } = COLLECTIONS;
const stored: z.ZodType<StoredToken> = z.object({ token: fields.text, expiresAt: fields.time });

export function cloudTokens({ database }: StoreContext): TokenStore {
  return {
    load: async (name) => read(stored, await repeated(() => database.get(tokens, name)), 'token'),
    save: async (name, { token, expiresAt }) => {
      await repeated(() => database.put(tokens, { _id: name, token, expiresAt }));
    },
  };
}
