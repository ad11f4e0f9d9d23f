/**
 * The control API under /sandbox/api: state, faults, wire log and clock, in JSON, for tests and
 * third parties in any language (see sandbox/README.md). Each simulated party adds a section with its
 * own routes; errors are `{"error": {"code", "message"}}`.
 */

import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import { CashierRefusal } from '../platform/payinsurance/payments';
import type { PayinsurancePlatform } from '../platform/payinsurance/platform';
import { wireQuery } from './api-bodies';
import { payinsuranceSection } from './api-payinsurance';
import type { SandboxClock } from './clock';
import { clockRoutes, clockState } from './clock-routes';
import { faultRoutes } from './fault-routes';
import type { FaultBook } from './faults';
import { ControlRefusal, type ControlSection } from './section';
import type { WireLog } from './wire-log';

export { ControlRefusal, type ControlSection, type Moment } from './section';

export interface ControlOptions {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
  readonly payinsurance?: Pick<PayinsurancePlatform, 'engine' | 'courier'>;
  /** Sections of the other parties: hospital, cloud … */
  readonly sections?: readonly ControlSection[];
}

export function controlPlugin(options: ControlOptions): FastifyPluginAsync {
  const own = options.payinsurance;
  const sections = [
    ...(own === undefined ? [] : [platformSection(own, options.durable)]),
    ...(options.sections ?? []),
  ];
  const calls = sections.flatMap((section) => section.calls ?? []);
  return async (app) => {
    await app.register(
      (api) => {
        errorsAsJson(api);
        stateRoute(api, options, sections);
        faultRoutes(api, options.faults, calls);
        clockRoutes(api, options.clock, sections);
        api.get('/wire', (request) => {
          const { since } = wireQuery.parse(request.query);
          return Promise.resolve({ entries: options.wire.since(since) });
        });
        for (const section of sections) section.routes?.(api);
        return Promise.resolve();
      },
      { prefix: '/sandbox/api' },
    );
  };
}

/** The platform's section; once it knows an order, time only goes forward. */
function platformSection(
  platform: Pick<PayinsurancePlatform, 'engine' | 'courier'>,
  durable: () => Promise<void>,
): ControlSection {
  return {
    ...payinsuranceSection(platform, durable),
    hasLived: () => platform.engine.orders().length > 0,
  };
}

function stateRoute(
  app: FastifyInstance,
  { clock, faults }: ControlOptions,
  sections: readonly ControlSection[],
): void {
  app.get('/state', () =>
    Promise.resolve({
      clock: clockState(clock, sections),
      faults: faults.list(),
      ...Object.fromEntries(sections.map(({ name, state }) => [name, state?.() ?? {}])),
    }),
  );
}

function errorsAsJson(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) =>
    refuse(
      reply,
      404,
      'not-found',
      `no route ${request.method} ${request.url.split('?')[0] ?? ''}`,
    ),
  );
  app.setErrorHandler((error: FastifyError | Error, _request, reply) => {
    if (error instanceof ControlRefusal)
      return refuse(reply, error.status, error.code, error.message);
    if (error instanceof z.ZodError)
      return refuse(reply, 400, 'bad-request', z.prettifyError(error));
    if (error instanceof CashierRefusal) {
      const status = error.code === 'pay-key-invalid' ? 404 : 409;
      return refuse(reply, status, error.code, error.message);
    }
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    return refuse(reply, status, status < 500 ? 'bad-request' : 'internal', error.message);
  });
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ error: { code, message } });
}
