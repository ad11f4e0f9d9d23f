/** The only place where the functions draw randomness. */
import { randomBytes } from 'node:crypto';
import type { Ids } from '../ports/ids';

export const cryptoIds: Ids = { hex: (bytes) => randomBytes(bytes).toString('hex') };
