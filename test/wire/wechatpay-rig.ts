/**
 * WeChat Pay APIv3 on a port of its own for the wire tests: people, a bureau that says what a test wants,
 * a hospital's address for notices, and a client made by hand: signed and verified by
 * wechatpay-axios-plugin, told by nobody else.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { Aes, Formatter, Hash, Rsa } from 'wechatpay-axios-plugin';
import type { BureauForPlatform, BureauOrderAsk, BureauRefusal } from '../../sandbox/bureau/port';
import { controlPlugin } from '../../sandbox/control/api';
import { sandboxClock, type SandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import { payinsurancePlatform } from '../../sandbox/platform/payinsurance/platform';
import {
  wechatPayKeys,
  type Account,
  type WechatPayKeys,
} from '../../sandbox/platform/wechatpay/keys';
import {
  createWechatPay,
  type WechatPayOptions,
  type WechatPayPlatform,
} from '../../sandbox/platform/wechatpay/platform';
import { memoryTables } from '../../sandbox/shared/tables';

/** 2026-03-02 10:00:00 in Shanghai. */
export const NOW = Date.UTC(2026, 2, 2, 2, 0, 0);
/** A fictitious number that ends in X; only its digest goes over the wire. */
export const ID_NO = ['110101', '19000101', '001', 'X'].join('');
export const NAME = '王小明';
export const RELATIVE = { name: '王大明', idDigest: Hash.md5('a fictitious relative') };
export const PASSWORD = '123456';

/** The bureau as a test wants it. */
export interface FakeBureau extends BureauForPlatform {
  readonly asked: BureauOrderAsk[];
  readonly settled: string[];
  refuse: BureauRefusal | undefined;
  failSettlement: string | undefined;
  /** pay_auth_no that was used already. */
  readonly spent: Set<string>;
}

function fakeBureau(clock: { now(): number }): FakeBureau {
  const bureau: FakeBureau = {
    asked: [],
    settled: [],
    refuse: undefined,
    failSettlement: undefined,
    spent: new Set(),
    accept(ask) {
      bureau.asked.push(ask);
      const stale = bureau.spent.has(ask.payAuthNo) ? 'authorisation-rejected' : undefined;
      const why = bureau.refuse ?? stale;
      if (why !== undefined) return { ok: false, why };
      bureau.spent.add(ask.payAuthNo);
      return { ok: true };
    },
    settle(payOrderId) {
      bureau.settled.push(payOrderId);
      return bureau.failSettlement === undefined
        ? { ok: true, at: clock.now() }
        : { ok: false, why: bureau.failSettlement };
    },
  };
  return bureau;
}

export interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly path: string;
}

/** Where notices arrive. */
export interface Receiver {
  readonly url: string;
  readonly heard: Heard[];
  answer: () => { readonly status: number; readonly body?: string };
}

export interface Rig {
  readonly url: string;
  readonly keys: WechatPayKeys;
  readonly platform: WechatPayPlatform;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly bureau: FakeBureau;
  readonly receiver: Receiver;
  close(): Promise<void>;
}

export async function startRig(more: Partial<WechatPayOptions> = {}): Promise<Rig> {
  const dir = mkdtempSync(join(tmpdir(), 'wechatpay-'));
  const keys = wechatPayKeys(dir);
  await keys.ready();
  const clock = more.clock ?? sandboxClock(() => NOW);
  const [faults, wire, bureau] = [new FaultBook(), new WireLog(), fakeBureau(clock)];
  const receiving = await startReceiver();
  const { receiver } = receiving;
  const durable = () => Promise.resolve();
  const shared = { clock, faults, wire, durable, tables: memoryTables() };
  const platform = createWechatPay({
    ...{ ...shared, keys, bureau, users: users(keys) },
    ownOrigin: () => receiver.url,
    ...more,
  });
  const app = fastify({ forceCloseConnections: true });
  await app.register(platform.plugin);
  const payinsurance = payinsurancePlatform({ ...shared, accounts: {} });
  const sections = [platform.section];
  await app.register(controlPlugin({ clock, faults, wire, durable, payinsurance, sections }));
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const close = async (): Promise<void> => {
    await app.close();
    await receiving.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { url, keys, platform, clock, faults, wire, bureau, receiver, close };
}

function users(keys: WechatPayKeys) {
  const person = {
    name: NAME,
    idDigest: Hash.md5(ID_NO),
    boundCard: true,
    cashBalanceFen: 1_000_000,
    payPassword: PASSWORD,
  };
  const [first, second] = keys.provider.hospitals;
  return [
    { ...person, openid: 'o-merchant', appid: keys.merchant.appid },
    { ...person, openid: 'o-provider', appid: keys.provider.appid },
    { ...person, openid: 'o-sub', appid: first?.appid ?? '' },
    { ...person, openid: 'o-sub2', appid: second?.appid ?? '' },
    { ...person, openid: 'o-poor', appid: keys.merchant.appid, cashBalanceFen: 99 },
  ];
}

async function startReceiver(): Promise<{ receiver: Receiver; close(): Promise<void> }> {
  const heard: Heard[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      heard.push({ headers: request.headers, body, path: request.url ?? '' });
      const { status, body: text } = receiver.answer();
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const url = `http://127.0.0.1:${address.port}`;
  const receiver: Receiver = { url, heard, answer: () => ({ status: 204 }) };
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  return { receiver, close };
}

export type Body = Readonly<Record<string, unknown>>;

export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly json: Record<string, unknown>;
  readonly header: (name: string) => string;
  /** Whether the answer's signature verifies over its raw body, by the key that its Serial names. */
  readonly verified: boolean;
  /** The number at the end of the Request-Id. */
  readonly number: string;
}

export interface AskOptions {
  readonly account?: Account;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of the Authorization made here. */
  readonly authorization?: (right: string) => string;
  /** The body as it is sent, after it was signed. */
  readonly sent?: string;
  /** Which key's id goes along as Wechatpay-Serial; '' for none. */
  readonly serial?: string;
  readonly timestampS?: number;
}

/** One signed request. `path` with its query. */
export async function ask(
  rig: Rig,
  method: 'GET' | 'POST',
  path: string,
  body?: Body,
  options: AskOptions = {},
): Promise<Reply> {
  const account = options.account ?? rig.keys.merchant;
  const text = body === undefined ? '' : JSON.stringify(body);
  const timestamp = options.timestampS ?? Math.floor(rig.clock.now() / 1000);
  const nonce = Formatter.nonce();
  const message = Formatter.request(method, path, timestamp, nonce, text);
  const signature = Rsa.sign(message, account.rsa().privateKey);
  const right = Formatter.authorization(account.mchid, nonce, signature, timestamp, account.serial);
  const serial = options.serial ?? rig.keys.platform.publicKey.id;
  const response = await fetch(`${rig.url}${path}`, {
    method,
    headers: {
      ...{ accept: 'application/json', 'user-agent': 'wire-test' },
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(serial === '' ? {} : { 'wechatpay-serial': serial }),
      authorization: options.authorization?.(right) ?? right,
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: options.sent ?? text }),
  });
  return replyOf(rig, response);
}

async function replyOf(rig: Rig, response: Response): Promise<Reply> {
  const text = await response.text();
  const header = (name: string): string => response.headers.get(name) ?? '';
  return {
    status: response.status,
    text,
    json: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
    header,
    verified: verifies(rig, header, text),
    number: header('request-id').split('-').at(-1) ?? '',
  };
}

/** Verifies an answer or a notice; a missing header is a failure. */
export function verifies(rig: Rig, header: (name: string) => string, body: string): boolean {
  const { publicKey, certificate } = rig.keys.platform;
  const key = [publicKey, certificate].find(({ id }) => id === header('wechatpay-serial'));
  const [timestamp, nonce] = [header('wechatpay-timestamp'), header('wechatpay-nonce')];
  const signature = header('wechatpay-signature');
  if (key === undefined || timestamp === '' || nonce === '' || signature === '') return false;
  return Rsa.verify(Formatter.response(timestamp, nonce, body), signature, key.rsa().publicKey);
}

export const noticeHeader =
  ({ headers }: Heard) =>
  (name: string): string =>
    String(headers[name] ?? '');

/** The resource of a notice, opened with the account's APIv3 key. */
export function opened({ body }: Heard, account: Account): Record<string, unknown> {
  const { resource } = JSON.parse(body) as { resource: Record<string, string> };
  const { ciphertext = '', nonce = '', associated_data: data = '' } = resource;
  return JSON.parse(Aes.AesGcm.decrypt(ciphertext, account.apiV3Key, nonce, data)) as Record<
    string,
    unknown
  >;
}

export function encrypted(rig: Rig, text: string, key = rig.keys.platform.publicKey): string {
  return Rsa.encrypt(text, key.rsa().publicKey);
}

let numbers = 0;
export function freshNo(): string {
  numbers += 1;
  return `W${String(numbers).padStart(9, '0')}`;
}

export const secondsOf = (ms: number): string =>
  `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;

export async function control(
  rig: Rig,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${rig.url}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
