/**
 * Asking how a refund stands (interface document v2.4 §3.7): the only proof that money went back (trap
 * 30). "No such refund" is believed only signed and from our own account; an answer about another order
 * or refund is no answer.
 */
import type { RefundAsker, RefundQueryOutcome } from '../../ports/refund-channel';
import type { PayInsuranceConfig } from './config';
import type { Verdict } from './judge';
import { isOurs, merchantFields } from './merchant';
import { refundEvidence } from './refund-evidence';
import { isReference } from './values';
import type { Fields } from './xml';

export type RefundNumbers = Parameters<RefundAsker['queryRefund']>[0];

/** One number to ask by. */
export interface Lookup {
  readonly name: 'med_refund_id' | 'hosp_out_refund_no';
  readonly value: string;
}

const NO_SUCH_REFUND = '551';
const ELSEWHERE: ReadonlySet<string> = new Set(['other-order', 'other-refund']);

/**
 * Trap 34: "one of four", by priority. So one number goes out at a time, the platform's own first; the
 * numbers after ours (order, med_trans_id) are never needed. Ours is asked by next, because the
 * platform's came with an answer that named no order (trap 30) and may belong to something else.
 */
export function refundLookups({ refundNo, platformRefundNo = '' }: RefundNumbers): {
  readonly first: Lookup;
  readonly next?: Lookup;
} {
  const own: Lookup = { name: 'hosp_out_refund_no', value: refundNo };
  if (!isReference(platformRefundNo)) return { first: own };
  return { first: { name: 'med_refund_id', value: platformRefundNo }, next: own };
}

export function queryRefundFields(config: PayInsuranceConfig, { name, value }: Lookup): Fields {
  return new Map([...merchantFields(config), [name, value]]);
}

/** Whether the number asked by leads nowhere, or to another refund. */
export function missed(outcome: RefundQueryOutcome): boolean {
  if (outcome.kind === 'unknown') return ELSEWHERE.has(outcome.code);
  return outcome.kind === 'not-found';
}

/** What the verdict says of the refund of these numbers, asked for by `lookup`. */
export function refundQueried(
  config: PayInsuranceConfig,
  numbers: RefundNumbers,
  lookup: Lookup,
  verdict: Verdict,
): RefundQueryOutcome {
  if (verdict.kind === 'success') return readEvidence(config, numbers, lookup, verdict.fields);
  if (verdict.kind === 'failure' && verdict.fields !== undefined) {
    if (!isOurs(config, verdict.fields)) {
      return { kind: 'unknown', code: 'not-ours', reason: 'payment-misconfigured' };
    }
    if (verdict.code === NO_SUCH_REFUND) return { kind: 'not-found' };
  }
  return { kind: 'unknown', code: verdict.code, reason: verdict.reason };
}

function readEvidence(
  config: PayInsuranceConfig,
  { orderNo, refundNo }: RefundNumbers,
  lookup: Lookup,
  fields: Fields,
): RefundQueryOutcome {
  const reading = refundEvidence(config, fields);
  if (!reading.ok) return unknown(reading.code);
  const { evidence } = reading;
  if (evidence.orderNo !== orderNo) return unknown('other-order');
  if (evidence.refundNo !== refundNo) return unknown('other-refund');
  // an answer to another question, although it names our refund
  if (![lookup.value, ''].includes(fields.get(lookup.name) ?? '')) return unknown('other-refund');
  return { kind: 'evidence', evidence };
}

function unknown(code: string): RefundQueryOutcome {
  return { kind: 'unknown', code, reason: 'payment-unreachable' };
}
