/** A reconciled day in words: how it ended, what the platform took and returned, who closed it. */
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import { yuanText } from '../../../../shared/fen';
import type { DayCard } from '../../components/day-card/day-card';
import type { ReconDayView, StaffTexts } from '../../i18n/texts';
import { dashed } from '../../services/days';

/** How many differences a person must end; what waits for the next day's books is none of them. */
export function openOf(day: ReconDayView): number {
  const { 'cut-off': _waits, ...others } = day.types;
  return Object.values(others).reduce((sum, { open }) => sum + open, 0);
}

/** Whether the comparison has ended, well or not. */
export function isFinished({ outcome, stage }: ReconDayView): boolean {
  return outcome !== undefined && (stage === 'clean' || stage === 'done');
}

/** Whether its books were compared to the end, so that a person can close it. */
export function isCompared(day: ReconDayView): boolean {
  return isFinished(day) && (day.outcome === 'balanced' || day.outcome === 'differences');
}

export function dayState(
  day: ReconDayView,
  s: StaffTexts,
): { readonly state: string; readonly tone: DayCard['tone'] } {
  const { outcome, stage } = day;
  const w = s.differences;
  if (outcome === undefined || !isFinished(day)) return { state: w.stage[stage], tone: 'default' };
  if (outcome === 'balanced') return { state: w.outcome.balanced, tone: 'success' };
  if (outcome !== 'differences') return { state: w.outcome[outcome], tone: 'danger' };
  const open = openOf(day);
  return open === 0
    ? { state: s.days.none, tone: 'success' }
    : { state: fill(s.days.open, { count: open }), tone: 'warning' };
}

export function dayCard(day: ReconDayView, nowMs: number, t: Texts, s: StaffTexts): DayCard {
  const w = s.days;
  const title = dashed(day.day);
  const { state, tone } = dayState(day, s);
  const sums = [
    fill(w.paid, { yuan: yuanText(day.platform.payments.total) }),
    fill(w.refunded, { yuan: yuanText(day.platform.refunds.total) }),
  ];
  const { closedAt } = day;
  const open = isFinished(day) ? w.todo : w.working;
  const closed = closedAt === undefined ? open : `${w.closed} ${longTime(closedAt, nowMs, t)}`;
  const aria = [title, state, ...sums, closed].join('，');
  return { day: day.day, title, state, tone, sums, closed, aria };
}
