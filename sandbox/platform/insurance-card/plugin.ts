/**
 * The insurance card on the wire: `/insurance-card/api/*` for the hospital's functions as
 * docs/insurance-card.md says, and the page of its mini program at `/insurance-card/bind`. No external
 * requests.
 */

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { FaultBook } from '../../control/faults';
import { applyFaultAfter, applyFaultBefore, cutHeldCallsOnClose } from '../../control/http-faults';
import type { WireLog } from '../../control/wire-log';
import { loadPage } from './page-files';
import type { InsuranceCardService } from './service';

export interface InsuranceCardOptions {
  readonly service: InsuranceCardService;
  /** The bearer token that callers must bring. */
  readonly token: string;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  readonly durable: () => Promise<void>;
}

/** What the functions ask, as the fault book names it. */
export const INSURANCE_CARD_CALLS = ['insurance-card.card', 'insurance-card.identity'] as const;

const openid = z.string().min(1).max(128);
const cardBody = z.strictObject({ openid });
const identityBody = z.strictObject({ openid, ticket: z.string().min(1).max(512) });

const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

interface Answer {
  readonly status: number;
  readonly body: object;
}

const problem = (status: number, code: string, message: string): Answer => ({
  status,
  body: { code, message },
});

export function insuranceCardPlugin(options: InsuranceCardOptions): FastifyPluginAsync {
  return async (app) => {
    cutHeldCallsOnClose(app);
    const { service } = options;
    call(app, options, 'card', (body) => ({
      status: 200,
      body: service.card(cardBody.parse(body).openid),
    }));
    call(app, options, 'identity', (body) => {
      const asked = identityBody.parse(body);
      const identity = service.redeem(asked.openid, asked.ticket);
      return identity === undefined
        ? problem(409, 'TICKET_INVALID', 'the ticket is unknown, used, too old or not theirs')
        : { status: 200, body: identity };
    });
    await page(app, options);
  };
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function isCaller(request: FastifyRequest, token: string): boolean {
  const brought = request.headers.authorization ?? '';
  return timingSafeEqual(digest(brought), digest(`Bearer ${token}`));
}

function call(
  app: FastifyInstance,
  options: InsuranceCardOptions,
  name: 'card' | 'identity',
  act: (body: unknown) => Answer,
): void {
  app.post(`/insurance-card/api/${name}`, async (request, reply): Promise<FastifyReply> => {
    const { faults, service, wire } = options;
    const named = `insurance-card.${name}`;
    const fault = faults.take(named);
    const note = (summary: string): void =>
      wire.record({ at: service.now(), call: named, direction: 'in', summary });
    if (await applyFaultBefore(fault, request, reply)) {
      note('no effect, no answer');
      return reply;
    }
    const answer =
      fault?.kind === 'error'
        ? problem(fault.code === 'TICKET_INVALID' ? 409 : 500, fault.code, 'planted by the sandbox')
        : answerTo(request, options.token, act);
    await options.durable();
    note(`${String(answer.status)}${fault === undefined ? '' : ` [fault ${fault.kind}]`}`);
    if (await applyFaultAfter(fault, request, reply)) return reply;
    return reply.code(answer.status).send(answer.body);
  });
}

function answerTo(request: FastifyRequest, token: string, act: (body: unknown) => Answer): Answer {
  if (!isCaller(request, token)) return problem(401, 'UNAUTHORIZED', 'no such token');
  try {
    return act(request.body);
  } catch (error) {
    if (error instanceof z.ZodError) return problem(400, 'BAD_REQUEST', z.prettifyError(error));
    throw error;
  }
}

/** The mini program's own page and what it asks; a refusal is `{error}`, as at the cashier. */
async function page(app: FastifyInstance, options: InsuranceCardOptions): Promise<void> {
  const { html, js } = await loadPage();
  app.get('/insurance-card/bind', (_request, reply) =>
    reply.headers(PAGE_HEADERS).type('text/html; charset=utf-8').send(html),
  );
  app.get('/insurance-card/page.js', (_request, reply) =>
    reply.headers(PAGE_HEADERS).type('text/javascript; charset=utf-8').send(js),
  );
  const { service } = options;
  const ask = (name: string, act: (openid: string) => object): void => {
    app.post(`/insurance-card/page/${name}`, async (request, reply) => {
      const asked = cardBody.safeParse(request.body);
      if (!asked.success) return reply.code(400).send({ error: 'bad-request' });
      const answer = act(asked.data.openid);
      await options.durable();
      return answer;
    });
  };
  ask('state', (who) => ({ bound: service.card(who).bound }));
  ask('bind', (who) => (service.bind(who) ? { bound: true } : { error: 'unknown-person' }));
  ask('authorise', (who) => {
    const ticket = service.authorise(who);
    return ticket === undefined ? { error: 'not-bound' } : { ticket };
  });
}
