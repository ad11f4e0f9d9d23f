/** A failing schedule with as few actions as still break the same rule. */
import type { Action, Schedule } from './schedule';
import { runWhole } from './batch';

async function stillBreaks(schedule: Schedule, rule: number): Promise<boolean> {
  const { failure } = await runWhole(schedule);
  return failure?.rule === rule;
}

/** Leaves out ever smaller stretches of actions, as long as the rule stays broken. */
export async function shrunk(schedule: Schedule, rule: number): Promise<Schedule> {
  let best: readonly Action[] = schedule.actions;
  for (let size = best.length >> 1; size >= 1; size = size === 1 ? 0 : size >> 1) {
    for (let at = 0; at < best.length;) {
      const actions = [...best.slice(0, at), ...best.slice(at + size)];
      if (await stillBreaks({ ...schedule, actions }, rule)) best = actions;
      else at += size;
    }
  }
  return { ...schedule, actions: best };
}
