/**
 * A day's report as CSV for the hospital's accountants: RFC 4180, UTF-8 with BOM and CRLF so that Excel
 * opens it, amounts in yuan from whole fen. A cell that a spreadsheet would take for a formula is led by
 * an apostrophe: numbers in it come from other people's books.
 */
import { yuanText } from '../../miniprogram/shared/fen';
import { actFor, type Act, type Difference, type DifferenceType } from './recon-differences';
import type { ReconSums } from './recon-day';
import type { Entry } from './recon-facts';
import type { ReconReport } from './recon-report';
import { shanghaiStamp } from './shanghai';

export const CSV_BOM = '\ufeff';
const LINE_END = '\r\n';

export const TYPE_NAMES: Readonly<Record<DifferenceType, string>> = {
  'platform-only': '平台有、本系统无此订单号',
  'paid-not-known': '平台已支付、本系统未知支付',
  'ours-only': '本系统已支付、平台账单无',
  'amount-differs': '平台与本系统金额不符',
  'state-differs': '平台账单状态为未支付',
  'his-missing': '已支付、医院未入账',
  'his-only': '医院已入账、平台与本系统均无',
  'his-amount-differs': '医院入账金额不符',
  'settled-at-window-too': '窗口重复结算',
  'refunded-at-window-too': '线上支付的账单窗口已退款',
  'refunded-twice': '重复退款：人工与平台均已退',
  'refund-platform-only': '平台已退款、本系统未知退款',
  'refund-ours-only': '本系统已退款、平台账单无',
  'refund-amount-differs': '平台与本系统退款金额不符',
  'refund-his-missing': '已退款、医院未入账',
  'refund-unfinished': '退款次日仍未完成',
  'duplicate-row': '同一笔重复出现',
  'unreadable-row': '记录无法读取',
  'not-ours': '其他商户的记录',
  'cut-off': '跨日待核',
};

export const ACT_NAMES: Readonly<Record<Act, string>> = {
  'ask-platform-and-apply': '向平台查询订单后入账',
  'book-at-hospital': '补记医院入账',
  'book-refund-at-hospital': '补记医院退款',
  'ask-refund-and-apply': '向平台查询退款后入账',
  'wait-for-next-day': '待次日账单核对',
  'find-payer-with-platform': '联系平台核实付款人',
  'clarify-with-platform': '联系平台核实',
  'correct-amount-with-platform': '与平台核对金额',
  'clarify-with-hospital': '与医院财务核实',
  'correct-amount-at-hospital': '与医院财务核对金额',
  'refund-one-of-two-payments': '两笔中退一笔',
  'recover-one-of-two-refunds': '两笔退款中追回一笔',
  'finish-refund-by-hand': '人工完成退款',
  'look-at-the-bill': '查看原始记录',
  'tell-platform-of-other-merchant': '告知平台账单含其他商户',
};

export const STATE_NAMES: Readonly<Record<Difference['state'], string>> = {
  open: '未解决',
  resolved: '已解决',
  moved: '转次日',
};

/** One cell: guarded against formulas, quoted where RFC 4180 asks for it. */
export function csvCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

export function csvLine(cells: readonly string[]): string {
  return cells.map(csvCell).join(',') + LINE_END;
}

function sumsLine(book: string, what: string, sums: ReconSums): string {
  const { rows, total, cash, insurance } = sums;
  const amounts = [total, cash, insurance].map(yuanText);
  return csvLine([book, what, String(rows), ...amounts]);
}

/** The lines above the differences: what each book says in sum. */
export function csvSummary(report: ReconReport): string {
  const { platform, ours, hospital } = report;
  return [
    csvLine(['对账日期', report.day, '结果', report.outcome ?? report.stage]),
    csvLine(['账目', '类别', '笔数', '总金额(元)', '现金(元)', '医保(元)']),
    sumsLine('平台', '支付', platform.payments),
    sumsLine('平台', '退款', platform.refunds),
    sumsLine('本系统', '支付', ours.payments),
    sumsLine('本系统', '退款', ours.refunds),
    sumsLine('医院', '支付', hospital.payments),
    sumsLine('医院', '退款', hospital.refunds),
    sumsLine('医院', '窗口结算', hospital.window),
    LINE_END,
  ].join('');
}

export function csvHeader(): string {
  const amounts = ['平台', '本系统', '医院'].flatMap((book) =>
    ['总金额', '现金', '医保'].map((leg) => `${book}${leg}(元)`),
  );
  const cells = ['差异', '项目', '订单号', '账单行', '列', '状态', '需处理', '时间', ...amounts];
  return csvLine([...cells, '类型代码']);
}

const REFUND_LEGS: ReadonlySet<Difference['leg']> = new Set<Difference['leg']>([
  'refund',
  'refund-cash',
  'refund-insurance',
  'his-refund',
  'his-refund-cash',
  'his-refund-insurance',
]);

function amountsOf(entry: Entry | undefined): readonly string[] {
  if (entry === undefined) return ['', '', ''];
  return [entry.total, entry.cash, entry.insurance].map(yuanText);
}

/** Several bills have the same lines: which of them, and where. */
function lineOf(entry: Entry | undefined): string {
  if (entry?.line === undefined) return '';
  return entry.channel === undefined ? String(entry.line) : `${entry.channel}:${entry.line}`;
}

/** One difference as a line. */
export function csvDifference(one: Difference): string {
  const { platform, ours, his } = one.facts;
  const isRefund = REFUND_LEGS.has(one.leg);
  const [bill, mine, booked] = isRefund
    ? [platform.refunds[0], ours.refund, his.refunds[0]]
    : [platform.payments[0], ours.payment, his.payments[0]];
  const at = bill?.at ?? mine?.at ?? booked?.at;
  return csvLine([
    TYPE_NAMES[one.type],
    one.leg,
    one.orderNo,
    lineOf(bill),
    one.fault ?? '',
    STATE_NAMES[one.state],
    one.state === 'open' ? ACT_NAMES[actFor(one.type)] : '',
    at === undefined ? '' : shanghaiStamp(at),
    ...amountsOf(bill),
    ...amountsOf(mine),
    ...amountsOf(booked),
    one.type,
  ]);
}
