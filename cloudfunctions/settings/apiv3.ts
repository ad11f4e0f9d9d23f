/** What the sections of every channel of WeChat Pay's APIv3 are made of. No secrets. */
import * as z from 'zod';

export const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(most, `must not be longer than ${most} characters`)
    .regex(/^[^\p{C}]*$/u, 'must not hold control characters');
export const appid = z.string().regex(/^wx[0-9A-Za-z]{6,30}$/, 'must be an appid, wx…');
export const merchant = z.string().regex(/^\d{8,10}$/, 'must be a merchant number, 8–10 digits');
export const visible = (most: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\x21-\\x7e]{1,${most}}$`), `must be 1–${most} visible characters`);

export const serial = z.string().regex(/^[0-9A-F]{8,40}$/, 'must be a serial in upper-case hex');

export const platformKey = z.strictObject({
  id: z
    .string()
    .regex(/^(?:PUB_KEY_ID_[0-9A-Za-z]{1,64}|[0-9A-F]{8,40})$/, 'must be PUB_KEY_ID_… or a serial'),
  pem: z.string().min(1).max(4096),
});

interface Ring {
  readonly platformKeys: readonly { readonly id: string }[];
  readonly encryptWith?: string;
}

/** Each id once, and the one that encrypts among them. */
export function heldIds<S extends z.ZodType<Ring>>(schema: S) {
  return schema
    .refine(
      ({ platformKeys, encryptWith }) =>
        encryptWith === undefined || platformKeys.some(({ id }) => id === encryptWith),
      { message: 'must be the id of one of platformKeys', path: ['encryptWith'] },
    )
    .refine(
      ({ platformKeys }) => new Set(platformKeys.map(({ id }) => id)).size === platformKeys.length,
      { message: 'must not hold the same id twice', path: ['platformKeys'] },
    );
}
