/**
 * The one holder of the access token (trap 27): kept in the store for every function, fetched by one
 * caller at a time under a lease, renewed before it ends, and fetched anew after a refusal only if the
 * stored token is still the refused one. Without a token nothing was sent: its failures have no effect.
 */
import type { Deadline } from '../../ports/deadline';
import type { Failure } from '../../ports/payment-channel';
import type { StoredToken, TokenStore } from '../../ports/token-store';
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

const POLL_MS = 100;
/** Under the lease: taking it, looking again, saving. */
const STORE_CALLS = 3;
const SAVE_TRIES = 3;

export function accessTokens(source: TokenSource, deps: PayInsuranceDeps): AccessTokens {
  const { tokens, lease, clock, rules } = deps;
  const leaseMs = rules.httpTimeoutMs + STORE_CALLS * deps.storeTimeoutMs;
  /** Waiting for another's fetch ends with the deadline, or when a lease is over. */
  const mostPolls = Math.ceil(leaseMs / POLL_MS) + 1;

  const isFresh = (stored: StoredToken): boolean =>
    stored.expiresAt - rules.tokenRefreshBeforeMs > clock.now();
  const isAlive = (stored: StoredToken): boolean => stored.expiresAt > clock.now();

  const usable = (
    stored: StoredToken | undefined,
    refused: string | undefined,
  ): StoredToken | undefined =>
    stored !== undefined && stored.token !== refused && isAlive(stored) ? stored : undefined;

  /** Holding the lease: someone may have just finished, so look again before fetching. */
  async function renew(deadline: Deadline, refused: string | undefined): Promise<TokenResult> {
    const before = await tokens.load(source.name);
    const stored = usable(before, refused);
    if (stored !== undefined && isFresh(stored)) return { ok: true, token: stored.token };
    const fetched = await fetchToken(source, deps, deadline, refused);
    if ('token' in fetched) {
      const current = (now: StoredToken | undefined) => usable(now, refused);
      const kept = await keepNewest(tokens, source.name, { fetched, before }, current);
      return { ok: true, token: kept.token };
    }
    // the old one still has some minutes
    return stored === undefined ? { ok: false, ...fetched } : { ok: true, token: stored.token };
  }

  return {
    async get(deadline, refused) {
      const holder = deps.ids.hex(8);
      for (let poll = 0; poll < mostPolls && deadline.leftMs() > 0; poll += 1) {
        const stored = usable(await tokens.load(source.name), refused);
        if (stored !== undefined && isFresh(stored)) return { ok: true, token: stored.token };
        if (await lease.take(source.name, holder, clock.now(), leaseMs)) {
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

/**
 * The lease may be over by now and another one's token stored, which ended ours if it was fetched later:
 * then that one counts. The later fetch is the one whose token ends later.
 */
async function keepNewest(
  tokens: TokenStore,
  name: string,
  { fetched, before }: { readonly fetched: StoredToken; readonly before: StoredToken | undefined },
  usable: (stored: StoredToken | undefined) => StoredToken | undefined,
): Promise<StoredToken> {
  let instead = before;
  for (let attempt = 0; attempt < SAVE_TRIES; attempt += 1) {
    if ((await tokens.save(name, fetched, instead)) === 'saved') return fetched;
    instead = await tokens.load(name);
    const theirs = usable(instead);
    if (theirs !== undefined && theirs.expiresAt >= fetched.expiresAt) return theirs;
  }
  return fetched;
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
