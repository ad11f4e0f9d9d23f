/**
 * The sandbox with 2.0 and the functions as they are built, as a process: `--data DIR --port N`. Says
 * where it is in one line of JSON, then serves until it is shot.
 */
import { parseArgs } from 'node:util';
import { ROOT } from './project-files';
import { bindFirstPatient } from '../../sandbox/demo';
import { createWorld } from '../../sandbox/world';
import { ZHANG, ZHANG_PATIENT } from './sandbox';

async function serve(): Promise<void> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string', default: '0' } },
  });
  if (values.data === undefined) throw new Error('--data is missing');
  const where = { root: ROOT, dataDir: values.data, port: Number(values.port) };
  const world = await createWorld({ ...where, channel: 'medins' });
  await bindFirstPatient(world);
  const { origin } = world;
  const baseUrls = { functions: `${origin}/functions`, control: `${origin}/sandbox/api` };
  const patient = { openid: ZHANG, patientId: ZHANG_PATIENT };
  process.stdout.write(`${JSON.stringify({ port: new URL(origin).port, baseUrls, patient })}\n`);
}

void serve();
