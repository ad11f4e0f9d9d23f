/** A person's own orders, page by page, of all kinds or of those in one state. */
import type { OrderFilter, OrderView } from '../contract/types';
import type { OpenId } from '../domain/ids';
import { isUndecided, type Order } from '../domain/order';
import type { ClinicReader } from './deps';
import { viewOf } from './order-view';
import { Refusal } from './refusal';

const PAGE = 20;
/** How much is looked through for one page of a state: who wants more asks on. */
const LOOKED_THROUGH = 200;

/** Each order is in exactly one of them. */
export function filterOf(order: Order): Exclude<OrderFilter, 'all'> {
  const { refund } = order;
  if (refund !== undefined && refund.state !== 'refused') return 'refunded';
  if (isUndecided(order)) return 'open';
  const done = order.payment === 'paid' || order.payment === 'not-needed';
  return done && order.settlement.state !== 'refused' ? 'done' : 'over';
}

function momentOf(after: string | undefined): number | undefined {
  if (after === undefined) return undefined;
  const at = Number(after);
  if (!Number.isSafeInteger(at)) throw new Refusal('bad-request');
  return at;
}

/** 20 a page, newest first; `next` continues the list. */
export async function listOrders(
  deps: ClinicReader,
  owner: OpenId,
  ask: { readonly filter: OrderFilter; readonly after?: string },
): Promise<{ orders: readonly OrderView[]; next?: string }> {
  const found: Order[] = [];
  let before = momentOf(ask.after);
  let looked = 0;
  for (;;) {
    const page = await deps.orders.ofOwner(deps.hospital.id, owner, PAGE, before);
    looked += PAGE;
    for (const order of page) {
      before = order.createdAt;
      if (ask.filter === 'all' || filterOf(order) === ask.filter) found.push(order);
      if (found.length === PAGE) break;
    }
    // a page may be short for what could not be read: only an empty one is the end
    const last = page.length === 0;
    if (last || found.length === PAGE || looked >= LOOKED_THROUGH) {
      const orders = found.map((order) => viewOf(deps, order));
      return { orders, ...(last || before === undefined ? {} : { next: String(before) }) };
    }
  }
}
