/**
 * From the pay button to the cashier. The order is placed (or found alive) by the server and launched;
 * where the patient must first permit the use of their insurance, the code they bring back goes to the
 * server and the order is launched again. Asking twice is safe: the server answers the same live order
 * (money rule 6).
 */
import type { OrderView, PayWith, Place, SplitView } from '../../cloudfunctions/contract/types';
import { call } from './api';
import { placeFor, takeAuthCode } from './authorise';
import type { EntryPoint } from './entry';
import { entryOf } from './entry';
import type { Announce, Launch, StillWanted } from './launching';
import { isOpening, launch, openOrder } from './launching';
import { findPending, forgetPending } from './pending';
import { askPlace } from './place';
import type { Arrival } from './return-inbox';

export interface PayRequest {
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly payWith: PayWith;
  /** How the person got here; counted by the hospital. */
  readonly entry: EntryPoint;
  /** Whether the patient lets the place be told; it is asked for insurance only. */
  readonly sharePlace: boolean;
  /** The order that the page stands for. Another one is answered only after this one was closed. */
  readonly replaces?: string;
}

/** Places the order for what the patient saw, and jumps. */
export async function pay(
  request: PayRequest,
  shown: SplitView,
  stillWanted: StillWanted,
  announce?: Announce,
): Promise<Launch> {
  const { patientId, billIds, payWith, entry, sharePlace, replaces } = request;
  // where nothing is paid, nobody needs to know where
  const free = !shown.decidedAtPayment && shown.cash === 0 && shown.insurance === 0;
  const wanted = payWith === 'insurance' && sharePlace && !free;
  const place: Place = wanted ? await askPlace() : { kind: 'refused' };
  if (!stillWanted()) return { kind: 'left' };
  const placed = await call('pay', 'placeOrder', { patientId, billIds, payWith, place, entry });
  if (!placed.ok) return { kind: 'trouble', reason: placed.reason, retry: placed.retry };
  const { order } = placed.value;
  if (replaces !== undefined && replaces !== order.orderNo) forgetPending(replaces);
  return launch(order, request, { split: shown, fixed: false }, stillWanted, announce);
}

/** What somebody pays for a person who is not among their patients. */
export interface OtherRequest {
  /** The code of the prescription. */
  readonly code: string;
  readonly entry: EntryPoint;
}

/** Places the order for a relative's prescription, in cash, and jumps. */
export async function payForOther(
  { code, entry }: OtherRequest,
  shown: SplitView,
  stillWanted: StillWanted,
): Promise<Launch> {
  const placed = await call('pay', 'placeForOther', { code, entry });
  if (!placed.ok) return { kind: 'trouble', reason: placed.reason, retry: placed.retry };
  const { order } = placed.value;
  return launch(order, { sharePlace: false }, { split: shown, fixed: false }, stillWanted);
}

/**
 * Goes on with an order that is alive: whose patient is known is placed again, so that the server looks at
 * it once more; otherwise as it stands. `patientId`: empty when not known.
 */
export async function goOn(
  order: OrderView,
  patientId: string,
  stillWanted: StillWanted,
): Promise<Launch> {
  const { billIds, orderNo, split, next } = order;
  const sharePlace = findPending(orderNo)?.sharePlace ?? false;
  if (patientId !== '') {
    const { payWith } = split;
    const entry = entryOf(undefined);
    const request = { patientId, billIds, payWith, entry, sharePlace, replaces: orderNo };
    return pay(request, split, stillWanted);
  }
  if (isOpening(next)) return openOrder(order, next, { sharePlace }, stillWanted);
  return { kind: 'see-result', orderNo, jump: 'none' };
}

/**
 * Back from the authorisation of that order: goes on to the cashier when the arrival brings the
 * permission and the bureau's sums are those that the patient saw. `shown` undefined: nothing was seen
 * since the program started, so the sums are read first.
 */
export async function backFromAuthorisation(
  arrival: Arrival,
  orderNo: string,
  shown: SplitView | undefined,
  stillWanted: StillWanted,
): Promise<Launch> {
  const permission = takeAuthCode(arrival, orderNo);
  if (permission === undefined) return { kind: 'not-authorised', orderNo, why: 'none' };
  const { authCode } = permission;
  const place = await placeFor(permission);
  if (!stillWanted()) return { kind: 'left', orderNo };
  const answered = await call('pay', 'authoriseOrder', { orderNo, authCode, place });
  if (!answered.ok) {
    // it may have gone through, and the code is good for one try: the order itself says how it stands
    if (answered.retry) return { kind: 'see-result', orderNo, jump: 'none' };
    return { kind: 'not-authorised', orderNo, why: answered.reason };
  }
  const { order } = answered.value;
  if (order.next.do === 'authorise') {
    return { kind: 'not-authorised', orderNo, why: order.reason ?? 'none' };
  }
  return launch(order, permission, { split: shown, fixed: true }, stillWanted);
}
