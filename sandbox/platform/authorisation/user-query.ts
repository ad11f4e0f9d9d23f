/**
 * The user query of the authorisation (userQuery), checked as strictly as the access documents of 2.0
 * write it: header by header, with a signature of its own making. What is secret is answered and neither
 * logged nor kept.
 */

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Bureau } from '../../bureau';

/** Our own numbers: the documents name no list. */
export const USER_QUERY_CODES = {
  partner: 40001,
  timestamp: 40002,
  requestId: 40003,
  requestIdRepeated: 40004,
  signature: 40005,
  body: 40006,
  'code-unknown': 40101,
  'code-used': 40102,
  'code-expired': 40103,
  'of-another-person': 40104,
  'card-not-bound': 40105,
  planted: 50000,
} as const;
export type UserQueryRefusal = keyof typeof USER_QUERY_CODES;

export interface UserQueryRefused {
  readonly code: number;
  readonly message: string;
}

export type UserQueryAnswer =
  | UserQueryRefused
  | {
      readonly code: 0;
      readonly pay_auth_no: string;
      readonly family_pay_auth_no?: string;
      readonly user_name: string;
      readonly user_card_no: string;
      readonly longitude?: string;
      readonly latitude?: string;
    };

export interface UserQueryAsk {
  readonly partnerId: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: unknown;
}

export interface UserQueryDeps {
  readonly bureau: Pick<Bureau, 'exchange' | 'now'>;
  readonly partnerId: string;
  readonly partnerSecret: string;
}

const WINDOW_MS = 300_000;
const bodySchema = z.strictObject({
  qrcode: z.string().min(1).max(512),
  openid: z.string().min(1).max(128),
});

const WORDS: Readonly<Record<UserQueryRefusal, string>> = {
  partner: 'no such partnerId',
  timestamp: 'god-portal-timestamp must be the time in ms, at most 300 s off',
  requestId: 'god-portal-request-id must be a uuid without dashes: 32 hex characters',
  requestIdRepeated: 'god-portal-request-id was used before',
  signature:
    'god-portal-signature must be hex HMAC-SHA256 (key: partnerSecret) of partnerId and timestamp',
  body: 'the body must be {"qrcode": authCode, "openid": openid} in JSON and nothing else',
  'code-unknown': 'no such authCode',
  'code-used': 'the authCode was used before',
  'code-expired': 'the authCode is over its five minutes',
  'of-another-person': 'the authCode was given to another openid',
  'card-not-bound': 'the insurance card of this person is not bound',
  planted: 'planted by the sandbox',
};

export const refused = (why: UserQueryRefusal): UserQueryRefused => ({
  code: USER_QUERY_CODES[why],
  message: WORDS[why],
});

/** The user query with what it remembers of request ids. */
export function userQuery(deps: UserQueryDeps): (ask: UserQueryAsk) => UserQueryAnswer {
  const seen = new Map<string, number>();
  return (ask) => {
    const why = refusalOf(deps, seen, ask);
    if (why !== undefined) return refused(why);
    const body = bodySchema.safeParse(ask.body);
    return body.success ? answerTo(deps, body.data.qrcode, body.data.openid) : refused('body');
  };
}

function refusalOf(
  { bureau, partnerId, partnerSecret }: UserQueryDeps,
  seen: Map<string, number>,
  ask: UserQueryAsk,
): UserQueryRefusal | undefined {
  const now = bureau.now();
  if (ask.partnerId !== partnerId) return 'partner';
  const timestamp = textOf(ask.headers['god-portal-timestamp']);
  if (!/^\d{13}$/.test(timestamp) || Math.abs(Number(timestamp) - now) > WINDOW_MS) {
    return 'timestamp';
  }
  const requestId = textOf(ask.headers['god-portal-request-id']);
  if (!/^[0-9a-f]{32}$/i.test(requestId)) return 'requestId';
  const signature = textOf(ask.headers['god-portal-signature']);
  if (!isSignature(signature, partnerSecret, `${partnerId}${timestamp}`)) return 'signature';
  for (const [id, at] of seen) if (Math.abs(now - at) > 2 * WINDOW_MS) seen.delete(id);
  if (seen.has(requestId)) return 'requestIdRepeated';
  seen.set(requestId, now);
  return undefined;
}

const textOf = (header: string | readonly string[] | undefined): string =>
  typeof header === 'string' ? header : '';

function isSignature(given: string, key: string, data: string): boolean {
  const made = createHmac('sha256', key).update(data, 'utf8').digest('hex');
  const [one, other] = [given.toLowerCase(), made].map((text) => Buffer.from(text, 'utf8'));
  return one?.length === other?.length && one !== undefined && other !== undefined
    ? timingSafeEqual(one, other)
    : false;
}

function answerTo({ bureau }: UserQueryDeps, authCode: string, openid: string): UserQueryAnswer {
  const found = bureau.exchange(authCode, openid);
  if (!found.ok) return refused(found.why);
  const { familyPayAuthNo, place } = found;
  return {
    code: 0,
    pay_auth_no: found.payAuthNo,
    ...(familyPayAuthNo === undefined ? {} : { family_pay_auth_no: familyPayAuthNo }),
    user_name: found.name,
    user_card_no: found.idNo,
    ...(place === undefined
      ? {}
      : { longitude: String(place.longitude), latitude: String(place.latitude) }),
  };
}
