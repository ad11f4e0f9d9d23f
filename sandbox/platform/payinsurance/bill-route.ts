/**
 * getbalancebill over HTTP (interface document v2.4 §3.8): the table is streamed as it is made, so that
 * a day of any size costs no memory; a planted cut breaks the connection off in the middle of a row.
 */

import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { applyFaultAfter, applyFaultBefore } from '../../control/http-faults';
import type { BillResult } from './bill';
import {
  outcomeOf,
  params,
  send,
  text,
  wireLogger,
  type PayinsurancePluginOptions,
} from './http-exchange';

const NAME = 'payinsurance.getbalancebill';
const TABLE_TYPE = 'text/plain; charset=utf-8';

export function billRoute(app: FastifyInstance, options: PayinsurancePluginOptions): void {
  app.post('/payinsurance/getbalancebill', (request, reply) => answer(options, request, reply));
}

/** `cut-after` cuts the table in the middle; of a refusal there is no middle, it is cut before. */
async function answer(
  options: PayinsurancePluginOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { engine, faults } = options;
  const fault = faults.take(NAME);
  const log = wireLogger(options, NAME, fault);
  if (await applyFaultBefore(fault, request, reply)) {
    log('in', 'no effect', {});
    return reply;
  }
  const bill = engine.bills.open(
    {
      accessToken: params(request).access_token,
      body: text(request.body),
      plantedError: fault?.kind === 'error' ? fault.code : undefined,
    },
    fault?.kind === 'cut-after' ? { how: 'connection' } : undefined,
  );
  log('in', 'request', bill.request);
  if (bill.kind === 'refused') {
    log('out', outcomeOf(bill.answer.fields), bill.answer.fields);
    if (await applyFaultAfter(fault, request, reply)) return reply;
    return send(reply, bill.answer, bill.answer.body);
  }
  log('out', bill.breaksOff ? 'a table, cut' : 'a table', {});
  if (bill.breaksOff) return brokenOff(bill, reply);
  if (await applyFaultAfter(fault, request, reply)) return reply;
  return reply
    .code(200)
    .type(TABLE_TYPE)
    .send(Readable.from(bill.chunks, { objectMode: false }));
}

/** Sends what there is and cuts the connection instead of ending the answer. */
async function brokenOff(
  { chunks }: Extract<BillResult, { kind: 'table' }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { 'content-type': TABLE_TYPE });
  for (const chunk of chunks) {
    if (raw.destroyed) return reply;
    if (!raw.write(chunk)) await writableAgain(raw);
  }
  await new Promise<void>((resolve) => raw.write('', () => resolve()));
  raw.destroy();
  return reply;
}

/** Also when the reader has left. */
function writableAgain(raw: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      raw.off('drain', go).off('close', go);
      resolve();
    };
    raw.on('drain', go).on('close', go);
  });
}
