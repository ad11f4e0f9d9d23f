/** The stored forms of what reconciliation keeps, checked when they come back. */
import * as z from 'zod';
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import { hospitalId, type HospitalId } from '../../domain/ids';
import { SOURCES, type ReconBook, type ReconDay } from '../../domain/recon-day';
import { DIFFERENCE_TYPES, type Difference } from '../../domain/recon-differences';

function made<I, T>(shape: z.ZodType<I>, make: (value: I) => T): z.ZodType<T> {
  return shape.transform((value, context): T => {
    try {
      return make(value);
    } catch {
      context.issues.push({ code: 'custom', message: 'not such a value', input: value });
      return z.NEVER;
    }
  });
}

const amount: z.ZodType<Fen> = made(z.number(), fen);
const hospital: z.ZodType<HospitalId> = made(z.string(), hospitalId);
const count = z.number().int().nonnegative();
const time = count;
const text = z.string();
const dayText = z.string().regex(/^\d{8}$/);
const source = z.enum(SOURCES);
const type = z.enum(DIFFERENCE_TYPES);

const sums = z.strictObject({ rows: count, total: amount, cash: amount, insurance: amount });

const book = z.strictObject({
  run: count,
  rows: count,
  digest: count,
  cursor: z.exactOptional(text),
  blocks: count,
  counts: made(z.string().regex(/^\d+(,\d+)*$/), (list) => list.split(',').map(Number)),
  payments: sums,
  refunds: sums,
  window: sums,
  unreadable: count,
});

const typeCounts = z.partialRecord(type, z.strictObject({ open: count, resolved: count }));

/** Hundreds of small numbers are one text: the database would write each as an object of its own. */
export function storedReconDay(day: ReconDay) {
  const { platform, ours, hospital: his } = day.books;
  const asText = (book: ReconBook) => ({ ...book, counts: book.counts.join() });
  const books = { platform: asText(platform), ours: asText(ours), hospital: asText(his) };
  return { ...day, books };
}

export const reconDay: z.ZodType<ReconDay> = z.strictObject({
  hospital,
  day: dayText,
  version: count,
  stage: z.enum(['waiting', 'bill', 'ours', 'hospital', 'compare', 'repair', 'clean', 'done']),
  dueAt: time.nullable(),
  startAt: time,
  run: count,
  attempts: count,
  partitions: count,
  fault: z.exactOptional(text),
  books: z.strictObject({ platform: book, ours: book, hospital: book }),
  spent: z.array(z.strictObject({ source, run: count, blocks: count })),
  step: count,
  cursor: z.exactOptional(text),
  unasked: z.boolean(),
  kept: count,
  beyond: typeCounts,
  carried: z.array(z.tuple([source, text])),
  types: typeCounts,
  outcome: z.exactOptional(z.enum(['balanced', 'differences', 'no-bill', 'no-ledger', 'failed'])),
  finishedAt: z.exactOptional(time),
});

const entry = z.strictObject({
  mark: z.enum([
    'paid',
    'refunded',
    'refunding',
    'other',
    'foreign',
    'settled',
    'due',
    'never',
    'by-hand',
    'confirmed',
  ]),
  total: amount,
  cash: amount,
  insurance: amount,
  at: z.exactOptional(time),
  channel: z.exactOptional(z.enum(['payinsurance', 'medins', 'onecode'])),
  line: z.exactOptional(count),
  carried: z.exactOptional(z.literal(true)),
  otherDay: z.exactOptional(z.literal(true)),
  byHand: z.exactOptional(z.literal(true)),
  handLegs: z.exactOptional(z.array(z.enum(['cash', 'insurance']))),
  halfPaid: z.exactOptional(z.literal(true)),
  askedEarlier: z.exactOptional(z.literal(true)),
  tendered: z.exactOptional(z.literal(true)),
});

const rows = z.strictObject({ payments: z.array(entry), refunds: z.array(entry) });

export const difference: z.ZodType<Difference> = z.strictObject({
  type,
  leg: z.enum([
    'payment',
    'refund',
    'total',
    'cash',
    'insurance',
    'his-payment',
    'his-refund',
    'his-total',
    'his-cash',
    'his-insurance',
    'his-refund-cash',
    'his-refund-insurance',
    'refund-cash',
    'refund-insurance',
    'row',
    'our-row',
    'our-order',
    'his-row',
  ]),
  day: dayText,
  run: count,
  orderNo: text,
  fault: z.exactOptional(text),
  state: z.enum(['open', 'resolved', 'moved']),
  healing: z.exactOptional(z.enum(['healed', 'unchanged', 'failed'])),
  tries: count,
  facts: z.strictObject({
    platform: rows,
    ours: z.strictObject({
      exists: z.boolean(),
      payment: z.exactOptional(entry),
      refund: z.exactOptional(entry),
    }),
    his: rows,
    windowBills: z.array(text),
  }),
  foundAt: time,
  changedAt: time,
});
