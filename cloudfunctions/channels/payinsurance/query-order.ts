/**
 * Asking how an order stands (interface document v2.4 §3.4). "No such order" is believed only signed and
 * from our own account; an answer about another order is no answer.
 */
import type { OrderNo } from '../../domain/ids';
import type { QueryOutcome } from '../../ports/payment-channel';
import type { PayInsuranceConfig } from './config';
import { queryEvidence } from './evidence';
import type { Verdict } from './judge';
import { isOurs, merchantFields } from './merchant';
import type { Fields } from './xml';

const NO_SUCH_ORDER = '541';

/** Of queryorder and of closeorder (§3.10): our number is enough (trap 29). */
export function byNumberFields(config: PayInsuranceConfig, orderNo: OrderNo): Fields {
  return new Map([...merchantFields(config), ['hosp_out_trade_no', orderNo]]);
}

export function queried(
  config: PayInsuranceConfig,
  orderNo: OrderNo,
  verdict: Verdict,
): QueryOutcome {
  if (verdict.kind === 'success') return readEvidence(config, orderNo, verdict.fields);
  if (verdict.kind === 'failure' && verdict.fields !== undefined) {
    if (!isOurs(config, verdict.fields)) return unknown('not-ours');
    if (verdict.code === NO_SUCH_ORDER) return { kind: 'not-found' };
  }
  return { kind: 'unknown', code: verdict.code, reason: verdict.reason };
}

function readEvidence(config: PayInsuranceConfig, orderNo: OrderNo, fields: Fields): QueryOutcome {
  const reading = queryEvidence(config, fields);
  if (!reading.ok) return unknown(reading.code);
  if (reading.evidence.orderNo !== orderNo) return unknown('other-order');
  return { kind: 'evidence', evidence: reading.evidence };
}

function unknown(code: string): QueryOutcome {
  return { kind: 'unknown', code, reason: 'payment-unreachable' };
}
