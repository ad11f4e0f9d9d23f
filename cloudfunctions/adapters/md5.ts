/** MD5 of node:crypto, as identity digests need it (interface document v2.4 §3.9; trap 1). */
import { createHash } from 'node:crypto';

/** Lower-case hex over the text's UTF-8. */
export function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}
