/**
 * The split as the hospital sees it now. Insurance is asked first; when it cannot pay, the answer is
 * the self-pay split together with the reason, so that a page can say both.
 */
import type { PayWith, SplitView } from '../../cloudfunctions/contract/types';
import { call } from './api';
import type { Outcome, Trouble } from './trouble';

export interface ReadSplit {
  readonly split: SplitView;
  /** Why it is not by insurance, although that was asked. */
  readonly unavailable?: Trouble;
}

const NOT_BY_INSURANCE: readonly Trouble[] = [
  'insurance-not-covered',
  'insurance-identity-paper',
  'insurance-other-payer',
  'insurance-presettle-failed',
  'insurance-cut-off',
  'insurance-visit-not-today',
  'insurance-visit-type',
  'insurance-not-for-deposit',
  'insurance-card-not-bound',
  'insurance-in-hospital',
  'insurance-amount-mismatch',
  'relative-not-bound',
];

/** Whether the reason leaves paying by oneself open. */
export function concernsInsurance(reason: Trouble): boolean {
  return NOT_BY_INSURANCE.includes(reason);
}

/** Reads the split of bills that are paid in one payment. */
export async function readSplit(
  patientId: string,
  billIds: readonly string[],
  payWith: PayWith,
): Promise<Outcome<ReadSplit>> {
  const question = { patientId, billIds };
  const outcome = await call('clinic', 'split', { ...question, payWith });
  if (outcome.ok) {
    const { split } = outcome.value;
    const unavailable = split.insuranceUnavailable;
    return { ok: true, value: unavailable === undefined ? { split } : { split, unavailable } };
  }
  if (payWith === 'cash' || !concernsInsurance(outcome.reason)) return outcome;
  const cash = await call('clinic', 'split', { ...question, payWith: 'cash' });
  if (!cash.ok) return cash;
  return { ok: true, value: { split: cash.value.split, unavailable: outcome.reason } };
}
