/**
 * One exchange on WeChat's paths, whatever is asked: planted faults, the effect, the disk, the wire log,
 * the answer, in that order.
 */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SandboxClock } from '../../control/clock';
import type { Fault, FaultBook } from '../../control/faults';
import { applyFaultAfter, applyFaultBefore } from '../../control/http-faults';
import type { WireLog } from '../../control/wire-log';
import { ProtocolRefusal, type Answer, type SignedCall } from './answers';
import type { PayinsuranceEngine } from './engine';
import { redacted } from './redact';
import type { Params, TokenCall } from './tokens';
import type { Fields } from './xml';

export interface PayinsurancePluginOptions {
  readonly engine: PayinsuranceEngine;
  readonly clock: SandboxClock;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
}

/** One exchange: fault before, effect, disk, log, fault after, answer. */
export async function exchange(
  options: PayinsurancePluginOptions,
  call: SignedCall | TokenCall,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (fault: Fault | undefined) => { asked: Fields; answer: Answer },
): Promise<FastifyReply> {
  const name = `payinsurance.${call}`;
  const fault = options.faults.take(name);
  const log = wireLogger(options, name, fault);
  if (await applyFaultBefore(fault, request, reply)) {
    log('in', 'no effect', {});
    return reply;
  }
  const { asked, answer } = act(fault);
  await options.durable();
  log('in', 'request', asked);
  log('out', outcomeOf(answer.fields), answer.fields);
  if (await applyFaultAfter(fault, request, reply)) return reply;
  const body =
    fault?.kind === 'bad-signature' ? (answer.misSigned?.() ?? answer.body) : answer.body;
  return send(reply, answer, body);
}

export function send(reply: FastifyReply, answer: Answer, body: string): FastifyReply {
  return reply.code(answer.status).type(`${answer.type}; charset=utf-8`).send(body);
}

/** Records one exchange, redacted, with the fault that hit it. */
export function wireLogger(
  { wire, clock }: Pick<PayinsurancePluginOptions, 'wire' | 'clock'>,
  call: string,
  fault: Fault | undefined,
): (direction: 'in' | 'out', summary: string, fields: Fields) => void {
  const planted = fault === undefined ? '' : ` (planted: ${fault.kind})`;
  return (direction, summary, fields) => {
    wire.record({
      at: clock.now(),
      call,
      direction,
      summary: `${summary}${planted}`,
      fields: redacted(fields),
    });
  };
}

export function outcomeOf(fields: Fields): string {
  if (fields.errcode !== undefined) return `errcode ${fields.errcode}`;
  if (fields.return_code === undefined) return 'token';
  const code = fields.err_code === '0' ? undefined : fields.err_code;
  return [fields.return_code, fields.result_code, code, fields.err_code_des ?? fields.err_code_desc]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** Query parameters that were given exactly once. */
export function params(request: FastifyRequest): Params {
  const query: unknown = request.query;
  return strings(query);
}

export function strings(value: unknown): Params {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, item]: [string, unknown]) =>
      typeof item === 'string' ? [[name, item]] : [],
    ),
  );
}

/** The body as strict UTF-8; throws `ProtocolRefusal`. */
export function text(body: unknown): string {
  if (!Buffer.isBuffer(body)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (error) {
    throw new ProtocolRefusal('参数格式校验错误', '80001', '不是 UTF-8', { cause: error });
  }
}
