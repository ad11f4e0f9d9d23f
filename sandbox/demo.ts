/**
 * A first patient for whoever starts the sandbox, bound through the real function and the real-name
 * check, as a person would do it; and what a third party needs to begin.
 */

import { z } from 'zod';
import { INSTITUTION } from './function-environment';
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

/** 2.0 has no real-name check: the hospital sends a code to the patient's telephone. */
async function bindByTelephone(world: World, openid: string, claim: object) {
  const input = claim;
  const asked = await callFunction(world, openid, 'clinic', { action: 'startPhoneProof', input });
  if (!asked.ok) return asked;
  const { proofId } = z.object({ proofId: z.string() }).parse(asked.value);
  const [code] = /\d{6}/.exec(world.hospital.smsOutbox().at(-1)?.text ?? '') ?? [''];
  const proof = { proofId, code };
  return callFunction(world, openid, 'clinic', { action: 'finishPhoneProof', input: proof });
}

const patientList = z.object({ patients: z.array(z.object({ patientId: z.string() })) });

/** Asked first in a world that has lived: trying to bind is counted, however often one starts. */
async function isBound(world: World, openid: string, patientId: string): Promise<boolean> {
  if (world.database.documents('patient_links').length === 0) return false;
  const listed = await callFunction(world, openid, 'clinic', { action: 'listPatients', input: {} });
  if (!listed.ok) return false;
  return patientList.parse(listed.value).patients.some((one) => one.patientId === patientId);
}

/** Binds the first person's own card, unless that was done before. Throws when it cannot be done. */
export async function bindFirstPatient(world: World): Promise<void> {
  const { openid, patientId } = firstPerson();
  if (await isBound(world, openid, patientId)) return;
  const patient = world.hospital.getPatient(patientId);
  const { name, cardNo, idType } = patient;
  const claim = { name, cardNo, idType, idDigest: idDigest(patient.idNo), relation: 'self' };
  const result =
    world.channel === 'medins'
      ? await bindByTelephone(world, openid, claim)
      : await callFunction(world, openid, 'pay', { action: 'addPatient', input: claim });
  if (!result.ok && result.reason !== 'patient-already-added') {
    throw new Error(`the first patient could not be bound: ${result.reason}`);
  }
}

type Account = World['wechat']['engine']['keys']['merchant'];

/** What signs and opens messages of 2.0: both ways of access, and the platform's public keys by id. */
function wechatPayFacts({ wechat }: World) {
  const { merchant, provider, platform, partner } = wechat.engine.keys;
  const account = ({ mchid, appid, serial, apiV3Key }: Account) => ({
    ...{ mchid, appid, certificateSerial: serial, apiV3Key },
  });
  const published = [platform.publicKey, platform.certificate];
  return {
    medins: {
      merchant: account(merchant),
      provider: { ...account(provider), hospitals: provider.hospitals },
      partner,
    },
    pems: {
      merchantPrivateKey: merchant.rsa().privatePem,
      providerPrivateKey: provider.rsa().privatePem,
      platformPublicKeys: Object.fromEntries(published.map((key) => [key.id, key.rsa().publicPem])),
    },
  };
}

/** What a client of the regional centre needs, and what one of the counter service does. */
function oneCodeFacts({ origin, centre, hospital, counter }: World) {
  const { orgId, sm4Key } = centre.keys;
  const page = `${origin}/one-code`;
  return {
    onecode: { localUrl: origin, page, orgId, sm4Key, ...INSTITUTION, orgName: hospital.name },
    ...(counter === undefined
      ? {}
      : {
          counter: {
            ...{ first: counter.first, baseUrl: counter.baseUrl, ca: counter.certificates.ca },
            ...counter.certificates.client,
          },
        }),
  };
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
      wechatpay: `${origin}/v3`,
      userQuery: `${origin}/mipuser`,
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
    ...wechatPayFacts(world),
    ...oneCodeFacts(world),
    patient: { openid, ...patient, idDigest: idDigest(patient.idNo), payPassword: PAY_PASSWORD },
    bill,
  };
}
