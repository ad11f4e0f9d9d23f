/** The page of the insurance card's mini program; its script is bundled once, at start. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const pathOf = (name: string): string => fileURLToPath(new URL(`page/${name}`, import.meta.url));

export async function loadPage(): Promise<{ readonly html: string; readonly js: string }> {
  const { outputFiles } = await build({
    entryPoints: [pathOf('main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'silent',
  });
  const js = outputFiles.map(({ text }) => text).join('');
  return { html: await readFile(pathOf('index.html'), 'utf8'), js };
}
