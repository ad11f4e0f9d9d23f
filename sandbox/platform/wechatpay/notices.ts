/**
 * The queue of notices: MEDICAL_INSURANCE.SUCCESS for mixed orders that were paid, TRANSACTION.SUCCESS for
 * their cash, REFUND.* for refunds. A mixed order's is repeated for 30 seconds and then never again; those
 * of WeChat Pay itself for a day. notice-courier.ts carries.
 */

import { randomText } from '../payinsurance/random';
import { NOTICE_PAUSES_MS } from '../payinsurance/notices';
import { cashView } from './cash-calls';
import { accountOf, mixedView } from './mixed-query';
import {
  leversOf,
  setLevers,
  type CashOrder,
  type CashRefund,
  type JsonObject,
  type MixedOrder,
  type Notice,
  type NoticeKind,
  type Owner,
  type World,
} from './model';
import { refundResource } from './refund-view';
import { sealed } from './signing';
import { saveNotice } from './store';
import { beijingTime } from './times';

/** Pauses before the 2nd, 3rd, 4th attempt: 30 seconds in all. */
export const MIXED_PAUSES_MS: readonly number[] = [5_000, 10_000, 15_000];

export type Told =
  | { readonly kind: 'mixed'; readonly order: MixedOrder }
  | { readonly kind: 'cash'; readonly order: CashOrder }
  | { readonly kind: 'refund'; readonly refund: CashRefund; readonly cash: CashOrder };

interface Content {
  readonly owner: Owner;
  readonly outTradeNo: string;
  readonly event: string;
  readonly summary: string;
  readonly url: string;
  readonly plain: JsonObject;
  readonly associated: string;
}

function contentOf(world: World, told: Told): Content | undefined {
  switch (told.kind) {
    case 'mixed': {
      const { order } = told;
      const url = order.asked.callback_url;
      return {
        ...{ owner: order, outTradeNo: order.outTradeNo, plain: mixedView(order) },
        event: 'MEDICAL_INSURANCE.SUCCESS',
        summary: '医保混合收款成功',
        url: typeof url === 'string' ? url : '',
        associated: 'medical_insurance',
      };
    }
    case 'cash':
      return {
        ...{ owner: told.order, outTradeNo: told.order.outTradeNo },
        event: 'TRANSACTION.SUCCESS',
        summary: '支付成功',
        url: told.order.notifyUrl,
        plain: cashView(world, told.order),
        associated: 'transaction',
      };
    case 'refund': {
      const { refund, cash } = told;
      if (refund.notifyUrl === undefined) return undefined;
      return {
        ...{ owner: refund, outTradeNo: cash.outTradeNo, url: refund.notifyUrl },
        event: `REFUND.${refund.status}`,
        summary: '退款结果',
        plain: refundResource(refund, cash),
        associated: 'refund',
      };
    }
  }
}

/** Puts a notice into the queue, due now; nothing where nobody asked for one. */
export function enqueue(world: World, told: Told): Notice | undefined {
  const content = contentOf(world, told);
  if (content === undefined) return undefined;
  const { owner, outTradeNo, event, url, plain } = content;
  const id = `EV-${randomText(world.random, 24)}`;
  return saveNotice(world, {
    ...{ id, outTradeNo, event, url, plain },
    mchid: owner.mchid,
    subMchid: owner.subMchid,
    kind: told.kind,
    body: envelope(world, { id, ...content }),
    state: leversOf(world).holdNotices ? 'held' : 'waiting',
    attempts: 0,
    dueAt: world.clock.now(),
  });
}

/** The JSON of a notice with that resource. */
export function envelope(
  world: World,
  content: Pick<Content, 'event' | 'summary' | 'plain' | 'associated' | 'owner'> & {
    readonly id: string;
  },
): string {
  const { id, event, summary, plain, associated, owner } = content;
  return JSON.stringify({
    id,
    create_time: beijingTime(world.clock.now()),
    resource_type: 'encrypt-resource',
    event_type: event,
    summary,
    resource: sealed(world, accountOf(world, owner), plain, associated),
  });
}

const ASSOCIATED: Readonly<Record<NoticeKind, string>> = {
  mixed: 'medical_insurance',
  cash: 'transaction',
  refund: 'refund',
};

/** A notice's JSON anew around another resource. */
export function envelopeWith(world: World, notice: Notice, plain: JsonObject): string {
  const { id, event } = notice;
  const associated = ASSOCIATED[notice.kind];
  return envelope(world, { id, event, summary: '通知', plain, associated, owner: notice });
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

/** Records an attempt: `undefined` = accepted; else the reason why it may be repeated. */
export function recordAttempt(world: World, id: string, failure: string | undefined): void {
  const notice = world.notices.get(id);
  if (notice === undefined) return;
  const attempts = notice.attempts + 1;
  const lastOutcome = failure ?? 'accepted';
  const pauses = notice.kind === 'mixed' ? MIXED_PAUSES_MS : NOTICE_PAUSES_MS;
  const pause = pauses[attempts - 1];
  if (failure === undefined || notice.state === 'accepted') {
    saveNotice(world, { ...notice, attempts, lastOutcome, state: 'accepted' });
  } else if (pause === undefined) {
    saveNotice(world, { ...notice, attempts, lastOutcome, state: 'given-up' });
  } else {
    saveNotice(world, { ...notice, attempts, lastOutcome, dueAt: world.clock.now() + pause });
  }
}

/** Never sent of its own accord; it can still be replayed by hand. */
export function loseNotice(world: World, id: string): Notice | undefined {
  const notice = world.notices.get(id);
  return notice && saveNotice(world, { ...notice, state: 'lost' });
}

/** Sent `ms` from now instead; a held one stays held, too. */
export function postponeNotice(world: World, id: string, ms: number): Notice | undefined {
  const notice = world.notices.get(id);
  return notice && saveNotice(world, { ...notice, dueAt: world.clock.now() + ms });
}

/** Keeps back every notice that waits now or is born until `releaseNotices`. */
export function holdNotices(world: World): readonly Notice[] {
  setLevers(world, { holdNotices: true });
  return waiting(world).map((notice) => saveNotice(world, { ...notice, state: 'held' }));
}

/** Lets the held ones go, due now in that order; with `ids` only those, and the holding goes on. */
export function releaseNotices(
  world: World,
  order: 'born' | 'reverse',
  ids?: readonly string[],
): readonly Notice[] {
  if (ids === undefined) setLevers(world, { holdNotices: false });
  const held = [...world.notices.values()].filter(
    ({ id, state }) => state === 'held' && (ids?.includes(id) ?? true),
  );
  if (order === 'reverse') held.reverse();
  const now = world.clock.now();
  return held.map((notice, place) =>
    saveNotice(world, { ...notice, state: 'waiting', dueAt: now - held.length + 1 + place }),
  );
}

function waiting(world: World): Notice[] {
  return [...world.index.waiting].flatMap((id) => world.notices.get(id) ?? []);
}
