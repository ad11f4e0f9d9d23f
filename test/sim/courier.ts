/**
 * The platform's notices on their way: sent, lost, late, twice, in another order, altered, forged, or
 * sent again long after (money rule 10). What our answer is worth is judged by the platform.
 */
import { notify } from './invoke';
import type { Told } from './platform';
import type { NoticeWay, Ordeal } from './schedule';
import { someOrder, type Run } from './story';
import type { Gate } from './turnstile';

const LATE_MS = 90_000;
const NO_ANSWER = 'no answer';
/** More than any platform makes. */
const MOST_TRIES = 30;

/** What is wrong with our answer to it; undefined: heard. */
async function send(
  { world }: Run,
  { id }: Told,
  way: NoticeWay,
  ordeal: Ordeal,
  gate: Gate,
): Promise<string | undefined> {
  const { notices } = world.platform;
  const ended = await notify(world, notices.posted(id, way), ordeal, gate);
  return ended.kind === 'value' ? notices.fault(id, ended.value) : NO_ANSWER;
}

async function deliver(run: Run, notice: Told, ordeal: Ordeal, gate: Gate): Promise<void> {
  const fault = await send(run, notice, 'sent', ordeal, gate);
  run.world.platform.notices.record(notice.id, fault);
}

/** Which notice an action means; undefined when there is none of that kind. */
function chosen(run: Run, way: NoticeWay, nth: number): Told | undefined {
  const { notices } = run.world.platform;
  const due = way === 'replayed' || way === 'altered' ? notices.list() : notices.due();
  const some = due.length > 0 ? due : notices.list();
  return some[nth % Math.max(1, some.length)];
}

/** Somebody makes a notice up: everything is right but the key. */
async function forge(run: Run, nth: number, ordeal: Ordeal, gate: Gate): Promise<boolean> {
  const { world } = run;
  const order = someOrder(run, nth);
  if (order === undefined) return false;
  const { notices } = world.platform;
  const ended = await notify(world, notices.forged(order), ordeal, gate);
  world.count('notice-forged');
  const taken = ended.kind === 'value' && isTaken(ended.value);
  world.watch.judge.must(!taken, 10, () => 'a forged notice was taken');
  return true;
}

/** Whether an answer would end the platform's retries, in whichever protocol. */
function isTaken({ statusCode, body }: { readonly statusCode: number; readonly body: string }) {
  return statusCode === 204 || body.includes('<sign>');
}

/** Whoever does not have the key is not believed. */
async function spoil(run: Run, notice: Told, way: NoticeWay, ordeal: Ordeal, gate: Gate) {
  const { world } = run;
  const { notices } = world.platform;
  const ended = await notify(world, notices.posted(notice.id, way), ordeal, gate);
  const taken = ended.kind === 'value' && isTaken(ended.value);
  world.watch.judge.must(!taken, 10, () => `a notice that was spoilt (${way}) was taken`);
}

/** Whether there was a notice to do it to, or one could be made up. */
export async function carry(
  run: Run,
  { way, nth, ...ordeal }: { readonly way: NoticeWay; readonly nth: number } & Ordeal,
  gate: Gate,
): Promise<boolean> {
  const { notices } = run.world.platform;
  const notice = chosen(run, way, nth);
  if (notice === undefined) return forge(run, nth, ordeal, gate);
  if (way !== 'sent') run.world.count(`notice-${way}`);
  switch (way) {
    case 'sent':
      await deliver(run, notice, ordeal, gate);
      break;
    case 'unheard':
      await send(run, notice, way, ordeal, gate);
      notices.record(notice.id, NO_ANSWER);
      break;
    case 'lost':
      notices.lose(notice.id);
      break;
    case 'stopped':
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        if (notices.record(notice.id, NO_ANSWER)) break;
      }
      break;
    case 'late':
      notices.postpone(notice.id, LATE_MS);
      break;
    case 'doubled':
      await deliver(run, notice, ordeal, gate);
      await deliver(run, notice, {}, gate);
      break;
    case 'last-first':
      for (const one of [...notices.due()].reverse()) await deliver(run, one, {}, gate);
      break;
    case 'garbage':
    case 'wrong-sign':
    case 'unsigned':
      await spoil(run, notice, way, ordeal, gate);
      break;
    case 'altered':
    case 'replayed':
      await send(run, notice, way, ordeal, gate);
      break;
  }
  return true;
}

/** Every notice that there ever was, once more, the latest first. */
export async function replayAll(run: Run, gate: Gate): Promise<void> {
  for (const notice of [...run.world.platform.notices.list()].reverse()) {
    await send(run, notice, 'sent', {}, gate);
  }
}
