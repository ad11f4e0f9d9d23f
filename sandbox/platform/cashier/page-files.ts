/**
 * The cashier page's three files as served; the script is bundled from its sources once, at start.
 */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export interface CashierPage {
  readonly html: string;
  readonly css: string;
  readonly js: string;
}

export async function loadPage(): Promise<CashierPage> {
  const [html, css, js] = await Promise.all([
    readFile(pathOf('index.html'), 'utf8'),
    joined(['base.css', 'controls.css', 'sheet.css']),
    bundled(pathOf('main.ts')),
  ]);
  return { html, css, js };
}

/** Later files may refine earlier ones. */
async function joined(names: readonly string[]): Promise<string> {
  const sheets = await Promise.all(names.map((name) => readFile(pathOf(name), 'utf8')));
  return sheets.join('\n');
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`page/${name}`, import.meta.url));
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
