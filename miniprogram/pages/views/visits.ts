/**
 * Days, times and insurance of a visit in words. Days are those of the hospital (Asia/Shanghai, UTC+8,
 * no summer time), as yyyy-MM-dd. What insurance cannot pay is said together with the reason and with
 * what can be done instead (money rule 16; access guide V1.4, questions at its end).
 */
import type {
  AppointmentView,
  InsuranceForVisit,
} from '../../../cloudfunctions/contract/visit-types';
import type { InsuranceHint } from '../../components/insurance-hint/insurance-hint';
import type { Texts } from '../../i18n/texts';
import { fill } from '../../i18n/texts';

const SHANGHAI_AHEAD_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

type Words = Pick<Texts, 'common' | 'visit'>;

/** The hospital's day of an instant, yyyy-MM-dd. */
export function dayOf(ms: number): string {
  return new Date(ms + SHANGHAI_AHEAD_MS).toISOString().slice(0, 10);
}

function clockOf(ms: number): string {
  return new Date(ms + SHANGHAI_AHEAD_MS).toISOString().slice(11, 16);
}

function weekday(day: string, t: Words): string {
  const { sunday, monday, tuesday, wednesday, thursday, friday, saturday } = t.visit;
  const names = [sunday, monday, tuesday, wednesday, thursday, friday, saturday];
  return names[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? '';
}

/** 今天, 明天, else the day of the week. */
export function dayName(day: string, nowMs: number, t: Words): string {
  if (day === dayOf(nowMs)) return t.visit.today;
  return day === dayOf(nowMs + DAY_MS) ? t.visit.tomorrow : weekday(day, t);
}

/** 11月24日 */
export function dateText(day: string, t: Words): string {
  const [, month = '', date = ''] = day.split('-');
  return fill(t.common.day, { month: Number(month), day: Number(date) });
}

/** 24日 */
export function shortDate(day: string, t: Words): string {
  return fill(t.visit.dateOnly, { day: Number(day.slice(-2)) });
}

/** 今天 11月21日 */
export function dayText(day: string, nowMs: number, t: Words): string {
  return `${dayName(day, nowMs, t)} ${dateText(day, t)}`;
}

/** 08:00–08:30 */
export function timeRange(from: number, to: number): string {
  return `${clockOf(from)}–${clockOf(to)}`;
}

/** 今天 11月21日 08:00–08:30 */
export function visitWhen(from: number, to: number, nowMs: number, t: Words): string {
  return `${dayText(dayOf(from), nowMs, t)} ${timeRange(from, to)}`;
}

/** "余 3 个号", or that it is full. */
export function placesText(free: number, t: Words): string {
  return free === 0 ? t.visit.full : fill(t.visit.left, { count: free });
}

/** One short line for a row. */
export function insuranceLine(insurance: InsuranceForVisit, t: Words): string {
  if (insurance.possible) return t.visit.insured;
  return insurance.payAtVisit ? t.visit.cashNow : t.visit.cashOnly;
}

/** With the reason, and with what can be done instead. */
export function insuranceHint(
  insurance: InsuranceForVisit,
  t: Pick<Texts, 'common' | 'visit' | 'reasons'>,
): InsuranceHint {
  if (insurance.possible) {
    return { possible: true, title: t.visit.insuredTitle, text: t.visit.insuredText };
  }
  const { title, text } = t.reasons[insurance.reason];
  return { possible: false, title, text };
}

/** 李敏 主任医师 */
export function doctorText({ doctor, doctorTitle }: AppointmentView): string {
  return `${doctor} ${doctorTitle}`.trim();
}
