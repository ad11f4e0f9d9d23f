/**
 * Sending an order that is stored: what the channel hears of it, and what its answer means (money rules 1
 * and 2). What was refused but left parts behind is withdrawn at once, as far as there is time.
 */
import type { Place } from '../contract/types';
import type { OrderEvent } from '../domain/events';
import type { Order } from '../domain/order';
import type { Deadline } from '../ports/deadline';
import type { CodeAsk } from '../ports/one-code';
import type { HisPatient, HisSession } from '../ports/his-values';
import type { Insured, InsuredPerson, PlaceOutcome, PlaceRequest } from '../ports/payment-channel';
import { advanceOrder } from './advance-order';
import { answered } from './answered';
import { applyEvent } from './apply-event';
import type { Base, Mover } from './deps';

export interface SendWith {
  readonly patient: HisPatient;
  /** Who pays, where that is somebody else whom the channel is to know. */
  readonly payer?: InsuredPerson;
  readonly session?: HisSession;
  readonly insured?: Insured;
  readonly counter?: CodeAsk;
  readonly place: Place;
  readonly clientIp: string;
}

function placeText(deps: Base, place: Place): string {
  if (place.kind === 'refused') return deps.hospital.address;
  return `${place.latitude.toFixed(5)},${place.longitude.toFixed(5)}`;
}

function person({ name, idType, idDigest }: InsuredPerson): InsuredPerson {
  return { name, idType, idDigest };
}

function requestFor(deps: Base, order: Order, given: SendWith): PlaceRequest {
  const { counter, payer, session, insured } = given;
  return {
    orderNo: order.orderNo,
    kind: order.kind,
    payer: order.owner,
    title: order.title,
    amounts: order.amounts,
    patient: person(given.patient),
    ...(payer === undefined ? {} : { payerPerson: person(payer) }),
    ...(insured === undefined ? {} : { insured }),
    ...(counter === undefined ? {} : { counter }),
    serialNo: order.serialNo,
    ...(order.billNo === undefined ? {} : { billNo: order.billNo }),
    orgNo: order.orgNo,
    ...(order.cashAddWording === undefined ? {} : { cashAddWording: order.cashAddWording }),
    ...(session === undefined
      ? {}
      : { session: { ...session, place: placeText(deps, given.place) } }),
    createdAt: order.createdAt,
    clientIp: given.clientIp,
  };
}

function eventOf(outcome: PlaceOutcome): OrderEvent {
  switch (outcome.kind) {
    case 'accepted': {
      const { platformTradeNo, launch } = outcome;
      return { type: 'accepted', platformTradeNo, launch };
    }
    case 'rejected': {
      const { reason, leftovers, why } = outcome;
      const left = leftovers === undefined ? {} : { leftovers };
      const said = why === undefined ? {} : { why };
      return { type: 'rejected', reason, ...answered(outcome), ...left, ...said };
    }
    case 'unknown':
      return { type: 'unknown', ...answered(outcome) };
  }
}

/** Refused: stored, and what is left of it taken back now if there is time; otherwise by clockwork. */
export async function withdrawn(
  deps: Mover,
  order: Order,
  event: Extract<OrderEvent, { type: 'rejected' }>,
  deadline: Deadline,
): Promise<Order> {
  const after = (await applyEvent(deps, order.orderNo, event)).order;
  if (after.payment !== 'closing') return after;
  if (deadline.leftMs() < deps.rules.httpTimeoutMs) return after;
  return advanceOrder(deps, after, deadline);
}

/** Sends the stored order, once; returns it as it stands then. */
export async function sendOrder(
  deps: Mover,
  order: Order,
  given: SendWith,
  deadline: Deadline,
): Promise<Order> {
  const event = eventOf(await deps.channel.place(requestFor(deps, order, given), deadline));
  if (event.type === 'rejected') return withdrawn(deps, order, event, deadline);
  return (await applyEvent(deps, order.orderNo, event)).order;
}
