/** One payable order per bill (money rule 6): the claim document is written before the order. */
import type { BillId, HospitalId, OpenId, OrderNo } from '../domain/ids';

export interface Claim {
  readonly billId: BillId;
  readonly orderNo: OrderNo;
  readonly owner: OpenId;
  readonly claimedAt: number;
}

export interface ClaimStore {
  /** Claims the bill, or says who holds it (which may be the same order number). */
  claim(hospital: HospitalId, claim: Claim): Promise<'claimed' | { readonly heldBy: Claim }>;
  /** Hands the claim over if `from` still holds it. */
  takeOver(hospital: HospitalId, from: Claim, to: Claim): Promise<'claimed' | 'lost'>;
  /** Frees the bill if that order holds it; otherwise does nothing. */
  release(hospital: HospitalId, billId: BillId, holder: OrderNo): Promise<void>;
  holder(hospital: HospitalId, billId: BillId): Promise<Claim | undefined>;
}
