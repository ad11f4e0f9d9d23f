/**
 * `npm start`: the whole world on one machine — the mini program in a browser, the cloud functions on
 * the real SDK, the payment platform and the hospital simulated — at one address on 127.0.0.1.
 */
import { builder } from './lib/builder.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { readOptions } from './lib/options.mjs';

const HELP = `npm start -- [options]

  --port N         port on 127.0.0.1 (default 8080; the next free one is taken when it is busy and not asked for)
  --data DIR       where orders, bills and keys of the sandbox are kept (default .data)
  --channel NAME   the way of paying: payinsurance (1.0, the default) or medins (2.0)
  --counter FIRST  一码付 at counters: insurance first (the default), cash first, or off
  --fresh          forget what is kept there and begin anew
  --scenario NAME  play a scenario of the sandbox first (\`list\` says which there are); without --data
                   in a folder that is gone at the end
  --help           this text
`;

const asked = readOptions(
  {
    port: { type: 'string' },
    data: { type: 'string' },
    channel: { type: 'string' },
    counter: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    scenario: { type: 'string' },
  },
  HELP,
);
await ensureInstalled();
const { register } = await import('tsx/esm/api');
register();
const { startForPeople } = await import('../sandbox/start.ts');
await startForPeople({ ...asked, buildFunctions: builder(import.meta.dirname) });
