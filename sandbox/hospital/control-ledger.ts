/**
 * The levers of the ledger under /sandbox/api/his/ledger: reading it, planting differences, and days
 * full of made-up rows. Documented in README.md beside this file.
 */

import { z } from 'zod';
import type { Register } from './control';
import type { Hospital } from './engine';
import { MOST_ROWS_OF_A_PAGE } from './ledger';
import { MOST_SYNTHETIC_ROWS } from './synthetic-ledger';
import { shanghaiDay } from './time';

const fen = z.int().min(0);
const number = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);
const date = z.iso.date();
const ledgerQuery = z.strictObject({
  date: date.optional(),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS_OF_A_PAGE).optional(),
});
const row = z.union([z.strictObject({ orderNo: number }), z.strictObject({ refundNo: number })]);
const sums = { cashFen: fen, insuranceFen: fen };
const differenceBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('drop'), date, row }),
  z.strictObject({
    kind: z.literal('alter'),
    date,
    row,
    cashFen: fen.optional(),
    insuranceFen: fen.optional(),
  }),
  z.strictObject({ kind: z.literal('window'), date, ...sums }),
  z.strictObject({ kind: z.literal('unknown-order'), date, orderNo: number, ...sums }),
]);
const syntheticBody = z.strictObject({ date, rows: z.int().min(0).max(MOST_SYNTHETIC_ROWS) });

export function ledgerReads(read: Register, hospital: Hospital): void {
  read('/ledger', ({ query }) => {
    const asked = ledgerQuery.parse(query);
    return hospital.getLedger(asked.date ?? shanghaiDay(hospital.now()), {
      ...(asked.after === undefined ? {} : { after: asked.after }),
      ...(asked.limit === undefined ? {} : { limit: asked.limit }),
    });
  });
}

export function ledgerWrites(write: Register, hospital: Hospital): void {
  write('/ledger/differences', ({ body }) => {
    const asked = differenceBody.parse(body);
    if (asked.kind === 'alter') {
      const { cashFen, insuranceFen } = asked;
      hospital.plantLedgerDifference(asked.date, {
        kind: 'alter',
        row: asked.row,
        ...(cashFen === undefined ? {} : { cashFen }),
        ...(insuranceFen === undefined ? {} : { insuranceFen }),
      });
    } else hospital.plantLedgerDifference(asked.date, asked);
    return { ok: true };
  });
  write('/ledger/synthetic', ({ body }) => {
    const asked = syntheticBody.parse(body);
    hospital.setSyntheticRows(asked.date, asked.rows);
    return { ok: true };
  });
}
