/**
 * Asking the server what became of an order: at 0, 1.5, 3, 5 and 8 s after the patient came back,
 * then the page says "look again later". Money on its way back is asked about on, ever more calmly,
 * as long as somebody watches. One confirmation per order is in flight at a time, however many pages
 * ask. A timer never turns into a success: only the server's word is passed on.
 */
import type { OrderView } from '../../cloudfunctions/contract/types';
import { call } from './api';
import { after, now } from './clock';
import { forgetPending, isFinal } from './pending';
import { isByHand, isHalfPaid } from './refunds';
import type { Outcome, Trouble } from './trouble';

const LADDER_MS = [0, 1_500, 3_000, 5_000, 8_000] as const;
/** From one question about a refund to the next; the last one repeats. */
const REFUND_GAPS_MS = [3_000, 5_000, 10_000, 20_000, 30_000] as const;
const REFUND_GAP_MS = 60_000;

export type News =
  | { readonly kind: 'order'; readonly order: OrderView }
  | { readonly kind: 'trouble'; readonly reason: Trouble; readonly retry: boolean }
  /** The last rung is behind us and the end is still open. */
  | { readonly kind: 'given-up' };

/** Orders of which the server has said something since the program started. */
const heard = new Set<string>();

export function wasHeardOf(orderNo: string): boolean {
  return heard.has(orderNo);
}

const inFlight = new Map<string, Promise<Outcome<OrderView>>>();

/** Money is on its way back by itself. What a person brings back takes days: no reason to ask on. */
function isReturning(order: OrderView): boolean {
  const { refund } = order;
  return refund === undefined ? isHalfPaid(order) : refund.state === 'going' && !isByHand(order);
}

/** Whether nothing more is to be expected: the payment is final, and the hospital has spoken. */
export function isSettled(order: OrderView): boolean {
  if (!isFinal(order) || isReturning(order)) return false;
  if (order.refund?.state === 'returned') return true;
  return order.payment !== 'paid' || order.hospital === 'settled' || order.hospital === 'refused';
}

async function ask(orderNo: string): Promise<Outcome<OrderView>> {
  const outcome = await call('pay', 'confirmOrder', { orderNo });
  if (!outcome.ok) {
    if (outcome.reason === 'order-not-found') forgetPending(orderNo);
    return outcome;
  }
  const { order } = outcome.value;
  heard.add(orderNo);
  if (isFinal(order)) forgetPending(orderNo);
  return { ok: true, value: order };
}

/** Asks once, or joins the question that is under way. */
export function confirmOnce(orderNo: string): Promise<Outcome<OrderView>> {
  const running = inFlight.get(orderNo);
  if (running !== undefined) return running;
  const asked = ask(orderNo).finally(() => inFlight.delete(orderNo));
  inFlight.set(orderNo, asked);
  return asked;
}

/** Climbs the ladder, telling `hear` what the server says. The answer stops it. */
export function watchOrder(orderNo: string, hear: (news: News) => void): () => void {
  const startedAt = now();
  let stopped = false;
  let cancel = (): void => undefined;
  let returning = false;
  let gaps = 0;

  const wait = (rung: number): void => {
    if (returning) {
      cancel = after(REFUND_GAPS_MS[gaps] ?? REFUND_GAP_MS, () => void climb(rung));
      gaps += 1;
      return;
    }
    const next = LADDER_MS[rung + 1];
    if (next === undefined) hear({ kind: 'given-up' });
    else cancel = after(Math.max(0, startedAt + next - now()), () => void climb(rung + 1));
  };

  const climb = async (rung: number): Promise<void> => {
    const outcome = await confirmOnce(orderNo);
    if (stopped) return;
    if (outcome.ok) {
      returning = isReturning(outcome.value);
      hear({ kind: 'order', order: outcome.value });
    } else {
      hear({ kind: 'trouble', reason: outcome.reason, retry: outcome.retry });
    }
    const over = outcome.ok ? isSettled(outcome.value) : !outcome.retry;
    if (!over) wait(rung);
  };

  void climb(0);
  return () => {
    stopped = true;
    cancel();
  };
}
