/**
 * A local cloud on a durable journal, as a process of its own that a test can kill:
 * `node --import tsx test/support/cloud-server.ts DIRECTORY` prints its address when it listens.
 */

import { join } from 'node:path';
import fastify from 'fastify';
import { cloudPlugin, openDatabase } from '../../sandbox/cloud';
import { sandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { Journal } from '../../sandbox/shared/journal';

async function main(directory: string): Promise<void> {
  const tables = await Journal.open(join(directory, 'cloud.journal'));
  const clock = sandboxClock();
  const collectionsFile = join(directory, 'collections.json');
  const database = openDatabase({ tables, clock, collectionsFile });
  const app = fastify();
  await app.register(
    cloudPlugin({
      environmentId: 'local-env',
      appid: 'wx0000000000000001',
      database,
      tables,
      durable: () => tables.durable(),
      clock,
      faults: new FaultBook(),
    }),
  );
  console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
