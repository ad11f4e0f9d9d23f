/**
 * What a clerk does with a payment that was begun at a counter: asks how it stands, gives it up, takes the
 * cash otherwise (money rules 7 and 12: insurance that is settled is paid for or reversed, always).
 */
import type { CounterActions, CounterOrderView } from '../../contract/counter-types';
import type { OpenId } from '../../domain/ids';
import { isUndecided, type Order } from '../../domain/order';
import type { Deadline } from '../../ports/deadline';
import { advanceOrder } from '../advance-order';
import { applyEvent } from '../apply-event';
import { Refusal } from '../refusal';
import { staffOf } from '../staff/staff-of';
import { counterOrderView } from './counter-view';
import { counterOrder, ownerOf, type CounterDeps } from './deps';

async function movedOn(
  deps: CounterDeps,
  order: Order,
  deadline: Deadline,
): Promise<{ order: CounterOrderView }> {
  return { order: counterOrderView(deps, await advanceOrder(deps, order, deadline)) };
}

/** After one question to everybody concerned. Refusal `order-not-found`. */
export async function confirmAtCounter(
  deps: CounterDeps,
  who: OpenId,
  number: string,
  deadline: Deadline,
): Promise<{ order: CounterOrderView }> {
  await staffOf(deps, who);
  return movedOn(deps, await counterOrder(deps, number), deadline);
}

/** The patient leaves: nothing is charged any more and what insurance has settled is reversed. */
export async function giveUpAtCounter(
  deps: CounterDeps,
  number: string,
  deadline: Deadline,
): Promise<{ order: CounterOrderView }> {
  const { orderNo } = await counterOrder(deps, number);
  const over = { type: 'close-asked', by: 'clerk' } as const;
  return movedOn(deps, (await applyEvent(deps, orderNo, over)).order, deadline);
}

/** Insurance stays, the code shall not pay any more. Refusal `tender-not-possible`. */
export async function askOtherTender(
  deps: CounterDeps,
  who: OpenId,
  number: string,
  deadline: Deadline,
): Promise<{ order: CounterOrderView }> {
  const { orderNo } = await counterOrder(deps, number);
  const asked = await applyEvent(deps, orderNo, { type: 'tender-asked', by: who });
  if (asked.outcome === 'tender-not-possible') throw new Refusal('tender-not-possible');
  return movedOn(deps, asked.order, deadline);
}

/** The same act once more: its answer was lost. */
function isTakenSo({ counter }: Order, kind: string, receipt: string): boolean {
  const { tender } = counter ?? {};
  return tender?.state === 'taken' && tender.kind === kind && tender.receipt === receipt;
}

/** The clerk has the cash part. Refusal `tender-not-possible` unless the code is proven to pay nothing. */
export async function recordTender(
  deps: CounterDeps,
  who: OpenId,
  input: CounterActions['recordTender']['in'],
  deadline: Deadline,
): Promise<{ order: CounterOrderView }> {
  const { orderNo } = await counterOrder(deps, input.orderNo);
  const { kind, receipt } = input;
  const taken = await applyEvent(deps, orderNo, { type: 'tender-taken', kind, receipt, by: who });
  const recorded = taken.outcome === 'tender-taken' || isTakenSo(taken.order, kind, receipt);
  if (!recorded) throw new Refusal('tender-not-possible');
  return movedOn(deps, taken.order, deadline);
}

/** What is older has ended by itself: an order at a counter lives for minutes. */
const RECENT = 100;

/** Whoever paid may still stand at the window, and wants to hear where to go. */
const JUST_PAID_MS = 15 * 60_000;

/** Paid and booked a moment ago: a clerk whose screen went dark then has not seen the receipt. */
function isJustPaid({ history, since }: Order, { stage }: CounterOrderView, now: number): boolean {
  if (stage !== 'paid') return false;
  const booked = history.filter(({ outcome }) => outcome === 'settled').at(-1);
  return now - Math.max(since, booked?.at ?? since) < JUST_PAID_MS;
}

/** What was begun at that counter and is not over, or was paid within 15 minutes, latest first. */
export async function openAtCounter(
  deps: CounterDeps,
  who: OpenId,
  counterNo: string,
): Promise<{ orders: readonly CounterOrderView[] }> {
  await staffOf(deps, who);
  const recent = await deps.orders.ofOwner(deps.hospital.id, ownerOf(counterNo), RECENT);
  const now = deps.clock.now();
  const orders = recent.flatMap((order) => {
    const view = counterOrderView(deps, order);
    return isUndecided(order) || isJustPaid(order, view, now) ? [view] : [];
  });
  return { orders };
}
