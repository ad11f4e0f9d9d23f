/**
 * The one holder of the access token (trap 27): kept in the store for every function, fetched by one
 * caller at a time under a lease, renewed before it ends, and fetched anew after a refusal only if the
 * stored token is still the refused one. Without a token nothing was sent: its failures have no effect.
 */
import type { Deadline } from '../../ports/deadline';
import type { Failure } from '../../ports/payment-channel';
import type { StoredToken } from '../../ports/token-store';
import { watchCall } from './call-log';
import type { PayInsuranceDeps } from './deps';
import { platformError } from './errors';
import { readTokenAnswer, type TokenSource } from './token-source';

export type TokenResult =
  { readonly ok: true; readonly token: string } | ({ readonly ok: false } & Failure);

export interface AccessTokens {
  /** The current token. `refused`: the one the platform has just turned away. */
  get(deadline: Deadline, refused?: string): Promise<TokenResult>;
}

/** Outlives a fetch (8 s) and the two writes around it. */
const LEASE_MS = 15_000;
const POLL_MS = 100;
/** Waiting for another's fetch ends with the deadline, or here: longer than a lease lasts. */
const MOST_POLLS = 200;

export function accessTokens(source: TokenSource, deps: PayInsuranceDeps): AccessTokens {
  const { tokens, lease, clock, rules } = deps;

  const isFresh = (stored: StoredToken): boolean =>
    stored.expiresAt - rules.tokenRefreshBeforeMs > clock.now();
  const isAlive = (stored: StoredToken): boolean => stored.expiresAt > clock.now();

  async function usable(refused: string | undefined): Promise<StoredToken | undefined> {
    const stored = await tokens.load(source.name);
    return stored !== undefined && stored.token !== refused && isAlive(stored) ? stored : undefined;
  }

  /** Holding the lease: someone may have just finished, so look again before fetching. */
  async function renew(deadline: Deadline, refused: string | undefined): Promise<TokenResult> {
    const stored = await usable(refused);
    if (stored !== undefined && isFresh(stored)) return { ok: true, token: stored.token };
    const fetched = await fetchToken(source, deps, deadline, refused);
    if ('token' in fetched) {
      await tokens.save(source.name, fetched);
      return { ok: true, token: fetched.token };
    }
    // the old one still has some minutes
    return stored === undefined ? { ok: false, ...fetched } : { ok: true, token: stored.token };
  }

  return {
    async get(deadline, refused) {
      const holder = deps.ids.hex(8);
      for (let poll = 0; poll < MOST_POLLS && deadline.leftMs() > 0; poll += 1) {
        const stored = await usable(refused);
        if (stored !== undefined && isFresh(stored)) return { ok: true, token: stored.token };
        if (await lease.take(source.name, holder, clock.now(), LEASE_MS)) {
          try {
            return await renew(deadline, refused);
          } finally {
            await lease.release(source.name, holder);
          }
        }
        if (stored !== undefined) return { ok: true, token: stored.token };
        await deps.pause.wait(POLL_MS);
      }
      const reason = deadline.leftMs() > 0 ? 'busy' : 'timeout';
      return { ok: false, code: 'token-wait', reason };
    },
  };
}

async function fetchToken(
  source: TokenSource,
  deps: PayInsuranceDeps,
  deadline: Deadline,
  refused: string | undefined,
): Promise<StoredToken | Failure> {
  const askedAt = deps.clock.now();
  const end = watchCall(deps, source.call);
  const timeoutMs = Math.min(deps.rules.httpTimeoutMs, deadline.leftMs());
  const outcome = await deps.http.send({ ...source.request, timeoutMs }, deadline);
  const failed = (code: string): Failure => {
    const failure = { code, reason: platformError(code)?.reason ?? 'payment-unreachable' } as const;
    end({ outcome: 'failure', ...failure });
    return failure;
  };
  if (!outcome.ok) return failed(`token-${outcome.failure}`);
  if (outcome.status !== 200) return failed(`token-http-${outcome.status}`);
  const answer = readTokenAnswer(outcome.body);
  if (answer.kind === 'refused') {
    return failed(platformError(answer.code) === undefined ? 'token-unreadable' : answer.code);
  }
  // an outer holder or stable_token may hand out again what was refused: no use trying it twice
  if (answer.token === refused) return failed('token-still-refused');
  end({ outcome: 'success' });
  return { token: answer.token, expiresAt: askedAt + answer.lifeMs };
}
