/**
 * Whether the kept lines of one order agree at a glance: one payment in each book that is to list it,
 * settled, and no or one refund in each, the same sums to the letter. Nearly every order of a day does,
 * and need not be taken apart; whoever does not is judged (recon-judge). It never says yes where the
 * judgement would find something.
 */
import type { ReconSource } from './recon-day';
import { coversOf, isSameBook, type Covers, type PlatformBook } from './recon-platform';
import { channelOfLine } from './recon-records';

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

/** Total, cash and insurance as each book writes them. */
type Sums = Partial<Record<ReconSource, string>>;

/** From where the key ends to where the sums do: kind, key, total, cash, insurance. */
function sumsOf(line: string): string {
  const from = line.indexOf('\t', 3) + 1;
  const cash = line.indexOf('\t', from) + 1;
  const insurance = line.indexOf('\t', cash) + 1;
  return line.slice(from, line.indexOf('\t', insurance));
}

function cashOf(sums: string): string {
  const from = sums.indexOf('\t') + 1;
  return sums.slice(from, sums.indexOf('\t', from));
}

function same({ platform, ours, hospital }: Sums, covers: Covers): boolean {
  if (ours === undefined || ours !== hospital) return false;
  if (covers === 'all') return platform === ours;
  // a book of cash need not list what had none
  return platform === undefined ? cashOf(ours) === '0' : cashOf(platform) === cashOf(ours);
}

/**
 * What a person brought back says so in front of its way of paying, and what was paid by half, or
 * otherwise, too; in older lines it is the last field.
 */
function isPlain(line: string): boolean {
  return line.endsWith('\t') || line.charAt(line.length - 3) === '\t';
}

/** The platform's rows stand where ours is to stand; how much they tell. Undefined when they do not. */
function toldBy(kept: readonly KeptLine[], books: readonly PlatformBook[]): Covers | undefined {
  const ours = kept.find(({ source }) => source === 'ours');
  if (ours === undefined) return undefined;
  const way = channelOfLine(ours.line);
  const isThere = kept.every(({ source, line }) => {
    const isOwn = source !== 'platform' || isSameBook(books, channelOfLine(line), way);
    return isOwn && (source !== 'ours' || channelOfLine(line) === way);
  });
  return isThere ? coversOf(books, way) : undefined;
}

export function agree(kept: readonly KeptLine[], books: readonly PlatformBook[]): boolean {
  const covers = toldBy(kept, books);
  if (covers === undefined) return false;
  const paid: Sums = {};
  const returned: Sums = {};
  for (const { source, line, carried } of kept) {
    const [payment, refund] = PLAIN[source];
    const isPayment = line.startsWith(payment);
    if (carried || (!isPayment && !line.startsWith(refund))) return false;
    if (source === 'ours' && !isPlain(line)) return false;
    const sums = isPayment ? paid : returned;
    if (sums[source] !== undefined) return false;
    sums[source] = sumsOf(line);
  }
  const isReturned = Object.keys(returned).length > 0;
  return same(paid, covers) && (!isReturned || same(returned, covers));
}
