/**
 * What became of a refund whose answer was lost: the order itself says so, or the list of those that wait
 * for a second clerk. Asked at 0, 2, 5 and 10 s; nothing is ever sent again by itself (money rule 2).
 */
import type { StaffOrderView } from '../../../../cloudfunctions/contract/staff-types';
import { after } from '../../../services/clock';
import type { Trouble } from '../../../services/trouble';
import { ask } from './desk';

export type Found =
  | { readonly kind: 'found'; readonly order: StaffOrderView }
  | { readonly kind: 'waits'; readonly order: StaffOrderView }
  /** The server knows of none: it may be asked for again. */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: Trouble };

const PAUSES_MS = [0, 2_000, 3_000, 5_000] as const;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    after(ms, resolve);
  });
}

async function look(orderNo: string, before: number | undefined): Promise<Found> {
  const [read, waiting] = await Promise.all([ask('order', { orderNo }), ask('refundRequests', {})]);
  if (!read.ok) return { kind: 'unknown', reason: read.reason };
  const { order } = read.value;
  const { refund } = order;
  if (refund !== undefined && refund.askedAt !== before) return { kind: 'found', order };
  if (!waiting.ok) return { kind: 'unknown', reason: waiting.reason };
  const waits = waiting.value.requests.some((request) => request.orderNo === orderNo);
  return waits ? { kind: 'waits', order } : { kind: 'none' };
}

/**
 * Never throws. `before`: when an earlier refund was asked for (ms), which is not the one that is looked
 * for. Ends early when `wanted` is false.
 */
export async function refundAfterSilence(
  orderNo: string,
  before: number | undefined,
  wanted: () => boolean,
): Promise<Found> {
  let found: Found = { kind: 'none' };
  for (const ms of PAUSES_MS) {
    await pause(ms);
    if (!wanted()) return found;
    found = await look(orderNo, before);
    if (found.kind === 'found' || found.kind === 'waits') return found;
  }
  return found;
}
