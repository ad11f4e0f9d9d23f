/** The desk: who works here, the day's figures, and what can be done. */
import type { FiguresView } from '../../../../../cloudfunctions/contract/staff-desk-types';
import type { StaffActions } from '../../../../../cloudfunctions/contract/staff-types';
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import type { Figure } from '../../components/figure-card/figure-card';
import type { Work } from '../../components/work-row/work-row';
import type { EntryKey, StaffTexts } from '../../i18n/texts';
import { dashed } from '../../services/days';
import { sumFigure } from '../views/sums';

export type WorkKey =
  'counter' | 'find' | 'cases' | 'days' | 'shift' | 'acceptance' | 'members' | 'audit';

export interface DeskView {
  readonly hospital: string;
  readonly who: string;
  readonly works: readonly (Work & { readonly key: WorkKey })[];
}

export interface DeskFigures {
  readonly title: string;
  readonly sums: readonly Figure[];
  readonly todo: readonly Figure[];
  readonly sources: string;
}

const ICONS: Readonly<Record<WorkKey, string>> = {
  counter: 'scan',
  find: 'search',
  cases: 'error-circle',
  days: 'check-rectangle',
  shift: 'time',
  acceptance: 'assignment-checked',
  members: 'usergroup',
  audit: 'history',
};

const FOR_ALL: readonly WorkKey[] = ['find', 'cases', 'days', 'shift', 'acceptance'];
const FOR_ADMINISTRATORS: readonly WorkKey[] = ['members', 'audit'];

/**
 * `waiting`: how many cases and refunds wait, when that is known; `counters`: whether this hospital takes
 * payments by 医保码 at counters.
 */
export function deskView(
  { role, name, hospital }: StaffActions['whoAmI']['out'],
  waiting: number,
  counters: boolean,
  s: StaffTexts,
): DeskView {
  const keys: readonly WorkKey[] = [
    ...(counters ? (['counter'] as const) : []),
    ...FOR_ALL,
    ...(role === 'administrator' ? FOR_ADMINISTRATORS : []),
  ];
  return {
    hospital: hospital.name,
    who: fill(s.desk.who, { name, role: s.states.role[role] }),
    works: keys.map((key) => ({
      key,
      icon: ICONS[key],
      title: s.desk[key],
      hint: s.desk[`${key}Hint`],
      badge: key === 'cases' && waiting > 0 ? String(waiting) : '',
    })),
  };
}

const ENTRIES: readonly EntryKey[] = ['menu', 'prescription-code', 'message'];

export function deskFigures(figures: FiguresView, t: Texts, s: StaffTexts): DeskFigures {
  const w = s.desk;
  const number = (key: string, label: string, hint: string, count: number): Figure => {
    const said = fill(s.staff.count, { count });
    const tone = count > 0 && key !== 'waiting' ? 'alert' : 'plain';
    return { key, label, yuan: '', count: said, parts: [hint], tone, aria: `${label}，${said}` };
  };
  const { counter } = figures.byEntry;
  const entries: readonly EntryKey[] = counter > 0 ? [...ENTRIES, 'counter'] : ENTRIES;
  const sources = entries.map(
    (key) => `${s.states.entry[key]} ${fill(s.staff.count, { count: figures.byEntry[key] })}`,
  );
  return {
    title: fill(w.figures, { day: dashed(figures.day) }),
    sums: [
      sumFigure('paid', w.paid, figures.paid, t, s),
      sumFigure('refunded', w.refunded, figures.refunded, t, s),
    ],
    todo: [
      number('waiting', w.waiting, w.waitingHint, figures.waiting),
      number('review', w.review, w.reviewHint, figures.inReview),
      number('requests', w.requests, w.requestsHint, figures.waitingRefunds),
    ],
    sources: `${w.sources}：${sources.join(' · ')}`,
  };
}
