/**
 * One payable order per bill (money rule 6): bills are claimed in sorted order before an order exists,
 * and given back when the rest fails. Who holds a bill already decides what happens next.
 */
import type { BillId, OpenId, OrderNo } from '../domain/ids';
import { freesBills, type Order } from '../domain/order';
import type { Claim } from '../ports/claim-store';
import type { Ledger } from './deps';
import { Refusal } from './refusal';

export type Held =
  | { readonly kind: 'held' }
  /** Another order of the same person stands on one of the bills. */
  | { readonly kind: 'own-order'; readonly order: Order }
  /** Somebody else's order does; it may only be over its time. */
  | { readonly kind: 'other-order'; readonly order: Order };

type One = 'held' | Exclude<Held, { kind: 'held' }>;

/** Whether nothing stands behind a claim any more; one without an order may be about to have it. */
export function isClaimFree(
  { clock, rules }: Pick<Ledger, 'clock' | 'rules'>,
  holder: Pick<Claim, 'claimedAt'>,
  order: Order | undefined,
): boolean {
  return order === undefined
    ? clock.now() - holder.claimedAt >= rules.claimGraceMs
    : freesBills(order);
}

async function holdOne(deps: Ledger, wanted: Claim): Promise<One> {
  const hospital = deps.hospital.id;
  const answer = await deps.claims.claim(hospital, wanted);
  if (answer === 'claimed') return 'held';
  const holder = answer.heldBy;
  if (holder.orderNo === wanted.orderNo) return 'held';
  const order = await deps.orders.load(hospital, holder.orderNo);
  if (isClaimFree(deps, holder, order)) {
    if ((await deps.claims.takeOver(hospital, holder, wanted)) === 'claimed') return 'held';
    throw new Refusal('busy', true);
  }
  if (order === undefined) throw new Refusal('busy', true);
  return { kind: order.owner === wanted.owner ? 'own-order' : 'other-order', order };
}

/** Gives back what this order number holds of the bills; safe to repeat. */
export async function giveBack(
  deps: Ledger,
  bills: readonly BillId[],
  number: OrderNo,
): Promise<void> {
  for (const billId of bills) await deps.claims.release(deps.hospital.id, billId, number);
}

/**
 * Claims all bills for the order number, or none. Refusal `busy` when another placing is under way on
 * one of them this very moment.
 */
export async function holdBills(
  deps: Ledger,
  want: { readonly bills: readonly BillId[]; readonly orderNo: OrderNo; readonly owner: OpenId },
): Promise<Held> {
  const claimedAt = deps.clock.now();
  const sorted = [...want.bills].sort();
  try {
    for (const billId of sorted) {
      const { orderNo, owner } = want;
      const one = await holdOne(deps, { billId, orderNo, owner, claimedAt });
      if (one === 'held') continue;
      await giveBack(deps, sorted, orderNo);
      return one;
    }
  } catch (error) {
    await giveBack(deps, sorted, want.orderNo);
    throw error;
  }
  return { kind: 'held' };
}

/** Whether the order number still holds every bill; asked between storing and sending. */
export async function stillHolds(
  deps: Ledger,
  bills: readonly BillId[],
  number: OrderNo,
): Promise<boolean> {
  for (const billId of bills) {
    const holder = await deps.claims.holder(deps.hospital.id, billId);
    if (holder?.orderNo !== number) return false;
  }
  return true;
}
