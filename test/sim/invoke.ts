/**
 * Calling the use cases as their doors do: with the time that the function has, and with whatever fate
 * the schedule has in store for the invocation. Returns how it ended.
 */
import { openId, type OpenId, type OrderNo } from '../../cloudfunctions/domain/ids';
import type { OrderView } from '../../cloudfunctions/contract/types';
import type { ClerkRefund } from '../../cloudfunctions/contract/staff-types';
import type { ReviewAct } from '../../cloudfunctions/domain/review';
import type { Notice, NoticeAnswer } from '../../cloudfunctions/ports/notice-reader';
import type { RefundDesk } from '../../cloudfunctions/ports/refund-channel';
import { acceptNotice } from '../../cloudfunctions/usecases/accept-notice';
import { askRefund } from '../../cloudfunctions/usecases/ask-refund';
import { authoriseOrder } from '../../cloudfunctions/usecases/authorise-order';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { closeOrder } from '../../cloudfunctions/usecases/close-order';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import { orderView } from '../../cloudfunctions/usecases/order-view';
import { placeOrder, type PlaceInput } from '../../cloudfunctions/usecases/place-order';
import { Refusal } from '../../cloudfunctions/usecases/refusal';
import { sendRefund } from '../../cloudfunctions/usecases/send-refund';
import { clerkRefund } from '../../cloudfunctions/usecases/staff/clerk-refund';
import { endReview } from '../../cloudfunctions/usecases/staff/end-review';
import deploy from '../../cloudfunctions/deploy.json';
import { Killed, type Process } from './process';
import type { Ordeal } from './schedule';
import { NO_GATE, type Gate } from './turnstile';
import { giveBack, invocation, type Kit, type SimWorld } from './world';
import { isSameJson } from './same';

export type Ended<T> =
  | { readonly kind: 'value'; readonly value: T; readonly writes: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly writes: number }
  | { readonly kind: 'killed' }
  | { readonly kind: 'broken' };

type Name = 'pay' | 'refund' | 'staff' | 'notify' | 'clockwork';
const TIMEOUTS = new Map<string, number>(
  deploy.functions.map(({ name, timeoutSeconds }) => [name, timeoutSeconds * 1000]),
);

/** The function `refund`, woken by another; whether it was reached changes nothing for the caller. */
function deskOf(world: SimWorld, process: Process): RefundDesk {
  return {
    async run(orderNo: OrderNo) {
      await process.turn();
      const { desk = {} } = process;
      if (desk.unreached === true) {
        world.count('desk-unreached');
        return;
      }
      await invoke(world, 'refund', desk, process.gate, ({ deps, sender, deadline }) =>
        sendRefund({ ...deps, sender }, orderNo, deadline),
      );
      await process.turn();
    },
  };
}

async function invoke<T>(
  world: SimWorld,
  name: Name,
  ordeal: Ordeal,
  gate: Gate,
  act: (one: Kit) => Promise<T>,
): Promise<Ended<T>> {
  const { hits = [], crash, desk } = ordeal;
  const timeoutMs = TIMEOUTS.get(name) ?? 0;
  const plan = { name, timeoutMs, hits, crash, gate, desk };
  const one = invocation(world, plan, deskOf);
  const { process } = one;
  try {
    const value = await act(one);
    if (!process.dead) {
      giveBack(world, one);
      return { kind: 'value', value, writes: process.writes };
    }
  } catch (error) {
    if (!process.dead && error instanceof Refusal) {
      giveBack(world, one);
      return { kind: 'refused', refusal: error, writes: process.writes };
    }
    if (!process.dead && !(error instanceof Killed)) {
      const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      world.watch.judge.fail(12, `${name} ended with an error that nobody foresaw: ${what}`);
      return { kind: 'broken' };
    }
  }
  world.count(name === 'refund' ? 'crash-sending' : 'crash');
  return { kind: 'killed' };
}

function showsSecret({ platform }: SimWorld, shown: object): boolean {
  const secrets = platform.secrets();
  if (secrets.length === 0) return false;
  const text = JSON.stringify(shown);
  return secrets.some((secret) => text.includes(secret));
}

/** What a phone hears of an order must have been stored like that (money rule 5). */
function heard(world: SimWorld, ended: Ended<OrderView>): Ended<OrderView> {
  if (ended.kind !== 'value') return ended;
  // whether a refund can be asked for is a matter of the moment, not of what is stored
  const shown = { ...ended.value, canRefund: false };
  world.watch.judge.must(!showsSecret(world, shown), 14, () => 'an answer shows a secret');
  const versions = world.watch.versions(ended.value.orderNo);
  for (let at = versions.length - 1; at >= 0; at -= 1) {
    const version = versions[at];
    if (version !== undefined && isSameJson(orderView(version, world.scope), shown)) return ended;
  }
  const { orderNo, payment } = ended.value;
  world.watch.judge.fail(5, `order ${orderNo.slice(0, 14)} was shown as ${payment} and never was`);
  return ended;
}

export async function place(
  world: SimWorld,
  input: Omit<PlaceInput, 'place' | 'entry' | 'clientIp'>,
  ordeal: Ordeal = {},
  gate: Gate = NO_GATE,
): Promise<Ended<OrderView>> {
  const way = { place: { kind: 'refused' }, entry: 'menu', clientIp: '203.0.113.7' } as const;
  const asked = { ...input, ...way };
  return heard(
    world,
    await invoke(world, 'pay', ordeal, gate, ({ deps, deadline }) =>
      placeOrder(deps, asked, deadline),
    ),
  );
}

const VERBS = { confirm: confirmOrder, close: closeOrder, refund: askRefund };
export type Verb = keyof typeof VERBS;

/** What a phone asks of an order. */
export async function ask(
  world: SimWorld,
  verb: Verb,
  who: { readonly owner: string; readonly orderNo: string },
  ordeal: Ordeal = {},
  gate: Gate = NO_GATE,
): Promise<Ended<OrderView>> {
  const input = { owner: openId(who.owner), orderNo: who.orderNo };
  return heard(
    world,
    await invoke(world, 'pay', ordeal, gate, ({ deps, deadline }) =>
      VERBS[verb](deps, input, deadline),
    ),
  );
}

/** The phone is back from the bureau's mini program (2.0). */
export async function permit(
  world: SimWorld,
  who: { readonly owner: string; readonly orderNo: string; readonly authCode: string },
  ordeal: Ordeal = {},
  gate: Gate = NO_GATE,
): Promise<Ended<OrderView>> {
  const { orderNo, authCode } = who;
  const way = { place: { kind: 'refused' }, clientIp: '203.0.113.7' } as const;
  const input = { owner: openId(who.owner), orderNo, authCode, ...way };
  return heard(
    world,
    await invoke(world, 'pay', ordeal, gate, ({ deps, deadline }) =>
      authoriseOrder(deps, input, deadline),
    ),
  );
}

/** Somebody brings money back as a clerk. */
export function bringBack(
  world: SimWorld,
  who: OpenId,
  input: ClerkRefund,
  ordeal: Ordeal = {},
  gate: Gate = NO_GATE,
): Promise<Ended<unknown>> {
  return invoke(world, 'staff', ordeal, gate, ({ deps, deadline }) =>
    clerkRefund(deps, who, input, deadline),
  );
}

/** Somebody ends a case as a clerk. */
export function decide(
  world: SimWorld,
  who: OpenId,
  input: { readonly orderNo: string; readonly act: ReviewAct },
  ordeal: Ordeal = {},
  gate: Gate = NO_GATE,
): Promise<Ended<unknown>> {
  return invoke(world, 'staff', ordeal, gate, ({ deps, deadline }) =>
    endReview(deps, who, input, deadline),
  );
}

export function tick(
  world: SimWorld,
  ordeal: Ordeal = {},
  gate: Gate = NO_GATE,
): Promise<Ended<unknown>> {
  return invoke(world, 'clockwork', ordeal, gate, ({ deps, deadline }) =>
    clockworkTick(deps, deadline),
  );
}

/** The answer that the platform hears. */
export function notify(
  world: SimWorld,
  notice: Notice,
  ordeal: Ordeal = {},
  gate: Gate = NO_GATE,
): Promise<Ended<NoticeAnswer>> {
  return invoke(world, 'notify', ordeal, gate, ({ deps, deadline }) =>
    acceptNotice(deps, notice, deadline),
  );
}
