/**
 * The built counter service in a process of its own on loopback, with certificates made for this run, behind it
 * a centre that opens envelopes with another library, before it the cloud's adapter.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { listeningLog } from './doubles';
import { ISSUED, KEY_HEX, opened, sealed, USABLE } from './onecode-bench';
import { ROOT } from './project-files';
import { makeCa, signedBy, type Papers } from './tls-papers';
import { counterService } from '../../cloudfunctions/adapters/counter-service';
import { mutualTls } from '../../cloudfunctions/adapters/mutual-tls';

const run = promisify(execFile);

type More = Readonly<Record<string, string>>;

export const success = (content: unknown) => ({
  ...{ code: 0, type: 'success', message: '成功', data: { encData: sealed(content) } },
});

const asAlways = (path: string): object => success(path.endsWith('signedQuery') ? USABLE : ISSUED);

/** What the centre hears, decrypted, and says; `reset` between tests. */
async function openCentre() {
  const centre = {
    heard: [] as { readonly path: string; readonly content: unknown }[],
    answer: asAlways,
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { encData: string };
      const path = request.url ?? '';
      centre.heard.push({ path, content: opened(body.encData) });
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(centre.answer(path)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    centre,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => {
      centre.heard = [];
      centre.answer = asAlways;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function makePapers() {
  const [ca, otherCa] = await Promise.all([makeCa('counter CA'), makeCa('another CA')]);
  const [service, client] = await Promise.all([
    signedBy(ca, 'counter-service', 'serverAuth'),
    signedBy(ca, 'counter', 'clientAuth'),
  ]);
  return { ca, otherCa, service, client };
}

async function build(folder: string): Promise<void> {
  const script = `
    import { buildCounterService } from './scripts/build-counter-service.mjs';
    await buildCounterService({ root: process.cwd(), outDir: process.argv[1] });
  `;
  await run(process.execPath, ['--input-type=module', '-e', script, folder], { cwd: ROOT });
}

function environmentOf(
  localUrl: string,
  papers: Awaited<ReturnType<typeof makePapers>>,
  keyFile: string,
) {
  const settings = {
    environment: 'sandbox',
    listen: { host: '127.0.0.1', port: 0 },
    localUrl,
    orgId: 'testOrgId',
    reqtType: 'sys&350000',
    orgCodg: 'H35010000001',
    orgName: '示例市第一人民医院',
    amountUnit: 'yuan',
    httpTimeoutMs: 2_000,
  };
  return {
    PATH: process.env.PATH ?? '',
    YIBAO_COUNTER_SETTINGS: JSON.stringify(settings),
    YIBAO_ONECODE_SM4_KEY: KEY_HEX,
    YIBAO_COUNTER_SERVICE_KEY_FILE: keyFile,
    YIBAO_COUNTER_SERVICE_CERT: papers.service.certificate,
    YIBAO_COUNTER_SERVICE_CLIENT_CA: papers.ca.certificate,
  };
}

/** The running program: its port, and all that it writes after its first line. */
async function startProgram(bundle: string, env: More) {
  const program = spawn(process.execPath, [bundle], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  program.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const lines = createInterface({ input: program.stdout });
  const [first] = (await once(lines, 'line')) as [string];
  lines.on('line', (line) => output.push(line));
  const port = Number(/^counter service listens on https:\/\/127\.0\.0\.1:(\d+)$/.exec(first)?.[1]);
  return { program, output, port };
}

export async function counterServiceRig() {
  const folder = await mkdtemp(join(tmpdir(), 'counter-service-'));
  const [papers, { centre, url, reset, close }] = await Promise.all([
    makePapers(),
    openCentre(),
    build(folder),
  ]);
  const keyFile = join(folder, 'service.key');
  await writeFile(keyFile, papers.service.key);
  const bundle = join(folder, 'index.js');
  const environment = environmentOf(url, papers, keyFile);
  const { program, output, port } = await startProgram(bundle, environment);
  return {
    ...{ papers, centre, environment, program, output, port, reset },
    /** The cloud, with papers and an address of its own if need be. */
    cloud: (change: Partial<Papers & { readonly ca: string }> = {}, baseUrl?: string) => {
      const http = mutualTls({ ...papers.client, ca: papers.ca.certificate, ...change });
      const logged = listeningLog();
      const oneCode = counterService(
        { baseUrl: baseUrl ?? `https://127.0.0.1:${port}`, timeoutMs: 4_000 },
        { http, log: logged.log, monotonicMs: () => 0 },
      );
      return { oneCode, http, ...logged };
    },
    /** Another run of the program, to its end: the code, and all that it said. */
    run: async (args: readonly string[], more: More = {}) => {
      const child = spawn(process.execPath, [bundle, ...args], {
        env: { ...environment, ...more },
      });
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
      }
      const [code] = (await once(child, 'close')) as [number];
      return { code, said: said.join('') };
    },
    close: async () => {
      program.kill('SIGKILL');
      close();
      await rm(folder, { recursive: true });
    },
  };
}

export type CounterServiceRig = Awaited<ReturnType<typeof counterServiceRig>>;

export const UNREACHED = { kind: 'unknown', reason: 'counter-unreachable' };
