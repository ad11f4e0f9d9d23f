/**
 * `npm run build`: the cloud functions into dist/cloudfunctions/NAME, where WeChat DevTools uploads
 * them from, and the counter service into dist/counter-service. Prints the size of each bundle, and of the
 * mini program's packages with their limits.
 */
import { join } from 'node:path';
import { ensureInstalled } from './lib/ensure-installed.mjs';

const root = join(import.meta.dirname, '..');
await ensureInstalled();
const { buildFunctions } = await import('./build-functions.mjs');
const { buildCounterService } = await import('./build-counter-service.mjs');
const built = [
  ...(await buildFunctions({ root, outDir: join(root, 'dist', 'cloudfunctions') })),
  await buildCounterService({ root, outDir: join(root, 'dist', 'counter-service') }),
];
for (const { name, bytes } of built) {
  console.log(`${name.padEnd(16)} ${(bytes / 1024).toFixed(0).padStart(6)} KB`);
}
const { packageSizes, sizeTable } = await import('./package-sizes.mjs');
for (const line of sizeTable(await packageSizes(root))) console.log(line);
