/**
 * The hospital on the wire: `/his/v1` as docs/his-contract/openapi.json says, with requests and
 * answers validated, faults acted out under `his.<operationId>`, and every answer to a write only
 * after what it wrote is durable.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault, FaultBook } from '../control/faults';
import { applyFaultAfter, applyFaultBefore, cutHeldCallsOnClose } from '../control/http-faults';
import type { WireLog } from '../control/wire-log';
import { contractOperations, type Operation } from './contract';
import type { Hospital } from './engine';
import { HisError, isHisErrorCode, STATUS_OF } from './errors';
import { HANDLERS, type Call } from './handlers';

export interface HospitalHttpOptions {
  readonly hospital: Hospital;
  /** The bearer token that callers must bring. */
  readonly token: string;
  readonly faults: FaultBook;
  readonly wireLog: WireLog;
  /** Resolves when everything put into the tables so far is on disk. */
  readonly durable: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

const refusal = (error: HisError): Answer => ({
  status: error.status,
  body: { code: error.code, message: error.message },
});

/** Serves the hospital at /his/v1. */
export function hospitalPlugin(options: HospitalHttpOptions): FastifyPluginAsync {
  const operations = contractOperations();
  return async (app) => {
    cutHeldCallsOnClose(app);
    await app.register(
      (scope, _options, done) => {
        acceptEmptyJson(scope);
        answerInTheContractsWords(scope, options);
        for (const operation of operations) {
          scope.route({
            method: operation.method,
            url: operation.url,
            exposeHeadRoute: false,
            handler: (request, reply) => serve(options, operation, request, reply),
          });
        }
        done();
      },
      { prefix: '/his/v1' },
    );
  };
}

async function serve(
  options: HospitalHttpOptions,
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const call = `his.${operation.operationId}`;
  const fault = options.faults.take(call);
  const record = (summary: string): void => {
    const params = request.params as Readonly<Record<string, string>>;
    options.wireLog.record({
      at: options.hospital.now(),
      call,
      direction: 'in',
      summary: fault === undefined ? summary : `${summary} [fault ${fault.kind}]`,
      fields: { ...params },
    });
  };
  if (await applyFaultBefore(fault, request, reply)) {
    record('no effect, no answer');
    return reply;
  }
  const answer = answerOf(options, operation, fault, request);
  if (operation.method !== 'GET') await options.durable();
  record(`${answer.status} ${'code' in answer.body ? String(answer.body.code) : 'ok'}`);
  if (await applyFaultAfter(fault, request, reply)) return reply;
  return reply.code(answer.status).send(answer.body);
}

function answerOf(
  options: HospitalHttpOptions,
  operation: Operation,
  fault: Fault | undefined,
  request: FastifyRequest,
): Answer {
  const answer = effectOf(options, operation, fault, request);
  const broken = operation.faultOfAnswer(answer.status, answer.body);
  // A planted error may use any code of the closed list, also one that this call never gives.
  if (broken === undefined || fault?.kind === 'error') return answer;
  return refusal(new HisError('INTERNAL', `the sandbox breaks its contract: ${broken}`));
}

function effectOf(
  options: HospitalHttpOptions,
  operation: Operation,
  fault: Fault | undefined,
  request: FastifyRequest,
): Answer {
  try {
    requireToken(request.headers.authorization, options.token);
    const { params, query, body } = request;
    const broken = operation.faultOfRequest({ params, query, body });
    if (broken !== undefined) throw new HisError('INVALID_REQUEST', broken);
    if (fault?.kind === 'error') throw plantedError(fault.code);
    const parts = { params, query, body } as Call;
    return { status: 200, body: HANDLERS[operation.operationId](options.hospital, parts) };
  } catch (error) {
    if (error instanceof HisError) return refusal(error);
    throw error;
  }
}

function plantedError(code: string): HisError {
  return isHisErrorCode(code)
    ? new HisError(code, 'planted by the sandbox')
    : new HisError('INTERNAL', 'planted by the sandbox with a code outside the contract');
}

function requireToken(header: string | undefined, token: string): void {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`))) {
    throw new HisError('UNAUTHORIZED', 'bearer token missing or wrong');
  }
}

/** A body is optional for some calls, although clients announce JSON all the same. */
function acceptEmptyJson(scope: FastifyInstance): void {
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: 262_144 },
    (_request, text, done) => {
      if (text === '') {
        done(null, undefined);
        return;
      }
      try {
        done(null, JSON.parse(text.toString()) as unknown);
      } catch {
        done(new HisError('INVALID_REQUEST', 'the body is not JSON'));
      }
    },
  );
}

function answerInTheContractsWords(scope: FastifyInstance, options: HospitalHttpOptions): void {
  scope.setErrorHandler((error, request, reply) => {
    const told = inTheContractsWords(error);
    options.wireLog.record({
      at: options.hospital.now(),
      call: 'his.unread',
      direction: 'in',
      summary: `${told.status} ${told.code}: ${told.message}`,
      fields: { method: request.method },
    });
    return reply.code(told.status).send(refusal(told).body);
  });
  scope.setNotFoundHandler((_request, reply) =>
    reply.code(STATUS_OF.NOT_FOUND).send(refusal(new HisError('NOT_FOUND', 'no such path')).body),
  );
}

/** What fastify could not read is the caller's fault; anything else is ours, and said in full. */
function inTheContractsWords(error: unknown): HisError {
  if (error instanceof HisError) return error;
  const message = error instanceof Error ? error.message : 'not an error';
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status < STATUS_OF.INTERNAL
    ? new HisError('INVALID_REQUEST', message)
    : new HisError('INTERNAL', `the hospital broke: ${message}`);
}
