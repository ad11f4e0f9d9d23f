/**
 * The payment result notice (interface document v2.4 §3.5): signed, sent only for payments that
 * succeeded (§1.4), repeated with growing pauses until it is answered rightly, then given up.
 * This is the queue; notice-courier.ts carries.
 */

import type { NoticeReply } from '../notice-carrier';
import { identityOf } from './answers';
import { leversOf, type Notice, type Order, type World } from './model';
import { paymentFields } from './order-fields';
import { randomText } from './random';
import { respelled } from './spellings';
import { signedRight, withSign } from './signing';
import { readXml, writeXml, XmlRefused, type Fields } from './xml';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
/** The pauses that WeChat Pay documents for its notices, before the 2nd, 3rd … attempt, in ms. */
export const NOTICE_PAUSES_MS: readonly number[] = [
  15 * S,
  15 * S,
  30 * S,
  3 * M,
  10 * M,
  20 * M,
  30 * M,
  30 * M,
  30 * M,
  60 * M,
  3 * H,
  3 * H,
  3 * H,
  6 * H,
  6 * H,
];

/** From the first attempt to the last; whoever hears nothing for so long will not hear of it again. */
export const NOTICE_SCHEDULE_MS = NOTICE_PAUSES_MS.reduce((sum, pause) => sum + pause, 0);

/** Puts the notice of a paid order into the queue, due at `at` (ms since the epoch). */
export function enqueueNotice(world: World, order: Order, at: number): Notice {
  const id = randomText(world.random, 16);
  const fields: Fields = {
    return_code: 'SUCCESS',
    ...identityOf(order.caller),
    nonce_str: randomText(world.random, 32),
    result_code: 'SUCCESS',
    err_code: '0',
    ...paymentFields(world, order),
  };
  const notice: Notice = {
    id,
    orderId: order.id,
    url: order.asked.notify_url ?? '',
    body: writeXml(withSign(respelled(world, fields), noticeKey(world, order.id))),
    state: leversOf(world).holdNotices ? 'held' : 'waiting',
    attempts: 0,
    dueAt: at,
  };
  return keep(world, notice);
}

/** Notices whose time has come, earliest first. */
export function dueNotices(world: World): readonly Notice[] {
  const now = world.clock.now();
  return waiting(world)
    .filter(({ dueAt }) => dueAt <= now)
    .sort((a, b) => a.dueAt - b.dueAt);
}

/** When the next notice is due, in ms since the epoch; undefined when none is waiting. */
export function nextNoticeAt(world: World): number | undefined {
  const times = waiting(world).map(({ dueAt }) => dueAt);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Records an attempt: `undefined` = accepted; else the reason why it will be repeated. */
export function recordAttempt(world: World, id: string, failure: string | undefined): void {
  const notice = world.notices.get(id);
  if (notice === undefined) return;
  const attempts = notice.attempts + 1;
  const lastOutcome = failure ?? 'accepted';
  const pause = NOTICE_PAUSES_MS[attempts - 1];
  if (failure === undefined || notice.state === 'accepted') {
    keep(world, { ...notice, attempts, lastOutcome, state: 'accepted' });
  } else if (pause === undefined) {
    keep(world, { ...notice, attempts, lastOutcome, state: 'given-up' });
  } else {
    keep(world, { ...notice, attempts, lastOutcome, dueAt: world.clock.now() + pause });
  }
}

/** The notice is never sent of its own accord; it can still be replayed by hand. */
export function loseNotice(world: World, id: string): Notice | undefined {
  const notice = world.notices.get(id);
  return notice && keep(world, { ...notice, state: 'lost' });
}

/** Sent `ms` from now instead; a held one stays held until then, too. */
export function postponeNotice(world: World, id: string, ms: number): Notice | undefined {
  const notice = world.notices.get(id);
  return notice && keep(world, { ...notice, dueAt: world.clock.now() + ms });
}

/** Keeps back every notice that waits now or is born until `releaseNotices`. */
export function holdNotices(world: World): readonly Notice[] {
  world.levers.put('levers', { ...leversOf(world), holdNotices: true });
  return waiting(world).map((notice) => keep(world, { ...notice, state: 'held' }));
}

/**
 * Lets the held ones go, due now and one after the other: in the order in which they were born or
 * `reverse`. With `ids` only those, and the others stay held; without, nothing is held any more.
 */
export function releaseNotices(
  world: World,
  order: 'born' | 'reverse',
  ids?: readonly string[],
): readonly Notice[] {
  if (ids === undefined) world.levers.put('levers', { ...leversOf(world), holdNotices: false });
  const held = [...world.notices.values()].filter(
    ({ id, state }) => state === 'held' && (ids?.includes(id) ?? true),
  );
  if (order === 'reverse') held.reverse();
  const now = world.clock.now();
  return held.map((notice, place) =>
    keep(world, { ...notice, state: 'waiting', dueAt: now - held.length + 1 + place }),
  );
}

/** Why the answer to a notice is not the signed success of §3.5.2; undefined when it is. */
export function replyFault(world: World, notice: Notice, reply: NoticeReply): string | undefined {
  if (reply.status !== 200) return `HTTP ${reply.status}`;
  const fields = fieldsOf(reply.body);
  if (typeof fields === 'string') return fields;
  if (fields.return_code !== 'SUCCESS') return 'return_code is not SUCCESS';
  const nonce = fields.nonce_str ?? '';
  if (nonce === '' || nonce.length > 32) return 'nonce_str missing or too long';
  if (!signedRight(fields, noticeKey(world, notice.orderId))) return 'sign does not verify';
  return fields.result_code === 'SUCCESS' ? undefined : 'result_code is not SUCCESS';
}

/** The key of the account behind an order: what its notices and their answers are signed with. */
export function noticeKey(world: World, orderId: string): string {
  const { provider, independent } = world.accounts;
  const own = independent !== undefined && orderId.startsWith(`${independent.mchId}/-/`);
  return (own ? independent.key : provider?.key) ?? '';
}

function keep(world: World, notice: Notice): Notice {
  world.notices.put(notice.id, notice);
  world.index.noteNotice(notice);
  return notice;
}

function waiting(world: World): Notice[] {
  return [...world.index.waiting].flatMap((id) => world.notices.get(id) ?? []);
}

function fieldsOf(body: string): Fields | string {
  try {
    return readXml(body);
  } catch (error) {
    if (error instanceof XmlRefused) return 'the answer is not the XML of §3.5.2';
    throw error;
  }
}
