/**
 * How hard the fuzz tests try: `YIBAO_FUZZ_RUNS` cases for each property (300 in `npm test`; `npm run fuzz`
 * says how many), under a seed that is printed when a property fails (`YIBAO_FUZZ_SEED` repeats it).
 */
import fc from 'fast-check';

const asked = Number(process.env.YIBAO_FUZZ_RUNS ?? '300');
const seed = process.env.YIBAO_FUZZ_SEED;

export const RUNS = Number.isSafeInteger(asked) && asked > 0 ? asked : 300;

const parameters = {
  numRuns: RUNS,
  ...(seed === undefined ? {} : { seed: Number(seed) }),
};

const MINUTES_MS = 20 * 60_000;

/** One property; fails with the shrunk counterexample and its seed. */
export function holds<T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
  predicate: (...args: T) => void,
): void {
  test(
    name,
    () => {
      fc.assert(fc.property(...arbitraries, predicate), parameters);
    },
    MINUTES_MS,
  );
}

/** The same for what is asynchronous. */
export function holdsAsync<T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
  predicate: (...args: T) => Promise<void>,
): void {
  test(
    name,
    async () => {
      await fc.assert(fc.asyncProperty(...arbitraries, predicate), parameters);
    },
    MINUTES_MS,
  );
}
