/**
 * What went over the sandbox's wires, newest last, bounded: for the developer's eyes and for tests.
 * Bodies are kept redacted by whoever records them.
 */

export interface WireEntry {
  readonly seq: number;
  /** Sandbox time, ms since the epoch. */
  readonly at: number;
  /** The call name as the fault book knows it. */
  readonly call: string;
  readonly direction: 'in' | 'out';
  /** One line a developer understands: outcome, error, planted fault. */
  readonly summary: string;
  readonly fields?: Readonly<Record<string, string>>;
}

const KEPT = 2000;

export class WireLog {
  #seq = 0;
  readonly #entries: WireEntry[] = [];

  record(entry: Omit<WireEntry, 'seq'>): void {
    this.#seq += 1;
    this.#entries.push({ seq: this.#seq, ...entry });
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** Entries after `seq`, oldest first. */
  since(seq = 0): readonly WireEntry[] {
    return this.#entries.filter((entry) => entry.seq > seq);
  }
}
