/**
 * The outside world of adding a patient, played by hand: a hospital with cards, codes and phones, a
 * real-name check, and the in-memory stores. Whatever leaves the use case is kept in `sent`.
 */
import { createHash } from 'node:crypto';
import * as memory from './memory-stores';
import { HOSPITAL, listeningLog, OWNER, PATIENT, scriptedHospital, stillClock } from './doubles';
import { T0 } from './orders';
import type { IdentityClaim } from '../../cloudfunctions/contract/types';
import type { PatientId } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { Attempts } from '../../cloudfunctions/ports/attempts';
import type { HisAnswer, HisCards } from '../../cloudfunctions/ports/his';
import type { HisPatient } from '../../cloudfunctions/ports/his-values';
import type { NameVerifier } from '../../cloudfunctions/ports/name-verifier';
import type { PhoneProofs } from '../../cloudfunctions/ports/phone-proofs';
import type { CardRequest } from '../../cloudfunctions/usecases/open-card';
import { checkDigit } from '../../miniprogram/shared/identity-number';
import type { Reason } from '../../miniprogram/shared/reasons';
import { OWN_INSURANCE } from '../../cloudfunctions/usecases/pay-scope';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const PROOF_LASTS = 5 * MINUTE;

export const md5 = (text: string): string => createHash('md5').update(text, 'utf8').digest('hex');

/** A well-formed number of nobody: Beijing's oldest district, born in 1901 unless `day` says else. */
export function identityNumber(serial = 1, day = '19010101'): string {
  const seventeen = `110101${day}${String(serial).padStart(3, '0')}`;
  return seventeen + checkDigit(seventeen);
}

/** The same number with a check digit that does not fit. */
export function spoilt(number: string): string {
  return number.slice(0, -1) + (number.endsWith('0') ? '1' : '0');
}

export function claimOf(change: Partial<IdentityClaim> = {}): IdentityClaim {
  return {
    name: '张建国',
    cardNo: 'C000123401',
    idType: 1,
    idDigest: md5(identityNumber()),
    relation: 'self',
    ...change,
  };
}

export function cardOf(change: Partial<CardRequest> = {}): CardRequest {
  return {
    name: '张建国',
    idType: 1,
    idNo: identityNumber(),
    phone: '13800000000',
    requestId: 'request-1',
    relation: 'self',
    ...change,
  };
}

export const yes = <T>(value: T): HisAnswer<T> => ({ ok: true, value });
/** The hospital itself said no. */
export const no = (reason: Reason): HisAnswer<never> => ({
  ok: false,
  certain: true,
  reason,
  code: 'NO',
});
/** The hospital said nothing. */
export const silent: HisAnswer<never> = {
  ok: false,
  certain: false,
  reason: 'hospital-unreachable',
  code: 'NO_ANSWER',
};

interface Sent {
  readonly to: string;
  readonly what: unknown;
}

type StartedProof = Awaited<ReturnType<HisCards['startPhoneProof']>>;
type Verdict = Awaited<ReturnType<NameVerifier['verify']>>;

function scripts() {
  return {
    match: (): HisAnswer<{ patientId: PatientId }> => yes({ patientId: PATIENT }),
    patient: (patientId: PatientId): HisAnswer<HisPatient> => {
      const { name, cardNo, idType, idDigest } = claimOf();
      return yes({ patientId, name, cardNo, idType, idDigest });
    },
    openCard: (): HisAnswer<{ patientId: PatientId }> => yes({ patientId: PATIENT }),
    startPhoneProof: (number: number, at: number): StartedProof =>
      yes({
        ...{ proofId: `proof-${String(number)}`, phoneMasked: '138****0000' },
        expiresAt: at + PROOF_LASTS,
      }),
    checkPhoneProof: (): HisAnswer<{ patientId: PatientId }> => yes({ patientId: PATIENT }),
    verify: (): Verdict => ({ kind: 'matches' }),
  };
}

/** The attempts and proofs of the memory stores, with every write kept in `sent`. */
function watched(sent: Sent[]): { attempts: Attempts; proofs: PhoneProofs } {
  const attempts = memory.memoryAttempts();
  const proofs = memory.memoryPhoneProofs();
  return {
    attempts: {
      take: async (key, ...rest) => {
        sent.push({ to: 'attempts', what: key });
        return attempts.take(key, ...rest);
      },
    },
    proofs: {
      ...proofs,
      put: async (hospital, proof) => {
        sent.push({ to: 'proofs', what: proof });
        return proofs.put(hospital, proof);
      },
    },
  };
}

/** A small world in which nobody has a patient yet; every answer of it may be replaced at will. */
export function bindingWorld() {
  const clock = stillClock();
  const logged = listeningLog();
  const links = memory.memoryPatientLinks();
  const sent: Sent[] = [];
  const script = scripts();
  let started = 0;
  const keep = (to: string, what: unknown) => sent.push({ to, what });
  const cards: HisCards = {
    openCard: async (who) => {
      keep('his.openCard', who);
      return Promise.resolve(script.openCard());
    },
    startPhoneProof: async (id) => {
      keep('his.startPhoneProof', id);
      started += 1;
      return Promise.resolve(script.startPhoneProof(started, clock.now()));
    },
    checkPhoneProof: async (proofId, code) => {
      keep('his.checkPhoneProof', { proofId, code });
      return Promise.resolve(script.checkPhoneProof());
    },
  };
  const deps = {
    hospital: {
      id: HOSPITAL,
      name: '示例医院',
      phone: '020-0',
      address: '示例市某路1号',
      cityId: '449900',
    },
    rules: DEFAULT_RULES,
    scope: OWN_INSURANCE,
    clock,
    log: logged.log,
    links,
    cards,
    md5,
    ...watched(sent),
    his: {
      ...scriptedHospital().reader,
      match: async (claim: unknown) => {
        keep('his.match', claim);
        return Promise.resolve(script.match());
      },
      patient: async (id: PatientId) => {
        keep('his.patient', id);
        return Promise.resolve(script.patient(id));
      },
    },
    verifier: {
      verify: async (claim: unknown) => {
        keep('verifier', claim);
        return Promise.resolve(script.verify());
      },
    } satisfies NameVerifier,
  };
  const linksOf = (owner = OWNER) => links.of(HOSPITAL, owner);
  const timesSent = (to: string) => sent.filter((one) => one.to === to).length;
  return { deps, clock, script, sent, timesSent, linksOf, ...logged };
}

export type BindingWorld = ReturnType<typeof bindingWorld>;

/** The whole link as it is stored, for a person who has proven to be that patient. */
export const OWN_LINK = {
  ...{ patientId: PATIENT, owner: OWNER, nameMasked: '张*国', cardNoMasked: '****3401' },
  ...{ idType: 1, isDefault: true, relation: 'self', proof: 'verify-name', boundAt: T0 },
} as const;
