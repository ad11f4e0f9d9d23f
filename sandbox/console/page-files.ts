/**
 * The console's three files as served: the script is bundled from its sources, the sheets are joined,
 * once, when the page is first asked for.
 */

import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface ConsolePage {
  readonly html: string;
  readonly css: string;
  readonly js: string;
}

const FOLDER = fileURLToPath(new URL('page/', import.meta.url));

/** Sheets are joined in the order of their names. */
export async function loadPage(): Promise<ConsolePage> {
  const sheets = (await readdir(FOLDER)).filter((name) => name.endsWith('.css')).sort();
  const [html, js, ...css] = await Promise.all([
    readFile(`${FOLDER}index.html`, 'utf8'),
    bundled(`${FOLDER}main.ts`),
    ...sheets.map((name) => readFile(`${FOLDER}${name}`, 'utf8')),
  ]);
  return { html, css: css.join('\n'), js };
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
