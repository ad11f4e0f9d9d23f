/**
 * Makes miniprogram/vendor/md5.js: crypto-js/md5 in one small file, since DevTools' npm build would
 * pack all of crypto-js. `--check` compares instead of writing and exits 1 when it differs.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const target = new URL('../miniprogram/vendor/md5.js', import.meta.url);
const entry = `
import md5 from 'crypto-js/md5';
export function md5Hex(text) { return md5(text).toString(); }
`;

async function bundle() {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: fileURLToPath(new URL('..', import.meta.url)) },
    bundle: true,
    write: false,
    minify: true,
    // An ES module: CommonJS would be taken for one anyway, package.json saying "type": "module".
    format: 'esm',
    platform: 'browser',
    target: 'es2017',
    banner: { js: '/* crypto-js 4.2.0 md5, MIT licence; made by scripts/vendor-md5.mjs */' },
    legalComments: 'none',
  });
  return outputFiles[0].text;
}

const made = await bundle();
if (process.argv.includes('--check')) {
  const present = await readFile(target, 'utf8').catch(() => '');
  if (present !== made) {
    console.error('miniprogram/vendor/md5.js differs: run node scripts/vendor-md5.mjs');
    process.exitCode = 1;
  }
} else {
  await writeFile(target, made);
}
