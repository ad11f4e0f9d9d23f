/**
 * `POST /admin`: the protocol of wx-server-sdk 4.0.2, unmodified. Always HTTP 200;
 * `{requestId, data}` or `{requestId, code, message}`. The environment id is checked; the request's
 * signature and session token are not: keys exist only in the real cloud, and nothing but this
 * machine is let in. An answer leaves only after everything it tells is on disk.
 */

import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SandboxClock } from '../control/clock';
import type { Fault, FaultBook } from '../control/faults';
import { applyFaultAfter, applyFaultBefore } from '../control/http-faults';
import type { WireLog } from '../control/wire-log';
import type { Tables } from '../shared/tables';
import type { CloudDatabase } from './database/engine';
import { CloudError, invalidParameter } from './errors';
import type { FunctionHost } from './functions/host';
import {
  answerOpenApi,
  openApiError,
  readOpenApiCall,
  withoutPermission,
  type OpenApiCall,
} from './open-api';

export interface AdminParts {
  readonly environmentId: string;
  readonly database: CloudDatabase;
  readonly tables: Tables;
  readonly durable: () => Promise<void>;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire?: WireLog;
  /** Without a host no function exists. */
  readonly host?: FunctionHost;
}

type Outcome = Readonly<Record<string, unknown>> | Buffer;

const bodySchema = z.looseObject({
  action: z.string().min(1),
  envName: z.string().default(''),
  wxCloudApiToken: z.string().default(''),
});
type Body = z.infer<typeof bodySchema>;

const invocationSchema = z.object({
  function_name: z.string().min(1),
  request_data: z.string().default(''),
});

/** Answers one request of the SDK; `body` are the raw bytes. */
export async function serveAdmin(
  parts: AdminParts,
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
): Promise<void> {
  parts.host?.syncClock();
  let work: Work;
  try {
    work = readWork(parts, request.headers['content-type'] ?? '', body);
  } catch (error) {
    await send(reply, refusal(error));
    return;
  }
  const fault = parts.faults.take(`cloud.${work.action}`);
  if (fault !== undefined) note(parts, work.action, `fault ${fault.kind}`);
  if (await applyFaultBefore(fault, request, reply)) return;
  const outcome = await perform(parts, work, fault);
  if (await applyFaultAfter(fault, request, reply)) return;
  await send(reply, outcome);
}

interface Work {
  readonly action: string;
  readonly run: () => Promise<Outcome>;
  /** How a planted protocol error looks. */
  readonly refuse: (code: string) => Outcome;
}

function readWork(parts: AdminParts, contentType: string, body: Buffer): Work {
  if (contentType.startsWith('multipart/')) return openApiWork(parts, contentType, body);
  const request = readBody(body);
  assertEnvironment(parts, request.envName);
  const { action } = request;
  const run =
    action === 'functions.invokeFunction'
      ? () => invokeFunction(parts, request)
      : () => Promise.resolve(parts.database.handle(action, request));
  return {
    action,
    run,
    refuse: (code) => refusal(new CloudError(code, 'planted by the sandbox')),
  };
}

function openApiWork(parts: AdminParts, contentType: string, body: Buffer): Work {
  const call: OpenApiCall = readOpenApiCall(contentType, body);
  assertEnvironment(parts, call.envName);
  return {
    action: call.apiName === 'subscribeMessage.send' ? call.apiName : 'wx.openApi',
    run: () =>
      Promise.resolve(
        mayCall(parts, call)
          ? answerOpenApi(call, parts.tables, parts.clock.now())
          : withoutPermission(),
      ),
    refuse: (code) => openApiError(code, 'planted by the sandbox'),
  };
}

/** What its config.json lists; who calls from outside a function is the developer themself. */
function mayCall({ host }: AdminParts, { apiName, token }: OpenApiCall): boolean {
  const name = host?.callOf(token)?.functionName;
  const caller = host?.functions.find((one) => one.name === name);
  return caller === undefined || caller.openapi.includes(apiName);
}

async function perform(parts: AdminParts, work: Work, fault: Fault | undefined): Promise<Outcome> {
  if (fault?.kind === 'error') return work.refuse(fault.code);
  let outcome: Outcome;
  try {
    outcome = await work.run();
  } catch (error) {
    outcome = refusal(error);
    if (!(error instanceof CloudError)) note(parts, work.action, String(error));
  }
  try {
    await parts.durable();
  } catch (error) {
    note(parts, work.action, `the disk failed: ${String(error)}`);
    return refusal(error);
  }
  return outcome;
}

async function invokeFunction(parts: AdminParts, request: Body): Promise<Outcome> {
  const parsed = invocationSchema.safeParse(request);
  if (!parsed.success) throw invalidParameter(z.prettifyError(parsed.error));
  const { function_name: name, request_data: text } = parsed.data;
  if (parts.host === undefined) {
    throw new CloudError(
      'FUNCTION_NOT_FOUND',
      `FunctionName parameter could not be found: ${name}`,
    );
  }
  const outer = parts.host.callOf(request.wxCloudApiToken);
  const result = await parts.host.invokeFrom(outer, name, text === '' ? {} : parseJson(text));
  return { data: { response_data: JSON.stringify(result) } };
}

function readBody(body: Buffer): Body {
  const parsed = bodySchema.safeParse(parseJson(body.toString('utf8')));
  if (!parsed.success) throw invalidParameter(z.prettifyError(parsed.error));
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidParameter('not JSON');
  }
}

function assertEnvironment(parts: AdminParts, envName: string): void {
  if (envName === parts.environmentId) return;
  throw new CloudError('INVALID_ENV', `[ResourceNotFound] env not exists: ${envName}`);
}

function refusal(error: unknown): Outcome {
  if (error instanceof CloudError) return { code: error.code, message: error.message };
  return { code: 'SYS_ERR', message: `[InternalError] ${String(error)}` };
}

async function send(reply: FastifyReply, outcome: Outcome): Promise<void> {
  if (Buffer.isBuffer(outcome)) {
    await reply.type('application/octet-stream').send(outcome);
    return;
  }
  const requestId = randomBytes(16).toString('hex');
  await reply
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ requestId, ...outcome }));
}

function note(parts: AdminParts, action: string, summary: string): void {
  const at = parts.clock.now();
  parts.wire?.record({ at, call: `cloud.${action}`, direction: 'in', summary });
}
