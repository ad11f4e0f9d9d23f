/**
 * Cash that is taken otherwise at a counter although insurance has been settled: first the code is
 * proven to pay nothing any more, then a clerk takes the money and says so; if nobody does in time, the
 * insurance part is reversed like any other (money rules 4, 7 and 12). Never both, never neither.
 */
import type { CounterPart } from './counter';
import type { OrderEvent, Verdict } from './events';
import type { OpenId } from './ids';
import type { Order, PaidProof } from './order';
import { legsPaid } from './proof';
import type { Rules } from './rules';
import { lastMoment } from './schedule';

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

const IMPOSSIBLE: Verdict = { name: 'tender-not-possible' };

/** Insurance pays a part of it, the code was to pay the rest. */
function hasBothParts({ amounts, upload, counter }: Order): boolean {
  const { cash, insurance, mode } = amounts;
  const settledFirst = counter?.first === 'insurance' && upload?.state === 'priced';
  return settledFirst && mode === 'fixed' && cash > 0 && insurance > 0;
}

/**
 * The counter part once the cash may be taken otherwise; undefined where insurance has settled nothing
 * that could wait for it. The clerk who began it is asked unless somebody else is.
 */
export function offerTender(
  order: Order,
  at: number,
  rules: Rules,
  by?: OpenId,
): CounterPart | undefined {
  const { counter } = order;
  if (counter === undefined || counter.tender !== undefined || !hasBothParts(order)) {
    return undefined;
  }
  const until = lastMoment(order.payWith, order.createdAt, at + rules.tenderWaitMs, rules);
  if (until <= at) return undefined;
  return { ...counter, tender: { state: 'asked', at, until, by: by ?? counter.clerk } };
}

/** The same as a change of the order; nothing where none is offered. */
export function tenderOffered(order: Order, at: number, rules: Rules): Pick<Order, 'counter'> {
  const counter = offerTender(order, at, rules);
  return counter === undefined ? {} : { counter };
}

/** Refused for certain: nothing was charged, and what insurance has settled waits for other cash. */
export function afterRefusal(
  order: Order,
  at: number,
  rules: Rules,
  why?: string,
): Pick<Order, 'counter'> {
  const counter = offerTender(order, at, rules) ?? order.counter;
  if (counter === undefined) return {};
  const said = why === undefined ? {} : { why };
  return { counter: { ...counter, neverCharged: true, ...said } };
}

/** The same of one of which nothing is left: only why is still to be read. */
export function keptWhy({ counter }: Order, { why }: Of<'rejected'>): Pick<Order, 'counter'> {
  return counter === undefined || why === undefined ? {} : { counter: { ...counter, why } };
}

/** The code shall pay nothing any more; whether it has paid all the same is asked next. */
export function onTenderAsked(
  order: Order,
  { by }: Of<'tender-asked'>,
  at: number,
  rules: Rules,
): Verdict {
  const { payment } = order;
  if (order.counter?.tender !== undefined) return { name: 'stale' };
  if (payment !== 'placing' && payment !== 'unknown' && payment !== 'payable') return IMPOSSIBLE;
  const counter = offerTender(order, at, rules, by);
  if (counter === undefined) return IMPOSSIBLE;
  return { name: 'tender-asked', change: { payment: 'closing', asked: 0, counter }, by };
}

/** The clerk gives it up after all: insurance is reversed like any other. */
export function withoutTender(order: Order): Partial<Order> | undefined {
  const { counter } = order;
  if (counter?.tender?.state !== 'asked') return undefined;
  const { tender: _given, ...rest } = counter;
  return { counter: rest, asked: 0, legs: { ...order.legs, insurance: 'unpaid' } };
}

/** The code will pay nothing any more for certain, and insurance stands. */
export function onCashClosed(order: Order, at: number, rules: Rules): Verdict {
  const { counter, payment } = order;
  if (counter === undefined) return { name: 'stale' };
  const tender = counter.tender;
  if (payment !== 'closing' || tender?.state !== 'asked') {
    // given up, or over: what insurance has settled is still to be reversed
    const open = payment === 'placing' || payment === 'unknown' || payment === 'payable';
    const offered = open ? tenderOffered(order, at, rules) : {};
    const asked = payment === 'closing' ? order.asked + 1 : 0;
    return { name: 'leftovers', change: { payment: 'closing', asked, ...offered } };
  }
  if (at < tender.until) {
    const legs = { cash: 'closed', insurance: 'paid' } as const;
    return { name: 'tender-awaited', change: { asked: order.asked + 1, legs } };
  }
  return { name: 'tender-over', change: { ...withoutTender(order) } };
}

/** The clerk has it: as good as proven, and said by a person. */
export function onTenderTaken(
  order: Order,
  { kind, receipt, by }: Of<'tender-taken'>,
  at: number,
): Verdict {
  const { amounts, counter, legs, payment, upload } = order;
  const tender = counter?.tender;
  if (counter === undefined || tender === undefined) return IMPOSSIBLE;
  if (tender.state === 'taken') return { name: 'stale' };
  const proven = payment === 'closing' && legs.cash === 'closed' && legs.insurance === 'paid';
  if (!proven || at >= tender.until) return IMPOSSIBLE;
  const { total, cash, insurance, insuranceFund, insuranceSelf, insuranceOther } = amounts;
  const proof: PaidProof = {
    ...{ total, cash, insurance, paidAt: at, byHand: true },
    ...(insuranceFund === undefined ? {} : { insuranceFund }),
    ...(insuranceSelf === undefined ? {} : { insuranceSelf }),
    ...(insuranceOther === undefined ? {} : { insuranceOther }),
    ...(upload?.payOrderId === undefined ? {} : { insuranceTradeNo: upload.payOrderId }),
  };
  return {
    name: 'tender-taken',
    change: {
      payment: 'paid',
      proof,
      legs: legsPaid(proof),
      settlement: { ...order.settlement, state: 'due', since: at },
      counter: { ...counter, tender: { state: 'taken', at, kind, receipt, by } },
    },
    note: `${kind} ${receipt}`,
    by,
  };
}
