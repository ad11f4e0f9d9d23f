/** The functions' build, loaded only when it runs: it needs installed packages. */
import { join } from 'node:path';

/** A function that bundles the functions into dist/cloudfunctions; `scripts` is this folder's parent. */
export function builder(scripts) {
  const root = join(scripts, '..');
  return async () => {
    const { buildFunctions } = await import('../build-functions.mjs');
    return buildFunctions({ root, outDir: join(root, 'dist', 'cloudfunctions') });
  };
}
