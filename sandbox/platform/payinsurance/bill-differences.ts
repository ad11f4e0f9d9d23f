/**
 * Planting differences into a day's rows, one record at a time (interface document v2.4 §3.8; trap 14):
 * whatever was not planted passes through untouched.
 */

import { yuanOf, yuanOfThree } from './bill-columns';
import type { BillDifference, BillPlan, BillRowName, BillType } from './bill-model';
import type { BillOwner, BillRecord } from './bill-records';
import { shanghaiDay } from './shanghai-time';

type RowDifference = Exclude<BillDifference, { readonly kind: 'foreign' }>;

const NOON_MS = 12 * 3_600_000;

/** The rows of a plan's day, altered as planted; `next-day` ones are left out. */
export function* altered(plan: BillPlan, rows: Iterable<BillRecord>): Generator<BillRecord> {
  const planted = byRow(plan.differences);
  for (const row of rows) {
    const differences = planted.get(keyOf(row)) ?? [];
    const gone = differences.some(({ kind }) => kind === 'drop' || kind === 'next-day');
    if (gone) continue;
    const record = differences.reduce(changed, row);
    yield record;
    for (const { kind } of differences) if (kind === 'double') yield record;
  }
}

/** The rows that a plan has put off to the day after, with the other changes made to them. */
export function* putOff(plan: BillPlan, rows: () => Iterable<BillRecord>): Generator<BillRecord> {
  const planted = byRow(plan.differences);
  const late = new Set(
    plan.differences.flatMap((one) => (one.kind === 'next-day' ? [keyOfName(one.row)] : [])),
  );
  if (late.size === 0) return;
  for (const row of rows()) {
    if (late.has(keyOf(row))) yield (planted.get(keyOf(row)) ?? []).reduce(changed, row);
  }
}

/** The payments that nobody but the platform knows. */
export function foreignRows(plan: BillPlan, owner: BillOwner, type: BillType): BillRecord[] {
  if (type === 'REFUND') return [];
  return plan.differences.flatMap((difference) => {
    if (difference.kind !== 'foreign') return [];
    const { hospOutTradeNo, totalFen, cashFen, insuranceFen, atMs = NOON_MS } = difference;
    const paidAt = shanghaiDay(plan.id).begins + atMs;
    const insured = insuranceFen > 0;
    return [
      {
        owner,
        hospOutTradeNo,
        medTransId: `MF${hospOutTradeNo}`.slice(0, 32),
        createdAt: paidAt,
        paidAt,
        tradedAt: paidAt,
        totalFen,
        cashFen,
        insuranceFen,
        tradedFen: cashFen + insuranceFen,
        insured,
        openid: 'o-foreign',
        title: '门诊缴费',
        hospitalName: '示例医院',
        serialNo: '',
        billNo: '',
        orgNo: '',
        orderType: 'DiagPay',
        allowFeeChange: '0',
        payType: insured ? (cashFen > 0 ? '3' : '2') : '1',
        attach: '',
        state: 'SUCCESS',
        missingCell: false,
        yuan: yuanOf,
      },
    ];
  });
}

function byRow(differences: readonly BillDifference[]): ReadonlyMap<string, RowDifference[]> {
  const planted = new Map<string, RowDifference[]>();
  for (const difference of differences) {
    if (difference.kind === 'foreign') continue;
    const key = keyOfName(difference.row);
    planted.set(key, [...(planted.get(key) ?? []), difference]);
  }
  return planted;
}

function keyOf({ hospOutTradeNo, refund }: BillRecord): string {
  return refund === undefined ? `P${hospOutTradeNo}` : `R${refund.hospOutRefundNo}`;
}

function keyOfName(name: BillRowName): string {
  return 'hospOutTradeNo' in name ? `P${name.hospOutTradeNo}` : `R${name.hospOutRefundNo}`;
}

function changed(record: BillRecord, difference: RowDifference): BillRecord {
  switch (difference.kind) {
    case 'amount':
      return otherAmount(record, difference.leg, difference.byFen);
    case 'state':
      return record.refund === undefined
        ? { ...record, state: difference.state }
        : { ...record, refund: { ...record.refund, state: difference.state } };
    case 'three-decimals':
      return { ...record, yuan: yuanOfThree };
    case 'missing-cell':
      return { ...record, missingCell: true };
    case 'comma-name':
      return {
        ...record,
        title: `${record.title},加急`,
        hospitalName: `${record.hospitalName},东院`,
      };
    case 'drop':
    case 'double':
    case 'next-day':
      return record;
  }
}

/** Of a refund row what goes back, of a payment row what was paid. */
function otherAmount(
  record: BillRecord,
  leg: 'cash' | 'insurance' | 'total',
  byFen: number,
): BillRecord {
  const { refund } = record;
  if (leg === 'total') return { ...record, totalFen: record.totalFen + byFen };
  if (refund === undefined) {
    return leg === 'cash'
      ? { ...record, cashFen: record.cashFen + byFen }
      : { ...record, insuranceFen: record.insuranceFen + byFen };
  }
  const other =
    leg === 'cash'
      ? { ...refund, cashFen: refund.cashFen + byFen }
      : { ...refund, insuranceFen: refund.insuranceFen + byFen };
  return { ...record, refund: other };
}
