/**
 * The authorisation service (医保免密授权) on the wire: the user query of a hospital's functions at
 * /mipuser/api/mipuserquery/userQuery/{partnerId}, and what the page of its mini program asks at
 * /authorisation/api/*. The page itself is page-plugin.ts.
 */

import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Bureau, PersonView } from '../../bureau';
import type { Fault, FaultBook } from '../../control/faults';
import { applyFaultAfter, applyFaultBefore, cutHeldCallsOnClose } from '../../control/http-faults';
import type { WireLog } from '../../control/wire-log';
import { faultOfJump, type JumpFacts } from './jump';
import { refused, userQuery, type UserQueryAnswer, type UserQueryAsk } from './user-query';

export interface AuthorisationOptions {
  readonly bureau: Pick<Bureau, 'now' | 'person' | 'issueCode' | 'exchange' | 'setCardBound'>;
  readonly partnerId: string;
  readonly partnerSecret: string;
  /** Left out: any values of the right form are taken. */
  readonly jump?: JumpFacts;
  readonly faults: FaultBook;
  readonly wire: WireLog;
  /** Resolves when everything put into the bureau's tables so far is on disk. */
  readonly durable: () => Promise<void>;
}

/** What the functions ask, as the fault book names it. */
export const AUTHORISATION_CALLS = ['authorisation.userQuery'] as const;

const CALL = AUTHORISATION_CALLS[0];
const openid = z.string().min(1).max(128);
const personQuery = z.strictObject({ openid });
const personBody = z.strictObject({ openid });
const codeBody = z.strictObject({ openid, path: z.string().min(1).max(2048) });

export function authorisationPlugin(options: AuthorisationOptions): FastifyPluginAsync {
  return async (app) => {
    cutHeldCallsOnClose(app);
    await app.register(userQueryRoute(options), { prefix: '/mipuser/api/mipuserquery' });
    await app.register(pageRoutes(options), { prefix: '/authorisation/api' });
  };
}

/** Refusals are answers of their own code, with HTTP 200; only what is no JSON is 400. */
function userQueryRoute(options: AuthorisationOptions): FastifyPluginAsync {
  const { bureau, faults, wire, durable } = options;
  const ask = userQuery(options);
  return (scope) => {
    scope.setErrorHandler((_error, _request, reply) => reply.code(400).send(refused('body')));
    scope.post<{ Params: { partnerId: string } }>(
      '/userQuery/:partnerId',
      async (request, reply) => {
        const fault = faults.take(CALL);
        const note = (summary: string): void => {
          const planted = fault === undefined ? '' : ` [fault ${fault.kind}]`;
          wire.record({
            at: bureau.now(),
            call: CALL,
            direction: 'in',
            summary: summary + planted,
          });
        };
        if (await applyFaultBefore(fault, request, reply)) {
          note('no effect, no answer');
          return reply;
        }
        const { headers, body, params } = request;
        const answer = answerOf(ask, fault, { headers, body, partnerId: params.partnerId });
        await durable();
        note('message' in answer ? `${answer.code} ${answer.message}` : 'ok');
        if (await applyFaultAfter(fault, request, reply)) return reply;
        return reply.send(answer);
      },
    );
    return Promise.resolve();
  };
}

function answerOf(
  ask: (of: UserQueryAsk) => UserQueryAnswer,
  fault: Fault | undefined,
  of: UserQueryAsk,
): UserQueryAnswer {
  if (fault?.kind !== 'error') return ask(of);
  const code = Number(fault.code);
  const planted = refused('planted');
  return Number.isSafeInteger(code) && code !== 0 ? { ...planted, code } : planted;
}

/**
 * A refusal is answered 200 `{error: {code, message}}`, the message for the person in front of the page:
 * it is no fault of the page, and the browser's console stays clean for the tests that watch it.
 */
class PageRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

function pageRoutes({ bureau, jump, durable }: AuthorisationOptions): FastifyPluginAsync {
  const known = (who: string): PersonView => {
    const person = bureau.person(who);
    if (person !== undefined) return person;
    throw new PageRefusal('unknown-person', '未查询到您的参保信息');
  };
  return (scope) => {
    errorsForThePage(scope);
    scope.get('/person', (request) =>
      Promise.resolve(pageView(known(personQuery.parse(request.query).openid))),
    );
    scope.post('/code', async (request) => {
      const asked = codeBody.parse(request.body);
      const fault = faultOfJump(asked.path, jump);
      if (fault !== undefined) throw new PageRefusal('bad-path', fault);
      known(asked.openid);
      const given = bureau.issueCode(asked.openid);
      if (!given.ok) throw new PageRefusal(given.why, '请先激活医保电子凭证，再授权');
      await durable();
      return { authCode: given.authCode };
    });
    scope.post('/bind', async (request) => {
      const { openid: who } = personBody.parse(request.body);
      known(who);
      bureau.setCardBound(who, true);
      await durable();
      return pageView(known(who));
    });
    return Promise.resolve();
  };
}

function pageView({ label, nameMasked, idNoMasked, cardBound, relatives }: PersonView): object {
  return {
    label,
    name: nameMasked,
    idNo: idNoMasked,
    bound: cardBound,
    relatives: relatives.map((one) => ({ name: one.nameMasked })),
  };
}

function errorsForThePage(scope: FastifyInstance): void {
  const refuse = (reply: FastifyReply, status: number, code: string, message: string) =>
    reply.code(status).send({ error: { code, message } });
  scope.setErrorHandler((error: FastifyError | Error, _request, reply) => {
    if (error instanceof PageRefusal) return refuse(reply, 200, error.code, error.message);
    if (error instanceof z.ZodError) {
      return refuse(reply, 400, 'bad-request', z.prettifyError(error));
    }
    const status = 'statusCode' in error ? (error.statusCode ?? 500) : 500;
    return refuse(reply, status, status < 500 ? 'bad-request' : 'internal', error.message);
  });
}
