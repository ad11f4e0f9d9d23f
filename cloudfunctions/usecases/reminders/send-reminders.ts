/**
 * Sends the messages whose time has come, each at most once: it is marked before it leaves, and what
 * was marked by somebody who crashed is given up, since nobody can tell whether it left. Every message
 * takes one yes of the person.
 */
import type { Deadline } from '../../ports/deadline';
import type { Messenger } from '../../ports/messenger';
import type { Reminder, ReminderMove, ReminderStore } from '../../ports/reminder-store';
import { Refusal } from '../refusal';
import { concernOf, type Concern, type Looker } from './concerns';

export interface ReminderSender extends Looker {
  readonly reminders: Pick<ReminderStore, 'due' | 'unfinished' | 'move' | 'take'>;
  readonly messenger: Messenger;
}

const MINUTE = 60_000;
const MOST = 60;
const AT_ONCE = 4;
/** No invocation lasts so long: whoever marked it and has not finished is gone. */
const CRASHED_AFTER_MS = 10 * MINUTE;
const AGAIN_AFTER_MS = 5 * MINUTE;
/** Calls that one message may take, one after the other. */
const CALLS_A_MESSAGE = 2;

export interface SendReport {
  readonly sent: number;
  readonly dropped: number;
  /** Put off until whoever must be asked answers. */
  readonly later: number;
}

type Fate = keyof SendReport | 'taken-by-other';

function move(
  deps: ReminderSender,
  reminder: Reminder,
  from: Reminder['state'],
  to: Omit<ReminderMove, 'at'>,
): Promise<boolean> {
  const at = deps.clock.now();
  return deps.reminders.move(deps.hospital.id, reminder.id, from, { ...to, at });
}

/** A store that does not answer is no reason to lose a message that has not left. */
async function concernNow(
  deps: ReminderSender,
  reminder: Reminder,
  deadline: Deadline,
): Promise<Concern> {
  try {
    return await concernOf(deps, reminder, deadline);
  } catch (error) {
    const reason = error instanceof Refusal ? error.reason : 'internal';
    deps.log.warn('reminder.not-looked-at', { action: reminder.kind, reason });
    return 'unclear';
  }
}

/** What becomes of a message that only we can send now. */
async function decide(
  deps: ReminderSender,
  reminder: Reminder,
  deadline: Deadline,
): Promise<Omit<ReminderMove, 'at'>> {
  const concern = await concernNow(deps, reminder, deadline);
  if (concern === 'unclear') {
    return { state: 'waiting', dueAt: deps.clock.now() + AGAIN_AFTER_MS };
  }
  if (concern !== 'yes') return { state: 'dropped', reason: concern };
  const { owner, kind, page, words } = reminder;
  if (!(await deps.reminders.take(deps.hospital.id, owner, kind))) {
    return { state: 'dropped', reason: 'not-allowed' };
  }
  const said = await deps.messenger.send({ to: owner, kind, page, words });
  return said === 'sent' ? { state: 'sent' } : { state: 'dropped', reason: said };
}

async function sendOne(
  deps: ReminderSender,
  reminder: Reminder,
  deadline: Deadline,
): Promise<Fate> {
  if (reminder.until < deps.clock.now()) {
    await move(deps, reminder, 'waiting', { state: 'dropped', reason: 'too-late' });
    return 'dropped';
  }
  if (!(await move(deps, reminder, 'waiting', { state: 'sending' }))) return 'taken-by-other';
  const to = await decide(deps, reminder, deadline);
  await move(deps, reminder, 'sending', to);
  if (to.state === 'waiting') return 'later';
  deps.log.info('reminder', { action: reminder.kind, outcome: to.reason ?? 'sent' });
  return to.state === 'sent' ? 'sent' : 'dropped';
}

async function tried(deps: ReminderSender, reminder: Reminder, deadline: Deadline): Promise<Fate> {
  try {
    return await sendOne(deps, reminder, deadline);
  } catch (error) {
    // it stays marked as being sent, and is given up with those of a crash: better once too few
    const reason = error instanceof Refusal ? error.reason : 'internal';
    deps.log.warn('reminder.failed', { action: reminder.kind, reason });
    return 'dropped';
  }
}

async function giveUpCrashed(deps: ReminderSender): Promise<number> {
  const before = deps.clock.now() - CRASHED_AFTER_MS;
  const crashed = await deps.reminders.unfinished(deps.hospital.id, before, MOST);
  for (const reminder of crashed) {
    await move(deps, reminder, 'sending', { state: 'dropped', reason: 'unknown' });
  }
  return crashed.length;
}

/** One tick: at most 60 messages, and none begun that could not be ended before the deadline. */
export async function sendReminders(deps: ReminderSender, deadline: Deadline): Promise<SendReport> {
  const enoughMs = CALLS_A_MESSAGE * deps.rules.httpTimeoutMs;
  const counts = { sent: 0, dropped: 0, later: 0, 'taken-by-other': 0 };
  if (deadline.leftMs() < enoughMs) return counts;
  counts.dropped += await giveUpCrashed(deps);
  const due = await deps.reminders.due(deps.hospital.id, deps.clock.now(), MOST);
  for (let at = 0; at < due.length && deadline.leftMs() >= enoughMs; at += AT_ONCE) {
    const few = due.slice(at, at + AT_ONCE);
    const fates = await Promise.all(few.map((one) => tried(deps, one, deadline)));
    for (const fate of fates) counts[fate] += 1;
  }
  return { sent: counts.sent, dropped: counts.dropped, later: counts.later };
}
