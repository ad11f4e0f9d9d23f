/**
 * Reversing a charge (APIv3 撤销订单): what is unpaid is closed, what was paid goes back. An answer to the
 * request only; that nothing is held is proven by the query (money rule 7).
 */
import type { OrderNo } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import type { ReverseOutcome } from '../../ports/counter-payment';
import type { ApiVerdict, MedInsApi } from '../medins/api';
import type { Accounts } from '../medins/config';
import { failureOf, unclear } from '../medins/look';
import { isSaid, orderNoOf, textOf } from '../medins/said';
import { reverseAsk } from './asks';

const TYPING = 'USERPAYING';

export async function reverse(
  config: Accounts,
  api: MedInsApi,
  orderNo: OrderNo,
  deadline: Deadline,
): Promise<ReverseOutcome> {
  const verdict = await api.send(reverseAsk(config, orderNo), deadline);
  switch (verdict.kind) {
    case 'success': {
      const { body } = verdict;
      if (isSaid(body, 'out_trade_no') && orderNoOf(body) !== orderNo)
        return unclear('other-order');
      return again(body) ? { kind: 'again', ...RECALL } : { kind: 'taken' };
    }
    case 'failure':
      return failed(verdict);
    case 'not-sent':
      return { kind: 'again', ...failureOf(verdict) };
    case 'unknown':
      return { kind: 'unknown', ...failureOf(verdict) };
  }
}

const RECALL = { code: 'recall', reason: 'payment-unreachable' } as const;

/** Y: call it once more. A word that nobody knows is none to rely on. */
function again(body: Readonly<Record<string, unknown>>): boolean {
  return isSaid(body, 'recall') && textOf(body, 'recall') !== 'N';
}

function failed(verdict: Extract<ApiVerdict, { kind: 'failure' }>): ReverseOutcome {
  const failure = failureOf(verdict);
  if (verdict.effect === 'done') return { kind: 'taken' };
  if (verdict.error === TYPING) return { kind: 'again', ...failure };
  if (verdict.effect !== 'none') return { kind: 'unknown', ...failure };
  return { kind: verdict.reason === 'busy' ? 'again' : 'refused', ...failure };
}
