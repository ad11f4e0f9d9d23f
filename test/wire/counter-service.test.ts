/**
 * Cloud and counter service over real TLS on loopback, with certificates made for this run: the built program
 * in a process of its own, a centre that opens envelopes with another library, and everybody who may not in.
 */
import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { request as open } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import { counterService } from '../../cloudfunctions/adapters/counter-service';
import { mutualTls } from '../../cloudfunctions/adapters/mutual-tls';
import { orderNo } from '../../cloudfunctions/domain/ids';
import type { OneCode } from '../../cloudfunctions/ports/one-code';
import { FOREVER, listeningLog } from '../support/doubles';
import {
  CERTIFICATE_ASK,
  CODE_ASK,
  ISSUED,
  KEY_HEX,
  opened,
  sealed,
  TERMINAL,
  USABLE,
} from '../support/onecode-bench';
import { ROOT } from '../support/project-files';
import { makeCa, signedBy, type Papers } from '../support/tls-papers';

const run = promisify(execFile);

let folder: string;
let ca: Papers;
let otherCa: Papers;
let papers: Readonly<Record<'service' | 'client', Papers>>;
let centre: Server;
let heard: { readonly path: string; readonly content: unknown }[];
let answer: (path: string) => object;
let program: ChildProcessByStdio<null, Readable, Readable>;
let port: number;
const output: string[] = [];

const success = (content: unknown) => ({
  ...{ code: 0, type: 'success', message: '成功', data: { encData: sealed(content) } },
});

function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const settings = {
    environment: 'sandbox',
    listen: { host: '127.0.0.1', port: 0 },
    localUrl: `http://127.0.0.1:${(centre.address() as AddressInfo).port}`,
    orgId: 'testOrgId',
    reqtType: 'sys&350000',
    orgCodg: 'H35010000001',
    orgName: '示例市第一人民医院',
    amountUnit: 'yuan',
    httpTimeoutMs: 2_000,
  };
  return {
    PATH: process.env.PATH,
    YIBAO_COUNTER_SETTINGS: JSON.stringify(settings),
    YIBAO_ONECODE_SM4_KEY: KEY_HEX,
    YIBAO_COUNTER_SERVICE_KEY_FILE: join(folder, 'service.key'),
    YIBAO_COUNTER_SERVICE_CERT: papers.service.certificate,
    YIBAO_COUNTER_SERVICE_CLIENT_CA: ca.certificate,
    ...more,
  };
}

const bundle = (): string => join(folder, 'index.js');

/** Ends with the code and all that was said. */
async function started(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [bundle(), ...args], { env: environment(more) });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, said: said.join('') };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counter-service-'));
  const script = `
    import { buildCounterService } from './scripts/build-counter-service.mjs';
    await buildCounterService({ root: process.cwd(), outDir: process.argv[1] });
  `;
  await run(process.execPath, ['--input-type=module', '-e', script, folder], { cwd: ROOT });
  [ca, otherCa] = await Promise.all([makeCa('counter CA'), makeCa('another CA')]);
  const [service, client] = await Promise.all([
    signedBy(ca, 'counter-service', 'serverAuth'),
    signedBy(ca, 'counter', 'clientAuth'),
  ]);
  papers = { service, client };
  await writeFile(join(folder, 'service.key'), service.key);
  centre = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { encData: string };
      const path = request.url ?? '';
      heard.push({ path, content: opened(body.encData) });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer(path)));
    });
  });
  centre.listen(0, '127.0.0.1');
  await once(centre, 'listening');
  program = spawn(process.execPath, [bundle()], {
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  program.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const lines = createInterface({ input: program.stdout });
  const [first] = (await once(lines, 'line')) as [string];
  lines.on('line', (line) => output.push(line));
  port = Number(/^counter service listens on https:\/\/127\.0\.0\.1:(\d+)$/.exec(first)?.[1]);
}, 60_000);

beforeEach(() => {
  heard = [];
  answer = (path) => success(path.endsWith('signedQuery') ? USABLE : ISSUED);
});

afterAll(async () => {
  program.kill('SIGKILL');
  centre.closeAllConnections();
  centre.close();
  await rm(folder, { recursive: true });
});

function cloud(change: Partial<Papers & { readonly ca: string }> = {}, baseUrl?: string) {
  const logged = listeningLog();
  const tls = { ...papers.client, ca: ca.certificate, ...change };
  const oneCode: OneCode = counterService(
    { baseUrl: baseUrl ?? `https://127.0.0.1:${port}`, timeoutMs: 4_000 },
    { http: mutualTls(tls), log: logged.log, monotonicMs: () => 0 },
  );
  return { oneCode, http: mutualTls(tls), ...logged };
}

const UNREACHED = { kind: 'unknown', reason: 'counter-unreachable' };

describe('the way through', () => {
  test('the status of a code', async () => {
    const { oneCode } = cloud();
    expect(await oneCode.status(CODE_ASK, FOREVER)).toEqual({
      kind: 'usable',
      channelName: '微信支付',
      userName: '张*国',
    });
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      path: '/cfc/api/signedQuery',
      content: { token: CODE_ASK.token, devId: TERMINAL.devId, orgCodg: 'H35010000001' },
    });
  });

  test('a certificate for exactly this sum, once', async () => {
    const { oneCode } = cloud();
    expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual({
      kind: 'issued',
      payCert: ISSUED.payCert,
      channelName: '微信支付',
    });
    expect(heard[0]).toMatchObject({
      path: '/cfc/api/genPayCert',
      content: { ownPaySetlAmt: '12.34', fixmedinsTrnsSn: CERTIFICATE_ASK.orderNo },
    });
    expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toMatchObject({
      kind: 'refused',
      code: 'onecode number-used',
    });
    expect(heard).toHaveLength(1);
  });

  test.each([
    ['0', { kind: 'not-signed', why: '未签约' }],
    ['2', { kind: 'suspended', why: '未签约' }],
  ])('stasFlag %s with its reason', async (stasFlag, outcome) => {
    answer = () => success({ stasFlag, abnRea: '未签约' });
    expect(await cloud().oneCode.status(CODE_ASK, FOREVER)).toEqual(outcome);
  });

  test('a return code, an answer of another key, a token that is missing', async () => {
    const { oneCode } = cloud();
    answer = () => ({ code: 500243, message: 'x' });
    expect(await oneCode.status(CODE_ASK, FOREVER)).toEqual({
      ...{ kind: 'refused', code: 'onecode 500243', reason: 'one-code-not-signed' },
    });
    answer = () => ({ ...success(USABLE), data: { encData: sealed(USABLE, 'f'.repeat(32)) } });
    expect(await oneCode.status(CODE_ASK, FOREVER)).toMatchObject({
      ...{ kind: 'unknown', code: 'onecode not-decrypted' },
    });
    expect(await oneCode.status({ ...CODE_ASK, token: '' }, FOREVER)).toMatchObject({
      ...{ kind: 'refused', code: 'onecode token-missing' },
    });
  });

  test('what the two of different versions say', async () => {
    const { oneCode, lines } = cloud();
    const ask = {
      ...CERTIFICATE_ASK,
      orderNo: orderNo('Y'.repeat(10)),
      cash: CERTIFICATE_ASK.cash,
    };
    const odd = { ...ask, terminal: { ...TERMINAL, extra: 'x' } };
    expect(await oneCode.certificate(odd, FOREVER)).toEqual({
      ...{ kind: 'unknown', code: 'counter http-400', reason: 'one-code-misconfigured' },
    });
    expect(lines.join()).toContain('"code":"http-400"');
  });

  test('health, for those who have a certificate', async () => {
    const url = `https://127.0.0.1:${port}/v1/health`;
    const seen = await cloud().http.send({ method: 'GET', url, timeoutMs: 2_000 }, FOREVER);
    expect(seen).toMatchObject({ ok: true, status: 200, body: '{"ok":true}' });
  });
});

describe('nobody else gets in', () => {
  /** How a bare client fares: undefined when the door answered it. */
  async function bare(tls: object): Promise<string | undefined> {
    const asked = open(`https://127.0.0.1:${port}/v1/health`, {
      ...{ agent: false, ca: ca.certificate, ...tls },
    });
    asked.end();
    try {
      await once(asked, 'response');
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : 'other';
    } finally {
      asked.destroy();
    }
  }

  test('a right certificate does, so that the others mean something', async () => {
    expect(await bare({ key: papers.client.key, cert: papers.client.certificate })).toBeUndefined();
  });

  test('none', async () => {
    expect(await bare({})).toBeDefined();
  });

  test.each(['TLSv1.2', 'TLSv1.3'] as const)('none, over %s', async (version) => {
    expect(await bare({ minVersion: version, maxVersion: version })).toBeDefined();
  });

  test('older TLS, even with one', async () => {
    const { key, certificate: cert } = papers.client;
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
    expect(await bare({ key, cert, ...old })).toBeDefined();
  });

  test('one of another CA, one that has run out, one for servers, one that signed itself', async () => {
    const wrong = await Promise.all([
      signedBy(otherCa, 'counter', 'clientAuth'),
      signedBy(ca, 'counter', 'clientAuth', -1),
      signedBy(ca, 'counter', 'serverAuth'),
      makeCa('counter'),
    ]);
    for (const change of wrong) {
      const { oneCode } = cloud(change);
      expect(await oneCode.status(CODE_ASK, FOREVER)).toMatchObject(UNREACHED);
      expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toMatchObject(UNREACHED);
    }
    expect(heard).toEqual([]);
  });

  test('plain HTTP', async () => {
    await expect(fetch(`http://127.0.0.1:${port}/v1/health`)).rejects.toThrow();
  });

  test('and the service goes on', async () => {
    expect((await cloud().oneCode.status(CODE_ASK, FOREVER)).kind).toBe('usable');
  });
});

describe('the cloud believes nobody else', () => {
  test('a server of another CA: nothing was sent', async () => {
    const { oneCode } = cloud({ ca: otherCa.certificate });
    expect(await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual({
      ...UNREACHED,
      code: 'counter not-sent',
    });
    expect(heard).toEqual([]);
  });

  test('a server of the right CA under another name: nothing was sent', async () => {
    const { oneCode } = cloud({}, `https://127.0.0.2:${port}`);
    expect(await oneCode.status(CODE_ASK, FOREVER)).toMatchObject({ code: 'counter not-sent' });
  });

  test('nobody there', async () => {
    const { oneCode } = cloud({}, 'https://127.0.0.1:1');
    expect(await oneCode.status(CODE_ASK, FOREVER)).toEqual({
      ...UNREACHED,
      code: 'counter not-sent',
    });
  });
});

describe('what is too much', () => {
  const headers = { 'content-type': 'application/json' };

  test('a body over 8 KB is refused without being kept', async () => {
    const url = `https://127.0.0.1:${port}/v1/status`;
    const body = JSON.stringify({ token: 'x'.repeat(9_000), terminal: TERMINAL });
    const seen = await cloud().http.send(
      { method: 'POST', url, headers, body, timeoutMs: 4_000 },
      FOREVER,
    );
    expect(seen).toMatchObject({ ok: true, status: 413, body: '{"error":"too-large"}' });
  });

  test('whoever leaves in the middle of a body costs nothing', async () => {
    const { key, certificate: cert } = papers.client;
    const socket = connect({ port, host: '127.0.0.1', ca: ca.certificate, key, cert });
    await once(socket, 'secureConnect');
    socket.write('POST /v1/status HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"tok');
    socket.destroy();
    await once(socket, 'close');
    expect((await cloud().oneCode.status(CODE_ASK, FOREVER)).kind).toBe('usable');
    expect(heard).toHaveLength(1);
  });
});

describe('the program', () => {
  test('--check says that all is well, and ends', async () => {
    const { code, said } = await started(['--check']);
    expect(said).toContain('settings and keys are usable');
    expect(code).toBe(0);
    // a certificate for two days is worth a word
    expect(said).toMatch(/YIBAO_COUNTER_SERVICE_CERT: runs out in \d days/);
  });

  test('--help names every variable', async () => {
    const { code, said } = await started(['--help']);
    expect(code).toBe(0);
    for (const name of Object.keys(environment()).filter((one) => one.startsWith('YIBAO_'))) {
      expect(said).toContain(name.replace(/_FILE$/, ''));
    }
  });

  test('other arguments are refused', async () => {
    expect((await started(['--chekc'])).code).toBe(2);
    expect((await started(['--check', 'x'])).code).toBe(2);
  });

  test.each([
    ['YIBAO_ONECODE_SM4_KEY', 'is not set', { YIBAO_ONECODE_SM4_KEY: '' }],
    ['YIBAO_ONECODE_SM4_KEY', '32 hex digits', { YIBAO_ONECODE_SM4_KEY: 'canary' }],
    ['YIBAO_COUNTER_SETTINGS', 'is not JSON', { YIBAO_COUNTER_SETTINGS: 'canary' }],
    ['YIBAO_COUNTER_SERVICE_KEY_FILE', 'not be set', { YIBAO_COUNTER_SERVICE_KEY: 'canary' }],
    [
      'YIBAO_COUNTER_SERVICE_KEY_FILE',
      'cannot be read',
      { YIBAO_COUNTER_SERVICE_KEY_FILE: '/nowhere/canary' },
    ],
  ])('%s: %s', async (name, words, more) => {
    const { code, said } = await started([], more);
    expect(code).toBe(1);
    expect(said).toMatch(new RegExp(`^${name}: .*${words}`, 'm'));
    expect(said).not.toContain('canary');
  });

  test('a key of another certificate, a certificate that has run out: it does not start', async () => {
    const old = await signedBy(ca, 'counter-service', 'serverAuth', -1);
    const files = { YIBAO_COUNTER_SERVICE_KEY_FILE: '', YIBAO_COUNTER_SERVICE_KEY: old.key };
    const other = await started([], files);
    expect(other.said).toContain('does not belong to YIBAO_COUNTER_SERVICE_KEY');
    const over = await started([], { ...files, YIBAO_COUNTER_SERVICE_CERT: old.certificate });
    expect(over.said).toContain('YIBAO_COUNTER_SERVICE_CERT: has run out');
    expect([other.code, over.code]).toEqual([1, 1]);
  });

  test('an address that is taken: it says so', async () => {
    const settings = JSON.parse(environment().YIBAO_COUNTER_SETTINGS ?? '') as object;
    const taken = JSON.stringify({ ...settings, listen: { host: '127.0.0.1', port } });
    const { code, said } = await started([], { YIBAO_COUNTER_SETTINGS: taken });
    expect(said).toContain('EADDRINUSE');
    expect(code).toBe(1);
  });

  test('has written lines of its log, and in them no secret', () => {
    const said = output.join('\n');
    expect(said).toContain('"event":"onecode.call"');
    expect(said).toContain('"event":"counter-service.handshake"');
    const secrets = [CODE_ASK.token, ISSUED.payCert, KEY_HEX, USABLE.payChnlUserName];
    for (const secret of [...secrets, TERMINAL.operatorName, 'encData', 'PRIVATE KEY']) {
      expect(said).not.toContain(secret);
    }
  });

  test('SIGTERM: it answers what it was asked, and is gone', async () => {
    const arrived = new Promise<void>((resolve) => {
      answer = () => {
        program.kill('SIGTERM');
        resolve();
        return success(USABLE);
      };
    });
    const asked = cloud().oneCode.status(CODE_ASK, FOREVER);
    await arrived;
    const [code] = (await once(program, 'exit')) as [number];
    expect(await asked).toMatchObject({ kind: 'usable' });
    expect(code).toBe(0);
    expect(await cloud().oneCode.status(CODE_ASK, FOREVER)).toMatchObject({
      code: 'counter not-sent',
    });
  });
});
