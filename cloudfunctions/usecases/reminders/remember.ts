/**
 * Puts messages where the clockwork finds them. Nothing here may hold up or undo a payment: a message
 * that cannot be kept is a line in the log, and the order says the same thing on the phone.
 */
import type { OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import type { ReminderKind } from '../../domain/reminders';
import type { Reminder, ReminderStore } from '../../ports/reminder-store';
import type { Base } from '../deps';
import { Refusal } from '../refusal';
import { newsOf, visitNews, type VisitNews } from './order-news';

export interface Reminding extends Base {
  readonly reminders: Pick<ReminderStore, 'add'>;
  /** Kinds that the hospital has a template for; absent: all of them. */
  readonly reminderKinds?: readonly ReminderKind[];
}

export type NewReminder = Omit<Reminder, 'state'>;

/** Keeps the message once; one that was kept or sent before stays what it is. */
export async function remember(deps: Reminding, reminder: NewReminder): Promise<void> {
  const { reminderKinds: kinds } = deps;
  if (kinds !== undefined && !kinds.includes(reminder.kind)) return;
  await deps.reminders.add(deps.hospital.id, { ...reminder, state: 'waiting' });
}

async function rememberAll(deps: Reminding, reminders: readonly NewReminder[]): Promise<void> {
  for (const reminder of reminders) {
    try {
      await remember(deps, reminder);
    } catch (error) {
      const reason = error instanceof Refusal ? error.reason : 'internal';
      deps.log.warn('reminder.not-kept', { action: reminder.kind, reason });
    }
  }
}

/** To be called after every stored change of an order. Never fails. */
export async function remindOf(
  deps: Reminding,
  before: Order | undefined,
  after: Order,
): Promise<void> {
  if (before === after) return;
  const from = { hospital: deps.hospital.name, now: deps.clock.now() };
  const news = newsOf(before, after, from);
  await rememberAll(
    deps,
    news.map((draft) => ({ ...draft, owner: after.owner })),
  );
}

/** A place is kept and will be paid for at the visit: told at seven in the morning of it. Never fails. */
export async function remindOfKept(
  deps: Reminding,
  kept: Omit<VisitNews, 'orderNo'> & { readonly owner: OpenId },
): Promise<void> {
  const { owner, ...visit } = kept;
  const news = visitNews(visit, { hospital: deps.hospital.name, now: deps.clock.now() });
  await rememberAll(
    deps,
    news.map((draft) => ({ ...draft, owner })),
  );
}
