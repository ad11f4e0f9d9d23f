/**
 * A page of the sandbox's own as it is served: markup as it lies there, sheets joined (later ones refine
 * earlier ones), the script bundled once. No external requests, only the sandbox may frame it.
 */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { FastifyInstance } from 'fastify';

export interface PageSources {
  /** Where it is served: `/wechat-cashier`; sheet and script lie below as page.css and page.js. */
  readonly at: string;
  readonly html: URL;
  readonly css: readonly URL[];
  readonly script: URL;
}

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The look of WeChat's payment pages in this sandbox. */
export const PAYMENT_SHEETS: readonly URL[] = ['base', 'controls', 'sheet'].map(
  (name) => new URL(`../cashier/page/${name}.css`, import.meta.url),
);

/** Registers the page's routes. Rejects when its script does not compile. */
export async function servePage(app: FastifyInstance, sources: PageSources): Promise<void> {
  const { at } = sources;
  const files = [
    [at, 'text/html', await readFile(sources.html, 'utf8')],
    [`${at}/page.css`, 'text/css', await joined(sources.css)],
    [`${at}/page.js`, 'text/javascript', await bundled(sources.script)],
  ] as const;
  for (const [url, type, body] of files) {
    app.get(url, async (_request, reply) =>
      reply.headers(HEADERS).type(`${type}; charset=utf-8`).send(body),
    );
  }
}

async function joined(sheets: readonly URL[]): Promise<string> {
  const texts = await Promise.all(sheets.map((sheet) => readFile(sheet, 'utf8')));
  return texts.join('\n');
}

async function bundled(script: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(script)],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    charset: 'utf8',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
