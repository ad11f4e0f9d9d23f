/**
 * WeChat's own paths over the engine (interface document v2.4 §3): XML by POST, tokens by query. It
 * adds what only HTTP has: a body limit, strict UTF-8, planted faults, the wire log, and durability
 * before an answer.
 */

import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from '../../control/faults';
import { cutHeldCallsOnClose } from '../../control/http-faults';
import { CALLS, ProtocolRefusal, protocolRefused, type Answer, type CallName } from './answers';
import { billRoute } from './bill-route';
import {
  exchange,
  params,
  send,
  strings,
  text,
  type PayinsurancePluginOptions,
} from './http-exchange';
import { plantedTokenAnswer, type Params, type TokenCall } from './tokens';
import { XML_LIMIT_BYTES, type Fields } from './xml';

export function payinsurancePlugin(options: PayinsurancePluginOptions): FastifyPluginAsync {
  return (app) => {
    cutHeldCallsOnClose(app);
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: XML_LIMIT_BYTES },
      (_, body, done) => {
        done(null, body);
      },
    );
    app.setErrorHandler(async (error, _request, reply) => {
      const answer = protocolRefused(refusalOf(error), statusOf(error));
      await send(reply, answer, answer.body);
    });
    for (const call of CALLS) xmlRoute(app, options, call);
    billRoute(app, options);
    tokenRoutes(app, options);
    return Promise.resolve();
  };
}

function xmlRoute(app: FastifyInstance, options: PayinsurancePluginOptions, call: CallName): void {
  app.post(`/payinsurance/${call}`, async (request, reply) =>
    exchange(options, call, request, reply, (fault) => {
      const result = options.engine.call(call, {
        accessToken: params(request).access_token,
        body: text(request.body),
        plantedError: fault?.kind === 'error' ? fault.code : undefined,
        ip: request.ip,
      });
      return { asked: result.request, answer: result.answer };
    }),
  );
}

function tokenRoutes(app: FastifyInstance, options: PayinsurancePluginOptions): void {
  const { engine } = options;
  const byQuery =
    (call: TokenCall, act: (sent: Params) => Answer) =>
    async (request: FastifyRequest, reply: FastifyReply) =>
      exchange(options, call, request, reply, (fault) => {
        const sent = params(request);
        return { asked: given(sent), answer: plantedOr(call, fault, () => act(sent)) };
      });
  app.route({
    method: ['GET', 'POST'],
    url: '/payinsurance/gettoken',
    handler: byQuery('gettoken', (sent) => engine.gettoken(sent)),
  });
  app.get(
    '/cgi-bin/token',
    byQuery('token', (sent) => engine.token(sent)),
  );
  app.post('/cgi-bin/stable_token', async (request, reply) =>
    exchange(options, 'stable_token', request, reply, (fault) => {
      const sent = jsonParams(text(request.body));
      const act = () => engine.stableToken(sent);
      return { asked: given(sent), answer: plantedOr('stable_token', fault, act) };
    }),
  );
}

function plantedOr(call: TokenCall, fault: Fault | undefined, act: () => Answer): Answer {
  return fault?.kind === 'error' ? plantedTokenAnswer(call, fault.code) : act();
}

function given(sent: Params): Fields {
  return Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** The JSON body of stable_token; `force_refresh` is a boolean there. */
function jsonParams(body: string): Params & { force_refresh?: string } {
  try {
    const value: unknown = JSON.parse(body);
    const forced =
      typeof value === 'object' &&
      value !== null &&
      'force_refresh' in value &&
      value.force_refresh;
    return { ...strings(value), ...(forced === true ? { force_refresh: 'true' } : {}) };
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function refusalOf(error: unknown): ProtocolRefusal {
  if (error instanceof ProtocolRefusal) return error;
  if (statusOf(error) === 413) return new ProtocolRefusal('参数格式校验错误', '80001', '报文过大');
  return new ProtocolRefusal('系统失败', '80000', '系统失败');
}

function statusOf(error: unknown): number {
  if (error instanceof ProtocolRefusal) return 200;
  const known = typeof error === 'object' && error !== null && 'statusCode' in error;
  return known && typeof error.statusCode === 'number' ? error.statusCode : 500;
}
