/**
 * 医保码: 28 digits beginning with 33, new each minute while somebody looks at them; and the ecToken that stands
 * for one after it was read (one-code specification V1.0 §1.4.3.2 (2), (3)).
 */

import { randomDigits, randomText } from '../payinsurance/random';
import { leversOf, type ShownCode, type Token, type World } from './model';
import type { CodeRead } from './port';
import { holderOf, patientsOf } from './users';

/** Told from made-up ones for so long after their time. */
const REMEMBERED_MS = 3_600_000;

/** The code on that phone now; undefined when that person cannot show one of that patient. */
export function show(world: World, openid: string, patientId?: string): ShownCode | undefined {
  const whose = patientId ?? holderOf(world, openid)?.patientId;
  if (whose === undefined || !patientsOf(world, openid).includes(whose)) return undefined;
  const now = world.clock.now();
  const shown = [...world.codes.values()].find(
    (one) => one.openid === openid && one.patientId === whose && one.expiresAt > now,
  );
  if (shown !== undefined) return shown;
  for (const { code, expiresAt } of [...world.codes.values()]) {
    if (expiresAt + REMEMBERED_MS <= now) world.codes.remove(code);
  }
  const expiresAt = now + world.settings.codeLivesMs;
  const fresh = { code: drawnCode(world), openid, patientId: whose, expiresAt };
  world.codes.put(fresh.code, fresh);
  return fresh;
}

function drawnCode(world: World): string {
  const code = `33${randomDigits(world.random, 26)}`;
  return world.codes.get(code) === undefined ? code : drawnCode(world);
}

/** What the scanner's service hears. */
export function read(world: World, code: string): CodeRead {
  const shown = world.codes.get(code);
  if (shown === undefined) return { ok: false, why: 'unknown' };
  const now = world.clock.now();
  if (shown.expiresAt <= now) return { ok: false, why: 'expired' };
  const known = shown.token === undefined ? undefined : world.tokens.get(shown.token);
  const living = known !== undefined && known.expiresAt > now ? known : minted(world, shown);
  const { token, patientId, byRelative, expiresAt } = living;
  return { ok: true, token, patientId, byRelative, expiresAt };
}

function minted(world: World, shown: ShownCode): Token {
  const now = world.clock.now();
  for (const { token, expiresAt } of [...world.tokens.values()]) {
    if (expiresAt + REMEMBERED_MS <= now) world.tokens.remove(token);
  }
  const { openid, patientId } = shown;
  const token: Token = {
    ...{ token: randomText(world.random, 32), openid, patientId },
    byRelative: holderOf(world, openid)?.patientId !== patientId,
    expiresAt: now + leversOf(world).tokenLivesMs,
  };
  world.tokens.put(token.token, token);
  world.codes.put(shown.code, { ...shown, token: token.token });
  return token;
}

/** Ends the tokens of that person, or of everybody; tells how many. */
export function expireTokens(world: World, openid?: string): number {
  const now = world.clock.now();
  const living = [...world.tokens.values()].filter(
    (one) => one.expiresAt > now && (openid === undefined || one.openid === openid),
  );
  for (const one of living) world.tokens.put(one.token, { ...one, expiresAt: now });
  return living.length;
}
