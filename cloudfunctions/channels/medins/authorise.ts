/**
 * The patient's permission to use their insurance (医保免密授权): the way into the bureau's mini program,
 * and the exchange of the code that comes back from it for pay_auth_no, name and number of the person.
 * All of that is secret: nothing of it stands in a log, an error or an outcome's code, and the number is
 * dropped as soon as its digest is made (money rule 14).
 */
import { createHash, createHmac } from 'node:crypto';
import type { Rules } from '../../domain/rules';
import { identityDigest } from '../../domain/identity';
import type { Authorisation, AuthorisationOutcome, Authoriser } from '../../ports/authoriser';
import type { Clock } from '../../ports/clock';
import type { Deadline } from '../../ports/deadline';
import type { Http, HttpOutcome, HttpRequest } from '../../ports/http';
import type { Ids } from '../../ports/ids';
import type { Log } from '../../ports/log';
import type { AuthorisationConfig, MedInsConfig } from './config';
import { readRecord } from './json';
import { isSaid, recordOf, stated, textOf, type Said } from './said';

export interface AuthoriserDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly rules: Pick<Rules, 'httpTimeoutMs'>;
}

/** Where the phone goes for the permission. */
export interface AuthorisationJump {
  readonly appId: string;
  readonly path: string;
  /** The bureau's test environment: the trial version. */
  readonly trial?: true;
}

/** Nothing is encoded: a percent-encoded orgChnlCrtfCodg is refused over there. */
export function authorisationJump(
  config: Omit<AuthorisationConfig, 'partnerSecret' | 'livesMs'>,
): AuthorisationJump {
  const { appId, cityCode, channel, orgChnlCrtfCodg, orgCodg, orgAppId, trial } = config;
  const parameters = [
    ['openType', 'getAuthCode'],
    ['bizType', '04107'],
    ['cityCode', cityCode],
    ['channel', channel],
    ['orgChnlCrtfCodg', orgChnlCrtfCodg],
    ['orgCodg', orgCodg],
    ['orgAppId', orgAppId],
  ];
  const query = parameters.map(([name, value]) => `${name}=${value}`).join('&');
  const path = `auth/pages/bindcard/auth/index?${query}`;
  return { appId, path, ...(trial ? { trial } : {}) };
}

export function authoriser(
  { authorisation: config }: Pick<MedInsConfig, 'authorisation'>,
  deps: AuthoriserDeps,
): Authoriser {
  return {
    async exchange(ask, deadline) {
      const startedAt = deps.clock.now();
      const outcome = await exchanged(config, deps, ask, startedAt, deadline);
      const fields = {
        call: 'user-query',
        outcome: outcome.kind,
        ...(outcome.kind === 'authorised' ? {} : { code: outcome.code, reason: outcome.reason }),
        durationMs: deps.clock.now() - startedAt,
      };
      if (outcome.kind === 'authorised') deps.log.info('medins.authorise', fields);
      else deps.log.warn('medins.authorise', fields);
      return outcome;
    },
  };
}

type Ask = Parameters<Authoriser['exchange']>[0];

async function exchanged(
  config: AuthorisationConfig,
  deps: AuthoriserDeps,
  ask: Ask,
  startedAt: number,
  deadline: Deadline,
): Promise<AuthorisationOutcome> {
  const timeoutMs = Math.min(deps.rules.httpTimeoutMs, deadline.leftMs());
  if (timeoutMs <= 0) return unknown('no-time-left');
  const request = userQuery(config, deps, ask, startedAt);
  const answer = await deps.http.send({ ...request, timeoutMs }, deadline);
  // what counts is when it was given, which is before we heard of it
  return read(answer, startedAt + config.livesMs);
}

function userQuery(
  { userQueryBaseUrl, partnerId, partnerSecret }: AuthorisationConfig,
  { ids }: AuthoriserDeps,
  { authCode, openId }: Ask,
  at: number,
): Omit<HttpRequest, 'timeoutMs'> {
  const timestamp = String(at);
  const signature = createHmac('sha256', partnerSecret)
    .update(`${partnerId}${timestamp}`, 'utf8')
    .digest('hex');
  return {
    method: 'POST',
    url: `${userQueryBaseUrl}/api/mipuserquery/userQuery/${encodeURIComponent(partnerId)}`,
    headers: {
      'Content-Type': 'application/json',
      'god-portal-timestamp': timestamp,
      'god-portal-request-id': ids.hex(16),
      'god-portal-signature': signature,
    },
    body: JSON.stringify({ qrcode: authCode, openid: openId }),
  };
}

function unknown(code: string): AuthorisationOutcome {
  return { kind: 'unknown', code: `user-query ${code}`, reason: 'payment-unreachable' };
}

function read(answer: HttpOutcome, expiresAt: number): AuthorisationOutcome {
  if (!answer.ok) return unknown(answer.failure === 'not-sent' ? 'not-sent' : 'no-answer');
  if (answer.status >= 500) return unknown(`http-${answer.status}`);
  const said = readRecord(answer.body);
  const code = said === undefined ? undefined : codeOf(said);
  if (said === undefined || code === undefined) return unknown('unreadable');
  if (code !== 0) {
    return { kind: 'refused', code: `user-query ${code}`, reason: 'authorisation-expired' };
  }
  const authorisation = answer.status === 200 ? authorisationOf(said, expiresAt) : undefined;
  return authorisation === undefined
    ? unknown('unreadable')
    : { kind: 'authorised', authorisation };
}

function codeOf(said: Said): number | undefined {
  const code = said['code'];
  if (typeof code === 'string' && /^-?\d{1,9}$/.test(code)) return Number(code);
  return typeof code === 'number' && Number.isSafeInteger(code) ? code : undefined;
}

const NUMBER = /^[\x21-\x7e]{1,40}$/;

function authorisationOf(said: Said, expiresAt: number): Authorisation | undefined {
  const payAuthNo = textOf(said, 'pay_auth_no');
  const familyPayAuthNo = textOf(said, 'family_pay_auth_no');
  const name = textOf(said, 'user_name')?.trim();
  const cardNo = textOf(said, 'user_card_no');
  if (!payAuthNo || !name || !cardNo || !NUMBER.test(payAuthNo)) return undefined;
  if (familyPayAuthNo !== undefined && !NUMBER.test(familyPayAuthNo)) return undefined;
  return {
    payAuthNo,
    ...stated('familyPayAuthNo', familyPayAuthNo),
    person: { name, idDigest: digestOf(cardNo) },
    ...stated('place', placeOf(recordOf(said, 'user_longitude_latitude') ?? said)),
    expiresAt,
  };
}

/** The paper's kind is not stated; only a number of 15 digits would be read otherwise by it. */
function digestOf(cardNo: string): string {
  const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');
  return identityDigest(md5, 1, cardNo);
}

/** Degrees; undefined for what is no place, and for the zeros that stand for "not known". */
function placeOf(said: Said): Authorisation['place'] {
  if (!isSaid(said, 'latitude') || !isSaid(said, 'longitude')) return undefined;
  const [latitude, longitude] = [Number(said['latitude']), Number(said['longitude'])];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined;
  return latitude === 0 && longitude === 0 ? undefined : { latitude, longitude };
}
