/**
 * The InsuranceCards port over a small JSON interface (docs/insurance-card.md). The optional interfaces
 * of 医保 are not published: whoever is given their real addresses puts a service of this shape in front
 * of them, as the sandbox does (trap 42). Believed only as far as it is well-formed.
 */
import * as z from 'zod';
import { IDENTITY_KINDS } from '../../miniprogram/shared/identity-number';
import type { Deadline } from '../ports/deadline';
import type { HisAnswer } from '../ports/his';
import type { Http } from '../ports/http';
import type { InsuranceCards } from '../ports/insurance-cards';
import type { Log } from '../ports/log';

export interface InsuranceCardConfig {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string;
  readonly timeoutMs: number;
}

const card = z.object({
  bound: z.boolean(),
  entry: z.exactOptional(
    z.object({
      appId: z.string().regex(/^wx[0-9A-Za-z]{6,30}$/),
      path: z.string().min(1).max(1024),
    }),
  ),
});

const identity = z.object({
  name: z.string().min(1).max(64),
  idType: z.literal(IDENTITY_KINDS),
  idDigest: z.string().regex(/^[0-9a-f]{32}$/),
});

const refusal = z.object({ code: z.enum(['TICKET_INVALID']) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const unclear = (code: string): HisAnswer<never> => ({
  ...{ ok: false, certain: false, code },
  reason: 'hospital-unreachable',
});

function judged<T>(schema: z.ZodType<T>, status: number, body: unknown): HisAnswer<T> {
  if (status === 200) {
    const read = schema.safeParse(body);
    return read.success ? { ok: true, value: read.data } : unclear('MISSHAPEN');
  }
  const no = refusal.safeParse(body);
  if (status !== 409 || !no.success) return unclear(`HTTP_${String(status)}`);
  return { ok: false, certain: true, reason: 'insurance-card-ticket', code: no.data.code };
}

/** RangeError for an address that is none. */
export function createInsuranceCards(
  { baseUrl, token, timeoutMs }: InsuranceCardConfig,
  { http, log }: { readonly http: Http; readonly log: Log },
): InsuranceCards {
  const ask = async <T>(
    name: 'card' | 'identity',
    body: object,
    schema: z.ZodType<T>,
    deadline: Deadline,
  ): Promise<HisAnswer<T>> => {
    const outcome = await http.send(
      {
        method: 'POST',
        url: `${baseUrl}/${name}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        timeoutMs,
      },
      deadline,
    );
    const answer = outcome.ok
      ? judged(schema, outcome.status, parsed(outcome.body))
      : unclear(outcome.failure === 'not-sent' ? 'NOT_SENT' : 'NO_ANSWER');
    const code = answer.ok ? 'ok' : answer.code;
    log.info('insurance-card.call', { call: name, code });
    return answer;
  };
  return {
    card: (owner, deadline) => ask('card', { openid: owner }, card, deadline),
    identity: ({ owner, ticket }, deadline) =>
      ask('identity', { openid: owner, ticket }, identity, deadline),
  };
}
