/** A day's reconciliation as a file: what each book says in sum, and every difference with its word. */
import type { FileView } from '../../contract/staff-desk-types';
import type { OpenId } from '../../domain/ids';
import { ACT_NAMES, STATE_NAMES, TYPE_NAMES } from '../../domain/recon-csv';
import { isClosed, isDealt, needsPerson, type Closing, type Dealt } from '../../domain/recon-dealt';
import type { ReconDay, ReconSums } from '../../domain/recon-day';
import { actFor, differenceId, type Difference } from '../../domain/recon-differences';
import type { Entry } from '../../domain/recon-facts';
import type { Sheet, SheetCell, SheetWriter } from '../../ports/sheet-writer';
import { Refusal } from '../refusal';
import { audited, type Audited } from './audited';
import { dealtOfDay, everyDifference, type ClosingReader } from './closings';
import { timeText } from './sheet-cells';

export interface DayFileDeps extends ClosingReader, Audited {
  readonly staff: Audited['staff'];
  readonly sheets: SheetWriter;
}

const AMOUNTS = ['平台', '本系统', '医院'].flatMap((book) =>
  ['总金额', '现金', '医保'].map((leg) => ({ title: `${book}${leg}(元)`, width: 14 })),
);

const OUTCOMES: Readonly<Record<NonNullable<ReconDay['outcome']>, string>> = {
  balanced: '一致',
  differences: '有差异',
  'no-bill': '无平台账单',
  'no-ledger': '无医院账目',
  failed: '对账失败',
};

function bookRow(book: string, what: string, sums: ReconSums): readonly SheetCell[] {
  const { rows, total, cash, insurance } = sums;
  return [book, what, { number: rows }, { yuan: total }, { yuan: cash }, { yuan: insurance }];
}

function summary(day: ReconDay, closing: Closing | undefined): Sheet {
  const { platform, ours, hospital } = day.books;
  const outcome = day.outcome === undefined ? '对账中' : OUTCOMES[day.outcome];
  const closed = isClosed(day, closing)
    ? `已结账 ${timeText(closing.at)} ${closing.byName}`
    : '未结账';
  const word = (what: string, text: string): readonly SheetCell[] => [what, text, '', '', '', ''];
  return {
    name: '对账汇总',
    columns: [
      { title: '账目', width: 14 },
      { title: '类别', width: 36 },
      { title: '笔数', width: 10 },
      { title: '总金额(元)', width: 16 },
      { title: '现金(元)', width: 16 },
      { title: '医保(元)', width: 16 },
    ],
    rows: [
      bookRow('平台', '支付', platform.payments),
      bookRow('平台', '退款', platform.refunds),
      bookRow('本系统', '支付', ours.payments),
      bookRow('本系统', '退款', ours.refunds),
      bookRow('医院', '支付', hospital.payments),
      bookRow('医院', '退款', hospital.refunds),
      bookRow('医院', '窗口结算', hospital.window),
      word('对账日期', day.day),
      word('结果', outcome),
      word('结账', closed),
    ],
  };
}

function amountsOf(entry: Entry | undefined): readonly SheetCell[] {
  if (entry === undefined) return ['', '', ''];
  return [{ yuan: entry.total }, { yuan: entry.cash }, { yuan: entry.insurance }];
}

function differenceRow(one: Difference, said: Dealt | undefined): readonly SheetCell[] {
  const { platform, ours, his } = one.facts;
  const [bill, mine, booked] = one.leg.includes('refund')
    ? [platform.refunds[0], ours.refund, his.refunds[0]]
    : [platform.payments[0], ours.payment, his.payments[0]];
  const at = bill?.at ?? mine?.at ?? booked?.at;
  const word = isDealt(one, said)
    ? ['已处理', said.note, said.byName, timeText(said.at)]
    : [STATE_NAMES[one.state], needsPerson(one) ? ACT_NAMES[actFor(one.type)] : '', '', ''];
  return [
    TYPE_NAMES[one.type],
    one.leg,
    one.orderNo,
    one.fault ?? '',
    at === undefined ? '' : timeText(at),
    ...word,
    ...amountsOf(bill),
    ...amountsOf(mine),
    ...amountsOf(booked),
  ];
}

function differenceSheet(rows: Sheet['rows']): Sheet {
  return {
    name: '差异明细',
    columns: [
      { title: '差异', width: 30 },
      { title: '项目', width: 14 },
      { title: '订单号', width: 38 },
      { title: '列', width: 14 },
      { title: '时间', width: 20 },
      { title: '状态', width: 10 },
      { title: '处理', width: 30 },
      { title: '处理人', width: 12 },
      { title: '处理时间', width: 20 },
      ...AMOUNTS,
    ],
    rows,
  };
}

/** Refusal `day-not-reconciled` for a day that was never begun. */
export async function dayFile(
  deps: DayFileDeps,
  who: OpenId,
  { day }: { readonly day: string },
): Promise<{ file: FileView }> {
  return audited(deps, who, { act: 'day-file', detail: day }, async () => {
    const { id } = deps.hospital;
    const found = await deps.recon.loadDay(id, day);
    if (found === undefined) throw new Refusal('day-not-reconciled');
    const dealt = await dealtOfDay(deps, day);
    const rows: (readonly SheetCell[])[] = [];
    for await (const one of everyDifference(deps, day)) {
      rows.push(differenceRow(one, dealt.get(differenceId(one))));
    }
    const closing = await deps.closings.closing(id, day);
    const content = await deps.sheets.workbook([summary(found, closing), differenceSheet(rows)]);
    return { file: { name: `对账_${day}.xlsx`, content } };
  });
}
