/**
 * Whether the kept lines of one order agree at a glance: one payment in each book, settled, and no or one
 * refund in each, the same sums to the letter. Nearly every order of a day does, and need not be taken
 * apart; whoever does not is judged (recon-judge). It never says yes where the judgement would find
 * something.
 */
import type { ReconSource } from './recon-day';

export interface KeptLine {
  readonly source: ReconSource;
  readonly line: string;
  /** From the day before. */
  readonly carried: boolean;
}

/** Kind and mark that a line of the book has when nothing is left to say about it (recon-records). */
const PLAIN: Readonly<Record<ReconSource, readonly [payment: string, refund: string]>> = {
  platform: ['Pp', 'Rr'],
  ours: ['Ps', 'Rc'],
  hospital: ['Ps', 'Rc'],
};

/** Where the tab stands that ends the sums: kind, key, total, cash, insurance. */
function sumsOf(line: string): string {
  const from = line.indexOf('\t', 3) + 1;
  const cash = line.indexOf('\t', from) + 1;
  const insurance = line.indexOf('\t', cash) + 1;
  return line.slice(from, line.indexOf('\t', insurance));
}

export function agree(kept: readonly KeptLine[]): boolean {
  if (kept.length !== 3 && kept.length !== 6) return false;
  const seen = new Set<string>();
  let paid: string | undefined;
  let returned: string | undefined;
  for (const { source, line, carried } of kept) {
    const [payment, refund] = PLAIN[source];
    const isPayment = line.startsWith(payment);
    if (carried || (!isPayment && !line.startsWith(refund))) return false;
    // a refund brought back by hand says so in its last field
    if (!isPayment && source === 'ours' && !line.endsWith('\t')) return false;
    const name = `${source}${line.charAt(0)}`;
    if (seen.has(name)) return false;
    seen.add(name);
    const sums = sumsOf(line);
    if (isPayment) paid ??= sums;
    else returned ??= sums;
    if (sums !== (isPayment ? paid : returned)) return false;
  }
  return kept.length === 3 ? returned === undefined : true;
}
