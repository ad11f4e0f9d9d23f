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
import { payinsurancePlugin } from '../../sandbox/platform/payinsurance/plugin';
import { HIS_TOKEN } from './people';
import type { OpenLine } from './run';
import type { Transport } from './transport';

/** Generous: the machine may be busy, and nothing here is meant to be late. */
const PATIENCE_MS = 30_000;

const overTcp: Transport = async (request) => {
  const real = { ...request, timeoutMs: PATIENCE_MS };
  const outcome = await fetchHttp.send(real, { leftMs: () => PATIENCE_MS });
  if (!outcome.ok) throw new Error('the sandbox does not answer on its socket');
  return { status: outcome.status, body: outcome.body };
};

/** A server for one run; closed with it. */
export const socketLine: OpenLine = async ({ engine, hospital, clock: simulated }) => {
  const clock = sandboxClock(() => simulated.now());
  const faults = new FaultBook();
  const wire = new WireLog();
  const durable = () => Promise.resolve();
  const app = fastify({ forceCloseConnections: true });
  await app.register(payinsurancePlugin({ engine, clock, faults, wire, durable }));
  await app.register(
    hospitalPlugin({ hospital, token: HIS_TOKEN, faults, wireLog: wire, durable }),
  );
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { transport: overTcp, origin, close: () => app.close() };
};
