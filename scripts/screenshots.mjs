/**
 * `npm run screenshots`: starts a sandbox of its own, opens every page of the mini program in every state and look, and
 * leaves the pictures with a contact sheet in .artifacts/screenshots. Says what looks wrong; ends with 1 if something does.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builder } from './lib/builder.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { readOptions } from './lib/options.mjs';

const HELP = `npm run screenshots -- [options]

  --only TEXT  only pages whose name holds this (\`bill\`, \`staff\`)
  --out DIR    where the pictures are put (default .artifacts/screenshots); older pictures there go
  --help       this text
`;

const asked = readOptions({ only: { type: 'string' }, out: { type: 'string' } }, HELP);
const root = join(import.meta.dirname, '..');
await ensureInstalled();
const { ensureBrowser } = await import('./lib/browser.mjs');
process.env.CHROME_PATH = await ensureBrowser();
await builder(import.meta.dirname)();
const { register } = await import('tsx/esm/api');
register();
// Like the simulation, it lives with the tests, whose hands and eyes it uses.
const studio = join(root, 'test', 'support', 'preview-pictures.ts');
const { takePictures } = await import(pathToFileURL(studio).href);
const outDir = asked.out ?? join(root, '.artifacts', 'screenshots');
const pictures = await takePictures({ outDir, only: asked.only, say: console.log });
const flawed = pictures.filter(({ flaws }) => flaws.length > 0);
console.log(`\n${pictures.length} pictures in ${join(outDir, 'index.html')}`);
console.log(flawed.length === 0 ? 'Nothing looks wrong.' : `${flawed.length} look wrong:`);
for (const { file, flaws } of flawed) console.log(`  ${file}\n    ${flaws.join('\n    ')}`);
process.exit(flawed.length === 0 ? 0 : 1);
