/**
 * What is generated and what is deployed: the HIS types follow the contract, every function is one
 * file, and the function that reads holds no payment key (house, "entries"; local-cloud).
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import deploy from '../../cloudfunctions/deploy.json';
import { ROOT } from '../support/project-files';

const run = promisify(execFile);
const NAMES = ['clinic', 'clockwork', 'counter', 'notify', 'pay', 'refund', 'staff'];
/** What WeChat lets a mini program's function weigh is far more; this is what ours weigh. */
const MOST_BYTES = 2.5 * 1024 * 1024;

test('types and schemas of the HIS contract are up to date', async () => {
  await run(process.execPath, ['scripts/his-types.mjs', '--check'], { cwd: ROOT });
}, 30_000);

describe('the build', () => {
  let outDir: string;
  const read = (...path: string[]) => readFile(join(outDir, ...path), 'utf8');
  const json = async (...path: string[]) => JSON.parse(await read(...path)) as unknown;

  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'functions-'));
    const script = `
      import { buildFunctions } from './scripts/build-functions.mjs';
      await buildFunctions({ root: process.cwd(), outDir: process.argv[1] });
    `;
    const args = ['--input-type=module', '-e', script, outDir];
    await run(process.execPath, args, { cwd: ROOT });
  }, 60_000);
  afterAll(async () => {
    await rm(outDir, { recursive: true });
  });

  test('makes one folder per function with three files in it', async () => {
    expect((await readdir(outDir)).sort()).toEqual(NAMES);
    for (const name of NAMES) {
      const files = (await readdir(join(outDir, name))).sort();
      expect(files).toEqual(['config.json', 'index.js', 'package.json']);
      expect(await json(name, 'package.json')).toMatchObject({ name, main: 'index.js' });
      expect((await read(name, 'index.js')).length).toBeLessThan(MOST_BYTES);
    }
  });

  test('names timers in config.json, and nobody else has a trigger there', async () => {
    const triggers = [{ name: 'tick', type: 'timer', config: '0 */1 * * * * *' }];
    expect(await json('clockwork', 'config.json')).toMatchObject({ triggers });
    for (const name of ['clinic', 'notify', 'pay']) {
      expect(await json(name, 'config.json')).toMatchObject({ triggers: [] });
    }
  });

  test('lets nobody but the clockwork write to people', async () => {
    for (const name of NAMES) {
      const openapi = name === 'clockwork' ? ['subscribeMessage.send'] : [];
      expect(await json(name, 'config.json')).toMatchObject({ permissions: { openapi } });
    }
  });

  test('leaves the payment channel out of the function that holds no key', async () => {
    const speaks = async (name: string) =>
      (await read(name, 'index.js')).includes('hosp_out_trade_no');
    expect(await speaks('pay')).toBe(true);
    expect(await speaks('clinic')).toBe(false);
  });
});

test('the deploy manifest gives payment keys to those who pay, and to no one else; one sends refunds', () => {
  const secrets = ['YIBAO_PAYINSURANCE_KEY', 'YIBAO_AGENT_SECRET', 'YIBAO_APP_SECRET'];
  const holders = deploy.functions
    .filter(({ environment }) => secrets.some((name) => environment.includes(name)))
    .map(({ name }) => name);
  expect(holders.sort()).toEqual(['clockwork', 'counter', 'notify', 'pay', 'refund', 'staff']);
  const reach = deploy.functions.filter(({ environment }) =>
    environment.includes('YIBAO_COUNTER_TLS_KEY'),
  );
  expect(reach.map(({ name }) => name)).toEqual(['counter']);
  const fixed = deploy.functions.filter(({ fixedEgressIp }) => fixedEgressIp);
  // the platform lists who may refund; the hospital's firewall whom its counter service lets in
  expect(fixed.map(({ name }) => name)).toEqual(['refund', 'counter']);
  expect(deploy.functions.every(({ timeoutSeconds }) => timeoutSeconds <= 60)).toBe(true);
});
