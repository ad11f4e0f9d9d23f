/** A small world in which one order is paid, and booked at the hospital unless a test says otherwise. */
import { askRefund } from '../../cloudfunctions/usecases/ask-refund';
import { clockworkTick } from '../../cloudfunctions/usecases/clockwork-tick';
import { confirmOrder } from '../../cloudfunctions/usecases/confirm-order';
import type { OutcomeName } from '../../cloudfunctions/domain/events';
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import type { Refund } from '../../cloudfunctions/domain/refund';
import type { ReviewAct } from '../../cloudfunctions/domain/review';
import { applyEvent } from '../../cloudfunctions/usecases/apply-event';
import type { CityRules } from '../../cloudfunctions/domain/city-rules';
import { FOREVER, OWNER } from './doubles';
import { paid, placed } from './placed';

export const CLERK = openId('oClerk');
export const SHENZHEN: CityRules['cityId'] = '440300';

type Placed = Awaited<ReturnType<typeof placed>>;

function withRefunds(here: Placed) {
  const own = { owner: OWNER, orderNo: here.text };
  const refund = async (): Promise<Refund> => {
    const order = await here.stored();
    if (order.refund === undefined) throw new Error('no refund');
    return order.refund;
  };
  return {
    ...here,
    own,
    refund,
    ask: () => askRefund(here.deps, own, FOREVER),
    look: () => confirmOrder(here.deps, own, FOREVER),
    /** One tick of the clockwork, `ms` later. */
    tick: async (ms = 0) => {
      here.clock.advance(ms);
      return clockworkTick(here.deps, FOREVER);
    },
    /** Ticks whenever something is due, until nothing is or `forMs` are over. */
    until: async (forMs: number): Promise<Order> => {
      const end = here.clock.now() + forMs;
      for (let turn = 0; turn < 3_000; turn += 1) {
        const order = await here.stored();
        if (order.dueAt === null || order.dueAt > end) return order;
        here.clock.advance(Math.max(0, order.dueAt - here.clock.now()));
        await clockworkTick(here.deps, FOREVER);
      }
      throw new Error('ticked three thousand times');
    },
    /** What was heard since the last time, in order. */
    heard: () => here.trace.splice(0),
  };
}

export type RefundWorld = ReturnType<typeof withRefunds>;

/** An order that is paid and about to be booked: what the hospital says of it is up to the test. */
export async function paidUnbooked(): Promise<RefundWorld> {
  const here = await placed();
  here.platform.script.onQuery = paid;
  here.clock.advance(60_000);
  here.trace.splice(0);
  return withRefunds(here);
}

/** An order that is paid and booked. */
export async function paidAndBooked(): Promise<RefundWorld> {
  const here = await paidUnbooked();
  await here.look();
  const order = await here.stored();
  if (order.settlement.state !== 'settled') throw new Error('not booked');
  here.trace.splice(0);
  return here;
}

/** The clerk acts, and everything that follows from it is done. */
export async function acts(here: RefundWorld, act: ReviewAct): Promise<OutcomeName> {
  here.heard();
  const event = { type: 'review-ended', act, by: CLERK } as const;
  const applied = await applyEvent(here.deps, here.orderNo, event);
  await here.until(3_600_000);
  return applied.outcome;
}

export async function caseOf(here: RefundWorld): Promise<string | undefined> {
  return (await here.stored()).review?.reason;
}
