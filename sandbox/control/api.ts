/**
 * The control API under /sandbox/api: state, faults, wire log and clock, in JSON, for tests and
 * third parties in any language (see sandbox/README.md). Each simulated party adds a section with its
 * own routes; errors are `{"error": {"code", "message"}}`.
 */

import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import { CashierRefusal } from '../platform/payinsurance/payments';
import type { PayinsurancePlatform } from '../platform/payinsurance/platform';
import { clockBody, faultBody, wireQuery } from './api-bodies';
import { payinsuranceSection } from './api-payinsurance';
import type { SandboxClock } from './clock';
import type { FaultBook } from './faults';
import type { WireLog } from './wire-log';

/** What one simulated party adds to the control API. */
export interface ControlSection {
  /** Key of its part of `GET /state`. */
  readonly name: string;
  /** JSON-able; shown under `name`. */
  readonly state?: () => unknown;
  /** Fault call names; naming any closes the list for that party. */
  readonly calls?: readonly string[];
  /** Registers routes; paths are below /sandbox/api. Throw `ControlRefusal` or let zod throw. */
  readonly routes?: (app: FastifyInstance) => void;
  /** Called after the sandbox clock was moved. */
  readonly clockMoved?: () => void;
}

export interface ControlOptions {
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
  readonly payinsurance?: Pick<PayinsurancePlatform, 'engine' | 'courier'>;
  /** Sections of the other parties: hospital, cloud … */
  readonly sections?: readonly ControlSection[];
}

/** A refusal with an HTTP status and words for a developer. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function controlPlugin(options: ControlOptions): FastifyPluginAsync {
  const own = options.payinsurance;
  const sections = [
    ...(own === undefined ? [] : [payinsuranceSection(own, options.durable)]),
    ...(options.sections ?? []),
  ];
  return async (app) => {
    await app.register(
      (api) => {
        errorsAsJson(api);
        stateRoute(api, options, sections);
        faultRoutes(api, options.faults, sections);
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

function stateRoute(
  app: FastifyInstance,
  { clock, faults }: ControlOptions,
  sections: readonly ControlSection[],
): void {
  app.get('/state', () =>
    Promise.resolve({
      clock: clockJson(clock),
      faults: faults.list(),
      ...Object.fromEntries(sections.map(({ name, state }) => [name, state?.() ?? {}])),
    }),
  );
}

function faultRoutes(
  app: FastifyInstance,
  faults: FaultBook,
  sections: readonly ControlSection[],
): void {
  const body = faultBody(sections.flatMap(({ calls = [] }) => calls));
  app.get('/faults', () => Promise.resolve({ faults: faults.list() }));
  app.post('/faults', (request) => {
    const { call, fault, count } = body.parse(request.body);
    faults.plant(call, fault, count);
    return Promise.resolve({ faults: faults.list() });
  });
  app.delete('/faults', () => {
    faults.clear();
    return Promise.resolve({ faults: faults.list() });
  });
}

function clockRoutes(
  app: FastifyInstance,
  clock: SandboxClock,
  sections: readonly ControlSection[],
): void {
  app.get('/clock', () => Promise.resolve(clockJson(clock)));
  app.post('/clock', (request) => {
    const move = clockBody.parse(request.body);
    if ('advanceMs' in move) clock.advance(move.advanceMs);
    else clock.setOffset(move.offsetMs);
    for (const section of sections) section.clockMoved?.();
    return Promise.resolve(clockJson(clock));
  });
}

function clockJson(clock: SandboxClock): { now: number; iso: string; offsetMs: number } {
  const now = clock.now();
  return { now, iso: new Date(now).toISOString(), offsetMs: clock.offsetMs };
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
