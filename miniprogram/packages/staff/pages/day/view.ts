/** A day's report in words: three books side by side, and each difference with what every book says. */
import type { Texts } from '../../../../i18n/texts';
import { fill } from '../../../../i18n/texts';
import { longTime } from '../../../../i18n/when';
import type { Fen } from '../../../../shared/fen';
import { yuanText } from '../../../../shared/fen';
import type { BooksRow } from '../../components/books-table/books-table';
import type { DayCard } from '../../components/day-card/day-card';
import type { DifferenceCard } from '../../components/difference-card/difference-card';
import type { DifferenceView, ReconDayView, StaffTexts } from '../../i18n/texts';
import { dashed } from '../../services/days';
import { dayState, isCompared, isFinished, openOf } from '../views/day-card';

export interface DayReport {
  readonly title: string;
  readonly state: string;
  readonly tone: DayCard['tone'];
  readonly closed: string;
  readonly fault: string;
  readonly finished: boolean;
  readonly rows: readonly BooksRow[];
  readonly window: string;
  readonly canClose: boolean;
  readonly stillOpen: string;
  readonly canCompare: boolean;
}

type Sums = ReconDayView['platform']['payments'];

function booksRows(day: ReconDayView, s: StaffTexts): readonly BooksRow[] {
  const w = s.day;
  const books = [day.platform, day.ours, day.hospital] as const;
  const row = (key: string, label: string, told: (sums: (typeof books)[number]) => string) => {
    const [platform, ours, hospital] = books.map(told);
    const cells = { platform: platform ?? '', ours: ours ?? '', hospital: hospital ?? '' };
    const same = platform === ours && ours === hospital;
    const parts = [
      `${w.platform} ${cells.platform}`,
      `${w.ours} ${cells.ours}`,
      `${w.hospital} ${cells.hospital}`,
    ];
    const aria = [label, ...parts, same ? w.same : w.differs].join('，');
    return { key, label, ...cells, same, aria };
  };
  const yuan =
    (pick: (sums: Sums) => Fen, side: 'payments' | 'refunds') => (book: ReconDayView['platform']) =>
      yuanText(pick(book[side]));
  const total = (sums: Sums): Fen => sums.total;
  const cash = (sums: Sums): Fen => sums.cash;
  const insurance = (sums: Sums): Fen => sums.insurance;
  return [
    row('paid', w.paid, yuan(total, 'payments')),
    row('paid-insurance', w.paidInsurance, yuan(insurance, 'payments')),
    row('paid-cash', w.paidCash, yuan(cash, 'payments')),
    row('rows', w.rows, (book) => String(book.payments.rows)),
    row('refunded', w.refunded, yuan(total, 'refunds')),
    row('refunded-insurance', w.refundedInsurance, yuan(insurance, 'refunds')),
    row('refunded-cash', w.refundedCash, yuan(cash, 'refunds')),
    row('refund-rows', w.refundRows, (book) => String(book.refunds.rows)),
  ];
}

/** `open`: differences that nobody has dealt with, as the list below says. */
export function dayReport(
  day: ReconDayView,
  open: number,
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): DayReport {
  const w = s.day;
  const finished = isFinished(day);
  const { closedAt, hospital } = day;
  const closed =
    closedAt === undefined ? '' : fill(w.closed, { when: longTime(closedAt, nowMs, t) });
  const { rows, total } = hospital.window;
  return {
    title: dashed(day.day),
    ...dayState(day, s),
    closed,
    fault: day.fault === undefined || finished ? '' : w.fault,
    finished,
    rows: booksRows(day, s),
    window: fill(w.window, { count: rows, yuan: yuanText(total) }),
    canClose: isCompared(day) && closedAt === undefined && open === 0,
    stillOpen:
      isCompared(day) && closedAt === undefined && open > 0
        ? fill(w.stillOpen, { count: open })
        : '',
    canCompare: finished,
  };
}

type Entry = DifferenceView['facts']['platform']['payments'][number];

function said(entries: readonly (Entry | undefined)[], s: StaffTexts): string {
  const told = entries.flatMap((entry) =>
    entry === undefined
      ? []
      : [
          fill(entry.tendered === true ? s.day.entryTendered : s.day.entry, {
            mark: s.differences.mark[entry.mark],
            yuan: yuanText(entry.total),
            cash: yuanText(entry.cash),
          }),
        ],
  );
  return told.length === 0 ? s.day.nothing : told.join('、');
}

function saysOf({ facts }: DifferenceView, s: StaffTexts): readonly string[] {
  const w = s.day;
  const { platform, ours, his } = facts;
  return [
    fill(w.atPlatform, { sum: said([...platform.payments, ...platform.refunds], s) }),
    fill(w.atOurs, { sum: said([ours.payment, ours.refund], s) }),
    fill(w.atHospital, { sum: said([...his.payments, ...his.refunds], s) }),
  ];
}

/** Whether a person still has to say what was done. */
export function isOpen(difference: DifferenceView): boolean {
  const { state, act, dealt } = difference;
  return state === 'open' && act !== 'wait-for-next-day' && dealt === undefined;
}

export function differenceCard(
  difference: DifferenceView,
  nowMs: number,
  t: Texts,
  s: StaffTexts,
): DifferenceCard {
  const { type, leg, orderNo, dealt, act, state, facts } = difference;
  const row = /^(?:line|row)-(\d+)$/.exec(orderNo)?.[1];
  const open = isOpen(difference);
  const tag = dealt === undefined ? s.differences.state[state] : s.day.done;
  return {
    id: difference.differenceId,
    orderNo,
    title: `${s.differences.type[type]}（${s.differences.leg[leg]}）`,
    order: row === undefined ? fill(s.day.orderNo, { orderNo }) : fill(s.day.row, { row }),
    says: row === undefined ? saysOf(difference, s) : [],
    act: s.differences.act[act],
    tag,
    tone: open ? 'warning' : state === 'open' && dealt === undefined ? 'default' : 'success',
    dealt:
      dealt === undefined
        ? ''
        : fill(s.day.dealt, {
            name: dealt.byName,
            when: longTime(dealt.at, nowMs, t),
            note: dealt.note,
          }),
    open,
    known: facts.ours.exists,
  };
}

/** How many are still open: counted when the list is whole, else as the server said, or the report. */
export function openCount(
  day: ReconDayView,
  differences: readonly DifferenceView[],
  complete: boolean,
  said: number | undefined,
): number {
  const listed = differences.filter(isOpen).length;
  return complete ? listed : (said ?? Math.max(listed, openOf(day)));
}
