/**
 * The trade bill of the cash part, as WeChat Pay writes it: a header, rows whose cells are led by a backtick,
 * a summary; amounts in yuan. Payments stand on the day of their payment, refunds on the day they were
 * asked for (Asia/Shanghai).
 */

import type { BillDifference, BillPlan, BillRow, BillRowName, BillType } from './bill-model';
import type { CashOrder, CashRefund, Owner, World } from './model';
import { beijingDay, beijingTime, dayBounds } from './times';

const NO_PLAN: Omit<BillPlan, 'day'> = { generated: 'by-clock', cut: false, differences: [] };

export function billPlanOf(world: World, day: string): BillPlan {
  return world.bills.get(day) ?? { day, ...NO_PLAN };
}

export function planBill(
  world: World,
  day: string,
  change: Partial<Omit<BillPlan, 'day'>>,
): BillPlan {
  const plan = { ...billPlanOf(world, day), ...change };
  world.bills.put(day, plan);
  return plan;
}

/** Whose bill: all of the merchant's, or one hospital's. */
export interface BillOwner {
  readonly mchid: string;
  readonly appid: string;
  readonly subMchid?: string;
}

/** The rows of a day, planted differences included, oldest first. */
export function billRows(world: World, owner: BillOwner, day: string): readonly BillRow[] {
  const own = truthOf(world, owner, day).filter((row) => !isMoved(world, row, day));
  const before = dayBefore(day);
  const late = truthOf(world, owner, before).filter((row) => isMoved(world, row, before));
  const rows = [...late, ...own].sort((a, b) => a.at - b.at);
  return billPlanOf(world, day).differences.reduce<readonly BillRow[]>(
    (altered, difference) => planted(altered, difference, owner, day),
    rows,
  );
}

function dayBefore(day: string): string {
  return beijingDay((dayBounds(day)?.begins ?? 0) - 1);
}

function isMoved(world: World, row: BillRow, day: string): boolean {
  return billPlanOf(world, day).differences.some(
    (difference) => difference.kind === 'next-day' && isRow(row, difference.row),
  );
}

const isRow = (row: BillRow, name: BillRowName): boolean =>
  'outTradeNo' in name
    ? row.kind === 'payment' && row.no === name.outTradeNo
    : row.kind === 'refund' && row.no === name.outRefundNo;

function planted(
  rows: readonly BillRow[],
  difference: BillDifference,
  owner: BillOwner,
  day: string,
): readonly BillRow[] {
  const alter = (name: BillRowName, change: (row: BillRow) => readonly BillRow[]) =>
    rows.flatMap((row) => (isRow(row, name) ? change(row) : [row]));
  switch (difference.kind) {
    case 'drop':
      return alter(difference.row, () => []);
    case 'double':
      return alter(difference.row, (row) => [row, row]);
    case 'amount':
      return alter(difference.row, (row) => [withAmount(row, difference.byFen)]);
    case 'state':
      return alter(difference.row, (row) => [
        row.kind === 'payment'
          ? { ...row, state: difference.state }
          : { ...row, refundStatus: difference.state },
      ]);
    case 'missing-cell':
      return alter(difference.row, (row) => [{ ...row, short: true }]);
    case 'next-day':
      return rows;
    case 'foreign':
      return [...rows, foreignRow(difference, owner, day)];
  }
}

const withAmount = (row: BillRow, byFen: number): BillRow =>
  row.kind === 'payment'
    ? { ...row, total: row.total + byFen }
    : { ...row, refund: row.refund + byFen };

function foreignRow(
  { outTradeNo, totalFen, atMs = 0 }: Extract<BillDifference, { kind: 'foreign' }>,
  { mchid, appid, subMchid = '' }: BillOwner,
  day: string,
): BillRow {
  return {
    ...{ kind: 'payment', no: outTradeNo, outTradeNo, appid, mchid, subMchid },
    at: (dayBounds(day)?.begins ?? 0) + atMs,
    transactionId: `4200009${outTradeNo.replace(/\D/g, '').padStart(21, '9').slice(-21)}`,
    ...{ openid: 'oForeign', state: 'SUCCESS', total: totalFen, description: '', attach: '' },
    ...{ refundId: '', outRefundNo: '', refund: 0, refundStatus: '', short: false },
    ...{ deviceId: '', tradeType: 'JSAPI' },
  };
}

function truthOf(world: World, owner: BillOwner, day: string): readonly BillRow[] {
  const bounds = dayBounds(day);
  if (bounds === undefined) return [];
  const within = (at: number): boolean => at >= bounds.begins && at < bounds.ends;
  const isOwn = ({ mchid, subMchid }: Owner): boolean =>
    mchid === owner.mchid && (owner.subMchid === undefined || owner.subMchid === subMchid);
  const payments = [...world.cash.values()]
    .filter((order) => order.paidAt !== undefined && within(order.paidAt) && isOwn(order))
    .map((order) => paymentRow(order));
  const refunds = [...world.refunds.values()]
    .filter((refund) => within(refund.createdAt) && isOwn(refund))
    .flatMap((refund) => {
      const cash = world.cash.get(refund.cashId);
      return cash === undefined ? [] : [refundRow(refund, cash)];
    });
  const reversals = [...world.cash.values()]
    .filter((order) => isOwn(order) && within(order.codePayment?.revokedAt ?? -1))
    .flatMap(reversalRows);
  return [...payments, ...refunds, ...reversals];
}

function common(order: CashOrder) {
  return {
    appid: appidOf(order),
    deviceId: order.codePayment?.deviceId ?? '',
    tradeType: order.codePayment === undefined ? ('JSAPI' as const) : ('MICROPAY' as const),
    mchid: order.mchid,
    subMchid: order.subMchid,
    transactionId: order.transactionId ?? '',
    outTradeNo: order.outTradeNo,
    openid: order.openid,
    description: order.description,
    attach: order.attach ?? '',
    short: false,
  };
}

/** With which app it was asked for. */
function appidOf({ codePayment, payerAppid, asked }: CashOrder): string {
  if (codePayment === undefined) return payerAppid;
  const appid = asked.sp_appid ?? asked.appid;
  return typeof appid === 'string' ? appid : '';
}

/** A payment that was revoked after it had been paid: money that went out again, under the same number. */
function reversalRows(order: CashOrder): readonly BillRow[] {
  const { revokedAt, reversalId } = order.codePayment ?? {};
  if (revokedAt === undefined || reversalId === undefined) return [];
  return [
    {
      ...common(order),
      ...{ kind: 'refund', no: order.outTradeNo, at: revokedAt, state: 'REVOKED', total: 0 },
      ...{ refundId: reversalId, outRefundNo: order.outTradeNo, refund: order.total },
      ...{ refundStatus: 'SUCCESS', refundedAt: revokedAt },
    },
  ];
}

function paymentRow(order: CashOrder): BillRow {
  return {
    ...common(order),
    ...{ kind: 'payment', no: order.outTradeNo, at: order.paidAt ?? 0, state: 'SUCCESS' },
    ...{ total: order.total, refundId: '', outRefundNo: '', refund: 0, refundStatus: '' },
  };
}

function refundRow(refund: CashRefund, order: CashOrder): BillRow {
  return {
    ...common(order),
    ...{ kind: 'refund', no: refund.outRefundNo, at: refund.createdAt, state: 'REFUND', total: 0 },
    refundId: refund.refundId,
    outRefundNo: refund.outRefundNo,
    refund: refund.amount,
    refundStatus: refund.status,
    ...(refund.successAt === undefined ? {} : { refundedAt: refund.successAt }),
  };
}

const COLUMNS: readonly (readonly [string, BillType | 'BOTH', (row: BillRow) => string])[] = [
  ['交易时间', 'BOTH', (row) => time(row.at)],
  ['公众账号ID', 'BOTH', (row) => row.appid],
  ['商户号', 'BOTH', (row) => row.mchid],
  ['特约商户号', 'BOTH', (row) => (row.subMchid === '' ? '0' : row.subMchid)],
  ['设备号', 'BOTH', (row) => row.deviceId],
  ['微信订单号', 'BOTH', (row) => row.transactionId],
  ['商户订单号', 'BOTH', (row) => row.outTradeNo],
  ['用户标识', 'BOTH', (row) => row.openid],
  ['交易类型', 'BOTH', (row) => row.tradeType],
  ['交易状态', 'BOTH', (row) => row.state],
  ['付款银行', 'BOTH', () => 'OTHERS'],
  ['货币种类', 'BOTH', () => 'CNY'],
  ['应结订单金额', 'BOTH', (row) => yuan(row.total)],
  ['代金券金额', 'BOTH', () => '0.00'],
  ['退款申请时间', 'REFUND', (row) => time(row.at)],
  ['退款成功时间', 'REFUND', (row) => (row.refundedAt === undefined ? '' : time(row.refundedAt))],
  ['微信退款单号', 'ALL', (row) => (row.refundId === '' ? '0' : row.refundId)],
  ['商户退款单号', 'ALL', (row) => (row.outRefundNo === '' ? '0' : row.outRefundNo)],
  ['退款金额', 'ALL', (row) => yuan(row.refund)],
  ['充值券退款金额', 'ALL', () => '0.00'],
  ['退款类型', 'ALL', (row) => (row.kind === 'refund' ? 'ORIGINAL' : '')],
  ['退款状态', 'ALL', (row) => row.refundStatus],
  ['商品名称', 'BOTH', (row) => row.description],
  ['商户数据包', 'BOTH', (row) => row.attach],
  ['手续费', 'BOTH', (row) => fee(row)],
  ['费率', 'BOTH', () => '0.60%'],
  ['订单金额', 'BOTH', (row) => yuan(row.total)],
  ['申请退款金额', 'ALL', (row) => yuan(row.refund)],
  ['费率备注', 'BOTH', () => ''],
];

/** SUCCESS lacks what speaks of refunds, REFUND has two times more. */
function columnsOf(type: BillType) {
  return COLUMNS.filter(
    ([, where]) => where === 'BOTH' || where === type || (where === 'ALL' && type === 'REFUND'),
  );
}

const SUMMARY =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** The file: UTF-8 with a byte order mark, lines ended by CRLF. */
export function billText(rows: readonly BillRow[], type: BillType): string {
  const columns = columnsOf(type);
  const line = (row: BillRow): string => {
    const cells = columns.map(([, , cell]) => cell(row));
    return led(row.short ? cells.slice(1) : cells);
  };
  const sum = (of: (row: BillRow) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  const [total, refund] = [sum((row) => row.total), sum((row) => row.refund)];
  const fees = yuan(sum((row) => feeFen(row)));
  const totals = [String(rows.length), yuan(total), yuan(refund), '0.00', fees, yuan(total)];
  const lines = [
    columns.map(([name]) => name).join(','),
    ...rows.map(line),
    SUMMARY,
    led([...totals, yuan(refund)]),
  ];
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

export function ofType(rows: readonly BillRow[], type: BillType): readonly BillRow[] {
  if (type === 'ALL') return rows;
  return rows.filter(({ kind }) => kind === (type === 'REFUND' ? 'refund' : 'payment'));
}

const led = (cells: readonly string[]): string =>
  cells.map((cell) => `\`${cell.replaceAll('`', '')}`).join(',');
const time = (ms: number): string => beijingTime(ms).slice(0, 19).replace('T', ' ');

function yuan(fen: number): string {
  const sign = fen < 0 ? '-' : '';
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 0.60 %, rounded to whole fen; given back with a refund. */
function feeFen({ kind, total, refund }: BillRow): number {
  const of = kind === 'payment' ? total : -refund;
  return Math.sign(of) * Math.round((Math.abs(of) * 6) / 1000);
}

const fee = (row: BillRow): string => `${yuan(feeFen(row))}000`;
