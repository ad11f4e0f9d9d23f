/**
 * WeChat Pay's own paths, /v3/…, over the engine. It adds what only HTTP has: a body limit, planted
 * faults, the wire log, and durability before an answer.
 */

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxClock } from '../../control/clock';
import type { Fault, FaultBook } from '../../control/faults';
import { applyFaultAfter, applyFaultBefore, cutHeldCallsOnClose } from '../../control/http-faults';
import type { WireLog } from '../../control/wire-log';
import type { WechatPayEngine } from './engine';
import type { ApiAnswer, ApiRequest, Planted } from './gateway';
import { redactedJson, redactedQuery } from './redact';

const BODY_LIMIT = 256 * 1024;

export interface WechatPayPluginOptions {
  readonly engine: WechatPayEngine;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
}

export function wechatPayPlugin(options: WechatPayPluginOptions): FastifyPluginAsync {
  return (app) => {
    cutHeldCallsOnClose(app);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
      (_request, body, done) => {
        done(null, body);
      },
    );
    app.all('/v3/*', (request, reply) => exchange(options, request, reply));
    return Promise.resolve();
  };
}

/** One exchange: fault before, effect, disk, log, fault after, answer. */
async function exchange(
  options: WechatPayPluginOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { engine, faults, wire, clock, durable } = options;
  const asked = apiRequest(request);
  const name = `wechatpay.${engine.callNamed(asked.method, asked.path) ?? 'unknown'}`;
  const fault = faults.take(name);
  const marked = fault === undefined ? '' : ` (planted: ${fault.kind})`;
  const log = (direction: 'in' | 'out', summary: string, fields: Record<string, string>) =>
    wire.record({ at: clock.now(), call: name, direction, summary: `${summary}${marked}`, fields });
  const fields = { ...redactedQuery(asked.path), ...redactedJson(asked.body) };
  if (await applyFaultBefore(fault, request, reply)) {
    log('in', 'no effect', {});
    return reply;
  }
  log('in', `${asked.method} ${asked.path.split('?')[0] ?? ''}`, fields);
  const { answer, outcome, lost } = engine.call(asked, plantedOf(fault));
  await durable();
  log('out', outcome, typeof answer.body === 'string' ? { ...redactedJson(answer.body) } : {});
  if (fault?.kind === 'cut-after' && Buffer.isBuffer(answer.body)) return cutAmid(reply, answer);
  if (await applyFaultAfter(fault, request, reply)) return reply;
  if (lost === true && (await applyFaultAfter({ kind: 'cut-after' }, request, reply))) return reply;
  const { answersDelayMs } = engine.levers();
  const delay: Fault | undefined =
    answersDelayMs > 0 ? { kind: 'slow', ms: answersDelayMs } : undefined;
  if (await applyFaultAfter(delay, request, reply)) return reply;
  return send(reply, answer);
}

function plantedOf(fault: Fault | undefined): Planted {
  if (fault?.kind === 'error') return { error: fault.code };
  return fault?.kind === 'bad-signature' ? { signature: 'wrong' } : {};
}

function apiRequest(request: FastifyRequest): ApiRequest {
  const { body } = request;
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value] as const,
  );
  return {
    method: request.method,
    path: request.raw.url ?? '',
    headers: Object.fromEntries(headers),
    body: Buffer.isBuffer(body) ? body.toString('utf8') : '',
  };
}

function send(reply: FastifyReply, { status, headers, body }: ApiAnswer): FastifyReply {
  return reply.code(status).headers(headers).send(body);
}

/** Half of a bill, and then the line is dead. */
function cutAmid(reply: FastifyReply, { headers, body }: ApiAnswer): FastifyReply {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { ...headers, 'Content-Length': body.length });
  raw.write(body.slice(0, Math.floor(body.length / 2)), () => {
    raw.destroy();
  });
  return reply;
}
