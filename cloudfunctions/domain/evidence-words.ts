/** Evidence in words for the history and for cases: states, sums and our own codes, nothing else (rule 14). */
import type { PaymentEvidence } from './evidence';

/** What was said, e.g. "state half-paid, total 20000, cash 5000, insurance -, bureau-amount". */
export function sums(evidence: PaymentEvidence): string {
  const { total, cash, insurance } = evidence.amounts;
  const say = (value: number | undefined): string => (value === undefined ? '-' : String(value));
  const said = `state ${evidence.state}, total ${say(total)}, cash ${say(cash)}, insurance ${say(insurance)}`;
  return [said, evidence.why?.code].filter((part) => part !== undefined).join(', ');
}

/** A note of why insurance failed, where that is known. */
export function because({ why }: PaymentEvidence): { readonly note?: string } {
  return why === undefined ? {} : { note: why.code };
}
