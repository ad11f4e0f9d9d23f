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

type Task = () => Promise<unknown>;

/** One after the other; what fails keeps none of the others from its turn, and is told at the end. */
async function eachInTurn([first, ...rest]: readonly Task[]): Promise<void> {
  if (first === undefined) return;
  try {
    await first();
  } finally {
    await eachInTurn(rest);
  }
}

export async function minuteTick(
  keeper: Keeper,
  books: ReconDeps,
  reminding: ReminderSender,
  deadline: Deadline,
): Promise<void> {
  const minute = Math.floor(keeper.clock.now() / MINUTE_MS);
  const compare: Task = () => reconcileTick(books, deadline);
  const move: Task = () => clockworkTick(keeper, deadline);
  const tell: Task = () => sendReminders(reminding, deadline);
  const booksFirst = minute % BOOKS_FIRST_EVERY === 0;
  await eachInTurn(booksFirst ? [compare, move, tell] : [move, tell, compare]);
}
