/**
 * `npm run sandbox`: the simulated platform, hospital and cloud for third parties in any language.
 * With --json the first line on standard output is one JSON object: base URLs, ids, keys, a test
 * patient and an unpaid bill (sandbox/README.md).
 */
import { builder } from './lib/builder.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { readOptions } from './lib/options.mjs';

const HELP = `npm run sandbox -- [options]

  --port N     port on 127.0.0.1 (default 8081)
  --data DIR   where the sandbox keeps its state (default: a temporary folder, gone at the end)
  --fresh      forget what is kept there and begin anew
  --json       print one JSON line with everything a client needs, then serve
  --help       this text
`;

const asked = readOptions(
  {
    port: { type: 'string', default: '8081' },
    data: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
  HELP,
);
const say = console.log;
if (asked.json) console.log = console.error;
await ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const { startForMachines } = await import('../sandbox/start.ts');
await startForMachines({ ...asked, say, buildFunctions: builder(import.meta.dirname) });
