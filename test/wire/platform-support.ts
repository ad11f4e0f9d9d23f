/**
 * A platform on a port of its own, with a hospital, people and a clock that stands still, for the
 * wire tests of the simulated 医保支付 1.0. Messages are signed by the arithmetic spelled out here,
 * from the interface document v2.4 §4, not by the sandbox's.
 */

import { createHash } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { controlPlugin } from '../../sandbox/control/api';
import { sandboxClock, type SandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import {
  payinsurancePlatform,
  type PayinsurancePlatform,
  type PlatformOptions,
} from '../../sandbox/platform/payinsurance/platform';
import { memoryTables } from '../../sandbox/shared/tables';

export const PROVIDER = {
  appid: 'wxprovider',
  mchId: '1900000101',
  secret: 's3cret',
  key: 'k'.repeat(32),
};
export const HOSPITAL = { appid: 'wxhospital', mchId: '1900000202' };
export const OTHER_HOSPITAL = { appid: 'wxhospital2', mchId: '1900000303' };
export const INDEPENDENT = {
  appid: 'wxalone',
  mchId: '1900000404',
  secret: 'own',
  key: 'j'.repeat(32),
};
export const CARD = md5('a fictitious identity number');
/** 2026-03-02 10:00:00 in Shanghai. */
export const NOW = Date.UTC(2026, 2, 2, 2, 0, 0);

const person = {
  name: '张三',
  idDigest: CARD,
  boundCard: true,
  cashBalanceFen: 1_000_000,
  payPassword: '123456',
};
export const USERS = [
  { ...person, openid: 'o-zhang', appid: HOSPITAL.appid },
  { ...person, openid: 'o-zhang-at-provider', appid: PROVIDER.appid },
  { ...person, openid: 'o-zhang-alone', appid: INDEPENDENT.appid },
  { ...person, openid: 'o-unbound', appid: HOSPITAL.appid, boundCard: false },
  { ...person, openid: 'o-poor', appid: HOSPITAL.appid, cashBalanceFen: 99 },
];

export interface Rig {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly platform: PayinsurancePlatform;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  close(): Promise<void>;
}

export async function startRig(more: Partial<PlatformOptions> = {}): Promise<Rig> {
  const clock = sandboxClock(() => NOW);
  const faults = new FaultBook();
  const wire = new WireLog();
  const durable = () => Promise.resolve();
  const platform = payinsurancePlatform({
    tables: memoryTables(),
    clock,
    faults,
    wire,
    durable,
    accounts: {
      provider: PROVIDER,
      hospitals: [HOSPITAL, OTHER_HOSPITAL],
      independent: INDEPENDENT,
    },
    users: USERS,
    ...more,
  });
  const app = fastify();
  await app.register(platform.plugin);
  await app.register(controlPlugin({ clock, faults, wire, durable, payinsurance: platform }));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, app, platform, clock, faults, wire, close: () => app.close() };
}

/** A field set to `undefined` is not sent. */
export type Message = Readonly<Record<string, string | undefined>>;

let orders = 0;

/** A 门诊 order of 200 fen, half of it insurance, that the platform accepts. */
export function orderMessage(more: Message = {}): Message {
  orders += 1;
  return {
    order_type: 'DiagPay',
    appid: PROVIDER.appid,
    mch_id: PROVIDER.mchId,
    sub_appid: HOSPITAL.appid,
    sub_mch_id: HOSPITAL.mchId,
    sub_openid: 'o-zhang',
    hosp_out_trade_no: `T${String(orders).padStart(8, '0')}`,
    hospital_name: '示例医院',
    nonce_str: 'n0nce',
    total_fee: '200',
    cash_fee: '100',
    allow_fee_change: '0',
    spbill_create_ip: '10.193.0.1',
    notify_url: 'http://127.0.0.1:9/notify',
    body: '门诊缴费',
    return_url: 'pages/result/result',
    pay_type: '3',
    insurance_fee: '100',
    user_card_type: '1',
    user_card_no: CARD,
    user_name: '张三',
    serial_no: 'S1',
    org_no: 'H44010000001',
    gmt_out_create: '20260302100000',
    request_content: JSON.stringify({
      session_id: '2f20f7ae',
      aae011: 'sys',
      bka015: '系统管理员',
      bka001: '1',
      bka964: '广州市某某区某某楼',
    }),
    bill_no: 'B1',
    ...more,
  };
}

/** The same order as an independent hospital would place it. */
export function aloneMessage(more: Message = {}): Message {
  return orderMessage({
    appid: INDEPENDENT.appid,
    mch_id: INDEPENDENT.mchId,
    sub_appid: undefined,
    sub_mch_id: undefined,
    sub_openid: undefined,
    openid: 'o-zhang-alone',
    ...more,
  });
}

export function naming(hospOutTradeNo: string | undefined, more: Message = {}): Message {
  return {
    appid: PROVIDER.appid,
    mch_id: PROVIDER.mchId,
    sub_mch_id: HOSPITAL.mchId,
    hosp_out_trade_no: hospOutTradeNo,
    nonce_str: 'n0nce',
    ...more,
  };
}

export function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex');
}

/** §4: sorted non-empty parameters, `&key=`, MD5, upper case. */
export function signatureOf(message: Message, key: string): string {
  const pairs = Object.keys(message)
    .filter((name) => name !== 'sign' && (message[name] ?? '') !== '')
    .sort()
    .map((name) => `${name}=${message[name] ?? ''}`);
  return md5(`${pairs.join('&')}&key=${key}`).toUpperCase();
}

export function toXml(message: Message): string {
  const fields = Object.entries(message)
    .filter(([, value]) => value !== undefined)
    .map(([name, value = '']) => {
      const safe = value.replaceAll(']]>', ']]]]><![CDATA[>');
      return `<${name}><![CDATA[${safe}]]></${name}>`;
    });
  return `<xml>${fields.join('')}</xml>`;
}

export function signedXml(message: Message, key = PROVIDER.key): string {
  return toXml({ ...message, sign: signatureOf(message, key) });
}

/** The fields of an answer in CDATA, by a pattern: nothing else may be in it. */
export function fromXml(text: string): Record<string, string> {
  const field = /<(\w+)><!\[CDATA\[((?:(?!\]\]><\/)[\s\S])*)\]\]><\/\1>/g;
  const fields = [...text.matchAll(field)].map(
    ([, name = '', value = '']) => [name, value.replaceAll(']]]]><![CDATA[>', ']]>')] as const,
  );
  if (text.replace(field, '').replace(/\s/g, '') !== '<xml></xml>')
    throw new Error(`not flat: ${text}`);
  return Object.fromEntries(fields);
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The fields of an XML answer; of a JSON one its members as text. */
  readonly fields: Record<string, string>;
}

export async function post(url: string, body: string, type = 'text/xml'): Promise<Reply> {
  return replyOf(await fetch(url, { method: 'POST', body, headers: { 'content-type': type } }));
}

export async function replyOf(response: Response): Promise<Reply> {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, text, fields: fieldsOf(type, text) };
}

function fieldsOf(type: string, text: string): Record<string, string> {
  if (type.startsWith('text/xml')) return fromXml(text);
  if (!type.startsWith('application/json')) return {};
  const value: unknown = JSON.parse(text);
  return Object.fromEntries(Object.entries(value ?? {}).map(([k, v]) => [k, String(v)]));
}

export async function fetchToken(rig: Rig, hospital = HOSPITAL): Promise<string> {
  const query = new URLSearchParams({
    grant_type: 'client_credential',
    agentappid: PROVIDER.appid,
    agentsecret: PROVIDER.secret,
    appid: hospital.appid,
  });
  const { fields } = await replyOf(
    await fetch(`${rig.url}/payinsurance/gettoken?${query.toString()}`),
  );
  return fields.access_token ?? '';
}

export async function fetchOwnToken(rig: Rig): Promise<string> {
  const { appid, secret } = INDEPENDENT;
  const query = new URLSearchParams({ grant_type: 'client_credential', appid, secret });
  const { fields } = await replyOf(await fetch(`${rig.url}/cgi-bin/token?${query.toString()}`));
  return fields.access_token ?? '';
}

export async function call(
  rig: Rig,
  name: string,
  token: string,
  message: Message,
  key = PROVIDER.key,
): Promise<Reply> {
  return post(`${rig.url}/payinsurance/${name}?access_token=${token}`, signedXml(message, key));
}

/** A JSON request to the cashier or the control API. */
export async function json(
  rig: Rig,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const init =
    body === undefined
      ? { method }
      : { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(`${rig.url}${path}`, init);
  const value: unknown = await response.json();
  return { status: response.status, body: Object.fromEntries(Object.entries(value ?? {})) };
}
