/**
 * access_token in both modes: gettoken (interface document v2.4 §3.2.1), cgi-bin/token and
 * cgi-bin/stable_token (§3.2.2 points at WeChat's own). A second fetch makes the first token stale
 * (trap 27); `stable_token` keeps its token until it expires or is forced, apart from the other.
 */

import { Hash } from 'wechatpay-axios-plugin';
import { jsonAnswer, TokenRefusal, tokenRefused, xmlAnswer, type Answer } from './answers';
import type { Token, World } from './model';
import { randomText } from './random';

export type TokenCall = 'gettoken' | 'token' | 'stable_token';
export type Params = Readonly<Record<string, string | undefined>>;

const TOKEN_LENGTH = 136;

/** gettoken: XML, unsigned; a refusal is `result_code` FAIL with WeChat's error number. */
export function agentToken(world: World, params: Params): Answer {
  const { provider, hospitals = [] } = world.accounts;
  const refusal = firstRefusal([
    [params.grant_type === 'client_credential', 40002, 'invalid grant_type'],
    [given(params.agentappid), 41002, 'agentappid missing'],
    [given(params.agentsecret), 41004, 'agentsecret missing'],
    [given(params.appid), 41002, 'appid missing'],
    [provider !== undefined && params.agentappid === provider.appid, 40013, 'invalid agentappid'],
    [Hash.equals(provider?.secret ?? '', params.agentsecret), 40125, 'invalid agentsecret'],
    [hospitals.some(({ appid }) => appid === params.appid), 40013, 'invalid appid'],
  ]);
  if (refusal !== undefined || provider === undefined || params.appid === undefined) {
    return agentRefused(String(refusal?.code ?? 40013), refusal?.message ?? 'invalid appid');
  }
  const token = issue(world, {
    kind: 'agent',
    slot: `agent/${provider.appid}/${params.appid}`,
    appid: params.appid,
    agentAppid: provider.appid,
  });
  return xmlAnswer({
    return_code: 'SUCCESS',
    result_code: 'SUCCESS',
    err_code: '0',
    access_token: token.value,
    expires_in: String(world.settings.tokenTtlS),
  });
}

/** cgi-bin/token: JSON; every fetch makes a new token. */
export function plainToken(world: World, params: Params): Answer {
  const refusal = credentialRefusal(world, params);
  if (refusal !== undefined) return tokenRefused(refusal);
  const appid = params.appid ?? '';
  return tokenAnswer(world, issue(world, { kind: 'plain', slot: `plain/${appid}`, appid }));
}

/** cgi-bin/stable_token: the living token again, unless `force_refresh`. */
export function stableToken(world: World, params: Params & { force_refresh?: string }): Answer {
  const refusal = credentialRefusal(world, params);
  if (refusal !== undefined) return tokenRefused(refusal);
  const appid = params.appid ?? '';
  const slot = `stable/${appid}`;
  const living = [...world.tokens.values()].find((token) => token.slot === slot && alive(token));
  if (living !== undefined && params.force_refresh !== 'true') return tokenAnswer(world, living);
  return tokenAnswer(world, issue(world, { kind: 'stable', slot, appid }));

  function alive(token: Token): boolean {
    return world.tokens.get(slot)?.value === token.value && token.expiresAt > world.clock.now();
  }
}

/** The refusal that a planted `error` fault of a token call stands for. */
export function plantedTokenAnswer(call: TokenCall, code: string): Answer {
  if (call === 'gettoken') return agentRefused(code, 'planted error');
  return tokenRefused(new TokenRefusal(Number(code), 'planted error'));
}

/** The token's record, or `TokenRefusal` 41001 / 40014 / 42001 / 40001 as WeChat's gateway does. */
export function checkToken(world: World, value: string | undefined): Token {
  if (value === undefined || value === '') throw new TokenRefusal(41001, 'access_token missing');
  if (!/^[0-9A-Za-z_-]{16,256}$/.test(value)) throw new TokenRefusal(40014, 'invalid access_token');
  const token = [...world.tokens.values()].find((known) => Hash.equals(known.value, value));
  if (token === undefined) {
    throw new TokenRefusal(
      40001,
      'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken',
    );
  }
  if (token.expiresAt <= world.clock.now()) throw new TokenRefusal(42001, 'access_token expired');
  return token;
}

function agentRefused(code: string, description: string): Answer {
  return xmlAnswer({
    return_code: 'SUCCESS',
    result_code: 'FAIL',
    err_code: code,
    err_code_des: description,
  });
}

/** One record per slot: replacing it is what makes the former token stale. */
function issue(world: World, of: Pick<Token, 'kind' | 'slot' | 'appid' | 'agentAppid'>): Token {
  const ttlMs = world.settings.tokenTtlS * 1000;
  const value = randomText(world.random, TOKEN_LENGTH);
  const token = { ...of, value, expiresAt: world.clock.now() + ttlMs };
  world.tokens.put(token.slot, token);
  return token;
}

function tokenAnswer(world: World, token: Token): Answer {
  const seconds = Math.floor((token.expiresAt - world.clock.now()) / 1000);
  return jsonAnswer({ access_token: token.value, expires_in: seconds });
}

function credentialRefusal(world: World, params: Params): TokenRefusal | undefined {
  const account = world.accounts.independent;
  return firstRefusal([
    [params.grant_type === 'client_credential', 40002, 'invalid grant_type'],
    [given(params.appid), 41002, 'appid missing'],
    [given(params.secret), 41004, 'appsecret missing'],
    [account !== undefined && params.appid === account.appid, 40013, 'invalid appid'],
    [Hash.equals(account?.secret ?? '', params.secret), 40125, 'invalid appsecret'],
  ]);
}

type Check = readonly [passes: boolean, code: number, message: string];

function firstRefusal(checks: readonly Check[]): TokenRefusal | undefined {
  const failed = checks.find(([passes]) => !passes);
  return failed && new TokenRefusal(failed[1], failed[2]);
}

function given(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
