/**
 * The patient's permission (医保免密授权): a code for a person, once and for five minutes; its exchange
 * for a pay_auth_no, which lives minutes and serves one order (access documents of 2.0, "authorisation").
 */

import type { Holder, Place } from './people';
import type { AuthorisationRecord } from './records';
import { BureauRefused } from './refused';
import { hashOf, type BureauStore } from './store';

const CODE_LIFE_MS = 5 * 60_000;

export type CodeOutcome =
  | { readonly ok: true; readonly authCode: string }
  | { readonly ok: false; readonly why: 'unknown-person' | 'card-not-bound' };

export type ExchangeOutcome =
  | {
      readonly ok: true;
      readonly payAuthNo: string;
      readonly familyPayAuthNo?: string;
      readonly name: string;
      readonly idNo: string;
      readonly place?: Place;
    }
  | {
      readonly ok: false;
      readonly why:
        'code-unknown' | 'code-used' | 'code-expired' | 'of-another-person' | 'card-not-bound';
    };

export function issueCode(store: BureauStore, openid: string): CodeOutcome {
  if (store.holder(openid) === undefined) return { ok: false, why: 'unknown-person' };
  if (!store.isBound(openid)) return { ok: false, why: 'card-not-bound' };
  const authCode = `AC${store.hex(30)}`;
  const id = hashOf(authCode);
  store.codes.put(id, { id, openid, issuedAt: store.now() });
  return { ok: true, authCode };
}

/** Somebody else's try leaves the code as it is. */
export function exchange(store: BureauStore, authCode: string, openid: string): ExchangeOutcome {
  const now = store.now();
  const code = store.codes.get(hashOf(authCode));
  const holder = store.holder(openid);
  if (code === undefined) return { ok: false, why: 'code-unknown' };
  if (code.openid !== openid || holder === undefined) {
    return { ok: false, why: 'of-another-person' };
  }
  if (code.usedAt !== undefined) return { ok: false, why: 'code-used' };
  if (now >= code.issuedAt + CODE_LIFE_MS) return { ok: false, why: 'code-expired' };
  store.codes.put(code.id, { ...code, usedAt: now });
  if (!store.isBound(openid)) return { ok: false, why: 'card-not-bound' };
  const place = store.placeOf(holder);
  const related = store.relativesOf(holder).length > 0;
  return {
    ok: true,
    payAuthNo: authorise(store, openid, 'self'),
    ...(related ? { familyPayAuthNo: authorise(store, openid, 'family') } : {}),
    name: holder.name,
    idNo: holder.idNo,
    ...(place === undefined ? {} : { place }),
  };
}

/** At most 40 characters (pay_auth_no). */
function authorise(store: BureauStore, openid: string, kind: AuthorisationRecord['kind']): string {
  const payAuthNo = `${kind === 'self' ? 'AUTH' : 'FAMI'}${store.hex(34)}`;
  const id = hashOf(payAuthNo);
  const issuedAt = store.now();
  const expiresAt = issuedAt + store.levers.authorisationLifeMs;
  store.authorisations.put(id, { id, openid, kind, issuedAt, expiresAt });
  return payAuthNo;
}

/** Everything that is not used yet ends now; `openid` narrows it to one person. Returns how many. */
export function expireAuthorisations(store: BureauStore, openid?: string): number {
  const now = store.now();
  const alive = [...store.authorisations.values()].filter(
    (one) =>
      one.spentAt === undefined &&
      one.expiresAt > now &&
      (openid === undefined || one.openid === openid),
  );
  for (const one of alive) store.authorisations.put(one.id, { ...one, expiresAt: now });
  return alive.length;
}

/** Whether it may still be used, and for that order. */
export function isUsable(
  store: BureauStore,
  authorisation: AuthorisationRecord | undefined,
  orderNo: string,
): authorisation is AuthorisationRecord {
  return (
    authorisation !== undefined &&
    authorisation.spentAt === undefined &&
    store.now() < authorisation.expiresAt &&
    (authorisation.orderNo ?? orderNo) === orderNo
  );
}

/** Whether the insurance of `patient` may be used by who gave that permission. */
export function covers(
  store: BureauStore,
  { kind }: AuthorisationRecord,
  holder: Holder,
  patient: { readonly name: string; readonly idDigest: string },
): boolean {
  const candidates = kind === 'self' ? [holder] : store.relativesOf(holder);
  return candidates.some(
    ({ name, idDigest }) => name === patient.name && idDigest === patient.idDigest,
  );
}

/** The permission, good for this order and patient. @throws BureauRefused */
export function requireAuthorisation(
  store: BureauStore,
  id: string,
  ask: {
    readonly orderNo: string;
    readonly patient: { readonly name: string; readonly idDigest: string };
  },
): AuthorisationRecord {
  const authorisation = store.authorisations.get(id);
  const holder = store.holder(authorisation?.openid ?? '');
  if (!isUsable(store, authorisation, ask.orderNo) || holder === undefined) {
    throw new BureauRefused('AUTHORISATION_EXPIRED', 'the pay_auth_no is not valid for this order');
  }
  if (!store.isBound(holder.openid)) {
    throw new BureauRefused('CARD_NOT_BOUND', 'the card of who gave the permission is not bound');
  }
  if (!covers(store, authorisation, holder, ask.patient)) {
    throw new BureauRefused('RELATIVE_UNKNOWN', 'the permission is not one for this patient');
  }
  return authorisation;
}
