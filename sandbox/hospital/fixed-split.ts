/**
 * A split where the bureau decides and the hospital has only an estimate, if that: the bureau's own rule,
 * as it decides in 1.0. For what has to be fixed before anything is paid (2.0, counters).
 */

import type { CashQuote, OfflineQuote, Quote } from './bills';

const CASH_PERCENT = 30;
const SELF_PERCENT = 40;

/** The same, with nothing left to decide. */
export function fixedQuote(asked: Quote): OfflineQuote | CashQuote {
  if (asked.mode !== 'online') return asked;
  const { estimate, ...common } = asked;
  const { totalFen, cashAddFen, cashReducedFen } = common;
  const payable = totalFen - cashReducedFen;
  const least = Math.max(0, cashAddFen - cashReducedFen);
  const reckoned = estimate?.cashFen ?? Math.floor((payable * CASH_PERCENT) / 100);
  const cashFen = Math.min(payable, Math.max(least, reckoned));
  const selfFen = Math.floor(((payable - cashFen) * SELF_PERCENT) / 100);
  const fundFen = payable - cashFen - selfFen;
  return { ...common, mode: 'offline', cashFen, fundFen, selfFen, otherFen: 0 };
}
