/**
 * Serves the preview: `/` is the shell, `/phone/*` the built files, `/phone/events` tells browsers of new builds,
 * `/gallery` shows the components, built when somebody asks for them.
 * Builds when it is registered; with `watch` it builds again when sources change. Everything is given back on close.
 */

import { type FSWatcher, watch } from 'node:fs';
import { extname, join } from 'node:path';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Diagnostic } from './build/diagnostics';
import { errorPage, errorText } from './build/error-page';
import { buildPreview, type PhoneOwner, type PreviewBuild } from './build/preview';
import { galleryFiles } from './gallery-files';

export interface PreviewPluginOptions {
  /** The folder of project.config.json. */
  readonly projectRoot: string;
  /** Where the built files are written as well; left out: nowhere. */
  readonly outDir?: string;
  /** Build again when the mini program's sources change. Default false. */
  readonly watch?: boolean;
  /** Whose phone it may be; the sandbox's people unless given. */
  readonly people?: readonly PhoneOwner[];
  /** Hears of every build; prints errors to the terminal unless given. */
  readonly onBuild?: (diagnostics: readonly Diagnostic[]) => void;
}

const DEBOUNCE_MS = 80;
/** What the preview shows only where the server around it has it. */
const OFFERS = [
  { name: 'inbox', url: '/sandbox/api/inbox' },
  { name: 'prescriptions', url: '/sandbox/api/his/bills' },
  { name: 'onecode', url: '/sandbox/api/onecode/code' },
] as const;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
};

export function previewPlugin(options: PreviewPluginOptions): FastifyPluginAsync {
  return async (server) => {
    const workshop = new Workshop(options);
    await workshop.build();
    if (options.watch === true) workshop.watch();
    server.addHook('preClose', () => workshop.close());
    const offers = (): string =>
      OFFERS.filter(({ url }) => server.hasRoute({ url, method: 'GET' }))
        .map(({ name }) => name)
        .join(' ');
    server.get('/', (_request, reply) => workshop.send('index.html', reply, offers()));
    server.get('/gallery', (_request, reply) => workshop.sendGallery('index.html', reply));
    server.get<{ Params: { '*': string } }>('/gallery/*', (request, reply) =>
      workshop.sendGallery(request.params['*'], reply),
    );
    server.get('/phone/events', (_request, reply) => workshop.listen(reply));
    server.get<{ Params: { '*': string } }>('/phone/*', (request, reply) =>
      workshop.send(request.params['*'], reply, offers()),
    );
  };
}

/** The newest build, those who wait for the next one, and the watchers that start it. */
class Workshop {
  readonly #options: PreviewPluginOptions;
  readonly #listeners = new Set<FastifyReply>();
  readonly #watchers: FSWatcher[] = [];
  #latest: PreviewBuild = { files: new Map(), diagnostics: [] };
  #timer: NodeJS.Timeout | undefined;
  #gallery: Promise<ReadonlyMap<string, Uint8Array>> | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;

  constructor(options: PreviewPluginOptions) {
    this.#options = options;
  }

  async build(): Promise<void> {
    const { projectRoot, outDir, people, onBuild } = this.#options;
    this.#latest = await buildPreview({
      projectRoot,
      ...(outDir === undefined ? {} : { outDir }),
      ...(people === undefined ? {} : { people }),
    });
    this.#gallery = undefined;
    const { diagnostics } = this.#latest;
    if (onBuild !== undefined) onBuild(diagnostics);
    else if (this.#failed) console.error(errorText(diagnostics));
    for (const reply of this.#listeners) {
      reply.raw.write(`event: built\ndata: ${this.#failed ? 'failed' : 'ok'}\n\n`);
    }
  }

  watch(): void {
    const { projectRoot } = this.#options;
    const changed = (): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#rebuild(), DEBOUNCE_MS);
    };
    const sources = watch(join(projectRoot, 'miniprogram'), { recursive: true }, changed);
    const config = watch(projectRoot, (_event, name) => {
      if (name === 'project.config.json') changed();
    });
    this.#watchers.push(sources, config);
  }

  /** One build at a time; what changes meanwhile is built afterwards. */
  #rebuild(): void {
    if (this.#closed) return;
    if (this.#running !== undefined) {
      this.#again = true;
      return;
    }
    this.#running = this.build()
      .catch((error: unknown) => {
        console.error('The preview could not be built:', error);
      })
      .finally(() => {
        this.#running = undefined;
        if (!this.#again) return;
        this.#again = false;
        this.#rebuild();
      });
  }

  /** Sends a built file; pages are told what the server around them offers. */
  send(name: string, reply: FastifyReply, offers: string): FastifyReply {
    void reply.header('cache-control', 'no-store');
    if (this.#failed && name.endsWith('.html')) {
      const { diagnostics } = this.#latest;
      return reply.type('text/html; charset=utf-8').send(errorPage(diagnostics));
    }
    const bytes = this.#latest.files.get(name);
    const told = (page: string): string =>
      page.replace('data-offers=""', `data-offers="${offers}"`);
    return sendFile(name, bytes, reply, told);
  }

  /** Sends a file of the gallery, which is built when it is asked for after a build of the app. */
  async sendGallery(name: string, reply: FastifyReply): Promise<FastifyReply> {
    this.#gallery ??= galleryFiles(this.#options.projectRoot);
    return sendFile(name, (await this.#gallery).get(name), reply, (page) => page);
  }

  /** A stream of builds. Without watching there is nothing to tell: 204 ends the browser's tries. */
  listen(reply: FastifyReply): FastifyReply {
    if (this.#options.watch !== true) return reply.code(204).send();
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    reply.raw.write('retry: 1000\n\n');
    this.#listeners.add(reply);
    reply.raw.on('close', () => this.#listeners.delete(reply));
    return reply;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
    for (const reply of this.#listeners) reply.raw.end();
    await this.#running;
  }

  get #failed(): boolean {
    return this.#latest.diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  }
}

function sendFile(
  name: string,
  bytes: Uint8Array | undefined,
  reply: FastifyReply,
  told: (page: string) => string,
): FastifyReply {
  void reply.header('cache-control', 'no-store');
  if (bytes === undefined) return reply.code(404).send({ errMsg: `no file ${name}` });
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  const content = Buffer.from(bytes);
  const body = extname(name) === '.html' ? Buffer.from(told(content.toString('utf8'))) : content;
  return reply.type(type).send(body);
}
