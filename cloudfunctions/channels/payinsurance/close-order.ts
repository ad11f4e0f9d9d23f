/**
 * Asking for the end of an order (interface document v2.4 §3.10). The answer is an answer to the request
 * only: that the order is closed is for a query to prove (money rule 7).
 */
import type { CloseOutcome } from '../../ports/payment-channel';
import type { PayInsuranceConfig } from './config';
import type { Verdict } from './judge';
import { isOurs } from './merchant';

export function closed(config: PayInsuranceConfig, verdict: Verdict): CloseOutcome {
  if (verdict.kind === 'unknown') return verdict;
  if (verdict.fields !== undefined && !isOurs(config, verdict.fields)) {
    return { kind: 'unknown', code: 'not-ours', reason: 'payment-misconfigured' };
  }
  if (verdict.kind === 'success') return { kind: 'taken' };
  const { code, reason, effect } = verdict;
  return { kind: 'refused', code, reason, effect };
}
