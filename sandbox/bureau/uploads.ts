/**
 * Fees at the bureau, from the hospital's side (6201, 6202, 6301, 6203, 6401). Idempotent by order
 * number; a revocation leaves a tombstone, as trap 38 of the rules wants it.
 */

import { requireAuthorisation } from './authorisations';
import type { Fees, Priced, RefundAsk, Split, UploadHead, UploadState } from './for-hospital';
import type { UploadRecord } from './records';
import { BureauRefused } from './refused';
import { hashOf, type BureauStore } from './store';

function requireNotRevoked(store: BureauStore, orderNo: string): void {
  if (store.revocation(orderNo) !== undefined) {
    throw new BureauRefused('UPLOAD_REVOKED', 'the upload of this order was revoked');
  }
}

function sameContents(before: UploadRecord, head: UploadHead): boolean {
  return (
    before.serialNo === head.serialNo &&
    before.patient.idDigest === head.patient.idDigest &&
    before.patient.name === head.patient.name &&
    [...before.billIds].sort().join() === [...head.billIds].sort().join()
  );
}

function requireUnsettled(store: BureauStore, orderNo: string, billIds: readonly string[]): void {
  const other = billIds.some((billId) => (store.settledUnder(billId) ?? orderNo) !== orderNo);
  if (other) throw new BureauRefused('INSURANCE_SETTLED', 'insurance has paid one of these bills');
}

function refuseAsTold(store: BureauStore, at: 'upload' | 'price' | 'refund'): void {
  const why = store.takeFailure(at);
  if (why !== undefined) throw new BureauRefused(why, 'refused as the sandbox was told to');
}

/** 6201. @throws BureauRefused */
export function upload(
  store: BureauStore,
  head: UploadHead,
  fees: () => Fees,
): { readonly uploadedAt: number } {
  const { orderNo, payAuthNo } = head;
  requireNotRevoked(store, orderNo);
  const before = store.upload(orderNo);
  const authorisation = hashOf(payAuthNo);
  if (before !== undefined) {
    if (!sameContents(before, head)) {
      throw new BureauRefused('UPLOAD_DIFFERS', 'uploaded before with other contents');
    }
    if (before.authorisation === authorisation) return { uploadedAt: before.uploadedAt };
    if (before.acceptedAt !== undefined) {
      throw new BureauRefused('UPLOAD_DIFFERS', 'an order was taken under another pay_auth_no');
    }
  }
  refuseAsTold(store, 'upload');
  const permission = requireAuthorisation(store, authorisation, head);
  const { inHospital, ...estimate } = fees();
  requireAtHome(store, head.patient.idDigest, inHospital);
  requireUnsettled(store, orderNo, head.billIds);
  requireSound(estimate);
  const { serialNo, billIds, patient } = head;
  const uploadedAt = store.now();
  store.authorisations.put(permission.id, { ...permission, orderNo });
  store.putUpload({
    ...{ orderNo, serialNo, billIds, patient, authorisation, uploadedAt, estimate, inHospital },
  });
  return { uploadedAt };
}

function requireAtHome(store: BureauStore, idDigest: string, inHospital: boolean): void {
  if (inHospital || store.isInHospital(idDigest)) {
    throw new BureauRefused('IN_HOSPITAL', 'the patient is in hospital');
  }
}

function requireSound({ totalFen, cashFen, cashReducedFen, ...parts }: Split): void {
  const insuranceFen = parts.fundFen + parts.selfFen + parts.otherFen;
  if (totalFen !== cashFen + insuranceFen + cashReducedFen) {
    throw new BureauRefused('AMOUNT_MISMATCH', 'the parts do not make the total');
  }
}

/** 6202. @throws BureauRefused */
export function price(
  store: BureauStore,
  orderNo: string,
  payAuthNo: string,
  totalNow: (billIds: readonly string[]) => number,
): Priced {
  requireNotRevoked(store, orderNo);
  const uploaded = store.upload(orderNo);
  if (uploaded === undefined) throw new BureauRefused('NOT_UPLOADED', 'nothing was uploaded');
  if (uploaded.authorisation !== hashOf(payAuthNo)) {
    throw new BureauRefused('AUTHORISATION_EXPIRED', 'not the pay_auth_no of the upload');
  }
  if (uploaded.price !== undefined) return uploaded.price;
  refuseAsTold(store, 'price');
  requireAuthorisation(store, uploaded.authorisation, uploaded);
  requireAtHome(store, uploaded.patient.idDigest, uploaded.inHospital);
  requireUnsettled(store, orderNo, uploaded.billIds);
  if (totalNow(uploaded.billIds) !== uploaded.estimate.totalFen) {
    throw new BureauRefused('AMOUNT_MISMATCH', 'the bills ask another total than was uploaded');
  }
  const priced: Priced = {
    ...shifted(uploaded.estimate, store.takePriceShift()),
    payOrderId: `ORD${store.hex(29)}`,
    createdAt: store.now(),
  };
  store.putUpload({ ...uploaded, price: priced });
  return priced;
}

/** `byFen` more cash, taken off fund, account and other in turn; below 0 the fund pays more. */
export function shifted(split: Split, byFen: number): Split {
  if (byFen <= 0) {
    const least = Math.max(0, split.cashAddFen - split.cashReducedFen);
    const moved = Math.min(-byFen, Math.max(0, split.cashFen - least));
    return { ...split, cashFen: split.cashFen - moved, fundFen: split.fundFen + moved };
  }
  let left = byFen;
  const take = (fen: number): number => {
    const taken = Math.min(fen, left);
    left -= taken;
    return fen - taken;
  };
  const [fundFen, selfFen, otherFen] = [split.fundFen, split.selfFen, split.otherFen].map(take);
  return {
    ...split,
    cashFen: split.cashFen + byFen - left,
    fundFen: fundFen ?? 0,
    selfFen: selfFen ?? 0,
    otherFen: otherFen ?? 0,
  };
}

/** 6301. */
export function state(store: BureauStore, orderNo: string): UploadState {
  const uploaded = store.upload(orderNo);
  const named = uploaded?.price === undefined ? {} : { payOrderId: uploaded.price.payOrderId };
  if (store.revocation(orderNo) !== undefined) return { status: 'revoked', ...named };
  if (uploaded === undefined) return { status: 'none' };
  if (uploaded.refund !== undefined) {
    const { refundNo, at } = uploaded.refund;
    return { status: 'refunded', ...named, refundNo, refundedAt: at };
  }
  if (uploaded.settledAt !== undefined) return { status: 'settled', ...named };
  return { status: uploaded.price === undefined ? 'uploaded' : 'priced', ...named };
}

/** 6203: whole or not at all. @throws BureauRefused */
export function refund(
  store: BureauStore,
  orderNo: string,
  ask: RefundAsk,
): { readonly refundedAt: number } {
  const uploaded = store.upload(orderNo);
  const { price: paid } = uploaded ?? {};
  if (uploaded?.settledAt === undefined || paid === undefined) {
    throw new BureauRefused('NOT_SETTLED', 'insurance has paid nothing under this number');
  }
  const whole =
    paid.fundFen === ask.fundFen && paid.selfFen === ask.selfFen && paid.otherFen === ask.otherFen;
  if (!whole) throw new BureauRefused('REFUND_DIFFERS', 'insurance goes back whole');
  if (uploaded.refund !== undefined) {
    if (uploaded.refund.refundNo === ask.refundNo) return { refundedAt: uploaded.refund.at };
    throw new BureauRefused('REFUND_DIFFERS', 'refunded before under another number');
  }
  refuseAsTold(store, 'refund');
  const refundedAt = store.now();
  store.putUpload({ ...uploaded, refund: { refundNo: ask.refundNo, at: refundedAt } });
  return { refundedAt };
}

/** 6401; also for a number never heard of. @throws BureauRefused INSURANCE_SETTLED */
export function revoke(store: BureauStore, orderNo: string): { readonly revokedAt: number } {
  const before = store.revocation(orderNo);
  if (before !== undefined) return before;
  if (store.upload(orderNo)?.settledAt !== undefined) {
    throw new BureauRefused('INSURANCE_SETTLED', 'insurance has paid this order');
  }
  const revocation = { orderNo, revokedAt: store.now() };
  store.putRevocation(revocation);
  return revocation;
}
