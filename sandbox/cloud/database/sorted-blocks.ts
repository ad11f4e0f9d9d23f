/**
 * A sorted list in blocks, so that putting something into the middle of a hundred thousand entries
 * moves a few hundred of them.
 */

const FULL = 512;

export class SortedBlocks<T> {
  #blocks: T[][] = [];

  /** `compare` must tell any two entries of the list apart. */
  constructor(readonly compare: (left: T, right: T) => number) {}

  /** Takes the place of what is there. */
  fill(entries: T[]): void {
    const sorted = entries.sort(this.compare);
    this.#blocks = [];
    for (let from = 0; from < sorted.length; from += FULL) {
      this.#blocks.push(sorted.slice(from, from + FULL));
    }
  }

  add(entry: T): void {
    const [at, offset] = this.#first((other) => this.compare(other, entry) >= 0);
    const last = this.#blocks.length - 1;
    const block = this.#blocks[Math.min(at, last)];
    if (block === undefined) {
      this.#blocks.push([entry]);
      return;
    }
    block.splice(at > last ? block.length : offset, 0, entry);
    if (block.length > 2 * FULL) {
      this.#blocks.splice(Math.min(at, last) + 1, 0, block.splice(FULL));
    }
  }

  remove(entry: T): void {
    const [at, offset] = this.#first((other) => this.compare(other, entry) >= 0);
    const block = this.#blocks[at];
    const found = block?.[offset];
    if (block === undefined || found === undefined || this.compare(found, entry) !== 0) return;
    block.splice(offset, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /**
   * The entries of a stretch, upwards or downwards. `place` is negative before it, 0 inside and
   * positive behind it. The list must not change meanwhile.
   */
  *stretch(place: (entry: T) => number, downwards: boolean): IterableIterator<T> {
    let [at, offset] = this.#first((entry) => (downwards ? place(entry) > 0 : place(entry) >= 0));
    for (;;) {
      if (downwards && offset === 0) {
        at -= 1;
        offset = this.#blocks[at]?.length ?? 0;
      }
      const entry = this.#blocks[at]?.[downwards ? offset - 1 : offset];
      if (entry === undefined || place(entry) !== 0) return;
      yield entry;
      offset += downwards ? -1 : 1;
      if (!downwards && offset === this.#blocks[at]?.length) {
        at += 1;
        offset = 0;
      }
    }
  }

  /** Where the first entry is that satisfies a condition which holds from there on. */
  #first(condition: (entry: T) => boolean): [block: number, offset: number] {
    const at = firstIndex(this.#blocks, (block) => {
      const last = block.at(-1);
      return last !== undefined && condition(last);
    });
    return [at, firstIndex(this.#blocks[at] ?? [], condition)];
  }
}

function firstIndex<T>(items: readonly T[], condition: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && condition(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
