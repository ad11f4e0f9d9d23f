import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { type Diagnostic, previewPlugin } from '../../sandbox/phone';
import { copyFixture, type FixtureCopy, PLAIN } from '../support/preview-fixture';

const PAGE = 'miniprogram/pages/plain/plain';

let copy: FixtureCopy;
let server: FastifyInstance | undefined;

beforeEach(async () => {
  copy = await copyFixture(PLAIN);
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  await copy.remove();
});

async function serve(watch: boolean): Promise<{ origin: string; builds: Diagnostic[][] }> {
  const builds: Diagnostic[][] = [];
  server = fastify();
  await server.register(
    previewPlugin({
      projectRoot: copy.root,
      watch,
      people: [{ openid: 'oA<b>', label: '甲' }],
      onBuild: (diagnostics) => builds.push([...diagnostics]),
    }),
  );
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, builds };
}

async function listen(origin: string): Promise<IncomingMessage> {
  const [response] = (await once(get(`${origin}/phone/events`), 'response')) as [IncomingMessage];
  response.setEncoding('utf8');
  return response;
}

/** Resolves with the text of the stream when it holds the next build. */
async function nextBuild(stream: IncomingMessage): Promise<string> {
  for (;;) {
    const [text] = (await once(stream, 'data')) as [string];
    if (text.includes('event: built')) return text;
  }
}

it('serves shell, app and files, and nothing else', async () => {
  const { origin } = await serve(false);
  const shell = await fetch(`${origin}/`);
  expect(shell.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await shell.text()).toContain('<option value="oA&lt;b&gt;">甲</option>');
  expect(await (await fetch(`${origin}/phone/app.html`)).text()).toContain('/phone/app.js');
  const script = await fetch(`${origin}/phone/app.js`);
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect((await fetch(`${origin}/phone/../package.json`)).status).toBe(404);
  expect((await fetch(`${origin}/phone/none.js`)).status).toBe(404);
});

it('has nothing to tell when it does not watch', async () => {
  const { origin } = await serve(false);
  const stream = await listen(origin);
  expect(stream.statusCode).toBe(204);
  stream.destroy();
});

it('builds again when sources change, shows errors, and recovers', async () => {
  const { origin, builds } = await serve(true);
  const stream = await listen(origin);
  expect(builds).toEqual([[]]);

  const broken = nextBuild(stream);
  await copy.write({ [`${PAGE}.wxml`]: '<view>\n<web-view/>' });
  expect(await broken).toContain('data: failed');
  for (const path of ['/', '/phone/app.html']) {
    const page = await (await fetch(origin + path)).text();
    expect(page).toContain('<code>miniprogram/pages/plain/plain.wxml:2:1</code>');
    expect(page).toContain('&lt;web-view&gt; is neither listed');
  }

  const mended = nextBuild(stream);
  await copy.write({ [`${PAGE}.wxml`]: '<view class="mended"/>' });
  expect(await mended).toContain('data: ok');
  expect(await (await fetch(`${origin}/phone/app.js`)).text()).toContain('mended');
});

it('gives everything back on close', async () => {
  const { origin, builds } = await serve(true);
  const stream = await listen(origin);
  stream.resume();
  const ended = once(stream, 'end');
  await server?.close();
  await ended;
  server = undefined;
  await copy.write({ [`${PAGE}.wxml`]: '<view class="late"/>' });
  expect(builds).toHaveLength(1);
});
