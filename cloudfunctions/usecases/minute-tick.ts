/**
 * What one minute of the clockwork does: orders, for which people wait, and the day's books, which have
 * all day but must come on also when the orders never end: every fifth minute they go first. Messages come
 * after the orders, whose news they are; what was kept long enough goes last of all.
 */
import type { Deadline } from '../ports/deadline';
import { clockworkTick } from './clockwork-tick';
import type { Keeper } from './deps';
import { reconcileTick } from './reconcile-tick';
import type { ReconDeps } from './reconcile-deps';
import { eachInTurn, type Task } from './in-turn';
import { sendReminders, type ReminderSender } from './reminders/send-reminders';
import { sweep, type Sweeper } from './sweep';

const MINUTE_MS = 60_000;
const BOOKS_FIRST_EVERY = 5;

export async function minuteTick(
  keeper: Keeper,
  books: ReconDeps,
  reminding: ReminderSender,
  sweeper: Sweeper,
  deadline: Deadline,
): Promise<void> {
  const minute = Math.floor(keeper.clock.now() / MINUTE_MS);
  const compare: Task = () => reconcileTick(books, deadline);
  const move: Task = () => clockworkTick(keeper, deadline);
  const tell: Task = () => sendReminders(reminding, deadline);
  const tidy: Task = () => sweep(sweeper, deadline);
  const booksFirst = minute % BOOKS_FIRST_EVERY === 0;
  await eachInTurn(booksFirst ? [compare, move, tell, tidy] : [move, tell, compare, tidy]);
}
