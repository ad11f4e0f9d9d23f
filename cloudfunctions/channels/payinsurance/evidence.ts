/**
 * What a signed query answer or notice says, in our words (interface document v2.4 §3.4, §3.5; traps
 * 3–6, 8, 16): states, legs, amounts, times. What cannot be read is never guessed: an unreadable state is
 * no evidence, an unreadable amount is left out, which the domain takes for a mismatch.
 */
import type { LegEvidence, PaymentEvidence, PlatformState } from '../../domain/evidence';
import type { PayInsuranceConfig } from './config';
import { isOurs } from './merchant';
import { shanghaiMs } from '../shanghai-time';
import { amount, orderNoOf, stated } from './values';
import type { Fields } from './xml';

export type EvidenceReading =
  | { readonly ok: true; readonly evidence: PaymentEvidence }
  | { readonly ok: false; readonly code: string };

/** Traps 3 and 4: SYS_REFUNDED is a failed payment, no refund of ours; PAYING and INITIAL are not final. */
const STATES: ReadonlyMap<string, PlatformState> = new Map([
  ['SUCCESS', 'paid'],
  ['REFUND', 'refunded'],
  ['PAYING', 'paying'],
  ['SYS_REFUNDED', 'failed'],
  ['SYS_REFUNDING', 'failing'],
  ['NOTPAY', 'not-paid'],
  ['CLOSED', 'closed'],
  ['INITIAL', 'unbound'],
]);

/** Trap 5: PAYED and SUCCESS are the same, on either leg. */
const LEGS: ReadonlyMap<string, LegEvidence> = new Map([
  ['SUCCESS', 'paid'],
  ['PAYED', 'paid'],
  ['REFUND', 'refunded'],
  ['NOTPAY', 'unpaid'],
  ['CLOSED', 'closed'],
  ['', 'unstated'],
]);

const PAY_TYPES: ReadonlyMap<string, 'cash' | 'insurance' | 'mixed'> = new Map([
  ['1', 'cash'],
  ['2', 'insurance'],
  ['3', 'mixed'],
]);

/** The answer to queryorder, of which return_code and result_code are SUCCESS and the signature right. */
export function queryEvidence(config: PayInsuranceConfig, fields: Fields): EvidenceReading {
  const state = STATES.get(fields.get('med_trade_state') ?? '');
  const cash = LEGS.get(fields.get('cash_trade_status') ?? '');
  const insurance = LEGS.get(fields.get('insurance_trade_status') ?? '');
  if (state === undefined) return { ok: false, code: 'state-unreadable' };
  if (cash === undefined || insurance === undefined) return { ok: false, code: 'leg-unreadable' };
  return evidenceOf(config, fields, state, { cash, insurance });
}

/** A notice has no state and no legs: SUCCESS says paid, FAIL only that something went wrong. */
export function noticeEvidence(config: PayInsuranceConfig, fields: Fields): EvidenceReading {
  const legs = { cash: 'unstated', insurance: 'unstated' } as const;
  switch (fields.get('result_code')) {
    case 'SUCCESS':
      return evidenceOf(config, fields, 'paid', legs);
    case 'FAIL':
      return evidenceOf(config, fields, 'failing', legs);
    default:
      return { ok: false, code: 'result-code' };
  }
}

function evidenceOf(
  config: PayInsuranceConfig,
  fields: Fields,
  state: PlatformState,
  legs: PaymentEvidence['legs'],
): EvidenceReading {
  const number = orderNoOf(fields);
  if (number === undefined) return { ok: false, code: 'order-no-unreadable' };
  const payType = fields.get('pay_type') ?? '';
  const payWith = PAY_TYPES.get(payType);
  if (payWith === undefined && payType !== '') return { ok: false, code: 'pay-type-unreadable' };
  const paidAt = state === 'paid' || state === 'refunded' ? timeOf(fields) : undefined;
  return {
    ok: true,
    evidence: {
      orderNo: number,
      ours: isOurs(config, fields),
      state,
      legs,
      ...(payWith === undefined ? {} : { payWith }),
      amounts: amountsOf(fields),
      ...stated('platformTradeNo', fields.get('med_trans_id')),
      ...stated('insuranceTradeNo', fields.get('insurance_order_id')),
      ...stated('cashTradeNo', fields.get('cash_order_id')),
      ...(paidAt === undefined ? {} : { paidAt }),
    },
  };
}

/** Trap 8: a cash order may leave insurance_fee out; whether it was one is for the order to say. */
function amountsOf(fields: Fields): PaymentEvidence['amounts'] {
  return {
    ...stated('total', amount(fields, 'total_fee')),
    ...stated('cash', amount(fields, 'cash_fee')),
    ...stated('insurance', amount(fields, 'insurance_fee')),
    ...stated('insuranceFund', amount(fields, 'insurance_fund_fee')),
    // trap 6
    ...stated('insuranceSelf', amount(fields, 'Insurance_self_fee', 'insurance_self_fee')),
    ...stated('insuranceOther', amount(fields, 'insurance_other_fee')),
  };
}

function timeOf(fields: Fields): number | undefined {
  return shanghaiMs(fields.get('time_end') ?? '');
}
