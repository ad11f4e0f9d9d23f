/** The build of functions and counter service, loaded only when it runs: it needs installed packages. */
import { join } from 'node:path';

/**
 * A function that bundles the functions into dist/cloudfunctions and the counter service into
 * dist/counter-service; `scripts` is this folder's parent.
 */
export function builder(scripts) {
  const root = join(scripts, '..');
  return async () => {
    const { buildFunctions } = await import('../build-functions.mjs');
    const { buildCounterService } = await import('../build-counter-service.mjs');
    const [functions] = await Promise.all([
      buildFunctions({ root, outDir: join(root, 'dist', 'cloudfunctions') }),
      buildCounterService({ root, outDir: join(root, 'dist', 'counter-service') }),
    ]);
    return functions;
  };
}
