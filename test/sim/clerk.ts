/** The clerk at the counter: money back on request, and the one act that a case needs (money rule 12). */
import { openId } from '../../cloudfunctions/domain/ids';
import type { Order } from '../../cloudfunctions/domain/order';
import { actFor, type ReviewAct } from '../../cloudfunctions/domain/review';
import { fen } from '../../miniprogram/shared/fen';
import { HisError } from '../../sandbox/hospital/errors';
import { shanghaiIso } from '../../sandbox/hospital/time';
import { bringBack, decide } from './invoke';
import type { Action } from './schedule';
import { someOrder, type Run } from './story';
import type { Gate } from './turnstile';
import { CLERK } from './world';

type Of<D extends Action['do']> = Extract<Action, { do: D }>;

export async function clerkBringsBack(
  run: Run,
  action: Of<'clerk'>,
  gate: Gate,
  who = CLERK,
): Promise<Awaited<ReturnType<typeof bringBack>> | undefined> {
  const order = someOrder(run, action.story);
  if (order === undefined) return undefined;
  const { mode, perMille } = action;
  const part = mode === 'cash-part' || mode === 'insurance-and-cash-part';
  const cash = Math.floor(((order.proof?.cash ?? 0) * perMille) / 1000);
  const input = {
    ...{ orderNo: order.orderNo, mode, note: 'as agreed' },
    ...(part ? { cash: fen(cash) } : {}),
  };
  return bringBack(run.world, openId(who), input, action, gate);
}

/** What the merchant's account says; undefined while it is not decided there. */
function held(run: Run, order: Order): Extract<ReviewAct, { kind: 'conclude' }> | undefined {
  const there = run.world.sights.there(order.orderNo);
  const act = { kind: 'conclude', note: 'looked it up' } as const;
  if (there === undefined || there.over) return act;
  if (!there.held) return undefined;
  return { ...act, held: { cash: fen(there.cash), insurance: fen(there.insurance) } };
}

/** Booked by hand means that somebody at a window books it; what cannot be booked goes back. */
function unbooked(run: Run, order: Order, choice: Of<'decide'>['choice']): ReviewAct {
  const note = 'at window 2';
  if (choice === 'refund') return { kind: 'decide-unbooked', choice, note };
  try {
    for (const id of order.billIds) run.world.hospital.settleAtWindow(id);
  } catch (error) {
    if (!(error instanceof HisError)) throw error;
    return { kind: 'decide-unbooked', choice: 'refund', note };
  }
  for (const id of order.billIds) run.touched.add(id);
  return { kind: 'decide-unbooked', choice, note };
}

/** Somebody at the hospital books by hand what went back, or gives out again what did not. */
function bookRefund(run: Run, { orderNo, refund }: Order): void {
  const { hospital } = run.world;
  if (refund === undefined) return;
  if (refund.state !== 'returned') {
    hospital.releaseRefund(refund.refundNo);
    return;
  }
  hospital.confirmRefund(refund.refundNo, {
    ...{ orderNo, cashFen: refund.cash, insuranceFen: refund.insurance },
    refundedAt: shanghaiIso(refund.returnedAt ?? refund.since),
  });
}

function actOn(run: Run, order: Order, choice: Of<'decide'>['choice']): ReviewAct | undefined {
  if (order.review === undefined) return undefined;
  const kind = actFor(order.review.reason);
  switch (kind) {
    case 'record-transfer':
      return { kind, receipt: 'T20260302-1' };
    case 'decide-unbooked':
      return unbooked(run, order, choice);
    case 'conclude':
      return held(run, order);
    case 'record-booking':
      bookRefund(run, order);
      return { kind, receipt: 'B20260302-1' };
    case 'record-told':
      return { kind, receipt: 'W20260302-1' };
  }
}

/** Whether there was a case to end. */
export async function clerkDecides(run: Run, action: Of<'decide'>, gate: Gate): Promise<boolean> {
  const { world } = run;
  const cases = [...world.stores.orders.all()].filter((order) => order.review !== undefined);
  const order = cases[action.nth % Math.max(1, cases.length)];
  const act = order === undefined ? undefined : actOn(run, order, action.choice);
  if (order === undefined || act === undefined) return false;
  const { orderNo } = order;
  await decide(world, openId(CLERK), { orderNo, act }, action, gate);
  return true;
}
