/**
 * One row of a bill of 1.0 (interface document v2.4 §3.8): states as in queryorder and queryrefund. A
 * cell that does not fit is named by its column, its value never (money rule 14).
 */
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import { isRecordKey } from '../../domain/recon-records';
import { shanghaiDay } from '../../domain/shanghai';
import type { BillItem, BillRow } from '../../ports/bill-source';
import { cellsOf, latest, splitCells, Unreadable, type Cells as RowCells } from '../bills/cells';
import { columnName, type BillHeader, type Column } from './bill-header';
import type { PayInsuranceConfig } from './config';
import { namesNobodyElse } from './merchant';

type Cells = RowCells<Column>;

/** 订单状态 (§3.4 med_trade_state): whether a payment took money; REFUND was paid before. */
function paymentState(cells: Cells): BillRow['state'] {
  switch (cells.text('state')) {
    case 'SUCCESS':
    case 'REFUND':
      return 'paid';
    case 'PAYING':
    case 'SYS_REFUNDED':
    case 'SYS_REFUNDING':
    case 'NOTPAY':
    case 'CLOSED':
    case 'INITIAL':
      return 'other';
    default:
      throw new Unreadable('state');
  }
}

/** 退款状态 (§3.7 cash_refund_status; PROCESSING is WeChat Pay's own word for REFUNDING). */
function cashRefundState(cells: Cells): 'refunded' | 'refunding' | 'other' | 'none' {
  switch (cells.text('refundState')) {
    case 'SUCCESS':
      return 'refunded';
    case 'REFUNDING':
    case 'PROCESSING':
    case 'CHANGE':
      return 'refunding';
    case 'FAIL':
      return 'other';
    case '':
      return 'none';
    default:
      throw new Unreadable('refundState');
  }
}

/** Cash is back when its state says so, insurance when the row says when; both are on one row. */
function refundState(cells: Cells, cash: Fen, insurance: Fen): BillRow['state'] {
  const state = cashRefundState(cells);
  if (state === 'other') return 'other';
  const insuranceBack = insurance === 0 || cells.time('insuranceRefundedAt') !== undefined;
  const cashBack = cash === 0 || state === 'refunded';
  return insuranceBack && cashBack ? 'refunded' : 'refunding';
}

/** Cash is taken before insurance: the later of the two is when the order was paid. */
function payment(cells: Cells): Pick<BillRow, 'state' | 'total' | 'cash' | 'insurance' | 'at'> {
  const state = paymentState(cells);
  const payWith = cells.text('payWith');
  // trap 8: of an order without that leg its amount may be left out
  const may = (without: string) => (state === 'other' || payWith === without ? 'zero' : 'refused');
  const at = latest([cells.time('at'), cells.time('insurancePaidAt')]);
  return {
    state,
    total: cells.amount('total', state === 'other' ? 'zero' : 'refused'),
    cash: cells.amount('cash', may('2')),
    insurance: cells.amount('insurance', may('1')),
    ...(at === undefined ? {} : { at }),
  };
}

function refund(
  cells: Cells,
  day: string,
): Pick<BillRow, 'state' | 'total' | 'cash' | 'insurance' | 'at'> {
  const cash = cells.amount('refundedCash', 'zero');
  const insurance = cells.amount('refundedInsurance', 'zero');
  if (cash + insurance === 0) throw new Unreadable('refundedCash');
  // the bill of all orders has no column for the cash refund's time: its 交易时间 may be the payment's
  const times = [cells.time('at'), cells.time('insuranceRefundedAt'), cells.time('refundedAt')];
  const at = latest(times.filter((time) => time !== undefined && shanghaiDay(time) === day));
  return {
    state: refundState(cells, cash, insurance),
    total: fen(cash + insurance),
    cash,
    insurance,
    ...(at === undefined ? {} : { at }),
  };
}

function rowOf(config: PayInsuranceConfig, day: string, line: number, cells: Cells): BillRow {
  const orderNo = cells.text('orderNo');
  if (!isRecordKey(orderNo)) throw new Unreadable('orderNo');
  const refundNo = cells.text('refundNo') || cells.text('platformRefundNo');
  const ours = namesNobodyElse(
    config,
    new Map([
      ['appid', cells.text('appid')],
      ['mch_id', cells.text('mchId')],
      ['sub_mch_id', cells.text('subMchId')],
    ]),
  );
  return refundNo === ''
    ? { line, kind: 'payment', orderNo, ours, ...payment(cells) }
    : { line, kind: 'refund', orderNo, refundNo, ours, ...refund(cells, day) };
}

/** The row of bill `day`, or which column does not fit; undefined when the line is no row at all. */
export function readRow(
  config: PayInsuranceConfig,
  header: BillHeader,
  day: string,
  { text, number: line }: { readonly text: string; readonly number: number },
): BillItem | undefined {
  const values = splitCells(text, header.width);
  if (values === undefined) return undefined;
  try {
    return { kind: 'row', row: rowOf(config, day, line, cellsOf(values, header)) };
  } catch (error) {
    if (error instanceof Unreadable) {
      return { kind: 'unreadable', line, fault: columnName((error as Unreadable<Column>).column) };
    }
    throw error;
  }
}
