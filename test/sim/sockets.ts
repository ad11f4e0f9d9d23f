/**
 * The same exchanges over TCP: the sandbox's fastify plugins on a free port of 127.0.0.1, and the
 * product's own HTTPS adapter as the client. What the network does wrong is done in front of it, so that
 * no run ever waits for a real time-out.
 */
import fastify from 'fastify';
import { fetchHttp } from '../../cloudfunctions/adapters/https';
import { sandboxClock } from '../../sandbox/control/clock';
import { FaultBook } from '../../sandbox/control/faults';
import { WireLog } from '../../sandbox/control/wire-log';
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

/** A server for one run; closed with it. */
export const socketLine: OpenLine = async ({ platform, hospital, clock: simulated }) => {
  const clock = sandboxClock(() => simulated.now());
  const faults = new FaultBook();
  const wire = new WireLog();
  const durable = () => Promise.resolve();
  const app = fastify({ forceCloseConnections: true });
  const shared = { clock, faults, wire, durable };
  for (const plugin of platform.plugins(shared)) await app.register(plugin);
  await app.register(
    hospitalPlugin({ hospital, token: HIS_TOKEN, faults, wireLog: wire, durable }),
  );
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { transport: overTcp, origin, close: () => app.close() };
};
