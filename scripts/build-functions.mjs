/**
 * Bundles every entry of cloudfunctions/entries into one file per function, with the package.json and
 * config.json that the cloud wants beside it (local-cloud, "Functions in the cloud"). wx-server-sdk is
 * inside, so that nothing is installed in the cloud.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

async function manifestOf(root) {
  const manifest = JSON.parse(
    await readFile(path.join(root, 'cloudfunctions/deploy.json'), 'utf8'),
  );
  const entries = await readdir(path.join(root, 'cloudfunctions/entries'));
  const named = manifest.functions.map(({ name }) => name);
  const odd = [
    ...entries.filter((name) => !named.includes(name)),
    ...named.filter((name) => !entries.includes(name)),
  ];
  if (odd.length > 0) throw new Error(`deploy.json and entries differ: ${odd.join(', ')}`);
  return manifest;
}

/** Timers and the interfaces of WeChat that it may call; HTTP triggers are set where the cloud's domain is. */
function configOf({ trigger, openapi = [] }) {
  const triggers =
    trigger.type === 'timer' ? [{ name: 'tick', type: 'timer', config: trigger.cron }] : [];
  return { permissions: { openapi }, triggers };
}

async function writeJson(file, value) {
  await writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}

async function buildOne({ root, folder, entry, version }) {
  await mkdir(folder, { recursive: true });
  const fresh = path.join(folder, `index.${process.pid}.tmp`);
  try {
    await build({
      entryPoints: [path.join(root, 'cloudfunctions/entries', entry.name, 'index.ts')],
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
    // Whoever is running the old bundle never sees half of the new one.
    await rename(fresh, path.join(folder, 'index.js'));
  } finally {
    await rm(fresh, { force: true });
  }
  await writeJson(path.join(folder, 'package.json'), {
    name: entry.name,
    version,
    private: true,
    main: 'index.js',
  });
  await writeJson(path.join(folder, 'config.json'), configOf(entry));
  const { size } = await stat(path.join(folder, 'index.js'));
  return { name: entry.name, bytes: size };
}

/**
 * Builds every function of the tree at `root` into `outDir`/NAME; folders of functions that are no
 * more are removed. Resolves to name and size of each bundle.
 */
export async function buildFunctions({ root, outDir }) {
  const manifest = await manifestOf(root);
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  await mkdir(outDir, { recursive: true });
  const names = new Set(manifest.functions.map(({ name }) => name));
  for (const old of await readdir(outDir)) {
    if (!names.has(old)) await rm(path.join(outDir, old), { recursive: true });
  }
  return Promise.all(
    manifest.functions.map((entry) =>
      buildOne({ root, folder: path.join(outDir, entry.name), entry, version }),
    ),
  );
}
