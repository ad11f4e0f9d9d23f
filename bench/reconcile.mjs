/**
 * `npm run bench:reconcile -- [--rows N]`: how long the comparison of a day of N payments takes and how
 * much memory its process needs at most (docs/reconciliation.md). Bundles the measured process as a
 * function is bundled, so that it is measured as it runs.
 */
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { build } from 'esbuild';
import { register } from 'tsx/esm/api';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const child = path.join(root, 'dist/bench/reconcile-child.cjs');

await build({
  entryPoints: [path.join(root, 'bench/reconcile-child.ts')],
  outfile: child,
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'cjs',
  charset: 'utf8',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
});
register();
const { benchReconcile } = await import('./reconcile-main.ts');
process.exitCode = await benchReconcile(root, child);
