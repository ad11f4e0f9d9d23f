/**
 * Names of things, branded so that one is never passed for another.
 */

export type OrderNo = string & { readonly __id: 'order' };
export type RefundNo = string & { readonly __id: 'refund' };
export type OpenId = string & { readonly __id: 'openid' };
export type PatientId = string & { readonly __id: 'patient' };
export type BillId = string & { readonly __id: 'bill' };
export type HospitalId = string & { readonly __id: 'hospital' };

/** 10–63 letters, digits, `-` or `_` (interface document v2.4 §3.3: hosp_out_trade_no String64). */
const ORDER_NO = /^[A-Za-z0-9_-]{10,63}$/;
const NAME = /^[A-Za-z0-9_@.:-]{1,128}$/;

function checked(pattern: RegExp, what: string, text: string): string {
  if (!pattern.test(text)) throw new RangeError(`not ${what}`);
  return text;
}

/** The text as that kind of name; RangeError when it cannot be one. */
export const orderNo = (text: string): OrderNo =>
  checked(ORDER_NO, 'an order number', text) as OrderNo;
export const openId = (text: string): OpenId => checked(NAME, 'an openid', text) as OpenId;
export const patientId = (text: string): PatientId =>
  checked(NAME, 'a patient id', text) as PatientId;
export const billId = (text: string): BillId => checked(NAME, 'a bill id', text) as BillId;
export const hospitalId = (text: string): HospitalId =>
  checked(/^[A-Za-z0-9-]{1,32}$/, 'a hospital id', text) as HospitalId;

/** Random bytes in an order number: the cash order of 2.0 takes 32 characters in all, and no more. */
export const ORDER_NO_BYTES = 11;

/**
 * A fresh order number: `Y` + day in Asia/Shanghai (yyyyMMdd) + 22 random lower-case hex characters
 * or more, so that nobody can guess another one (money rule 1). `random` must be ≥ 22 hex characters.
 */
export function newOrderNo(dayText: string, random: string): OrderNo {
  if (!/^\d{8}$/.test(dayText)) throw new RangeError('the day of an order number is yyyyMMdd');
  if (!/^[0-9a-f]{22,48}$/.test(random)) throw new RangeError('too little randomness');
  return orderNo(`Y${dayText}${random}`);
}

/** Whether a number is of the form that `newOrderNo` gives: another system's numbers are not. */
export function isOfOurForm(text: string): boolean {
  return /^Y\d{8}[0-9a-f]{22,48}$/.test(text);
}

/** The one refund number of an order: `R` + its number (interface document v2.4 §3.6, trap 11). */
export function refundNoOf(order: OrderNo): RefundNo {
  return `R${order}` as RefundNo;
}
