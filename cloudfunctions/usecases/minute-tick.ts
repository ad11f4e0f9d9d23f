/**
 * What one minute of the clockwork does: orders, for which people wait, and the day's books, which have
 * all day but must come on also when the orders never end: every fifth minute they go first. Messages come
 * after the orders, whose news they are.
 */
import type { Deadline } from '../ports/deadline';
import { clockworkTick } from './clockwork-tick';
import type { Keeper } from './deps';
import { reconcileTick } from './reconcile-tick';
import type { ReconDeps } from './reconcile-deps';
import { sendReminders, type ReminderSender } from './reminders/send-reminders';

const MINUTE_MS = 60_000;
const BOOKS_FIRST_EVERY = 5;

export async function minuteTick(
  keeper: Keeper,
  books: ReconDeps,
  reminding: ReminderSender,
  deadline: Deadline,
): Promise<void> {
  const minute = Math.floor(keeper.clock.now() / MINUTE_MS);
  if (minute % BOOKS_FIRST_EVERY === 0) {
    await reconcileTick(books, deadline);
    await clockworkTick(keeper, deadline);
    await sendReminders(reminding, deadline);
  } else {
    await clockworkTick(keeper, deadline);
    try {
      await sendReminders(reminding, deadline);
    } finally {
      await reconcileTick(books, deadline);
    }
  }
}
