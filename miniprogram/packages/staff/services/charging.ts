/**
 * What became of a charge whose answer was lost: the counter's list of payments that are not finished says
 * so. Asked until longer than the function itself can work; nothing is ever charged again by itself
 * (money rule 2).
 */
import type { CounterOrderView } from '../../../../cloudfunctions/contract/counter-types';
import { after } from '../../../services/clock';
import type { Trouble } from '../../../services/trouble';
import { askCounter } from './counter';

export type ChargeFound =
  | { readonly kind: 'found'; readonly order: CounterOrderView }
  /** The server knows of none that is not finished. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: Trouble };

/** After each other; with the wait for the charge itself (services/api) as long as the function may run. */
const PAUSES_MS = [0, 2_000, 3_000, 5_000, 10_000, 15_000] as const;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    after(ms, resolve);
  });
}

async function look(counterNo: string, billIds: readonly string[]): Promise<ChargeFound> {
  const outcome = await askCounter('open', { counterNo });
  if (!outcome.ok) return { kind: 'unknown', reason: outcome.reason };
  const order = outcome.value.orders.find((each) =>
    each.billIds.some((billId) => billIds.includes(billId)),
  );
  return order === undefined ? { kind: 'none' } : { kind: 'found', order };
}

/** Never throws. Ends early when `wanted` is false. */
export async function chargeAfterSilence(
  counterNo: string,
  billIds: readonly string[],
  wanted: () => boolean,
): Promise<ChargeFound> {
  let found: ChargeFound = { kind: 'none' };
  for (const ms of PAUSES_MS) {
    await pause(ms);
    if (!wanted()) return found;
    found = await look(counterNo, billIds);
    if (found.kind === 'found') return found;
  }
  return found;
}
