/**
 * The console page at /sandbox: a developer's view of the world, speaking to /sandbox/api and to
 * nobody else. No external requests; nothing it shows is unmasked (veil.ts).
 */

import type { FastifyPluginAsync } from 'fastify';
import { loadPage, type ConsolePage } from './page-files';

const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const FILES = [
  ['/sandbox', 'text/html', 'html'],
  ['/sandbox/console.css', 'text/css', 'css'],
  ['/sandbox/console.js', 'text/javascript', 'js'],
] as const satisfies readonly (readonly [string, string, keyof ConsolePage])[];

export function consolePlugin(): FastifyPluginAsync {
  let page: Promise<ConsolePage> | undefined;
  return (app) => {
    for (const [url, type, part] of FILES) {
      app.get(url, async (_request, reply) => {
        page ??= loadPage();
        const { [part]: body } = await page;
        return reply.headers(PAGE_HEADERS).type(`${type}; charset=utf-8`).send(body);
      });
    }
    return Promise.resolve();
  };
}
