/**
 * Opening the resource of a notice: AEAD_AES_256_GCM under the APIv3 key, nonce and associated_data of
 * the resource, the tag being the last 16 bytes (APIv3: 回调通知). A message that does not open is a
 * result, never an exception: it came from outside.
 */
import { createDecipheriv } from 'node:crypto';
import * as z from 'zod';
import { strictBase64 } from './base64';

export type OpenedResource =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      /** shape: a field is missing or no text · length · key: wrong key, or altered · text: no UTF-8. */
      readonly why: 'shape' | 'algorithm' | 'length' | 'key' | 'text';
    };

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const MOST_CHARACTERS = 1024 * 1024;

const schema = z.object({
  algorithm: z.string(),
  ciphertext: z.string(),
  nonce: z.string(),
  associated_data: z.string().nullish(),
});

/** `apiV3Key`: 32 bytes; `resource` as it stands in the notice. */
export function openResource(apiV3Key: Buffer, resource: unknown): OpenedResource {
  const read = schema.safeParse(resource);
  if (!read.success) return closed('shape');
  const { algorithm, ciphertext, nonce, associated_data: associated } = read.data;
  if (algorithm !== 'AEAD_AES_256_GCM') return closed('algorithm');
  if (ciphertext.length > MOST_CHARACTERS) return closed('length');
  const sealed = strictBase64(ciphertext);
  if (sealed === undefined) return closed('shape');
  const iv = Buffer.from(nonce, 'utf8');
  if (iv.length !== NONCE_BYTES || apiV3Key.length !== KEY_BYTES || sealed.length <= TAG_BYTES) {
    return closed('length');
  }
  const plain = decrypt(apiV3Key, iv, sealed, Buffer.from(associated ?? '', 'utf8'));
  if (plain === undefined) return closed('key');
  const text = plain.toString('utf8');
  return Buffer.from(text, 'utf8').equals(plain) ? { ok: true, text } : closed('text');
}

function decrypt(key: Buffer, iv: Buffer, sealed: Buffer, associated: Buffer): Buffer | undefined {
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const opened = decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    // the only thing that final() can say: the tag does not fit
    return undefined;
  }
}

function closed(why: Extract<OpenedResource, { ok: false }>['why']): OpenedResource {
  return { ok: false, why };
}
