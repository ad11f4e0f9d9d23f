/** A reconciled day with the first page of its differences: two questions, one outcome. */
import type { Outcome } from '../../../services/trouble';
import { failed } from '../../../services/trouble';
import type { DifferenceView, ReconDayView } from '../i18n/texts';
import { dayOf, momentOf } from './days';
import { ask } from './desk';

export interface DayRead {
  readonly day: ReconDayView;
  readonly differences: readonly DifferenceView[];
  readonly next: string | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** `day`: yyyyMMdd. Refusal `day-not-reconciled` where the server knows no such day. */
export async function readDay(day: string): Promise<Outcome<DayRead>> {
  // the list continues before a day, so it is asked for from the day after
  const before = dayOf(momentOf(day) + DAY_MS);
  const [listed, found] = await Promise.all([
    ask('reconciledDays', { before }),
    ask('differences', { day }),
  ]);
  if (!listed.ok) return listed;
  if (!found.ok) return found;
  const known = listed.value.days.find((each) => each.day === day);
  if (known === undefined) return failed('day-not-reconciled', false);
  const { differences, next } = found.value;
  return { ok: true, value: { day: known, differences, next } };
}
