/** The sandbox on the command line: playing a scenario, listing them, backing up and going on. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/project-files';

jest.setTimeout(120_000);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yibao-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npm run sandbox -- …` as scripts/sandbox.mjs hands it on, with functions that are built already. */
function sandbox(options: object): Promise<Ended> {
  const asked = JSON.stringify({ port: '0', fresh: false, json: false, ...options });
  const program = `
    const { startForMachines } = await import('./sandbox/start.ts');
    const say = (line) => process.stdout.write('JSON ' + line + '\\n');
    await startForMachines({ ...${asked}, buildFunctions: async () => undefined, say });`;
  const args = ['--import', 'tsx', '--input-type=module', '-e', program];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: ROOT, timeout: 90_000 }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, out, err });
    });
  });
}

it('plays a scenario, says how each step went, and ends with 0; a backup goes on elsewhere', async () => {
  const data = join(folder, 'data');
  const played = await sandbox({ data, scenario: 'notice-lost', exit: true, json: true });
  expect([played.code, played.err]).toEqual([0, '']);
  expect(played.out).toContain('✓ order: its notice is state lost');
  const line = /^JSON (.*)$/m.exec(played.out)?.[1] ?? '{}';
  expect(JSON.parse(line)).toMatchObject({
    counter: { first: 'insurance', baseUrl: expect.stringMatching(/^https:/) as string },
    baseUrls: { control: expect.stringContaining('/sandbox/api') as string },
    scenario: { scenario: 'notice-lost', ok: true },
  });

  const backup = join(folder, 'kept.backup');
  expect(await sandbox({ data, backup })).toMatchObject({ code: 0 });
  expect(existsSync(backup)).toBe(true);
  const restored = join(folder, 'restored');
  const again = await sandbox({
    ...{ data: restored, restore: backup, scenario: 'notice-lost', exit: true },
  });
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toContain('Restored what was kept at');
  expect((await sandbox({ data: restored, restore: backup })).err).toContain('not empty');
});

it('plays a scenario of 2.0 with the functions set to it', async () => {
  const played = await sandbox({ scenario: 'medins-permission-expired', exit: true });
  expect([played.code, played.err]).toEqual([0, '']);
  expect(played.out).toContain('It ended as it says.');
});

it('plays a scenario of a counter with the counters set to it, whatever was asked for', async () => {
  const played = await sandbox({ scenario: 'counter-half-paid', counter: 'off', exit: true });
  expect([played.code, played.err]).toEqual([0, '']);
  expect(played.out).toContain('the counter lists it: stage settling');
  expect(played.out).toContain('It ended as it says.');
});

it('lists the scenarios, and ends with 2 and the list when there is none of that name', async () => {
  const listed = await sandbox({ scenario: 'list' });
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toContain('hospital-refuses  付款后医院拒绝入账');
  const unknown = await sandbox({ scenario: 'hospital-accepts' });
  expect(unknown).toMatchObject({ code: 2, out: '' });
  expect(unknown.err).toContain('There is no scenario hospital-accepts');
  expect(unknown.err).toContain('hospital-refuses');
});

it.each([
  [{ backup: 'x' }, '--backup needs --data'],
  [{ exit: true }, '--exit goes with --scenario'],
  [{ restore: 'x', fresh: true }, '--restore goes neither'],
  [{ counter: 'first' }, '--counter must be insurance, cash or off, not first'],
])('ends with 2 for %j', async (options, words) => {
  const ended = await sandbox(options);
  expect(ended).toMatchObject({ code: 2, out: '' });
  expect(ended.err).toContain(words);
});

it('ends with 1 and a sentence when there is nothing to back up', async () => {
  const ended = await sandbox({ data: join(folder, 'nowhere'), backup: join(folder, 'none') });
  expect(ended).toMatchObject({ code: 1, out: '' });
  expect(ended.err).toContain('no sandbox is kept');
});
