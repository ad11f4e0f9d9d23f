/** What a clerk's acts at a counter are given, and whose orders they are there. */
import type { CounterFirst } from '../../domain/counter';
import { openId, type OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import type { CounterDesk, CounterInsurance } from '../../ports/counter-desk';
import type { Deadline } from '../../ports/deadline';
import type { CounterTerminal, OneCode } from '../../ports/one-code';
import type { Placer } from '../deps';
import { given, Refusal } from '../refusal';
import type { Audited } from '../staff/audited';
import { orderOfHospital } from '../staff/find-order';

/** `counter` is absent where the hospital takes no 一码付. */
export interface CounterDeps extends Placer, Audited {
  readonly counter?: CounterParts;
}

export interface CounterParts {
  /** Which part is taken first (trap 41). */
  readonly first: CounterFirst;
  readonly desk: CounterDesk;
  readonly insurance: CounterInsurance;
  readonly oneCode: OneCode;
}

/** Refusal `counter-not-configured`. */
export function partsOf({ counter }: CounterDeps): CounterParts {
  if (counter === undefined) throw new Refusal('counter-not-configured');
  return counter;
}

/** Nobody's openid looks like that: patients see none of a counter's orders as their own. */
export function ownerOf(counterNo: string): OpenId {
  return openId(`counter:${counterNo}`);
}

/** Refusal `counter-unknown`. */
export async function terminalOf(
  { desk }: CounterParts,
  counterNo: string,
  deadline: Deadline,
): Promise<CounterTerminal> {
  const known = given(await desk.terminals(deadline));
  const terminal = known.find((one) => one.counterNo === counterNo);
  if (terminal === undefined) throw new Refusal('counter-unknown');
  return terminal;
}

/** An order that was taken at a counter here. Refusal `order-not-found`. */
export async function counterOrder(deps: CounterDeps, number: string): Promise<Order> {
  const order = await orderOfHospital(deps, number);
  if (order.counter === undefined) throw new Refusal('order-not-found');
  return order;
}
