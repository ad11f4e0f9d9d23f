/**
 * What a mixed order says about itself, in an answer to a query or in its notice (移动医保支付 2.0). A
 * status that cannot be read makes it no facts at all; an amount that cannot be read is left out, which
 * the domain takes for a mismatch.
 */
import { fen, ZERO, type Fen } from '../../../miniprogram/shared/fen';
import type { PaymentEvidence } from '../../domain/evidence';
import type { MedInsConfig } from './config';
import { bureauError } from './errors';
import { isOurs } from './identity';
import {
  CASH_STATUS,
  INSURANCE_STATUS,
  MIX_STATUS,
  type LegStatus,
  type MixStatus,
} from './order-status';
import { fenOf, isSaid, referenceOf, stated, textOf, timeOf, type Said } from './said';

export interface MixedFacts {
  readonly ours: boolean;
  readonly mix: MixStatus;
  readonly cash: LegStatus;
  readonly insurance: LegStatus;
  readonly payWith?: 'cash' | 'insurance' | 'mixed';
  readonly amounts: PaymentEvidence['amounts'];
  /** mix_trade_no */
  readonly tradeNo?: string;
  readonly paidAt?: number;
  /** Of med_ins_fail_reason, where it is a text that the catalogue knows. */
  readonly why?: PaymentEvidence['why'];
}

const PAY_WITH: ReadonlyMap<string, 'cash' | 'insurance' | 'mixed'> = new Map([
  ['CASH_ONLY', 'cash'],
  ['INSURANCE_ONLY', 'insurance'],
  ['CASH_AND_INSURANCE', 'mixed'],
]);

/** Undefined when one of the three states cannot be read. */
export function mixedFacts(config: MedInsConfig, said: Said): MixedFacts | undefined {
  const payWith = PAY_WITH.get(textOf(said, 'mix_pay_type') ?? '');
  const mix = MIX_STATUS.get(textOf(said, 'mix_pay_status') ?? '');
  const leg = (name: string, table: ReadonlyMap<string, LegStatus>, without: boolean) =>
    without && !isSaid(said, name) ? 'no-leg' : table.get(textOf(said, name) ?? '');
  const cash = leg('self_pay_status', CASH_STATUS, payWith === 'insurance');
  const insurance = leg('med_ins_pay_status', INSURANCE_STATUS, payWith === 'cash');
  if (mix === undefined || cash === undefined || insurance === undefined) return undefined;
  return {
    ours: isOurs(config, 'mixed', said),
    mix,
    cash,
    insurance,
    ...stated('payWith', payWith),
    amounts: amountsOf(said, payWith),
    ...stated('tradeNo', referenceOf(said, 'mix_trade_no')),
    ...stated('paidAt', timeOf(said, 'paid_time')),
    ...stated('why', whyOf(said)),
  };
}

/** Free text of the bureau, which may name people: only our own code for it goes on (money rule 14). */
function whyOf(said: Said): PaymentEvidence['why'] {
  const error = bureauError(textOf(said, 'med_ins_fail_reason') ?? '');
  return error === undefined ? undefined : { code: error.code, reason: error.reason };
}

function amountsOf(said: Said, payWith: MixedFacts['payWith']): PaymentEvidence['amounts'] {
  const fund = fenOf(said, 'med_ins_gov_fee');
  const self = fenOf(said, 'med_ins_self_fee');
  const other = fenOf(said, 'med_ins_other_fee');
  return {
    ...stated('total', fenOf(said, 'total_fee')),
    ...stated('cash', leftOut(said, 'wechat_pay_cash_fee', payWith === 'insurance')),
    ...stated('insurance', insuranceOf(said, [fund, self, other], payWith === 'cash')),
    ...stated('insuranceFund', fund),
    ...stated('insuranceSelf', self),
    ...stated('insuranceOther', other),
  };
}

/** A field that this kind of order must not have counts as 0 where it is absent. */
function leftOut(said: Said, name: string, mayBeAbsent: boolean): Fen | undefined {
  return mayBeAbsent && !isSaid(said, name) ? ZERO : fenOf(said, name);
}

function insuranceOf(
  said: Said,
  parts: readonly (Fen | undefined)[],
  mayBeAbsent: boolean,
): Fen | undefined {
  const names = ['med_ins_gov_fee', 'med_ins_self_fee', 'med_ins_other_fee'];
  if (mayBeAbsent && !names.some((name) => isSaid(said, name))) return ZERO;
  let all = 0;
  for (const part of parts) {
    if (part === undefined) return undefined;
    all += part;
  }
  return Number.isSafeInteger(all) ? fen(all) : undefined;
}
