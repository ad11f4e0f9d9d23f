/**
 * The sheet for going live (access guide V1.4 §6.1): at least 20 orders, each of the three kinds of
 * amounts of §5.2 E, and two days whose bills were compared. Days are Asia/Shanghai.
 */
import type { AcceptanceView, FileView } from '../../contract/staff-desk-types';
import { moneyKindOf, type MoneyKind } from '../../domain/desk';
import type { OpenId } from '../../domain/ids';
import type { Order } from '../../domain/order';
import { dayAfter, dayBegins, dayEnds, type ReconDay } from '../../domain/recon-day';
import { mayClose } from '../../domain/recon-dealt';
import type { ReconStore } from '../../ports/recon-store';
import type { Sheet, SheetCell, SheetWriter } from '../../ports/sheet-writer';
import type { Span, StaffOrders } from '../../ports/staff-orders';
import { audited, type Audited } from './audited';
import { timeText } from './sheet-cells';
import { staffOf } from './staff-of';

export interface AcceptanceDeps extends Audited {
  readonly staffOrders: StaffOrders;
  readonly recon: ReconStore;
  readonly sheets: SheetWriter;
}

/** Of the first to the last day, yyyyMMdd, both included; at most 31 of them (the contract's check). */
export interface Days {
  readonly from: string;
  readonly to: string;
}

const ORDERS_LEAST = 20;
const DAYS_LEAST = 2;
const MOST_DAYS = 31;
/** Orders listed in the file; the counts are of all of them. */
const MOST_LISTED = 2_000;
const READ = 200;

const KINDS: Readonly<Record<MoneyKind, string>> = {
  'insurance-only': '全额医保',
  mixed: '医保+自费',
  'zero-insurance': '0元医保',
  cash: '自费',
};

const spanOf = ({ from, to }: Days): Span => ({ from: dayBegins(from), to: dayEnds(to) });

async function comparedDays(deps: AcceptanceDeps, { from, to }: Days) {
  const days = await deps.recon.days(deps.hospital.id, dayAfter(to), MOST_DAYS);
  return days.filter((day) => day.day >= from && mayClose(day)).reverse();
}

async function acceptanceOf(
  deps: AcceptanceDeps,
  asked: Days,
): Promise<{ view: AcceptanceView; days: readonly ReconDay[] }> {
  const { id } = deps.hospital;
  const span = spanOf(asked);
  const [kinds, refunded, days] = await Promise.all([
    deps.staffOrders.byMoney(id, span),
    deps.staffOrders.refunded(id, span),
    comparedDays(deps, asked),
  ]);
  const { 'insurance-only': insuranceOnly, mixed, 'zero-insurance': zeroInsurance, cash } = kinds;
  const orders = insuranceOnly + mixed + zeroInsurance + cash;
  const eachKind = insuranceOnly > 0 && mixed > 0 && zeroInsurance > 0;
  const view = {
    ...{ orders, insuranceOnly, mixed, zeroInsurance, cash },
    refunds: refunded.count,
    daysReconciled: days.length,
    ready: orders >= ORDERS_LEAST && eachKind && days.length >= DAYS_LEAST,
  };
  return { view, days };
}

export async function readAcceptance(
  deps: AcceptanceDeps,
  who: OpenId,
  asked: Days,
): Promise<{ acceptance: AcceptanceView }> {
  await staffOf(deps, who);
  return { acceptance: (await acceptanceOf(deps, asked)).view };
}

function summary(asked: Days, view: AcceptanceView, listed: number): Sheet {
  const row = (what: string, number: number, least: string): readonly SheetCell[] => [
    what,
    { number },
    least,
  ];
  const cut: (readonly SheetCell[])[] =
    listed < view.orders ? [row('订单明细所列', listed, `共${String(view.orders)}单`)] : [];
  return {
    name: '验收汇总',
    columns: [
      { title: '项目', width: 24 },
      { title: '数量', width: 12 },
      { title: '要求', width: 16 },
    ],
    rows: [
      ['日期', `${asked.from}-${asked.to}`, ''],
      row('支付订单', view.orders, `不少于${String(ORDERS_LEAST)}单`),
      row('全额医保', view.insuranceOnly, '至少1单'),
      row('医保+自费', view.mixed, '至少1单'),
      row('0元医保', view.zeroInsurance, '至少1单'),
      row('自费', view.cash, ''),
      row('退款', view.refunds, ''),
      row('已对账天数', view.daysReconciled, `不少于${String(DAYS_LEAST)}天`),
      ...cut,
      ['结论', view.ready ? '可提交' : '尚不足', ''],
    ],
  };
}

function orderRow(order: Order): readonly SheetCell[] {
  const { proof, refund } = order;
  const kind = moneyKindOf(order);
  const back = refund?.returnedAt === undefined ? undefined : refund;
  if (proof === undefined || kind === undefined) return [order.orderNo];
  return [
    order.orderNo,
    timeText(proof.paidAt),
    KINDS[kind],
    { yuan: proof.total },
    { yuan: proof.cash },
    { yuan: proof.insurance },
    order.platformTradeNo ?? '',
    proof.cashTradeNo ?? '',
    proof.insuranceTradeNo ?? '',
    order.settlement.settlementNo ?? '',
    back?.refundNo ?? '',
    back === undefined ? '' : { yuan: back.cash },
    back === undefined ? '' : { yuan: back.insurance },
  ];
}

function orderSheet(orders: readonly Order[]): Sheet {
  return {
    name: '订单明细',
    columns: [
      { title: '订单号', width: 38 },
      { title: '支付时间', width: 20 },
      { title: '金额类型', width: 12 },
      { title: '总金额(元)', width: 14 },
      { title: '现金(元)', width: 14 },
      { title: '医保(元)', width: 14 },
      { title: '平台订单号', width: 34 },
      { title: '现金交易号', width: 34 },
      { title: '医保交易号', width: 34 },
      { title: '医院结算号', width: 24 },
      { title: '退款单号', width: 38 },
      { title: '退现金(元)', width: 14 },
      { title: '退医保(元)', width: 14 },
    ],
    rows: orders.map(orderRow),
  };
}

function daySheet(days: readonly ReconDay[]): Sheet {
  return {
    name: '对账日',
    columns: [
      { title: '日期', width: 12 },
      { title: '结果', width: 12 },
      ...['平台', '本系统', '医院'].flatMap((book) => [
        { title: `${book}支付笔数`, width: 14 },
        { title: `${book}支付(元)`, width: 16 },
      ]),
    ],
    rows: days.map(({ day, outcome, books: { platform, ours, hospital } }) => [
      day,
      outcome === 'balanced' ? '一致' : '有差异',
      ...[platform, ours, hospital].flatMap(({ payments }): SheetCell[] => [
        { number: payments.rows },
        { yuan: payments.total },
      ]),
    ]),
  };
}

async function paidOrders(deps: AcceptanceDeps, span: Span): Promise<readonly Order[]> {
  const all: Order[] = [];
  for (let skip = 0; skip < MOST_LISTED; skip += READ) {
    const page = await deps.staffOrders.paidIn(deps.hospital.id, span, skip, READ);
    all.push(...page);
    if (page.length < READ) break;
  }
  return all;
}

export async function acceptanceFile(
  deps: AcceptanceDeps,
  who: OpenId,
  asked: Days,
): Promise<{ file: FileView }> {
  const facts = { act: 'acceptance-file', detail: `${asked.from}-${asked.to}` };
  return audited(deps, who, facts, async () => {
    const { view, days } = await acceptanceOf(deps, asked);
    const orders = await paidOrders(deps, spanOf(asked));
    const content = await deps.sheets.workbook([
      summary(asked, view, orders.length),
      orderSheet(orders),
      daySheet(days),
    ]);
    return { file: { name: `验收_${asked.from}_${asked.to}.xlsx`, content } };
  });
}
