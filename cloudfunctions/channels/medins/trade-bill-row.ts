/**
 * One row of WeChat Pay's trade bill (APIv3, 交易账单): the cash leg of an order or of its refund, and
 * nothing of its insurance. A cell that does not fit is named by its column, its value never (money rule
 * 14).
 */
import { ZERO, type Fen } from '../../../miniprogram/shared/fen';
import { isOfOurForm } from '../../domain/ids';
import { isRecordKey } from '../../domain/recon-records';
import { shanghaiDay } from '../../domain/shanghai';
import type { BillItem, BillRow } from '../../ports/bill-source';
import { cellsOf, latest, splitCells, Unreadable, type Cells as RowCells } from '../bills/cells';
import type { Accounts } from './config';
import { tradeColumnName, type TradeColumn, type TradeHeader } from './trade-bill-header';

type Cells = RowCells<TradeColumn>;
type Sums = Pick<BillRow, 'state' | 'total' | 'cash' | 'insurance' | 'at'>;

/** Numbers that a row does not have are empty or 0. */
function number(cells: Cells, column: TradeColumn): string {
  const text = cells.text(column);
  return text === '0' ? '' : text;
}

/**
 * 交易状态: a refund is a row of its own, beside the payment's; REVOKED: taken back before it counted,
 * with whatever it moved.
 */
function kindOf(cells: Cells): 'payment' | 'refund' | 'revoked' {
  switch (cells.text('state')) {
    case 'SUCCESS':
      return 'payment';
    case 'REFUND':
      return 'refund';
    case 'REVOKED':
      return 'revoked';
    default:
      throw new Unreadable<TradeColumn>('state');
  }
}

/** 退款状态. CHANGE and ABNORMAL: the bank sent it back, a person must transfer it. */
function refundState(cells: Cells): BillRow['state'] {
  switch (cells.text('refundState')) {
    case 'SUCCESS':
      return 'refunded';
    case 'PROCESSING':
    case 'CHANGE':
    case 'ABNORMAL':
      return 'refunding';
    case 'FAIL':
    case 'CLOSED':
      return 'other';
    default:
      throw new Unreadable<TradeColumn>('refundState');
  }
}

/** The first of these that the bill has. */
function sum(cells: Cells, header: TradeHeader, columns: readonly [TradeColumn, TradeColumn]): Fen {
  const [first, other] = columns;
  return cells.amount(header.at[first] === undefined ? other : first, 'refused');
}

function cashAlone(cash: Fen, at: number | undefined): Omit<Sums, 'state'> {
  return { total: cash, cash, insurance: ZERO, ...(at === undefined ? {} : { at }) };
}

function payment(cells: Cells, header: TradeHeader, state: BillRow['state']): Sums {
  return { state, ...cashAlone(sum(cells, header, ['ordered', 'settled']), cells.time('at')) };
}

function refund(cells: Cells, header: TradeHeader, day: string): Sums {
  const cash = sum(cells, header, ['refundAsked', 'refunded']);
  // the bill of all has no column for when it was back: its 交易时间 may be the payment's
  const times = [cells.time('at'), cells.time('refundedAt')];
  const onDay = times.filter((time) => time !== undefined && shanghaiDay(time) === day);
  return { state: refundState(cells), ...cashAlone(cash, latest(onDay)) };
}

/** A number means something together with the hospital's sub_mchid only, where hospitals share a bill. */
function isOurs(config: Accounts, cells: Cells): boolean {
  const appids = [config.appid, ...(config.subAppid === undefined ? [] : [config.subAppid])];
  const hospital = number(cells, 'subMchid');
  return (
    appids.includes(cells.text('appid')) &&
    cells.text('mchid') === config.mchid &&
    hospital === (config.subMchid ?? '')
  );
}

function rowOf(
  config: Accounts,
  header: TradeHeader,
  day: string,
  line: number,
  cells: Cells,
): BillRow {
  const orderNo = cells.text('orderNo');
  if (!isRecordKey(orderNo)) throw new Unreadable<TradeColumn>('orderNo');
  const ours = isOurs(config, cells);
  const kind = kindOf(cells);
  if (kind !== 'refund') {
    const state = kind === 'payment' ? 'paid' : 'other';
    return { line, kind: 'payment', orderNo, ours, ...payment(cells, header, state) };
  }
  const refundNo = number(cells, 'refundNo') || number(cells, 'platformRefundNo');
  if (refundNo === '') throw new Unreadable<TradeColumn>('refundNo');
  return { line, kind: 'refund', orderNo, refundNo, ours, ...refund(cells, header, day) };
}

/**
 * Which bill, and of which kind of trade (交易类型): a merchant's other trades stand in it, too, among them
 * payment codes that the hospital's own tills charge. Those bear numbers that we never give.
 */
export interface WantedRows {
  /** yyyyMMdd, Asia/Shanghai. */
  readonly day: string;
  readonly tradeType?: string;
}

/** What the line says, or what of it does not fit; undefined for a trade of another kind. */
export function readTradeRow(
  config: Accounts,
  header: TradeHeader,
  { day, tradeType }: WantedRows,
  { text, number: line }: { readonly text: string; readonly number: number },
): BillItem | undefined {
  const values = splitCells(text, header.width);
  if (values === undefined) return { kind: 'unreadable', line, fault: 'cells' };
  try {
    const cells = cellsOf(values, header);
    if (tradeType !== undefined) {
      const wanted = cells.text('tradeType') === tradeType && isOfOurForm(cells.text('orderNo'));
      if (!wanted) return undefined;
    }
    return { kind: 'row', row: rowOf(config, header, day, line, cells) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { column } = error as Unreadable<TradeColumn>;
    return { kind: 'unreadable', line, fault: tradeColumnName(column) };
  }
}
