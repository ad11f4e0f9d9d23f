/**
 * Charging a certificate (APIv3 付款码支付). Nothing was charged only where a verified answer's word says
 * so, or where no connection was made (money rule 2); the patient typing the password is taken; everything
 * else is unknown, a number that was used above all.
 */
import type { Reason } from '../../../miniprogram/shared/reasons';
import type { Deadline } from '../../ports/deadline';
import type { ChargeAsk, ChargeOutcome } from '../../ports/counter-payment';
import type { ApiVerdict, MedInsApi } from '../medins/api';
import type { Accounts } from '../medins/config';
import { isOurs } from '../medins/identity';
import { failureOf, unclear } from '../medins/look';
import { orderNoOf, referenceOf, stated, textOf, type Said } from '../medins/said';
import { chargeAsk, chargeFault } from './asks';
import { reverse } from './reverse';

const TYPING = 'USERPAYING';
/** Words of which the catalogue speaks with another call in mind, too. */
const REASONS: ReadonlyMap<string, Reason> = new Map([['NOT_ENOUGH', 'cash-not-enough']]);
/** Turned away before there was an order. */
const NEVER_MADE: readonly Reason[] = ['payment-misconfigured', 'busy'];
/** Anything else in an answer of success is no charge that stands: how it is the query says. */
const TAKEN = ['SUCCESS', TYPING];

export async function charge(
  config: Accounts,
  api: MedInsApi,
  ask: ChargeAsk,
  deadline: Deadline,
): Promise<ChargeOutcome> {
  const fault = chargeFault(ask);
  if (fault !== undefined) {
    const reason =
      fault === 'charge-certificate' ? 'payment-code-refused' : 'payment-misconfigured';
    return { kind: 'refused', code: fault, reason };
  }
  const verdict = await api.send(chargeAsk(config, ask), deadline);
  switch (verdict.kind) {
    case 'success':
      return charged(config, ask, verdict.body);
    case 'failure': {
      const outcome = failed(verdict);
      // best effort: a number that failed for the payer's sake is closed, and never charged again
      if (outcome.kind === 'refused' && !NEVER_MADE.includes(verdict.reason)) {
        await reverse(config, api, ask.orderNo, deadline);
      }
      return outcome;
    }
    case 'not-sent':
      return { kind: 'refused', ...failureOf(verdict) };
    case 'unknown':
      return { kind: 'unknown', ...failureOf(verdict) };
  }
}

function charged(config: Accounts, { orderNo }: ChargeAsk, said: Said): ChargeOutcome {
  // told with a status of success (202), and with nothing of the order in it
  if (textOf(said, 'code') === TYPING) return { kind: 'taken' };
  if (orderNoOf(said) !== orderNo) return unclear('other-order');
  if (!isOurs(config, 'cash', said)) return unclear('not-ours');
  if (!TAKEN.includes(textOf(said, 'trade_state') ?? '')) return unclear('charge-not-taken');
  return { kind: 'taken', ...stated('tradeNo', referenceOf(said, 'transaction_id')) };
}

function failed(verdict: Extract<ApiVerdict, { kind: 'failure' }>): ChargeOutcome {
  if (verdict.error === TYPING) return { kind: 'taken' };
  const failure = failureOf(verdict);
  if (verdict.effect !== 'none') return { kind: 'unknown', ...failure };
  return { kind: 'refused', ...failure, reason: REASONS.get(verdict.error) ?? failure.reason };
}
