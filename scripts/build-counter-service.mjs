/**
 * Bundles the counter service into one file that an installed Node (18 or newer) starts, with an example of
 * its settings and its README beside it. Nothing else has to be installed on the hospital's machine.
 */
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const SOURCE = 'cloudfunctions/services/counter-service';
const BESIDE = ['settings.example.json', 'README.md'];

async function bundle(root, outDir) {
  const fresh = path.join(outDir, `index.${process.pid}.tmp`);
  try {
    await build({
      entryPoints: [path.join(root, SOURCE, 'index.ts')],
      outfile: fresh,
      bundle: true,
      platform: 'node',
      target: 'node18',
      format: 'cjs',
      charset: 'utf8',
      minify: true,
      legalComments: 'none',
      logLevel: 'warning',
    });
    // Whoever starts the old bundle never sees half of the new one.
    await rename(fresh, path.join(outDir, 'index.js'));
  } finally {
    await rm(fresh, { force: true });
  }
}

/** Builds the tree at `root` into `outDir`. Resolves to the bundle's name and size. */
export async function buildCounterService({ root, outDir }) {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  await mkdir(outDir, { recursive: true });
  await bundle(root, outDir);
  for (const name of BESIDE) await copyFile(path.join(root, SOURCE, name), path.join(outDir, name));
  const description = { name: 'counter-service', version, private: true, main: 'index.js' };
  // Without it the project's own "type": "module" would hold for the bundle.
  await writeFile(
    path.join(outDir, 'package.json'),
    `${JSON.stringify({ ...description, type: 'commonjs' }, null, 2)}\n`,
  );
  const { size } = await stat(path.join(outDir, 'index.js'));
  return { name: 'counter-service', bytes: size };
}
