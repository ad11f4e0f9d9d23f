/**
 * The simulated 地方电子凭证中心 on a port of its own beside WeChat Pay, and a caller made by hand: envelopes are
 * sealed and opened by sm-crypto-v2, by nobody else.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { sm4 } from 'sm-crypto-v2';
import { bureauPeople } from '../../sandbox/bureau/people';
import { controlPlugin } from '../../sandbox/control/api';
import { sandboxClock } from '../../sandbox/control/clock';
import { seedHospital } from '../../sandbox/hospital/seed';
import { wechatUsers } from '../../sandbox/people';
import { payinsurancePlatform } from '../../sandbox/platform/payinsurance/platform';
import {
  voucherCentre,
  type VoucherCentre,
  type VoucherCentreOptions,
} from '../../sandbox/platform/voucher-centre';
import { memoryTables } from '../../sandbox/shared/tables';
import { NOW, startRig, type Rig as WechatRig } from './wechatpay-rig';

export const STATUS = '/cfc/api/signedQuery';
export const CERTIFICATE = '/cfc/api/genPayCert';
export const REQT_TYPE = 'sys&440000';
/** Signed on the first day, and not. */
export const SIGNED = 'oZhangJianguo';
export const UNSIGNED = 'oWangXiuying';
export const SON = 'oZhangWei';

export interface Rig {
  readonly url: string;
  readonly centre: VoucherCentre;
  readonly wechat: WechatRig;
  readonly orgCodg: string;
  close(): Promise<void>;
}

export async function startCentre(
  more: Partial<Pick<VoucherCentreOptions, 'unit' | 'settings' | 'random'>> = {},
): Promise<Rig> {
  const seed = seedHospital();
  const clock = sandboxClock(() => NOW);
  const wechat = await startRig({ clock, users: wechatUsers(seed, 'wx0123456789abcdef') });
  const { faults, wire } = wechat;
  const durable = () => Promise.resolve();
  const dataDir = mkdtempSync(join(tmpdir(), 'voucher-centre-'));
  const centre = voucherCentre({
    ...{ dataDir, clock, faults, wire, durable, tables: memoryTables() },
    people: bureauPeople(seed),
    paymentCodes: wechat.platform.engine.paymentCodes,
    phones: wechat.platform.engine.phones,
    institution: {
      orgCodg: seed.orgNo,
      devices: () => [{ devId: '02-00-00-99-00-01', devIp: '10.99.8.11' }],
    },
    ...{ reqtType: REQT_TYPE, unit: 'yuan', ...more },
  });
  const app = fastify({ forceCloseConnections: true });
  await app.register(centre.plugin);
  const tables = memoryTables();
  const shared = { clock, faults, wire, durable };
  const payinsurance = payinsurancePlatform({ ...shared, tables, accounts: {} });
  const sections = [centre.section, wechat.platform.section];
  await app.register(controlPlugin({ ...shared, payinsurance, sections }));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const close = async (): Promise<void> => {
    await app.close();
    await wechat.close();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url, centre, wechat, orgCodg: seed.orgNo, close };
}

export type Content = Readonly<Record<string, unknown>>;

/** A token as the hospital's scanner gets it. */
export function tokenOf(rig: Rig, openid = SIGNED, patientId?: string): string {
  const shown = rig.centre.engine.show(openid, patientId);
  const read = rig.centre.reader.read(shown?.code ?? '');
  if (!read.ok) throw new Error(read.why);
  return read.token;
}

export function statusContent(rig: Rig, more: Content = {}): Content {
  return {
    token: tokenOf(rig),
    orgCodg: rig.orgCodg,
    orgName: '示例市第一人民医院',
    opterId: 'C01',
    opterName: '收费员甲',
    devId: '02-00-00-99-00-01',
    devIP: '10.99.8.11',
    ...more,
  };
}

let serials = 0;
export function freshSerial(): string {
  serials += 1;
  return `SN${String(serials).padStart(12, '0')}`;
}

export function certificateContent(rig: Rig, more: Content = {}): Content {
  return {
    ...statusContent(rig),
    ownPaySetlAmt: '12.34',
    fixmedinsTrnsSn: freshSerial(),
    ...more,
  };
}

/** Which of sm-crypto-v2's two answers is meant. */
export const TEXT = { output: 'string' } as const;

export const sealed = (rig: Rig, text: string, key = rig.centre.keys.sm4Key): string =>
  sm4.encrypt(text, key, { mode: 'ecb', padding: 'pkcs#7' }).toUpperCase();

/** Members set to undefined are left out by JSON. */
export function envelope(rig: Rig, encData: string, more: Content = {}): Content {
  return {
    reqtType: REQT_TYPE,
    encData,
    version: '1.0.0',
    orgId: rig.centre.keys.orgId,
    timestamp: String(rig.wechat.clock.now()),
    ...more,
  };
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly code: unknown;
  readonly message: string;
  readonly type: unknown;
  /** What the answer's envelope held; undefined where there is none. */
  readonly said: Record<string, unknown> | undefined;
}

export async function send(
  rig: Rig,
  path: string,
  body: string,
  headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' },
  method = 'POST',
): Promise<Reply> {
  const bodied = method === 'GET' ? {} : { body };
  const response = await fetch(`${rig.url}${path}`, { method, headers, ...bodied });
  const text = await response.text();
  const json = JSON.parse(text) as Record<string, unknown>;
  const data = json.data as { encData: string } | undefined;
  const said =
    data === undefined
      ? undefined
      : (JSON.parse(sm4.decrypt(data.encData, rig.centre.keys.sm4Key, TEXT)) as Record<
          string,
          unknown
        >);
  const { code, message, type } = json;
  return { status: response.status, text, code, message: String(message), type, said };
}

export function ask(rig: Rig, path: string, content: Content, more: Content = {}): Promise<Reply> {
  const encData = sealed(rig, JSON.stringify(content));
  return send(rig, path, JSON.stringify(envelope(rig, encData, more)));
}

export async function control(
  rig: Rig,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${rig.url}/sandbox/api${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
