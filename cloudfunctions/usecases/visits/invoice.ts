/** The electronic invoice of one's own payment, for reimbursement: the hospital issues it. */
import type { InvoiceView } from '../../contract/visit-types';
import type { OpenId } from '../../domain/ids';
import type { Deadline } from '../../ports/deadline';
import { ownOrder } from '../own-order';
import { given, Refusal } from '../refusal';
import type { LookupReader } from './deps';

/** Not asked for before the hospital has booked. Refusals: `order-not-found`, what the hospital says. */
export async function readInvoice(
  deps: LookupReader,
  owner: OpenId,
  ask: { readonly orderNo: string },
  deadline: Deadline,
): Promise<{ invoice: InvoiceView }> {
  const order = await ownOrder(deps, owner, ask.orderNo);
  if (order.settlement.state !== 'settled') return { invoice: { state: 'not-yet' } };
  const { invoice, state } = given(await deps.lookups.invoice(order.orderNo, deadline));
  if (state !== 'issued') return { invoice: { state } };
  if (invoice === undefined) throw new Refusal('hospital-answer-unreadable', true);
  return { invoice: { state, ...invoice } };
}
