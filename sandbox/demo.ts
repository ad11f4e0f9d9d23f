/**
 * A first patient for whoever starts the sandbox, bound through the real function and the real-name
 * check, as a person would do it; and what a third party needs to begin.
 */

import { z } from 'zod';
import { PAY_PASSWORD, PEOPLE, type Person } from './people';
import { idDigest } from './platform/payinsurance/signing';
import type { World } from './world';

const answer = z.object({
  result: z.union([
    z.object({ ok: z.literal(true), value: z.unknown() }),
    z.object({ ok: z.literal(false), reason: z.string() }),
  ]),
});

async function callFunction(world: World, openid: string, name: string, data: object) {
  const response = await fetch(`${world.origin}/functions/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-openid': openid },
    body: JSON.stringify(data),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`function ${name}: HTTP ${String(response.status)} ${text}`);
  return answer.parse(JSON.parse(text)).result;
}

function firstPerson(): Person {
  const [person] = PEOPLE;
  if (person === undefined) throw new Error('the sandbox has no people');
  return person;
}

/** Binds the first person's own card, unless that was done before. Throws when it cannot be done. */
export async function bindFirstPatient(world: World): Promise<void> {
  const { openid, patientId } = firstPerson();
  const patient = world.hospital.getPatient(patientId);
  const { name, cardNo, idType } = patient;
  const claim = { name, cardNo, idType, idDigest: idDigest(patient.idNo), relation: 'self' };
  const result = await callFunction(world, openid, 'pay', {
    action: 'addPatient',
    input: claim,
  });
  if (!result.ok && result.reason !== 'patient-already-added') {
    throw new Error(`the first patient could not be bound: ${result.reason}`);
  }
}

/** The JSON line of `npm run sandbox -- --json` (sandbox/README.md). */
export function introduction(world: World): object {
  const { origin, secrets, appid } = world;
  const { openid, patientId } = firstPerson();
  const patient = world.hospital.getPatient(patientId);
  const [bill] = world.hospital.listBills(patientId, 'unpaid');
  return {
    baseUrls: {
      platform: origin,
      payinsurance: `${origin}/payinsurance`,
      his: `${origin}/his/v1`,
      functions: `${origin}/functions`,
      control: `${origin}/sandbox/api`,
      cashier: `${origin}/cashier`,
      console: `${origin}/sandbox`,
    },
    ids: {
      miniProgramAppid: appid,
      appid: secrets.provider.appid,
      mch_id: secrets.provider.mchId,
      sub_appid: secrets.hospital.appid,
      sub_mch_id: secrets.hospital.mchId,
      pay_appid: secrets.payAppid,
      independent: { appid: secrets.independent.appid, mch_id: secrets.independent.mchId },
    },
    keys: {
      agentsecret: secrets.provider.secret,
      payinsuranceKey: secrets.provider.key,
      independent: { secret: secrets.independent.secret, payinsuranceKey: secrets.independent.key },
      hisToken: secrets.hisToken,
    },
    pems: {},
    patient: { openid, ...patient, idDigest: idDigest(patient.idNo), payPassword: PAY_PASSWORD },
    bill,
  };
}
