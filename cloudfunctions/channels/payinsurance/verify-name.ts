/**
 * The real-name check (interface document v2.4 §3.9): name and digest are compared with what the person
 * has bound in WeChat. Its answer carries no signature and no account (trap 28).
 */
import type { NameVerifier } from '../../ports/name-verifier';
import type { Verdict } from './judge';
import type { Fields } from './xml';

export type NameClaim = Parameters<NameVerifier['verify']>[0];
export type NameOutcome = Awaited<ReturnType<NameVerifier['verify']>>;

/** 未绑卡, 实名不匹配, 身份证号码不匹配. */
const DIFFERS = new Set(['80004', '80005', '80006']);

export function verifyNameFields(claim: NameClaim): Fields {
  return new Map([
    ['openid', claim.openId],
    ['name', claim.name],
    ['idcard_md5', claim.idDigest],
  ]);
}

export function verified(verdict: Verdict): NameOutcome {
  if (verdict.kind === 'success') return { kind: 'matches' };
  const { code, reason } = verdict;
  const differs = verdict.kind === 'failure' && verdict.fields !== undefined && DIFFERS.has(code);
  return { kind: differs ? 'differs' : 'unknown', code, reason };
}
