/**
 * The same exchanges over TCP: the sandbox's fastify plugins on a free port of 127.0.0.1, and the
 * product's own HTTPS adapter as the client. What the network does wrong is done in front of it, so that
 * no run ever waits for a real time-out.
 */
import { createServer, type Server } from 'node:http';
import fastify, { type FastifyInstance } from 'fastify';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { sandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
import type { Hospital } from '../../sandbox/hospital/engine';
import { hospitalPlugin } from '../../sandbox/hospital/http';
import { HIS_TOKEN } from './people';
import type { OpenLine } from './run';
import type { Transport } from './transport';

/** Generous: the machine may be busy, and nothing here is meant to be late. */
const PATIENCE_MS = 30_000;
/** Of an answer, as far as the product looks at them. */
const HEADERS = [
  'wechatpay-timestamp',
  'wechatpay-nonce',
  'wechatpay-serial',
  'wechatpay-signature',
  'request-id',
];

const overTcp: Transport = async (request) => {
  // the fallback's name need not be known on this machine
  const url = request.url.replace('//localhost:', '//127.0.0.1:');
  const real = { ...request, url, timeoutMs: PATIENCE_MS };
  const outcome = await fetchHttp.send(real, { leftMs: () => PATIENCE_MS });
  if (!outcome.ok) throw new Error('the sandbox does not answer on its socket');
  const { status, body, header } = outcome;
  const named = HEADERS.flatMap((name) => {
    const value = header?.(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { status, body, headers: Object.fromEntries(named) };
};

const faults = new FaultBook();
const wireLog = new WireLog();
const durable = () => Promise.resolve();

/** Whose turn it is: the runs of a thread come one after the other. */
interface Served {
  readonly hospital: Hospital;
  readonly platform: FastifyInstance;
}

/** The contract's schemas are compiled once for all runs, and the port stays open for them. */
class Door {
  #served: Served | undefined;
  #hospital: FastifyInstance | undefined;
  #origin: string | undefined;

  /** Where it answers for these two from now on. */
  async open(served: Served): Promise<string> {
    this.#served = served;
    this.#hospital ??= await this.#hospitalApp();
    this.#origin ??= await listening(this.#serverFor(this.#hospital));
    return this.#origin;
  }

  #now(): Served {
    if (this.#served === undefined) throw new Error('nobody is served');
    return this.#served;
  }

  async #hospitalApp(): Promise<FastifyInstance> {
    const now = () => this.#now().hospital;
    const app = fastify();
    const options = { token: HIS_TOKEN, faults, wireLog, durable };
    await app.register(
      hospitalPlugin({
        ...options,
        get hospital() {
          return now();
        },
      }),
    );
    await app.ready();
    return app;
  }

  #serverFor(hospital: FastifyInstance): Server {
    return createServer((request, response) => {
      const isHis = request.url?.startsWith('/his/v1/') === true;
      (isHis ? hospital : this.#now().platform).routing(request, response);
    });
  }
}

/** It keeps no process alive. */
async function listening(server: Server): Promise<string> {
  server.on('connection', (socket) => socket.unref());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  server.keepAliveTimeout = 0;
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${String(address.port)}`;
}

const door = new Door();

/** For one run; the platform's side of it is closed with the run. */
export const socketLine: OpenLine = async ({ platform, hospital, clock: simulated }) => {
  const clock = sandboxClock(() => simulated.now());
  const app = fastify();
  const shared = { clock, faults, wire: wireLog, durable };
  for (const plugin of platform.plugins(shared)) await app.register(plugin);
  await app.ready();
  const origin = await door.open({ hospital, platform: app });
  return { transport: overTcp, origin, close: () => app.close() };
};
