/**
 * The desk that sends refunds (money rule 9), for one order at a time. Being called is a hint and
 * nothing more: what may be sent stands in the order, reserved and held, and its time has come. "About
 * to send" is stored before the message; of two at once only one gets to store it.
 */
import type { OrderEvent } from '../domain/events';
import type { OrderNo } from '../domain/ids';
import { isHeld, type Order } from '../domain/order';
import type { Refund } from '../domain/refund';
import { owesWord } from '../domain/refund-word';
import type { Deadline } from '../ports/deadline';
import type { InsuranceSession } from '../ports/payment-channel';
import type { RefundOutcome, RefundRequest } from '../ports/refund-channel';
import { ZERO } from '../../miniprogram/shared/fen';
import { answered } from './answered';
import { applyEvent } from './apply-event';
import type { RefundDeskDeps } from './deps';

/** Whoever reserved it has another clock; shorter than any wait between two attempts. */
const CLOCKS_DIFFER_MS = 2_000;

function mayBeSent(deps: RefundDeskDeps, order: Order): boolean {
  const { refund } = order;
  if (refund === undefined || isHeld(order)) return false;
  const now = deps.clock.now();
  if (refund.state === 'returned') return owesWord(order, refund) && isDue(order, now);
  if (refund.via !== 'api') return false;
  if (refund.state !== 'held') return false;
  if (refund.finishBy !== undefined && now > refund.finishBy) return false;
  return isDue(order, now);
}

function isDue({ dueAt }: Order, now: number): boolean {
  return dueAt !== null && dueAt <= now + CLOCKS_DIFFER_MS;
}

type Opened =
  | { readonly ok: true; readonly session?: InsuranceSession }
  | { readonly ok: false; readonly code: string };

/** Of an insured payment the bureau wants a session that is not a day old (trap 32). */
async function openSession(
  deps: RefundDeskDeps,
  order: Order,
  deadline: Deadline,
): Promise<Opened> {
  if (!deps.sender.wantsSession(order.channel) || order.amounts.payType === 'cash')
    return { ok: true };
  const answer = await deps.refunds.openSession({ orderNo: order.orderNo }, deadline);
  if (!answer.ok) return { ok: false, code: answer.code };
  return { ok: true, session: { ...answer.value, place: deps.hospital.address } };
}

/** What was taken: all that was proven, or the cash alone of an order whose insurance failed. */
function paidParts({ proof, halfPaid }: Order): RefundRequest['paid'] {
  return {
    cash: proof?.cash ?? halfPaid?.cash ?? ZERO,
    fund: proof?.insuranceFund ?? ZERO,
    self: proof?.insuranceSelf ?? ZERO,
    other: proof?.insuranceOther ?? ZERO,
  };
}

function requestOf(
  order: Order,
  refund: Refund,
  session: InsuranceSession | undefined,
): RefundRequest {
  const { refundNo, mode, cash, insurance } = refund;
  return {
    orderNo: order.orderNo,
    channel: order.channel,
    refundNo,
    kind: order.kind,
    mode,
    // what a person brought back is not sent once more
    cash: refund.legs.cash === 'by-hand' ? ZERO : cash,
    insurance,
    insured: order.upload !== undefined,
    serialNo: order.serialNo,
    paid: paidParts(order),
    ...(order.platformTradeNo === undefined ? {} : { platformTradeNo: order.platformTradeNo }),
    ...(order.billNo === undefined ? {} : { billNo: order.billNo }),
    ...(session === undefined ? {} : { session }),
  };
}

function eventOf(outcome: RefundOutcome): OrderEvent {
  switch (outcome.kind) {
    case 'taken': {
      const { platformRefundNo, told } = outcome;
      return {
        type: 'refund-taken',
        ...(told === undefined ? {} : { told }),
        ...(platformRefundNo === undefined ? {} : { platformRefundNo }),
      };
    }
    case 'refused':
      return { type: 'refund-not-taken', ...answered(outcome), reason: 'refund-not-possible' };
    case 'not-sent':
      return { type: 'refund-not-sent', ...answered(outcome) };
    case 'unknown':
      return { type: 'refund-stumbled', ...answered(outcome) };
  }
}

/** The money is back: the same once more, every part of which has been done, but for the word. */
async function sendWord(
  deps: RefundDeskDeps,
  order: Order,
  refund: Refund,
  deadline: Deadline,
): Promise<'sent'> {
  const event = eventOf(await deps.sender.refund(requestOf(order, refund, undefined), deadline));
  const told = event.type === 'refund-taken' && event.told === true;
  const said = answered('code' in event ? event : { code: 'not-told' });
  await applyEvent(deps, order.orderNo, told ? event : { type: 'refund-stumbled', ...said });
  return 'sent';
}

/** Sends the refund of that order if it is due; says whether a message went out. */
export async function sendRefund(
  deps: RefundDeskDeps,
  orderNo: OrderNo,
  deadline: Deadline,
): Promise<'sent' | 'nothing-to-send'> {
  const order = await deps.orders.load(deps.hospital.id, orderNo);
  if (order?.refund === undefined || !mayBeSent(deps, order)) return 'nothing-to-send';
  if (order.refund.state === 'returned') return sendWord(deps, order, order.refund, deadline);
  const opened = await openSession(deps, order, deadline);
  if (!opened.ok) {
    await applyEvent(deps, orderNo, { type: 'refund-stumbled', code: opened.code });
    return 'nothing-to-send';
  }
  const { outcome, order: ready } = await applyEvent(deps, orderNo, { type: 'refund-sending' });
  if (outcome !== 'refund-sending' || ready.refund === undefined) return 'nothing-to-send';
  const answer = await deps.sender.refund(requestOf(ready, ready.refund, opened.session), deadline);
  await applyEvent(deps, orderNo, eventOf(answer));
  return 'sent';
}
