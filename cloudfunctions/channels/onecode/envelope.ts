/**
 * The envelope of 一码付 (one-code specification V1.0 §1.1, §1.3.1, §1.3.2) and the order in which an answer is
 * judged: the protocol's `code` first, then what `encData` decrypts to, then the state in it.
 */
import * as z from 'zod';
import type { HttpOutcome } from '../../ports/http';
import type { OneCodeConfig } from './config';
import { ownFault, returned, type Ended } from './own-faults';
import { SUCCESS } from './return-codes';
import { seal, unseal } from './sm4';

const VERSION = '1.0.0';
const TIMESTAMP = /^\d{13}$/;

type Sealing = Pick<OneCodeConfig, 'orgId' | 'reqtType' | 'key'>;

/** The body of a request; `nowMs` since the epoch, 13 digits (RangeError otherwise). */
export function wrap(config: Sealing, content: object, nowMs: number): string {
  const timestamp = String(nowMs);
  if (!TIMESTAMP.test(timestamp)) throw new RangeError('a timestamp has 13 digits');
  return JSON.stringify({
    orgId: config.orgId,
    encData: seal(config.key, JSON.stringify(content)),
    version: VERSION,
    timestamp,
    reqtType: config.reqtType,
  });
}

/** Of an answer with another code nothing else is looked at; numbers longer than this are no codes. */
const protocol = z.object({ code: z.int().min(-999_999_999).max(999_999_999) });

/** Fields that the document does not name are left alone out here: nothing is ever read from them. */
const success = z.object({
  type: z.literal('success'),
  message: z.string(),
  data: z.object({ encData: z.string() }),
  success: z.literal(true).nullish(),
});

export type Unwrapped<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly end: Ended };

const ended = (end: Ended): Unwrapped<never> => ({ ok: false, end });

/** The content of an answer as `schema` has it, or how the call ended. Never raises. */
export function unwrap<T>(
  config: Pick<Sealing, 'key'>,
  outcome: HttpOutcome,
  schema: z.ZodType<T>,
): Unwrapped<T> {
  if (!outcome.ok)
    return ended(ownFault(outcome.failure === 'not-sent' ? 'not-sent' : 'no-answer'));
  if (outcome.status !== 200) return ended(ownFault('http-error', `http-${outcome.status}`));
  const body = parsed(outcome.body);
  const judged = protocol.safeParse(body);
  if (!judged.success) return ended(ownFault('unreadable'));
  if (judged.data.code !== SUCCESS) return ended(returned(judged.data.code));
  const full = success.safeParse(body);
  if (!full.success) return ended(ownFault('contradicts'));
  const text = unseal(config.key, full.data.data.encData);
  if (text === undefined) return ended(ownFault('not-decrypted'));
  const content = schema.safeParse(parsed(text));
  return content.success ? { ok: true, value: content.data } : ended(ownFault('misshapen'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What JSON.parse would say repeats the text.
    return undefined;
  }
}
