/**
 * The world with 一码付 at counters: the built counter service answers to the functions' certificate alone,
 * asks the world's own centre by the world's own clock, comes up again after a crash and ends with the
 * world; what it is told reaches neither the wire log, nor its own log, nor the console.
 */
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deadlineIn, monotonicMs } from '../../cloudfunctions/adapters/clock';
import { counterService } from '../../cloudfunctions/adapters/counter-service';
import { mutualTls } from '../../cloudfunctions/adapters/mutual-tls';
import type { OneCode } from '../../cloudfunctions/ports/one-code';
import {
  readCounterTls,
  readOneCodeSecrets,
  readSettings,
} from '../../cloudfunctions/settings/settings';
import {
  counterCertificates,
  type CounterCertificates,
} from '../../sandbox/counter-service/certificates';
import { functionEnvironment, type AccessMode } from '../../sandbox/function-environment';
import { introduction } from '../../sandbox/demo';
import { createWorld, type World } from '../../sandbox/world';
import { charged, shownCode } from '../support/at-counter';
import { listeningLog } from '../support/doubles';
import { ROOT } from '../support/project-files';
import { testSandbox, WANG, ZHANG, type TestSandbox } from '../support/sandbox';

jest.setTimeout(60_000);

const YEAR_MS = 366 * 24 * 3_600_000;

let folder: string;
let sandbox: TestSandbox;
let world: World;
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-counter-'));
  sandbox = await testSandbox({
    dataDir: join(folder, 'data'),
    counter: { first: 'insurance' },
    log: (source, line) => said.push(`${source}: ${line}`),
  });
  ({ world } = sandbox);
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

function running() {
  if (world.counter === undefined) throw new Error('the world has no counter service');
  return world.counter;
}

type Papers = { readonly ca: string; readonly key?: string; readonly cert?: string };

const papers = ({ ca, client }: CounterCertificates): Papers => ({
  ...{ ca, key: client.key, cert: client.certificate },
});

/** HTTP status of its health, or why there was none. */
function health(shown: Papers, baseUrl = running().baseUrl): Promise<number | string> {
  return new Promise((resolve) => {
    const asked = request(`${baseUrl}/v1/health`, { ...shown, agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.once('error', (error) => resolve(error.message));
    asked.end();
  });
}

const [terminal] = [
  {
    ...{ counterNo: 'C01', name: '门诊收费1号窗口', operatorNo: 'S9001', operatorName: '陈静' },
    ...{ devId: '02-00-00-99-00-01', devIp: '10.99.8.11' },
  },
];

/** As the function `counter` asks it. */
function oneCode(): OneCode {
  const { baseUrl, certificates } = running();
  const { key, certificate } = certificates.client;
  const http = mutualTls({ key, certificate, ca: certificates.ca });
  const { log } = listeningLog();
  return counterService({ baseUrl, timeoutMs: 5_000 }, { http, log, monotonicMs });
}

/** The code on that person's phone, read at a counter: its token. */
async function tokenOf(openid: string): Promise<{ readonly code: string; readonly token: string }> {
  const code = await shownCode(sandbox, openid);
  const { scanId } = world.hospital.counter.read({ code, counterNo: terminal.counterNo });
  return { code, token: world.hospital.counter.token(scanId).token };
}

const status = async (openid: string) => {
  const { token } = await tokenOf(openid);
  return oneCode().status({ token, terminal }, deadlineIn(10_000));
};

it('answers to the certificate of the functions, and to no other', async () => {
  const { certificates } = running();
  const stranger = await counterCertificates(join(folder, 'elsewhere'));
  expect(await health(papers(certificates))).toBe(200);
  const { ca, server } = certificates;
  expect(await health({ ca })).not.toBe(200);
  expect(
    await health({ ca, key: stranger.client.key, cert: stranger.client.certificate }),
  ).not.toBe(200);
  expect(await health({ ca, key: server.key, cert: server.certificate })).not.toBe(200);
  expect(await health({ ...papers(certificates), ca: stranger.ca })).toEqual(
    expect.stringMatching(/certificate|signature/),
  );
  const kept = await stat(join(folder, 'data', 'counter-tls.json'));
  expect(kept.mode & 0o777).toBe(0o600);
});

it('says of a person whether the code can pay, as the centre knows it', async () => {
  expect(await status(ZHANG)).toMatchObject({ kind: 'usable', userName: '*建国' });
  expect(await status(WANG)).toMatchObject({ kind: 'not-signed' });
  world.centre.engine.setUser(ZHANG, 'suspended', '账户冻结');
  expect(await status(ZHANG)).toMatchObject({ kind: 'suspended', why: '账户冻结' });
  world.centre.engine.setUser(ZHANG, 'signed');
});

it('has the time of the world, wherever its clock is moved', async () => {
  world.clock.advance(YEAR_MS);
  world.host.syncClock();
  expect(await status(ZHANG)).toMatchObject({ kind: 'usable' });
});

it('comes up again after a crash, at the same address', async () => {
  const { baseUrl, certificates } = running();
  await running().crash();
  await running().ready();
  expect(running().baseUrl).toBe(baseUrl);
  expect(await health(papers(certificates))).toBe(200);
  expect(said).toContainEqual(expect.stringContaining('is started again'));
});

it('is started with the new bundle after a rebuild', async () => {
  const before = said.filter((line) => line.includes('listens on')).length;
  await running().reload();
  expect(said.filter((line) => line.includes('listens on'))).toHaveLength(before + 1);
  expect(await health(papers(running().certificates))).toBe(200);
});

/** Payment codes that were given out; they stand in the journal alone. */
async function paymentCodes(): Promise<readonly string[]> {
  const journal = await readFile(join(folder, 'data', 'platform.journal'), 'utf8');
  return [...new Set(journal.match(/(?<=")1[0-5]\d{16}(?=")/g))];
}

it('lets neither code, token, certificate nor key into a log or the console', async () => {
  const { billId } = world.hospital.issueStory('insurance-and-cash');
  const { code, token } = await tokenOf(ZHANG);
  const { orderNo, stage } = await charged(sandbox, ZHANG, billId);
  expect(stage).toBe('paid');
  const issued = await paymentCodes();
  expect(issued).toHaveLength(1);
  const secrets = [
    ...[...issued, code, token, world.centre.keys.sm4Key, ZHANG, '张建国'],
    ...Object.values(running().certificates).flatMap((one) =>
      typeof one === 'string' ? [] : [one.key],
    ),
  ];
  const read = ['/wire', '/faults', '/cloud/orders', `/cloud/orders/${orderNo}`, '/counter'];
  const answers = await Promise.all(
    read.map(async (path) => (await fetch(`${world.origin}/sandbox/api${path}`)).text()),
  );
  const calls = ['onecode.certificate', 'his.counterToken', 'wechatpay.codepay'];
  for (const call of calls) expect(answers[0]).toContain(call);
  expect(answers[4]).toContain(`"serial":"${orderNo}"`);
  for (const text of [...answers, said.join('\n')]) {
    for (const secret of secrets) expect(text).not.toContain(secret);
  }
  expect(said.join('\n')).toContain('"action":"certificate"');
});

it('tells a program what it needs to ask centre and service itself', async () => {
  const { baseUrl, certificates } = running();
  const told = introduction(world);
  expect(told).toMatchObject({
    onecode: { localUrl: world.origin, sm4Key: world.centre.keys.sm4Key, amountUnit: 'yuan' },
    counter: { first: 'insurance', baseUrl, ca: certificates.ca, key: certificates.client.key },
  });
  const { counter } = told as { counter: { ca: string; key: string; certificate: string } };
  expect(await health({ ca: counter.ca, key: counter.key, cert: counter.certificate })).toBe(200);
});

it.each<[AccessMode, string]>([
  ['independent', 'merchant'],
  ['service-provider', 'service-provider'],
])('gives the functions settings and secrets that they take: %s', (mode, known) => {
  const { certificates, baseUrl } = running();
  const { keys } = world.wechat.engine;
  const environment = functionEnvironment({
    ...{ origin: world.origin, mode, channel: 'payinsurance', secrets: world.secrets },
    ...{ wechatPay: keys, hospitalName: world.hospital.name },
    counter: { first: 'cash', baseUrl, certificates },
  });
  const account = mode === 'independent' ? keys.merchant : keys.provider;
  expect(readSettings(environment)).toMatchObject({
    onecode: {
      ...{ first: 'cash', service: { baseUrl } },
      payment: { mode: known, mchid: account.mchid, certificateSerial: account.serial },
    },
  });
  expect(readOneCodeSecrets(environment).privateKey).toBe(account.rsa().privatePem);
  expect(readCounterTls(environment)).toMatchObject({ ca: certificates.ca });
});

it('serves the page with somebody’s code, and who there is', async () => {
  const page = await fetch(`${world.origin}/one-code?openid=${ZHANG}`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await page.text()).toContain('医保码');
  expect((await fetch(`${world.origin}/one-code/page.js`)).status).toBe(200);
});

it('ends with the world, and is not there in a world without counters', async () => {
  const dataDir = join(folder, 'other');
  const base = { root: ROOT, dataDir, port: 0, alive: false } as const;
  const without = await createWorld(base);
  expect(without.counter).toBeUndefined();
  await without.close();
  const other = await createWorld({ ...base, counter: { first: 'cash' } });
  const port = Number(new URL(other.counter?.baseUrl ?? '').port);
  await other.close();
  const reached = await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  expect(reached).toBe(false);
});
