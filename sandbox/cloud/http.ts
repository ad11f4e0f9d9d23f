/**
 * The cloud's doors on the local server: `/admin` for wx-server-sdk, `/functions/:name` for the
 * phone's wx.cloud.callFunction, and the paths of HTTP triggers. Who the caller is comes from the
 * sandbox's own header, which stands for the platform's knowledge of the openid.
 */

import type { FastifyInstance, FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import { applyFaultAfter, applyFaultBefore, cutHeldCallsOnClose } from '../control/http-faults';
import { serveAdmin, type AdminParts } from './admin';
import { CloudError } from './errors';
import type { Caller, FunctionHost } from './functions/host';
import { httpAnswer, httpEvent } from './functions/http-event';

export interface CloudPluginOptions extends AdminParts {
  /** The mini program's appid, for getWXContext. */
  readonly appid: string;
  /** HTTP triggers get every body in base64. */
  readonly base64Bodies?: boolean;
}

const BODY_LIMIT = 8 * 1024 * 1024;
/** An openid that is all digits would reach the function as a number. */
const OPENID = /^(?=.*[A-Za-z_-])[A-Za-z0-9_-]{1,128}$/;
/** The platform names only two kinds of failure to a phone. */
const ERR_CODES: Readonly<Record<string, string>> = {
  FUNCTION_NOT_FOUND: '-501000 function not found',
  FUNCTIONS_TIME_LIMIT_EXCEEDED: '-504003 functions time limit exceeded',
  FUNCTIONS_EXECUTE_FAIL: '-504002 functions execute fail',
};

/** All bodies are taken as they are, whatever their type says. */
export function cloudPlugin(options: CloudPluginOptions): FastifyPluginCallback {
  return (app, _, done) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    cutHeldCallsOnClose(app);
    app.post('/admin', async (request, reply) => {
      await serveAdmin(options, request, reply, bytesOf(request));
    });
    const { host } = options;
    if (host !== undefined) {
      serveClients(app, options, host);
      for (const { name, trigger } of host.functions) {
        if (trigger.type === 'http') serveTrigger(app, options, host, name, trigger.path);
      }
    }
    done();
  };
}

function serveClients(app: FastifyInstance, options: CloudPluginOptions, host: FunctionHost): void {
  app.post<{ Params: { name: string } }>('/functions/:name', async (request, reply) => {
    const openid = headerOf(request, 'x-sandbox-openid');
    if (openid === undefined || !OPENID.test(openid)) {
      await reply.code(401).send({ errMsg: 'cloud.callFunction:fail x-sandbox-openid is needed' });
      return;
    }
    const event = readJson(bytesOf(request));
    if (event === undefined) {
      await reply.code(400).send({ errMsg: 'cloud.callFunction:fail data is no JSON object' });
      return;
    }
    const unionid = headerOf(request, 'x-sandbox-unionid');
    const caller: Caller = {
      appid: options.appid,
      source: 'wx_client',
      openid,
      ...(unionid !== undefined && { unionid }),
    };
    const { name } = request.params;
    const run = () => host.invoke(name, event, caller);
    await answerWith(options, `cloud.functions.${name}`, request, reply, run, (result) =>
      reply.send({ result }),
    );
  });
}

function serveTrigger(
  app: FastifyInstance,
  options: CloudPluginOptions,
  host: FunctionHost,
  name: string,
  path: string,
): void {
  app.all(path, async (request, reply) => {
    const { method, url, headers } = request;
    const incoming = { method, url, headers, body: bytesOf(request) };
    const event = httpEvent(incoming, options.base64Bodies ?? false);
    const run = () => host.invoke(name, event, { appid: options.appid, source: 'wx_http' });
    await answerWith(options, `cloud.http.${name}`, request, reply, run, (result) => {
      const answer = httpAnswer(result);
      return reply.code(answer.statusCode).headers(answer.headers).send(answer.body);
    });
  });
}

async function answerWith(
  { faults, wire, clock }: CloudPluginOptions,
  call: string,
  request: FastifyRequest,
  reply: FastifyReply,
  run: () => Promise<unknown>,
  succeed: (result: unknown) => FastifyReply,
): Promise<void> {
  const note = (summary: string) =>
    wire?.record({ at: clock.now(), call, direction: 'in', summary });
  const fault = faults.take(call);
  if (fault !== undefined) note(`fault ${fault.kind}`);
  if (await applyFaultBefore(fault, request, reply)) return;
  try {
    if (fault?.kind === 'error') throw new CloudError(fault.code, 'planted by the sandbox');
    const result = await run();
    note('ok');
    if (!(await applyFaultAfter(fault, request, reply))) await succeed(result);
  } catch (error) {
    note(String(error));
    const known = error instanceof CloudError ? error : new CloudError('SYS_ERR', String(error));
    const errCode = ERR_CODES[known.code] ?? known.code;
    const errMsg = `cloud.callFunction:fail Error: errCode: ${errCode} | errMsg: ${known.message}`;
    if (!(await applyFaultAfter(fault, request, reply))) await reply.code(500).send({ errMsg });
  }
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function bytesOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function readJson(body: Buffer): object | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
