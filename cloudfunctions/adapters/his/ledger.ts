/**
 * The hospital's books over the HIS contract ("The ledger"), page by page, for the night's comparison
 * (money rule 11). Rows are handed on as they were booked: what does not fit our orders is found there.
 */
import type { HisLedger, HisLedgerRow } from '../../ports/his-refunds';
import { fen } from '../../../miniprogram/shared/fen';
import type { SendCall } from './client';
import type { Schemas } from './schemas';
import { msOf, textAs } from './values';

/** As many rows as the contract gives at once. */
const MOST_ROWS = 2000;

function rowOf(entry: Schemas['LedgerEntry']): HisLedgerRow {
  return {
    kind: entry.kind,
    ...textAs('orderNo', entry.orderNo),
    ...textAs('refundNo', entry.refundNo),
    source: entry.source,
    billIds: entry.billIds,
    total: fen(entry.totalFen),
    cash: fen(entry.cashFen),
    insurance: fen(entry.insuranceFen),
    at: msOf(entry.at),
  };
}

/** `yyyyMMdd` as the contract writes it. */
function dateOf(day: string): string {
  const found = /^(\d{4})(\d{2})(\d{2})$/.exec(day);
  if (found === null) throw new RangeError('a day is yyyyMMdd');
  return found.slice(1).join('-');
}

function addressOf(date: string, limit: number, after: string | undefined): string {
  const next = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
  return `/ledger?date=${date}&limit=${String(Math.min(limit, MOST_ROWS))}${next}`;
}

/** RangeError for a day that is not `yyyyMMdd`. */
export function hisLedger(send: SendCall): HisLedger {
  return {
    ledger: async ({ day, after, limit }, deadline) => {
      const date = dateOf(day);
      return send(
        {
          operation: 'getLedger',
          method: 'GET',
          path: addressOf(date, limit, after),
          answer: 'Ledger',
          // A page that names itself as the next one would be read for ever.
          read: (from) =>
            from.date === date && (from.next === undefined || from.next !== after)
              ? { rows: from.entries.map(rowOf), ...textAs('next', from.next) }
              : undefined,
        },
        deadline,
      );
    },
  };
}
