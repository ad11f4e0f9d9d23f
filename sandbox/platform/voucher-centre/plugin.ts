/**
 * The centre's own paths, /cfc/api/*, over the engine. It adds what only HTTP has: a body limit, planted faults,
 * the wire log, and durability before an answer. Every answer is HTTP 200.
 */

import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxClock } from '../../control/clock';
import type { FaultBook } from '../../control/faults';
import { applyFaultAfter, applyFaultBefore, cutHeldCallsOnClose } from '../../control/http-faults';
import type { WireLog } from '../../control/wire-log';
import type { CentreRequest, VoucherCentreEngine } from './engine';
import type { Texts } from './fields';

const BODY_LIMIT = 128 * 1024;

export interface VoucherCentrePluginOptions {
  readonly engine: VoucherCentreEngine;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
}

export function voucherCentrePlugin(options: VoucherCentrePluginOptions): FastifyPluginAsync {
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
    app.all('/cfc/api/*', (request, reply) => exchange(options, request, reply));
    return Promise.resolve();
  };
}

async function exchange(
  { engine, faults, wire, clock, durable }: VoucherCentrePluginOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const asked = requestOf(request);
  const call = `onecode.${engine.callNamed(asked.path) ?? 'unknown'}`;
  const fault = faults.take(call);
  const marked = fault === undefined ? '' : ` (planted: ${fault.kind})`;
  const log = (direction: 'in' | 'out', summary: string, fields: Texts) =>
    wire.record({ at: clock.now(), call, direction, summary: `${summary}${marked}`, fields });
  if (await applyFaultBefore(fault, request, reply)) {
    log('in', 'no effect', {});
    return reply;
  }
  const result = engine.call(asked, fault?.kind === 'error' ? { error: fault.code } : {});
  log('in', `${asked.method} ${asked.path.slice(0, 100)}`, redacted(result.asked));
  await durable();
  log('out', result.outcome, redacted(result.said));
  if (await applyFaultAfter(fault, request, reply)) return reply;
  return reply.code(200).type('application/json; charset=utf-8').send(result.body);
}

function requestOf(request: FastifyRequest): CentreRequest {
  const { body } = request;
  return {
    method: request.method,
    path: (request.raw.url ?? '').split('?')[0] ?? '',
    contentType: request.headers['content-type'] ?? '',
    body: Buffer.isBuffer(body) ? body.toString('utf8') : '',
  };
}

/** An allow-list: tokens, certificates and names are shown by their length. */
const SHOWN: ReadonlySet<string> = new Set(
  'ownPaySetlAmt orgCodg orgName devId devIP fixmedinsTrnsSn stasFlag payChnlName'.split(' '),
);

function redacted(fields: Texts): Texts {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SHOWN.has(name) ? value.slice(0, 256) : `***(${Array.from(value).length})`,
    ]),
  );
}
