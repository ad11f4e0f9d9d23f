/**
 * A local cloud for a test: database, host and HTTP on a free port, and the real wx-server-sdk
 * pointed at it by the environment variables that it reads in the cloud.
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { sandboxClock, type SandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import { cloudPlugin, FunctionHost, openDatabase, type CloudDatabase } from '../../sandbox/cloud';
import { memoryTables, type Tables } from '../../sandbox/shared/tables';

export const COLLECTIONS = {
  collections: [
    {
      name: 'orders',
      permission: 'ADMINONLY',
      indexes: [
        { name: 'byDueAt', unique: false, keys: [{ name: 'dueAt', direction: '1' }] },
        { name: 'byTicket', unique: true, keys: [{ name: 'ticket', direction: '1' }] },
        {
          name: 'byOwner',
          unique: false,
          keys: [
            { name: 'owner.openid', direction: '1' },
            { name: 'at', direction: '-1' },
          ],
        },
      ],
    },
    { name: 'accounts', permission: 'ADMINONLY', indexes: [] },
  ],
} as const;

export interface FixtureFunction {
  readonly name: string;
  readonly code: string;
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
  readonly trigger?:
    { type: 'none' } | { type: 'http'; path: string } | { type: 'timer'; cron: string };
  readonly environment?: readonly string[];
}

export interface CloudWorld {
  readonly url: string;
  readonly directory: string;
  readonly app: FastifyInstance;
  readonly tables: Tables;
  readonly database: CloudDatabase;
  readonly host: FunctionHost;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly logs: { name: string; line: string }[];
  /** Writes bundles and the manifest anew, as a build does; the host is not told. */
  build(functions: readonly FixtureFunction[]): Promise<void>;
  close(): Promise<void>;
}

export interface CloudWorldOptions {
  readonly functions?: readonly FixtureFunction[];
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly base64Bodies?: boolean;
  readonly durable?: () => Promise<void>;
}

export async function cloudWorld(options: CloudWorldOptions = {}): Promise<CloudWorld> {
  const directory = await mkdtemp(join(tmpdir(), 'cloud-'));
  const { mkdir } = await import('node:fs/promises');
  const build = async (functions: readonly FixtureFunction[]): Promise<void> => {
    for (const { name, code } of functions) {
      await mkdir(join(directory, 'dist', name), { recursive: true });
      await writeFile(join(directory, 'dist', name, 'index.js'), code);
    }
    const manifest = {
      runtime: 'Nodejs18.15',
      functions: functions.map(({ code: _code, ...entry }) => ({
        trigger: { type: 'none' },
        ...entry,
      })),
    };
    await writeFile(join(directory, 'deploy.json'), JSON.stringify(manifest));
  };
  await build(options.functions ?? []);
  const collectionsFile = join(directory, 'collections.json');
  await writeFile(collectionsFile, JSON.stringify(COLLECTIONS));

  const tables = memoryTables();
  const clock = sandboxClock();
  const faults = new FaultBook();
  const wire = new WireLog();
  const database = openDatabase({ tables, clock, collectionsFile });
  const logs: { name: string; line: string }[] = [];
  let url = '';
  const host = new FunctionHost({
    distDir: join(directory, 'dist'),
    deployFile: join(directory, 'deploy.json'),
    adminUrl: () => `${url}/admin`,
    env: options.env ?? {},
    clock,
    log: (name, line) => logs.push({ name, line }),
  });
  const app = fastify();
  await app.register(
    cloudPlugin({
      environmentId: 'local-env',
      appid: 'wx0000000000000001',
      database,
      tables,
      durable: options.durable ?? (() => Promise.resolve()),
      clock,
      faults,
      wire,
      host,
      base64Bodies: options.base64Bodies ?? false,
    }),
  );
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    directory,
    app,
    tables,
    database,
    host,
    clock,
    faults,
    wire,
    logs,
    build,
    close: async () => {
      await host.close();
      await app.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The environment that makes wx-server-sdk of this process talk to a local cloud. */
export function sdkEnvironment(url: string): Record<string, string> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local-env',
    TCB_ENV: 'local-env',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    WX_CONTEXT_KEYS: 'WX_OPENID,WX_API_TOKEN',
    WX_OPENID: 'o-test',
    WX_API_TOKEN: 'local',
    SILENCE: 'true',
  };
}
