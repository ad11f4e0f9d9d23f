/**
 * Seeds handed out to worker threads in small stretches, so that all of them end at the same time. Seeds
 * of one kind go to the same thread as long as there are some: what it has compiled for them serves the
 * next.
 */
import { Worker } from 'node:worker_threads';
import { addTotals, noTotals, type Broken, type Totals } from './batch';
import { kindOf, type SeedKind } from './draw';
import { makeRsaPems } from './keys-v2';
import type { Done, Task } from './worker';

export interface Range {
  readonly from: number;
  readonly count: number;
  readonly workers: number;
  /** The bundle that the workers run; this very file unless told otherwise. */
  readonly file?: string;
  readonly stopAtFirst?: boolean;
  readonly say?: (line: string) => void;
  /** Told of each broken seed as soon as its stretch has ended. */
  readonly onBroken?: (broken: Broken) => void;
}

const STRETCH = 50;
const TELL_EVERY = 2_000;
/** Runs make much that dies young. */
const YOUNG_MB = 64;
/** What each thread takes first, by its number. */
const TASTES: readonly (readonly SeedKind[])[] = [
  ['plain', 'insured', 'sockets'],
  ['insured', 'sockets', 'plain'],
];

interface Stretch {
  readonly kind: SeedKind;
  readonly seeds: readonly number[];
}

/** Stretches of seeds of one kind, in the order of their numbers. */
class Shelf {
  readonly #next: Record<SeedKind, number>;
  readonly #end: number;

  constructor({ from, count }: Range) {
    this.#next = { plain: from, insured: from, sockets: from };
    this.#end = from + count;
  }

  take(tastes: readonly SeedKind[]): Stretch | undefined {
    for (const kind of tastes) {
      const seeds = this.#stretch(kind);
      if (seeds.length > 0) return { kind, seeds };
    }
    return undefined;
  }

  #stretch(kind: SeedKind): readonly number[] {
    const seeds: number[] = [];
    let seed = this.#next[kind];
    for (; seed < this.#end && seeds.length < STRETCH; seed += 1) {
      if (kindOf(seed) === kind) seeds.push(seed);
    }
    this.#next[kind] = seed;
    return seeds;
  }
}

/** Resolves to the totals of all seeds, or of those up to the first broken one. */
export async function runOverWorkers(range: Range): Promise<Totals> {
  const { count, stopAtFirst = false, say, onBroken } = range;
  const totals = noTotals();
  const shelf = new Shelf(range);
  const pems = makeRsaPems();
  const task = async (tastes: readonly SeedKind[]): Promise<Task | undefined> => {
    if (stopAtFirst && totals.broken.length > 0) return undefined;
    const stretch = shelf.take(tastes);
    if (stretch === undefined) return undefined;
    const { kind, seeds } = stretch;
    // nobody waits for keys who needs none
    return kind === 'plain' ? { seeds, stopAtFirst } : { seeds, stopAtFirst, pems: await pems };
  };
  const take = (more: Totals): void => {
    const before = totals.seeds;
    addTotals(totals, more);
    for (const broken of more.broken) onBroken?.(broken);
    if (Math.floor(before / TELL_EVERY) === Math.floor(totals.seeds / TELL_EVERY)) return;
    say?.(
      `${String(totals.seeds)} of ${String(count)} seeds, ${String(totals.broken.length)} broken`,
    );
  };
  const threads = Array.from({ length: range.workers }, (_, n) => {
    const tastes = TASTES[n % TASTES.length] ?? [];
    return oneThread(range, () => task(tastes), take);
  });
  await Promise.all(threads);
  return totals;
}

function oneThread(
  { file = __filename }: Range,
  task: () => Promise<Task | undefined>,
  take: (totals: Totals) => void,
): Promise<void> {
  const worker = new Worker(file, {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  return new Promise<void>((resolve, reject) => {
    const go = (): void => {
      task().then((next) => {
        if (next === undefined) resolve();
        else worker.postMessage(next);
      }, reject);
    };
    worker.on('error', reject);
    worker.on('message', (done: Done) => {
      if (done.kind === 'error') {
        reject(new Error(done.stack));
        return;
      }
      take(done.totals);
      go();
    });
    go();
  }).finally(() => worker.terminate());
}
