/**
 * Made-up rows of a day, by a formula that anybody can repeat (README.md beside this file), so that a
 * night with hundreds of thousands of rows can be compared without anybody having paid. Nothing is
 * stored: each row is made when it is asked for.
 */

import { shanghaiIso } from './time';
import type { LedgerEntry } from './types';

export const MOST_SYNTHETIC_ROWS = 1_000_000;

const LAST_SECOND = 86_399;
/** Payment 0, 50, 100 … of a day was refunded whole. */
const REFUND_EVERY = 50;
const REFUNDED_AFTER_S = 600;

/** `Y` + day (yyyyMMdd) + i in 26 lower-case hex digits. */
export function syntheticOrderNo(day: string, i: number): string {
  return `Y${day.replaceAll('-', '')}${i.toString(16).padStart(26, '0')}`;
}

/** How many ledger rows `rows` payments make, refunds included. */
export function syntheticSize(rows: number): number {
  return rows + Math.ceil(rows / REFUND_EVERY);
}

/** Row `position` (from 0, below `syntheticSize(rows)`) of `day` (YYYY-MM-DD). */
export function syntheticRow(day: string, rows: number, position: number): LedgerEntry {
  const group = Math.floor(position / (REFUND_EVERY + 1));
  const place = position % (REFUND_EVERY + 1);
  const first = group * REFUND_EVERY;
  if (place === 1) return refundOf(day, rows, first);
  return settlementOf(day, rows, place === 0 ? first : first + place - 1);
}

/** Whether payment `orderNo` (`refunded`: its refund) is among `rows` made-up payments of `day`. */
export function isSynthetic(
  day: string,
  rows: number,
  orderNo: string,
  refunded: boolean,
): boolean {
  const hex = orderNo.slice(-26);
  const i = /^[0-9a-f]{26}$/.test(hex) ? parseInt(hex, 16) : rows;
  if (i >= rows || syntheticOrderNo(day, i) !== orderNo) return false;
  return !refunded || i % REFUND_EVERY === 0;
}

function second(rows: number, i: number): number {
  return Math.floor((i * LAST_SECOND) / rows);
}

function timeAt(day: string, seconds: number): string {
  return shanghaiIso(Date.parse(`${day}T00:00:00+08:00`) + seconds * 1000);
}

function sumsOf(day: string, i: number) {
  const cashFen = 100 + (i % 9900);
  const insuranceFen = i % 5000;
  const number = `${day.replaceAll('-', '')}${String(i).padStart(7, '0')}`;
  return {
    source: 'order',
    orderNo: syntheticOrderNo(day, i),
    settlementNo: `JL${number}`,
    billIds: [`BL${number}`],
    totalFen: cashFen + insuranceFen,
    cashFen,
    insuranceFen,
  } as const;
}

function settlementOf(day: string, rows: number, i: number): LedgerEntry {
  return { kind: 'settlement', ...sumsOf(day, i), at: timeAt(day, second(rows, i)) };
}

function refundOf(day: string, rows: number, i: number): LedgerEntry {
  const seconds = Math.min(second(rows, i) + REFUNDED_AFTER_S, LAST_SECOND);
  return {
    kind: 'refund',
    refundNo: `R${syntheticOrderNo(day, i)}`,
    ...sumsOf(day, i),
    at: timeAt(day, seconds),
  };
}
