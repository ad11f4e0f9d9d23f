/**
 * The identities of a mixed order, in fen, computed here and nowhere shared with the product:
 * total_fee = gov + self + other + wechat_pay_cash_fee + Σ reduce, and
 * wechat_pay_cash_fee = med_ins_cash_fee + Σ add − Σ reduce (traps 20, 36).
 */

import { numbered } from './errors';
import { fenIn, listIn } from './fields';
import type { JsonObject, MixPayType } from './model';

export interface Amounts {
  readonly total: number;
  readonly gov: number;
  readonly self: number;
  readonly other: number;
  /** med_ins_cash_fee */
  readonly insuranceCash: number;
  /** wechat_pay_cash_fee */
  readonly cash: number;
  readonly added: number;
  readonly reduced: number;
}

export function amountsOf(body: JsonObject): Amounts {
  const fee = (name: string): number => fenIn(body, name) ?? 0;
  const sum = (list: string, name: string): number =>
    listIn(body, list).reduce((total, item) => total + (fenIn(item, name) ?? 0), 0);
  return {
    total: fee('total_fee'),
    gov: fee('med_ins_gov_fee'),
    self: fee('med_ins_self_fee'),
    other: fee('med_ins_other_fee'),
    insuranceCash: fee('med_ins_cash_fee'),
    cash: fee('wechat_pay_cash_fee'),
    added: sum('cash_add_detail', 'cash_add_fee'),
    reduced: sum('cash_reduce_detail', 'cash_reduce_fee'),
  };
}

/** Throws 268529477, 268529476 or 268529481 with the sums that do not meet. */
export function checkAmounts(type: MixPayType, amounts: Amounts): void {
  const { total, gov, self, other, insuranceCash, cash, added, reduced } = amounts;
  const parts = gov + self + other + cash + reduced;
  if (total !== parts) {
    throw numbered(
      '268529477',
      `total_fee ${total} ≠ 统筹 ${gov} + 个账 ${self} + 其他 ${other} + 微信自费 ${cash} + 减免 ${reduced} = ${parts}`,
    );
  }
  if (type === 'CASH_ONLY') return;
  const due = insuranceCash + added - reduced;
  if (cash !== due) {
    throw numbered(
      '268529476',
      `wechat_pay_cash_fee ${cash} ≠ 医保自费 ${insuranceCash} + 补充 ${added} − 减免 ${reduced} = ${due}`,
    );
  }
  if (type === 'CASH_AND_INSURANCE' && gov + self + other + insuranceCash === 0) {
    throw numbered('268529481', '医保四项金额之和不能为 0');
  }
}
