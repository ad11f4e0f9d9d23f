/**
 * Signatures of 医保支付 1.0 (interface document v2.4 §4.1 and the MD5 rules it points at): non-empty
 * fields sorted by ASCII, `&key=` and the key of §4.2, MD5, upper case. Over all fields received,
 * `sign` apart; a `sign_type` in a message is signed like any other field and chooses nothing.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { PayInsuranceKey } from './config';
import type { Fields } from './xml';

/** 32 upper-case hex characters. */
export function signatureOf(fields: Fields, key: PayInsuranceKey): string {
  let text = '';
  // names are ASCII, which the default order is right for
  for (const name of [...fields.keys()].sort()) {
    const value = fields.get(name) ?? '';
    if (name !== 'sign' && value !== '') text += `${name}=${value}&`;
  }
  return createHash('md5')
    .update(`${text === '' ? '&' : text}key=${key}`, 'utf8')
    .digest('hex')
    .toUpperCase();
}

export function withSignature(fields: Fields, key: PayInsuranceKey): Fields {
  return new Map([...fields, ['sign', signatureOf(fields, key)]]);
}

/** What a message's `sign` proves. A doubled one never gets here: the XML is refused. */
export function signatureState(fields: Fields, key: PayInsuranceKey): 'right' | 'wrong' | 'absent' {
  const stated = fields.get('sign') ?? '';
  if (stated === '') return 'absent';
  const left = Buffer.from(signatureOf(fields, key), 'utf8');
  const right = Buffer.from(stated, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right) ? 'right' : 'wrong';
}
