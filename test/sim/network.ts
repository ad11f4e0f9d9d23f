/**
 * The network between a function and everybody else: one exchange, and what can go wrong with it. Which
 * fault a call meets is in the schedule; the platform's own refusals are signed by the platform.
 */
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { Http, HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { hisRefusal } from './his-reply';
import type { Process } from './process';
import type { CallFault, Hit } from './schedule';
import { platformReply, targetOf, type Reply, type Target } from './transport';
import type { SimWorld } from './world';

const UNKNOWN: HttpOutcome = { ok: false, failure: 'unknown' };
const NOT_SENT: HttpOutcome = { ok: false, failure: 'not-sent' };

/** Technical refusals whose effect nobody knows (interface document v2.4 §5). */
const PLATFORM_ERROR: Readonly<Record<string, string>> = {
  unifiedorder: '514',
  queryorder: '540',
  closeorder: '80000',
  refund: '552',
  queryrefund: '555',
};

const heard = ({ status, body }: Reply): HttpOutcome => ({ ok: true, status, body });

/** Somebody says something else under the old signature; unsigned messages become rubbish. */
function tampered(body: string): string {
  const other = body.replace(
    /(<med_(?:trade|refund)_state><!\[CDATA\[)([A-Z_]+)/,
    (_, open: string, state: string) => `${open}${state === 'NOTPAY' ? 'SUCCESS' : 'CLOSED'}`,
  );
  const wrong = other.replace(
    /(<sign><!\[CDATA\[)(.)/,
    (_, open: string, first: string) => `${open}${first === '0' ? '1' : '0'}`,
  );
  return wrong === body ? '<<<garbage' : wrong;
}

interface Exchange {
  readonly world: SimWorld;
  /** The function that calls. */
  readonly caller: string;
  readonly request: HttpRequest;
  readonly target: Target;
  readonly deadline: Deadline;
}

/** Takes place, unwatched faults apart: seen by the watchers, answered by the party. */
async function takePlace({ world, caller, request, target }: Exchange): Promise<Reply> {
  world.watch.request(target, request, caller);
  const reply = await world.transport(request, target);
  world.watch.reply(target, request, reply);
  return reply;
}

function waitOut({ world, request, deadline }: Exchange): HttpOutcome {
  world.clock.advance(Math.min(request.timeoutMs, deadline.leftMs()));
  return UNKNOWN;
}

/** A refusal by the other side for a technical reason; it did nothing for this one. */
function ownError({ world, request, target }: Exchange): HttpOutcome {
  if (target.party === 'his') return heard(hisRefusal('INTERNAL'));
  const planted = PLATFORM_ERROR[target.call];
  if (planted === undefined) return { ok: true, status: 500, body: '' };
  return heard(platformReply(world.engine, request, target, planted));
}

function memoryOf({ world, target, request }: Exchange, kind: 'stale-answer' | 'other-answer') {
  return world.watch.remembered(target, request, kind === 'stale-answer');
}

async function afterEffect(exchange: Exchange, kind: CallFault, ms: number): Promise<HttpOutcome> {
  const { world, target } = exchange;
  const old =
    kind === 'stale-answer' || kind === 'other-answer' ? memoryOf(exchange, kind) : undefined;
  const reply = await takePlace(exchange);
  switch (kind) {
    case 'timeout-after':
      return waitOut(exchange);
    case 'cut-after':
      return UNKNOWN;
    case 'garbage':
      return heard({ status: 200, body: '<<<garbage' });
    case 'truncated':
      return heard({ ...reply, body: reply.body.slice(0, reply.body.length >> 1) });
    case 'bad-signature':
      return heard({ ...reply, body: target.party === 'his' ? '{}' : tampered(reply.body) });
    case 'http-502-after':
      return heard({ status: 502, body: 'Bad Gateway' });
    case 'error-after':
      return ownError(exchange);
    case 'doubled-call':
      return heard(await takePlace(exchange));
    case 'slow':
      if (ms >= Math.min(exchange.request.timeoutMs, exchange.deadline.leftMs())) {
        return waitOut(exchange);
      }
      world.clock.advance(ms);
      return heard(reply);
    case 'stale-answer':
    case 'other-answer':
      return heard(old ?? reply);
    default:
      return heard(reply);
  }
}

/** The request is under way while its sender has given up; it must still arrive in this life. */
function stray(exchange: Exchange, ms: number): HttpOutcome {
  const { world, caller, request, target } = exchange;
  world.watch.request(target, request, caller);
  world.clock.later(ms, () => world.arrive(request, target));
  return waitOut(exchange);
}

async function exchanged(exchange: Exchange, hit: Hit): Promise<HttpOutcome> {
  const { world, target, request } = exchange;
  switch (hit.kind) {
    case 'not-sent':
      return NOT_SENT;
    case 'timeout-before':
      return waitOut(exchange);
    case 'cut-before':
      return UNKNOWN;
    case 'http-502-before':
      return heard({ status: 502, body: 'Bad Gateway' });
    case 'error-before':
      return ownError(exchange);
    case 'token-refused':
      if (target.party === 'his') return heard(hisRefusal('BUSY'));
      if (PLATFORM_ERROR[target.call] === undefined) return UNKNOWN;
      return heard(platformReply(world.engine, request, target, '40001'));
    case 'stray':
      return stray(exchange, hit.ms ?? 1);
    default:
      return afterEffect(exchange, hit.kind, hit.ms ?? 0);
  }
}

/** The Http port of one process. */
export function networkOf(world: SimWorld, process: Process): Http {
  return {
    async send(request, deadline) {
      await process.turn();
      const target = targetOf(request, world.origin);
      const exchange = { world, caller: process.name, request, target, deadline };
      if (request.timeoutMs <= 0 || deadline.leftMs() <= 0) return NOT_SENT;
      const hit = process.nextHit();
      if (hit !== undefined) world.count(hit.kind);
      if (world.isDown(target.party)) {
        world.count(`${target.party}-down`);
        return hit?.kind === 'not-sent' ? NOT_SENT : waitOut(exchange);
      }
      const outcome =
        hit === undefined ? heard(await takePlace(exchange)) : await exchanged(exchange, hit);
      await process.turn();
      return outcome;
    },
  };
}
