/**
 * The thread of the counter service: the sandbox's time first, then the built bundle as
 * `node dist/counter-service/index.js` would run it.
 */

import { pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';
import { installClock } from '../../cloud/functions/worker/clock';
import type { ServiceSettings } from './protocol';

const { bundle, offset } = workerData as ServiceSettings;
const shared = new BigInt64Array(offset);
installClock(() => Number(Atomics.load(shared, 0)));
process.argv = [process.argv0, bundle];
// as node runs a file: whether it is a module is said by the package.json beside it
void import(pathToFileURL(bundle).href);
