/**
 * `npm run sandbox`: the simulated platform, hospital and cloud for third parties in any language.
 * With --json the first line on standard output is one JSON object: base URLs, ids, keys, a test
 * patient and an unpaid bill (sandbox/README.md).
 */
import { builder } from './lib/builder.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { readOptions } from './lib/options.mjs';

const HELP = `npm run sandbox -- [options]

  --port N         port on 127.0.0.1 (default 8081); a developer's console is at /sandbox
  --data DIR       where the sandbox keeps its state (default: a temporary folder, gone at the end)
  --channel NAME   the way of paying: payinsurance (1.0, the default) or medins (2.0)
  --counter FIRST  一码付 at counters: insurance first (the default), cash first, or off
  --fresh          forget what is kept there and begin anew
  --json           print one JSON line with everything a client needs, then serve
  --scenario NAME  play a scenario in the running world, say how each step went, then serve;
                   with --json its result stands in the line as "scenario"
  --scenario list  say which scenarios there are
  --exit           end after the scenario: 0 when it ended as it says, else 1
  --backup FILE    write all that is kept in DIR to one file, also while a sandbox runs there, and
                   end; the file holds that sandbox's keys
  --restore FILE   begin with what such a file holds; DIR must be empty
  --help           this text
`;

const asked = readOptions(
  {
    port: { type: 'string', default: '8081' },
    data: { type: 'string' },
    channel: { type: 'string' },
    counter: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    scenario: { type: 'string' },
    exit: { type: 'boolean', default: false },
    backup: { type: 'string' },
    restore: { type: 'string' },
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
