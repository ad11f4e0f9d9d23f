/**
 * Forgets a person: patients, started proofs, messages and their yes to them. Orders stay: they are
 * accounting records of hospital and bureau and hold no name, number or card in the clear. Attempts stay
 * as digests, or deleting would start guessing anew (docs/privacy.md).
 */
import type { OpenId } from '../domain/ids';
import { isUndecided } from '../domain/order';
import type { OrderStore } from '../ports/order-store';
import type { PatientLinks } from '../ports/patient-links';
import type { PhoneProofs } from '../ports/phone-proofs';
import type { ReminderStore } from '../ports/reminder-store';
import type { Base } from './deps';
import { Refusal } from './refusal';

const PAGE = 100;

export interface Forgetter extends Base {
  readonly orders: Pick<OrderStore, 'ofOwner'>;
  readonly links: Pick<PatientLinks, 'of' | 'remove'>;
  readonly proofs: Pick<PhoneProofs, 'forget'>;
  readonly reminders: Pick<ReminderStore, 'forget'>;
}

/** All of them; Refusal `data-has-open-order` at the first that is not over. */
async function countOrders(deps: Forgetter, owner: OpenId): Promise<number> {
  const seen = new Set<string>();
  let before: number | undefined;
  for (;;) {
    const page = await deps.orders.ofOwner(deps.hospital.id, owner, PAGE, before);
    if (page.some(isUndecided)) throw new Refusal('data-has-open-order');
    for (const { orderNo } of page) seen.add(orderNo);
    const last = page.at(-1);
    // a page may be short for what could not be read: only an empty one is the end
    if (last === undefined) return seen.size;
    before = last.createdAt;
  }
}

/** May be repeated until it succeeds. Refusal `data-has-open-order`. */
export async function deleteMyData(
  deps: Forgetter,
  owner: OpenId,
): Promise<{ ordersKept: number }> {
  const ordersKept = await countOrders(deps, owner);
  const { id } = deps.hospital;
  await deps.reminders.forget(id, owner);
  await deps.proofs.forget(id, owner);
  for (const { patientId } of await deps.links.of(id, owner)) {
    await deps.links.remove(id, owner, patientId);
  }
  return { ordersKept };
}
