/**
 * Fees at the bureau, from the platform's side: an order is taken under a pay_auth_no, which is spent by
 * that (trap 39), and settled when the patient has paid. A settlement is final either way.
 */

import { isUsable } from './authorisations';
import type { Holder } from './people';
import type { BureauOrderAsk, BureauPerson, BureauRefusal } from './port';
import type { AuthorisationRecord, PriceRecord, UploadRecord } from './records';
import { hashOf, type BureauStore } from './store';

type Accepted = { readonly ok: true } | { readonly ok: false; readonly why: BureauRefusal };
type Settled =
  { readonly ok: true; readonly at: number } | { readonly ok: false; readonly why: string };

export function accept(store: BureauStore, ask: BureauOrderAsk): Accepted {
  const why = store.takeFailure('accept') ?? refusalOf(store, ask);
  if (why !== undefined) return { ok: false, why };
  const uploaded = store.uploadOf(ask.payOrderId);
  const authorisation = store.authorisations.get(hashOf(ask.payAuthNo));
  if (uploaded === undefined || authorisation === undefined) {
    return { ok: false, why: 'settlement-check-failed' };
  }
  const now = store.now();
  store.authorisations.put(authorisation.id, { ...authorisation, spentAt: now });
  store.putUpload({ ...uploaded, acceptedAt: now });
  return { ok: true };
}

function refusalOf(store: BureauStore, ask: BureauOrderAsk): BureauRefusal | undefined {
  const authorisation = store.authorisations.get(hashOf(ask.payAuthNo));
  if (authorisation === undefined) return 'authorisation-not-found';
  const holder = store.holder(ask.openid);
  if (holder === undefined || authorisation.openid !== ask.openid) return 'authorisation-rejected';
  const uploaded = store.uploadOf(ask.payOrderId);
  const forOrder = uploaded?.orderNo ?? authorisation.orderNo ?? '';
  if (!isUsable(store, authorisation, forOrder)) return 'authorisation-rejected';
  return (
    refusalOfPeople(store, ask, authorisation, holder) ??
    (uploaded !== undefined && isSettleable(store, uploaded, ask)
      ? undefined
      : 'settlement-check-failed')
  );
}

function differs(told: BureauPerson, known: BureauPerson): BureauRefusal | undefined {
  if (told.idDigest !== known.idDigest) return 'digest-mismatch';
  return told.name === known.name ? undefined : 'name-mismatch';
}

function refusalOfPeople(
  store: BureauStore,
  { payer, relative }: BureauOrderAsk,
  { kind }: AuthorisationRecord,
  holder: Holder,
): BureauRefusal | undefined {
  const ofPayer = differs(payer, holder);
  if (ofPayer !== undefined) return ofPayer;
  if (!store.isBound(holder.openid)) return 'card-not-bound';
  if ((kind === 'family') !== (relative !== undefined)) return 'authorisation-rejected';
  if (relative === undefined) return undefined;
  const known = store.relativesOf(holder).find((one) => one.idDigest === relative.idDigest);
  return known === undefined ? 'no-such-relative' : differs(relative, known);
}

function isSettleable(store: BureauStore, uploaded: UploadRecord, ask: BureauOrderAsk): boolean {
  const { price, orderNo, serialNo, patient } = uploaded;
  const { idDigest } = ask.relative ?? ask.payer;
  return (
    price !== undefined &&
    store.revocation(orderNo) === undefined &&
    uploaded.acceptedAt === undefined &&
    uploaded.authorisation === hashOf(ask.payAuthNo) &&
    serialNo === ask.serialNo &&
    patient.idDigest === idDigest &&
    sumsAgree(price, ask)
  );
}

/** The platform's cash is the bureau's: without what the hospital adds and takes off. */
function sumsAgree(price: PriceRecord, ask: BureauOrderAsk): boolean {
  return (
    price.fundFen === ask.gov &&
    price.selfFen === ask.self &&
    price.otherFen === ask.other &&
    price.cashFen - price.cashAddFen + price.cashReducedFen === ask.cash
  );
}

/** `why` is in the bureau's words, for a human being. */
export function settle(store: BureauStore, payOrderId: string): Settled {
  const uploaded = store.uploadOf(payOrderId);
  if (uploaded === undefined) return { ok: false, why: '医保局无此支付订单' };
  if (uploaded.settledAt !== undefined) return { ok: true, at: uploaded.settledAt };
  if (uploaded.failed !== undefined) return { ok: false, why: uploaded.failed };
  const why = store.takeFailure('settle') ?? obstacleOf(store, uploaded);
  if (why !== undefined) {
    store.putUpload({ ...uploaded, failed: why });
    return { ok: false, why };
  }
  const at = store.now();
  store.putUpload({ ...uploaded, settledAt: at });
  return { ok: true, at };
}

function obstacleOf(store: BureauStore, uploaded: UploadRecord): string | undefined {
  const { orderNo, acceptedAt, billIds } = uploaded;
  if (store.revocation(orderNo) !== undefined) return '费用明细已撤销';
  if (acceptedAt === undefined) return '未授权的支付订单';
  return billIds.some((billId) => store.settledUnder(billId) !== undefined)
    ? '费用已结算，请勿重复支付'
    : undefined;
}
