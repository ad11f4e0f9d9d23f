/** The one JSON line that a run ends with. */
import type { Totals } from './batch';

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

export function jsonLine(totals: Totals, tookMs: number): string {
  const { seeds, steps, orders, faults, seedsWith, ends, least, broken } = totals;
  const met = Object.values(faults).reduce((sum, n) => sum + n, 0);
  const per = (n: number): number => rounded(n / Math.max(1, seeds));
  const seconds = tookMs / 1000;
  const share = Object.entries(seedsWith).map(([kind, n]) => [kind, per(n)] as const);
  return JSON.stringify({
    ...{ seeds, steps, orders, faults },
    violations: broken.length,
    perSeed: { orders: per(orders), steps: per(steps), faults: per(met) },
    least,
    faultShare: Object.fromEntries(share.sort(([, left], [, right]) => left - right)),
    ends,
    seconds: rounded(seconds),
    seedsPerSecond: rounded(seeds / seconds),
  });
}
