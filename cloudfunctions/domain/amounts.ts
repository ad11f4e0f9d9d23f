/**
 * The sums of one payment and the way it is paid: built once from the hospital's pre-settlement and
 * checked here, so that no impossible order can be sent (interface document v2.4 §3.3, notes on
 * total_fee, cash_fee, cash_add_fee, cash_reduced_fee, allow_fee_change and pay_type).
 */
import type { Fen } from '../../miniprogram/shared/fen';

/** cash → pay_type 1, insurance → 2, mixed → 3. */
export type PayType = 'cash' | 'insurance' | 'mixed';

/** fixed: the hospital has pre-settled · open: the bureau decides the legs while the patient pays. */
export type SplitMode = 'fixed' | 'open';

/** What the hospital says a payment will cost, in fen. */
export interface PreSettledAmounts {
  readonly kind: 'cash' | 'insurance-offline' | 'insurance-online';
  readonly total: Fen;
  /** Cash to pay, additions included and reductions taken off; 0 for insurance-online. */
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly insuranceFund?: Fen;
  readonly insuranceSelf?: Fen;
  readonly insuranceOther?: Fen;
  readonly cashAdd: Fen;
  readonly cashReduced: Fen;
}

export interface Amounts {
  readonly mode: SplitMode;
  readonly payType: PayType;
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
  readonly insuranceFund?: Fen;
  readonly insuranceSelf?: Fen;
  readonly insuranceOther?: Fen;
  readonly cashAdd: Fen;
  readonly cashReduced: Fen;
}

export type AmountsFault =
  | 'cash-payment-with-insurance'
  | 'online-with-cash'
  | 'online-not-whole'
  | 'parts-exceed-total'
  | 'addition-exceeds-cash'
  | 'cash-does-not-add-up'
  | 'insurance-parts-differ';

export type AmountsResult =
  | { readonly ok: true; readonly amounts: Amounts }
  | { readonly ok: false; readonly fault: AmountsFault };

/** pay_type of a payment (trap 17): every insurance payment with cash in it is mixed, 0-yuan insurance too. */
export function payTypeOf(kind: PreSettledAmounts['kind'], cash: Fen): PayType {
  switch (kind) {
    case 'cash':
      return 'cash';
    case 'insurance-online':
      return 'insurance';
    case 'insurance-offline':
      return cash > 0 ? 'mixed' : 'insurance';
  }
}

function faultOf(from: PreSettledAmounts): AmountsFault | undefined {
  if (from.kind === 'cash' && from.insurance > 0) return 'cash-payment-with-insurance';
  if (from.kind === 'insurance-online' && from.cash > 0) return 'online-with-cash';
  if (from.kind === 'insurance-online' && from.insurance !== from.total) return 'online-not-whole';
  if (from.cash + from.insurance + from.cashReduced > from.total) return 'parts-exceed-total';
  if (from.kind !== 'insurance-online' && from.cashAdd > from.cash + from.cashReduced) {
    return 'addition-exceeds-cash';
  }
  if (from.kind === 'cash' && from.cash + from.cashReduced !== from.total) {
    return 'cash-does-not-add-up';
  }
  return partsDiffer(from) ? 'insurance-parts-differ' : undefined;
}

function partsDiffer(from: PreSettledAmounts): boolean {
  const { insuranceFund, insuranceSelf, insuranceOther } = from;
  const stated = (insuranceFund ?? 0) + (insuranceSelf ?? 0) + (insuranceOther ?? 0);
  const whole = ![insuranceFund, insuranceSelf, insuranceOther].includes(undefined);
  return whole ? stated !== from.insurance : stated > from.insurance;
}

/** The order's amounts, or the name of the rule that the hospital's figures break. */
export function buildAmounts(from: PreSettledAmounts): AmountsResult {
  const fault = faultOf(from);
  if (fault !== undefined) return { ok: false, fault };
  const { kind, ...sums } = from;
  return {
    ok: true,
    amounts: {
      ...sums,
      mode: kind === 'insurance-online' ? 'open' : 'fixed',
      payType: payTypeOf(kind, from.cash),
    },
  };
}

/** Nothing for the platform to take: total_fee must be > 0 there, so the hospital settles alone (trap 40). */
export function nothingToPay(amounts: Amounts): boolean {
  return amounts.cash === 0 && amounts.insurance === 0;
}
