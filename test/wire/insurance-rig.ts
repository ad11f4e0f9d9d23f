/** A hospital with its line to the insurance bureau, and the authorisation service, on a real socket. */

import { Ajv2020 } from 'ajv/dist/2020.js';
import { fastify } from 'fastify';
import openapi from '../../docs/his-contract/openapi.json';
import { Bureau, bureauPeople, bureauSection } from '../../sandbox/bureau';
import { controlPlugin } from '../../sandbox/control/api';
import { sandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import { contractOperations } from '../../sandbox/hospital/contract';
import { hospitalControl } from '../../sandbox/hospital/control';
import { Hospital } from '../../sandbox/hospital/engine';
import { hospitalPlugin } from '../../sandbox/hospital/http';
import { seedHospital } from '../../sandbox/hospital/seed';
import {
  AUTHORISATION_CALLS,
  authorisationPlugin,
} from '../../sandbox/platform/authorisation/plugin';
import { memoryTables, type Tables } from '../../sandbox/shared/tables';
import { MORNING } from '../unit/hospital-fixture';
import { TOKEN } from './hospital-server';

export const PARTNER = { partnerId: 'P4403', partnerSecret: 'partner-secret-of-the-test' };
export const JUMP = {
  cityCode: '440300',
  channel: 'AAE7E0uA',
  orgChnlCrtfCodg: 'BqK1kMStlhVDgN2uHf4EsA/+KKhS',
  orgCodg: 'H44030000001',
  orgAppId: '1GNI0000000000000000',
};
export const ZHANG = 'oZhangJianguo';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, body: JSON.parse(text) as Answer['body'] };
}

export const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** Tables that can show everything that was put into them. */
function openTables(): { readonly tables: Tables; readonly dump: () => string } {
  const inner = memoryTables();
  const names = new Set<string>();
  return {
    tables: {
      table<T>(name: string) {
        names.add(name);
        return inner.table<T>(name);
      },
    },
    dump: () => JSON.stringify([...names].map((name) => [...inner.table(name).values()])),
  };
}

/** Numbers that repeat themselves. */
function seeded(): () => number {
  let seed = 7;
  return () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
}

function parties() {
  const clock = sandboxClock(() => MORNING);
  const { tables, dump } = openTables();
  const seed = seedHospital();
  const random = seeded();
  const people = bureauPeople(seed);
  const bureau = new Bureau({ clock, tables, random, people });
  const hospital = new Hospital({ clock, tables, random, bureau }, seed);
  return { clock, tables, dump, people, bureau, hospital };
}

export type Rig = Awaited<ReturnType<typeof insuranceRig>>;

export async function insuranceRig() {
  const made = parties();
  const { clock, bureau, hospital } = made;
  const faults = new FaultBook();
  const wire = new WireLog();
  let waited = 0;
  const durable = (): Promise<void> => {
    waited += 1;
    return Promise.resolve();
  };
  const app = fastify({ forceCloseConnections: true });
  await app.register(hospitalPlugin({ hospital, token: TOKEN, faults, wireLog: wire, durable }));
  await app.register(
    authorisationPlugin({ ...PARTNER, bureau, jump: JUMP, faults, wire, durable }),
  );
  const sections = [
    { name: 'his', calls: contractOperations().map(({ operationId }) => `his.${operationId}`) },
    bureauSection(bureau, durable, AUTHORISATION_CALLS),
  ];
  await app.register(controlPlugin({ clock, faults, wire, durable, sections }));
  hospitalControl(app, hospital, durable);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const his = (method: string, path: string, body?: object, init: RequestInit = {}) =>
    fetch(`${origin}/his/v1${path}`, {
      ...init,
      method,
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    ...made,
    faults,
    wire,
    origin,
    durableCalls: () => waited,
    his,
    call: async (...asked: Parameters<typeof his>) => answerOf(await his(...asked)),
    control: async (path: string, body?: object) => {
      const url = `${origin}/sandbox/api${path}`;
      return answerOf(await (body === undefined ? fetch(url) : post(url, body)));
    },
    /** A code and its exchange, for whoever it is. */
    authorise(openid = ZHANG): { readonly self: string; readonly family: string } {
      const code = bureau.issueCode(openid);
      const found = code.ok ? bureau.exchange(code.authCode, openid) : code;
      if (!found.ok) throw new Error(found.why);
      return { self: found.payAuthNo, family: found.familyPayAuthNo ?? '' };
    },
    close: () => app.close(),
  };
}

const ajv = new Ajv2020({ strict: false });
ajv.addSchema(openapi, 'his');

/** The answer of a call that was done, held against the document. */
export function expectAnswer({ status, body }: Answer, schema: string): Answer['body'] {
  expect([status, body]).toEqual([200, expect.anything()]);
  ajv.validate({ $ref: `his#/components/schemas/${schema}` }, body);
  expect(ajv.errors).toBeNull();
  return body;
}

export function expectRefusal(answer: Answer, status: number, code: string): void {
  expect([answer.status, answer.body['code']]).toEqual([status, code]);
}

/** 6201, 6202, 6301, 6203 and 6401 of whatever rig is up. */
export function uploadsOf(rig: () => Pick<Rig, 'call'>) {
  const base = '/insurance/uploads';
  return {
    upload: (orderNo: string, body: object) => rig().call('PUT', `${base}/${orderNo}`, body),
    price: (orderNo: string, payAuthNo: string) =>
      rig().call('POST', `${base}/${orderNo}/pre-settlement`, { payAuthNo }),
    query: (orderNo: string) => rig().call('GET', `${base}/${orderNo}`),
    refund: (orderNo: string, body: object) =>
      rig().call('POST', `${base}/${orderNo}/refund`, body),
    revoke: (orderNo: string) => rig().call('POST', `${base}/${orderNo}/revocation`),
  };
}

/** The insurance part of the story `insurance-and-cash`. */
export const WHOLE = { insuranceFundFen: 22600, insuranceSelfFen: 9800, insuranceOtherFen: 0 };

/** What uploads the fees of these stories, as pre-settled now. */
export function feesOf(
  { hospital }: Pick<Rig, 'hospital'>,
  payAuthNo: string,
  ...stories: readonly string[]
) {
  const bills = stories.map((story) => hospital.billOf(story));
  const patientId = bills[0]?.patientId ?? '';
  const billIds = bills.map((bill) => bill.billId);
  const { serialNo } = hospital.preSettle({ patientId, billIds, payWith: 'insurance' });
  return { patientId, billIds, serialNo, payAuthNo };
}

/** The platform takes the order and settles it, as told by the bureau's price. */
export function paidAtBureau(
  rig: Pick<Rig, 'bureau' | 'hospital' | 'people'>,
  orderNo: string,
  ask: { readonly payAuthNo: string; readonly serialNo: string; readonly patientId: string },
  openid = ZHANG,
) {
  const { bureau, people } = rig;
  const priced = bureau.priced(orderNo);
  const { payOrderId = '' } = bureau.state(orderNo);
  const payer = people.holders.find((one) => one.openid === openid);
  const patient = people.insured.find((one) => one.patientId === ask.patientId);
  if (priced === undefined || payer === undefined || patient === undefined) {
    throw new Error('nothing was priced');
  }
  const order = {
    ...{ payOrderId, payAuthNo: ask.payAuthNo, serialNo: ask.serialNo, openid },
    payer: { name: payer.name, idDigest: payer.idDigest },
    ...(patient.patientId === payer.patientId
      ? {}
      : { relative: { name: patient.name, idDigest: patient.idDigest } }),
    ...{ gov: priced.fundFen, self: priced.selfFen, other: priced.otherFen },
    cash: priced.cashFen - priced.cashAddFen + priced.cashReducedFen,
  };
  return { order, accept: () => bureau.accept(order), settle: () => bureau.settle(payOrderId) };
}

export type Fees = ReturnType<typeof feesOf>;
