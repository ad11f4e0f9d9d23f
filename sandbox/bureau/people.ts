/**
 * Whom the bureau knows: everybody with an identity card at the sandbox's hospital, whose phone is whose,
 * and who may pay for whom (亲情账户). All fictitious.
 */

import { identityDigest } from '../hospital/identity';
import type { HospitalSeed } from '../hospital/seed';
import { PEOPLE } from '../people';

export interface InsuredPerson {
  readonly patientId: string;
  readonly name: string;
  /** Normalised. */
  readonly idNo: string;
  /** MD5 of the number, lower-case hex. */
  readonly idDigest: string;
}

/** Somebody with a phone. */
export interface Holder extends InsuredPerson {
  readonly openid: string;
  readonly label: string;
  /** On the first day. */
  readonly boundCard: boolean;
  /** Patients for whom they may pay, on the first day. */
  readonly relatives: readonly string[];
  /** Where they stand, in degrees, if they let it be known. */
  readonly place?: Place;
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

export interface BureauPeople {
  readonly insured: readonly InsuredPerson[];
  readonly holders: readonly Holder[];
}

/** Grandfather and granddaughter; a wife who has not bound her card yet; a son with his parents. */
const RELATIVES: Readonly<Record<string, readonly string[]>> = {
  oZhangJianguo: ['P00002'],
  oWangXiuying: ['P00001'],
  oZhangWei: ['P00001', 'P00005'],
};

/** A made-up clinic's doorstep; the others keep their place to themselves. */
const PLACES: Readonly<Record<string, Place>> = {
  oZhangJianguo: { latitude: 23.129163, longitude: 113.264435 },
};

/** The people of the first day, as the hospital and WeChat know them. */
export function bureauPeople(seed: HospitalSeed): BureauPeople {
  const insured = seed.patients
    .filter(({ idType }) => idType === 1)
    .map(({ patientId, name, idType, idNo }) => ({
      ...{ patientId, name, idNo },
      idDigest: identityDigest(idType, idNo),
    }));
  const holders = PEOPLE.flatMap(({ openid, label, patientId, boundCard }) => {
    const person = insured.find((one) => one.patientId === patientId);
    if (person === undefined) return [];
    const place = PLACES[openid];
    const relatives = RELATIVES[openid] ?? [];
    return [
      { ...person, openid, label, boundCard, relatives, ...(place === undefined ? {} : { place }) },
    ];
  });
  return { insured, holders };
}
