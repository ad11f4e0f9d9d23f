/** What becomes of a day on which a step failed: tried again, in the end a person's case (money rule 11). */
import type { BillFault } from './recon-fault';
import type { ReconDay, ReconOutcome } from './recon-day';
import type { ReconRules } from './recon-rules';

/** When to try again after the `attempts`-th failure in a row. */
export function retryAt(now: number, attempts: number, rules: ReconRules): number {
  const { retryMs } = rules;
  return now + (retryMs[Math.min(attempts, retryMs.length) - 1] ?? 0);
}

/** Why a step failed: of the bill, of the hospital's books, or of ourselves. */
export type ReconFault =
  | { readonly at: 'bill'; readonly code: BillFault | 'not-yet' | 'too-slow' | (string & {}) }
  | { readonly at: 'hospital' | 'work'; readonly code: string };

/** What a day ends as when the rules will not wait any longer. */
export function givenUpAs(fault: ReconFault): ReconOutcome {
  switch (fault.at) {
    case 'bill':
      return 'no-bill';
    case 'hospital':
      return 'no-ledger';
    case 'work':
      return 'failed';
  }
}

/** Tried again later, or given up when the rules will not wait any longer. */
export function afterFailure(
  day: ReconDay,
  fault: ReconFault,
  now: number,
  rules: ReconRules,
): ReconDay {
  const attempts = day.attempts + 1;
  const next = { ...day, attempts, fault: fault.code };
  if (now < day.startAt + rules.giveUpMs) return { ...next, dueAt: retryAt(now, attempts, rules) };
  return {
    ...next,
    stage: 'clean',
    step: 0,
    dueAt: now,
    outcome: day.outcome ?? givenUpAs(fault),
  };
}
