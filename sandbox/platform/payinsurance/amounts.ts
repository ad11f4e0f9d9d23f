/**
 * The amount rules of unifiedorder (interface document v2.4 §3.3; traps 15, 16 and 17):
 * which pay_type goes with which legs, and what must fit into total_fee. All amounts in fen.
 */

import type { Offence } from './fields';
import type { Fields } from './xml';

export interface Amounts {
  readonly payType: '1' | '2' | '3';
  readonly allowFeeChange: boolean;
  readonly total: number;
  readonly cash: number;
  readonly cashAdd: number;
  readonly cashReduced: number;
  /** Undefined: not sent, which only pay_type 1 may do. */
  readonly insurance: number | undefined;
}

/** Reads the amounts of a message that has already passed its field table. */
export function amountsOf(fields: Fields): Amounts {
  const payType = fields.pay_type === '1' ? '1' : fields.pay_type === '2' ? '2' : '3';
  return {
    payType,
    allowFeeChange: fields.allow_fee_change === '1',
    total: Number(fields.total_fee),
    cash: Number(fields.cash_fee),
    cashAdd: Number(fields.cash_add_fee ?? 0),
    cashReduced: Number(fields.cash_reduced_fee ?? 0),
    insurance: (fields.insurance_fee ?? '') === '' ? undefined : Number(fields.insurance_fee),
  };
}

/** The first rule that the amounts break, or undefined. */
export function amountOffence(amounts: Amounts): Offence | undefined {
  const broken = rulesOf(amounts).find(([holds]) => !holds);
  return broken && { field: broken[1], reason: broken[2] };
}

type Rule = readonly [holds: boolean, field: string, reason: string];

function rulesOf(amounts: Amounts): readonly Rule[] {
  const { total, cash, cashAdd, cashReduced, insurance, payType } = amounts;
  return [
    [total > 0, 'total_fee', '应大于 0'],
    [cashAdd <= cash, 'cash_add_fee', 'cash_fee 应包含 cash_add_fee'],
    ...(payType === '1' ? cashOnly(amounts) : insured(amounts)),
    [
      cash + cashReduced + (insurance ?? 0) <= total,
      'total_fee',
      '小于 cash_fee + cash_reduced_fee + insurance_fee',
    ],
  ];
}

function cashOnly({ total, cash, cashReduced, insurance }: Amounts): readonly Rule[] {
  return [
    [(insurance ?? 0) === 0, 'insurance_fee', 'pay_type=1 时应为 0 或不传'],
    [cash > 0, 'cash_fee', 'pay_type=1 时应大于 0'],
    [
      cash + cashReduced === total,
      'cash_fee',
      'pay_type=1 时 cash_fee + cash_reduced_fee 应等于 total_fee',
    ],
  ];
}

function insured(amounts: Amounts): readonly Rule[] {
  const { total, cash, cashReduced, insurance, payType, allowFeeChange } = amounts;
  const present: Rule = [insurance !== undefined, 'insurance_fee', '使用医保支付时必填'];
  if (payType === '3') return [present, [cash > 0, 'pay_type', 'cash_fee=0 时应为 2']];
  const noCash: Rule = [cash === 0, 'pay_type', 'cash_fee>0 时应为 3'];
  if (!allowFeeChange) return [present, noCash, [insurance !== 0, 'insurance_fee', '应大于 0']];
  return [
    present,
    noCash,
    [cashReduced === 0, 'cash_reduced_fee', '线上预结算时应为 0'],
    [insurance === total, 'insurance_fee', '线上预结算时应等于 total_fee'],
  ];
}
