/**
 * The look before a message is sent: does it still concern the person? A bill may be paid, a payment
 * given back, a patient removed, a card bound meanwhile (interface document v2.4 §3.9 for the card).
 */
import { billId, orderNo, patientId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import type { Deadline } from '../../ports/deadline';
import type { HisReader } from '../../ports/his';
import type { HisVisits } from '../../ports/his-visits';
import type { InsuranceCards } from '../../ports/insurance-cards';
import type { OrderStore } from '../../ports/order-store';
import type { PatientLinks } from '../../ports/patient-links';
import type { Reminder } from '../../ports/reminder-store';
import type { Base } from '../deps';
import { isPaidAndBooked, isReturned } from './order-news';

export interface Looker extends Base {
  readonly orders: Pick<OrderStore, 'load'>;
  readonly links: Pick<PatientLinks, 'find'>;
  readonly his: Pick<HisReader, 'bill'>;
  readonly visits: Pick<HisVisits, 'appointment'>;
  readonly insuranceCards?: InsuranceCards;
}

/** unclear: whoever would know does not answer now. Anything else that is not yes: why not. */
export type Concern =
  | 'yes'
  | 'unclear'
  | 'order-changed'
  | 'unlinked'
  | 'bill-gone'
  | 'visit-changed'
  | 'card-bound'
  | 'cannot-know';

async function ownOrder(deps: Looker, reminder: Reminder): Promise<Order | undefined> {
  if (reminder.about.orderNo === undefined) return undefined;
  const order = await deps.orders.load(deps.hospital.id, orderNo(reminder.about.orderNo));
  return order?.owner === reminder.owner ? order : undefined;
}

async function isLinked(deps: Looker, { owner, about }: Reminder): Promise<boolean> {
  if (about.patientId === undefined) return false;
  const link = await deps.links.find(deps.hospital.id, owner, patientId(about.patientId));
  return link !== undefined;
}

async function moneyConcern(deps: Looker, reminder: Reminder): Promise<Concern> {
  const order = await ownOrder(deps, reminder);
  if (order === undefined) return 'order-changed';
  const stands = reminder.kind === 'paid' ? isPaidAndBooked(order) : isReturned(order);
  return stands ? 'yes' : 'order-changed';
}

async function billConcern(deps: Looker, reminder: Reminder, deadline: Deadline): Promise<Concern> {
  if (!(await isLinked(deps, reminder))) return 'unlinked';
  const { billId: id, patientId: whose } = reminder.about;
  if (id === undefined) return 'bill-gone';
  const bill = await deps.his.bill(billId(id), deadline);
  if (!bill.ok) return bill.certain ? 'bill-gone' : 'unclear';
  const { status, expiresAt } = bill.value;
  const payable = status === 'unpaid' && expiresAt > deps.clock.now();
  return payable && bill.value.patientId === whose ? 'yes' : 'bill-gone';
}

async function visitConcern(
  deps: Looker,
  reminder: Reminder,
  deadline: Deadline,
): Promise<Concern> {
  if (!(await isLinked(deps, reminder))) return 'unlinked';
  const { appointmentId, orderNo: paidBy } = reminder.about;
  if (paidBy !== undefined) {
    const order = await ownOrder(deps, reminder);
    return order !== undefined && isPaidAndBooked(order) ? 'yes' : 'order-changed';
  }
  if (appointmentId === undefined) return 'visit-changed';
  const found = await deps.visits.appointment(appointmentId, deadline);
  if (!found.ok) return found.certain ? 'visit-changed' : 'unclear';
  return found.value.status === 'kept' ? 'yes' : 'visit-changed';
}

async function cardConcern(deps: Looker, reminder: Reminder, deadline: Deadline): Promise<Concern> {
  // without the service nobody can tell whether it was bound meanwhile
  if (deps.insuranceCards === undefined) return 'cannot-know';
  const card = await deps.insuranceCards.card(reminder.owner, deadline);
  if (!card.ok) return card.certain ? 'cannot-know' : 'unclear';
  return card.value.bound ? 'card-bound' : 'yes';
}

/** Whether the message still concerns the person whom it would go to. */
export async function concernOf(
  deps: Looker,
  reminder: Reminder,
  deadline: Deadline,
): Promise<Concern> {
  switch (reminder.kind) {
    case 'paid':
    case 'refunded':
      return moneyConcern(deps, reminder);
    case 'bill-due':
      return billConcern(deps, reminder, deadline);
    case 'visit':
      return visitConcern(deps, reminder, deadline);
    case 'bind-card':
      return cardConcern(deps, reminder, deadline);
  }
}
