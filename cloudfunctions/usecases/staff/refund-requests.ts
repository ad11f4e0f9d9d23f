/**
 * A refund above the hospital's limit needs two people: one asks, somebody else agrees. The agreement is
 * stored before anything is reserved, so that of two who agree at once one does, and after a crash
 * agreeing again goes on; an order has one refund whatever happens (money rule 9).
 */
import type { RefundRequestView } from '../../contract/staff-desk-types';
import type { ClerkRefund, StaffOrderView } from '../../contract/staff-types';
import { needsSecondClerk } from '../../domain/desk';
import { orderNo, type OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import { movesNothing, type Refund } from '../../domain/refund';
import type { RefundAsk } from '../../domain/refund-plan';
import type { Deadline } from '../../ports/deadline';
import type { RefundRequest, RefundRequests } from '../../ports/refund-requests';
import { reserveRefund } from '../ask-refund';
import type { Mover } from '../deps';
import { planOrderRefund } from '../plan-order-refund';
import { Refusal } from '../refusal';
import { audited, type Audited, type Me } from './audited';
import { clerkRefund } from './clerk-refund';
import { orderOfHospital } from './find-order';
import { staffOf } from './staff-of';
import { staffOrderView } from './staff-order-view';

export interface RequestDeps extends Mover, Audited {
  readonly requests: RefundRequests;
}

/** Shown at once; nobody lets more of them wait. */
const MOST_SHOWN = 100;

export const requestIdOf = ({ orderNo: number, round }: RefundRequest): string =>
  `${number}.${round}`;

function planned(deps: RequestDeps, order: Order, ask: RefundAsk): Refund {
  const plan = planOrderRefund(deps, order, ask);
  if (!plan.ok) throw new Refusal(plan.reason);
  return plan.refund;
}

function askOf(who: OpenId, { mode, cash, note }: ClerkRefund): RefundAsk {
  return { mode, ...(cash === undefined ? {} : { cash }), cause: 'clerk', by: who, note };
}

function askAgain({ mode, askedCash, note, by }: RefundRequest): RefundAsk {
  const cash = askedCash === undefined ? {} : { cash: askedCash };
  return { mode, ...cash, cause: 'clerk', by, note };
}

function isOpen({ state }: RefundRequest): boolean {
  return state === 'waiting' || state === 'approved';
}

/** The same ask by the same person once more: its answer was lost. */
function isSame(request: RefundRequest, who: OpenId, ask: ClerkRefund): boolean {
  const { by, mode, askedCash, note } = request;
  return by === who && mode === ask.mode && askedCash === ask.cash && note === ask.note;
}

/** Stores the request. Refusal `second-clerk-needed` when another one of that order waits. */
async function request(
  deps: RequestDeps,
  who: OpenId,
  me: Me,
  ask: ClerkRefund,
  order: Order,
  { cash, insurance }: Refund,
): Promise<void> {
  const { id } = deps.hospital;
  const before = await deps.requests.load(id, order.orderNo);
  if (before !== undefined && isOpen(before)) {
    if (isSame(before, who, ask)) return;
    throw new Refusal('second-clerk-needed');
  }
  const fresh: RefundRequest = {
    orderNo: order.orderNo,
    round: (before?.round ?? 0) + 1,
    mode: ask.mode,
    ...(ask.cash === undefined ? {} : { askedCash: ask.cash }),
    ...{ cash, insurance, note: ask.note },
    ...{ title: order.title, patientName: order.patientName },
    ...{ by: who, byName: me.name, at: deps.clock.now(), state: 'waiting' },
  };
  if ((await deps.requests.add(id, fresh, before)) === 'lost') {
    throw new Refusal('second-clerk-needed');
  }
}

/** Sends the refund at once, or has it wait for a second clerk. Refusal with the reason why neither. */
export async function askClerkRefund(
  deps: RequestDeps,
  who: OpenId,
  ask: ClerkRefund,
  deadline: Deadline,
): Promise<{ order: StaffOrderView; waitsFor?: 'second-clerk' }> {
  const facts = { act: 'refund', orderNo: ask.orderNo, detail: ask.mode };
  return audited(deps, who, facts, async (me, tell) => {
    const order = await orderOfHospital(deps, ask.orderNo);
    const plan = planned(deps, order, askOf(who, ask));
    if (!needsSecondClerk(plan, deps.rules)) {
      // what waits for somebody else's word is not overtaken by a smaller one
      const waits = await deps.requests.load(deps.hospital.id, order.orderNo);
      if (waits !== undefined && isOpen(waits)) {
        throw new Refusal('second-clerk-needed');
      }
      const sums = { cash: plan.cash, insurance: plan.insurance };
      // no money is on its way: a shift does not count it among its refunds
      tell(movesNothing(plan) ? { ...sums, outcome: 'place-given-back' } : sums);
      return clerkRefund(deps, who, ask, deadline);
    }
    tell({ cash: plan.cash, insurance: plan.insurance, outcome: 'waits-for-second-clerk' });
    await request(deps, who, me, ask, order, plan);
    return { order: staffOrderView(order), waitsFor: 'second-clerk' };
  });
}

function viewOf(who: OpenId, one: RefundRequest): RefundRequestView {
  return {
    requestId: requestIdOf(one),
    orderNo: one.orderNo,
    title: one.title,
    patientName: one.patientName,
    cash: one.cash,
    insurance: one.insurance,
    note: one.note,
    askedByName: one.byName,
    askedAt: one.at,
    own: one.by === who,
  };
}

export async function refundRequests(
  deps: RequestDeps,
  who: OpenId,
): Promise<{ requests: readonly RefundRequestView[] }> {
  await staffOf(deps, who);
  const open = await deps.requests.open(deps.hospital.id, MOST_SHOWN);
  return { requests: open.map((one) => viewOf(who, one)) };
}

/** The request of that name. Refusal `case-changed` when it is no longer the order's. */
async function requestOf(deps: RequestDeps, requestId: string): Promise<RefundRequest> {
  const [number = ''] = requestId.split('.', 1);
  const found = await deps.requests.load(deps.hospital.id, orderNo(number));
  if (found === undefined || requestIdOf(found) !== requestId) throw new Refusal('case-changed');
  return found;
}

/** The order's refund came of this request. */
function wasMade(order: Order, { by, note, decidedAt = Infinity }: RefundRequest): boolean {
  const { refund } = order;
  if (refund === undefined) return false;
  return refund.by === by && refund.note === note && refund.askedAt >= decidedAt;
}

/** Makes the refund of an approved request, or finds it made; whether this call made it. */
async function make(
  deps: RequestDeps,
  approved: RefundRequest,
  deadline: Deadline,
): Promise<boolean> {
  const { id } = deps.hospital;
  const order = await orderOfHospital(deps, approved.orderNo);
  let made = false;
  if (!wasMade(order, approved)) {
    try {
      await reserveRefund(deps, order, askAgain(approved), deadline);
      made = true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const now = await orderOfHospital(deps, approved.orderNo);
      if (!wasMade(now, approved)) {
        if (!error.retry) await deps.requests.move(id, approved, { state: 'refused' });
        throw error;
      }
    }
  }
  await deps.requests.move(id, approved, { state: 'done' });
  return made;
}

/** Two people: an ask of somebody who was shut out since, as with a lost phone, is nobody's. */
async function requireAsker(deps: RequestDeps, { by }: RefundRequest): Promise<void> {
  try {
    await staffOf(deps, by);
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal('case-changed');
    throw error;
  }
}

/** Waiting becomes approved before anything else happens; approved stays as it is. */
async function agreed(deps: RequestDeps, who: OpenId, found: RefundRequest) {
  if (found.state !== 'waiting') return found;
  await requireAsker(deps, found);
  const order = await orderOfHospital(deps, found.orderNo);
  // what stands against it now leaves it waiting: whoever asked may have it dismissed
  const plan = planned(deps, order, askAgain(found));
  if (plan.cash !== found.cash || plan.insurance !== found.insurance) {
    throw new Refusal('case-changed');
  }
  const now = { state: 'approved', decidedBy: who, decidedAt: deps.clock.now() } as const;
  if ((await deps.requests.move(deps.hospital.id, found, now)) === 'moved') {
    return { ...found, ...now };
  }
  return requestOf(deps, requestIdOf(found));
}

/** Refusals: second-clerk-same, case-changed, and whatever stands against the refund now. */
export async function approveRefund(
  deps: RequestDeps,
  who: OpenId,
  requestId: string,
  deadline: Deadline,
): Promise<{ orderNo: string }> {
  const [number = ''] = requestId.split('.', 1);
  return audited(deps, who, { act: 'approve-refund', orderNo: number }, async (_me, tell) => {
    const found = await requestOf(deps, requestId);
    if (found.by === who) throw new Refusal('second-clerk-same');
    const now = await agreed(deps, who, found);
    const made = now.state === 'approved' && (await make(deps, now, deadline));
    if (made) tell({ cash: now.cash, insurance: now.insurance });
    else if (now.state === 'approved' || now.state === 'done') tell({ outcome: 'already-done' });
    else throw new Refusal('case-changed');
    return { orderNo: now.orderNo };
  });
}

/** Nothing goes back. Refusal `case-changed` when somebody agreed meanwhile. */
export async function dismissRefund(
  deps: RequestDeps,
  who: OpenId,
  ask: { readonly requestId: string; readonly note: string },
): Promise<Record<string, never>> {
  const [number = ''] = ask.requestId.split('.', 1);
  const facts = { act: 'dismiss-refund', orderNo: number };
  return audited(deps, who, facts, async () => {
    const found = await requestOf(deps, ask.requestId);
    if (found.state === 'dismissed' && found.decidedBy === who) return {};
    if (found.state !== 'waiting') throw new Refusal('case-changed');
    const moved = await deps.requests.move(deps.hospital.id, found, {
      ...{ state: 'dismissed', decisionNote: ask.note },
      ...{ decidedBy: who, decidedAt: deps.clock.now() },
    });
    if (moved === 'lost') throw new Refusal('case-changed');
    return {};
  });
}
