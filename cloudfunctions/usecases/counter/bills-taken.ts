/**
 * Which bills are being paid already, by the patient's phone or at another window (money rule 6): the clerk
 * reads it as soon as the code is read, not when the charge is refused. Looks only; the claim decides.
 */
import type { BillId } from '../../domain/ids';
import type { Ledger } from '../deps';
import { isClaimFree } from '../hold-bills';

/** The order that stands on the bill, or is about to; undefined where it may be charged. */
async function standingOn(deps: Ledger, billId: BillId): Promise<string | undefined> {
  const hospital = deps.hospital.id;
  const holder = await deps.claims.holder(hospital, billId);
  if (holder === undefined) return undefined;
  const order = await deps.orders.load(hospital, holder.orderNo);
  return isClaimFree(deps, holder, order) ? undefined : holder.orderNo;
}

/** Order numbers by bill: whoever is staff may look at any order of the hospital. */
export async function billsTaken(
  deps: Ledger,
  bills: readonly BillId[],
): Promise<ReadonlyMap<BillId, string>> {
  const found = await Promise.all(
    bills.map(async (billId) => [billId, await standingOn(deps, billId)] as const),
  );
  return new Map(found.flatMap(([billId, by]) => (by === undefined ? [] : [[billId, by]])));
}
