/**
 * The insurance bureau behind the platform: how an amount is split into cash and insurance when the
 * hospital leaves it open (allow_fee_change=1, interface document v2.4 §3.3; trap 15), and how
 * insurance is made up of personal account, pooled fund and others (§3.4).
 */

import { amountsOf, type Amounts } from './amounts';
import type { BureauRule, Order, Split, World } from './model';
import type { Fields } from './xml';

export const DEFAULT_BUREAU_RULE: BureauRule = {
  cashPerMille: 300,
  discountFen: 0,
  selfPerMille: 400,
  otherPerMille: 0,
  reportsDetail: true,
};

export function bureauRule(world: World): BureauRule {
  return world.bureau.get('rule') ?? DEFAULT_BUREAU_RULE;
}

/**
 * The split as the hospital asked for it; what the order shows until it is paid. The parts are those
 * of the hospital's own pre-settlement, where the bureau has it under the serial number.
 */
export function splitAsked(world: World, fields: Fields): Split {
  const { cash, insurance = 0 } = amountsOf(fields);
  const known = world.preSettled(fields.serial_no ?? '');
  if (known !== undefined && known.fundFee + known.selfFee + known.otherFee === insurance) {
    return { cashFee: cash, insuranceFee: insurance, ...known };
  }
  return detailed(cash, insurance, bureauRule(world));
}

/** The split that payment will take: the bureau's where the order allows it, else as asked. */
export function splitAtPayment(world: World, order: Pick<Order, 'asked'>): Split {
  const amounts = amountsOf(order.asked);
  if (amounts.payType === '1' || !amounts.allowFeeChange) return splitAsked(world, order.asked);
  const rule = bureauRule(world);
  const shared = shareable(amounts, rule);
  const cash = perMille(shared, rule.cashPerMille);
  return detailed(cash + amounts.cashAdd, shared - cash, rule);
}

/** pay_type as it turned out: a split left open may end with cash (3) or without (2). */
export function payTypeOf(order: Order): string {
  if (order.asked.pay_type === '1' || order.paidAt === undefined) return order.asked.pay_type ?? '';
  return order.split.cashFee > 0 ? '3' : '2';
}

function shareable({ total, cashAdd, cashReduced }: Amounts, rule: BureauRule): number {
  return Math.max(0, total - cashAdd - cashReduced - rule.discountFen);
}

function detailed(cashFee: number, insuranceFee: number, rule: BureauRule): Split {
  const selfFee = perMille(insuranceFee, rule.selfPerMille);
  const otherFee = perMille(insuranceFee, rule.otherPerMille);
  return { cashFee, insuranceFee, selfFee, otherFee, fundFee: insuranceFee - selfFee - otherFee };
}

/** Rounded down to the fen, exactly. */
function perMille(fen: number, share: number): number {
  return Number((BigInt(fen) * BigInt(share)) / 1000n);
}
