/**
 * The network between a function and everybody else: one exchange, and what can go wrong with it. Which
 * fault a call meets is in the schedule; the platform's own refusals are signed by the platform.
 */
import type { Deadline } from '../../cloudfunctions/ports/deadline';
import type { Http, HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { hisRefusal } from './his-reply';
import type { Process } from './process';
import type { CallFault, Hit } from './schedule';
import { targetOf, type Reply, type Target } from './transport';
import type { SimWorld } from './world';

const UNKNOWN: HttpOutcome = { ok: false, failure: 'unknown' };
const NOT_SENT: HttpOutcome = { ok: false, failure: 'not-sent' };

function heard({ status, body, headers }: Reply): HttpOutcome {
  if (headers === undefined) return { ok: true, status, body };
  return { ok: true, status, body, header: (name) => headers[name] };
}

interface Exchange {
  readonly world: SimWorld;
  /** The invocation that calls. */
  readonly process: Process;
  readonly request: HttpRequest;
  readonly target: Target;
  readonly deadline: Deadline;
}

/** Takes place, unwatched faults apart: seen by the watchers, answered by the party. */
async function takePlace({ world, process, request, target }: Exchange): Promise<Reply> {
  world.watch.request(target, request, process.name);
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
  return heard(world.platform.reply(request, target, 'own-error') ?? { status: 500, body: '' });
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
      return heard(
        target.party === 'his' ? { ...reply, body: '{}' } : world.platform.tampered(reply),
      );
    case 'http-502-after':
      return heard({ status: 502, body: 'Bad Gateway' });
    case 'error-after':
      return ownError(exchange);
    case 'killed-after':
      return exchange.process.kill();
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
  const { world, process, request, target } = exchange;
  world.watch.request(target, request, process.name);
  if (target.call === 'prepay') world.strayed.add(world.watch.numberIn(target, request));
  world.clock.later(ms, () => world.arrive(request, target));
  return waitOut(exchange);
}

function refusedAtTheDoor({ world, request, target }: Exchange): HttpOutcome {
  const reply = world.platform.reply(request, target, 'token');
  return reply === undefined ? UNKNOWN : heard(reply);
}

/** Hits that are worth counting by what they hit. */
function countSpecial({ world, process, target }: Exchange, { kind }: Hit): void {
  const lost = kind !== 'slow' && kind !== 'lapse' && kind !== 'doubled-call';
  if (!lost) return;
  if (target.call === 'his.uploadFees' || target.call === 'his.preSettleUpload') {
    world.count('upload-unheard');
  }
  if (target.call === 'mixedOrder') world.count('insured-order-unheard');
  const isLeg = LEGS.has(target.call) && process.name === 'refund';
  if (isLeg) world.count('stopped-between-legs');
}

/** The insurance, the cash and the word of a refund of 2.0. */
const LEGS = new Set(['his.refundUpload', 'refundCash', 'notifyRefund']);

async function exchanged(exchange: Exchange, hit: Hit): Promise<HttpOutcome> {
  const { world, target } = exchange;
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
      return refusedAtTheDoor(exchange);
    case 'killed-before':
      return exchange.process.kill();
    case 'lapse':
      world.bureau?.expireAuthorisations();
      return heard(await takePlace(exchange));
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
      const target = targetOf(request, world.platform);
      const exchange = { world, process, request, target, deadline };
      if (request.timeoutMs <= 0 || deadline.leftMs() <= 0) return NOT_SENT;
      const hit = process.nextHit();
      if (hit !== undefined) {
        world.count(hit.kind);
        countSpecial(exchange, hit);
      }
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
