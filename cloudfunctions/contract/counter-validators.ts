/** Checks of what a clerk sends from a counter; every size bounded. The shapes are those of counter-types.ts. */
import * as z from 'zod';
import type { TenderKind } from '../domain/counter';
import type { CounterActions } from './counter-types';
import { billIds, id, orderNo, payWith, sum } from './fields';
import { words } from './staff-desk-validators';

/** As a reader gives it or as it is typed: blanks are no part of it. */
const code = z
  .string()
  .max(64)
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(z.string().regex(/^[0-9A-Za-z]{10,40}$/));
const counterNo = z.string().regex(/^[0-9A-Za-z-]{1,32}$/);
const scanId = z.string().regex(/^[0-9A-Za-z-]{8,64}$/);
const bills = { counterNo, scanId, patientId: id, billIds, payWith };
const kind: z.ZodType<TenderKind> = z.enum(['notes', 'bank-card', 'other']);
const one = z.object({ orderNo });

type Counter = {
  readonly [A in keyof CounterActions]: z.ZodType<CounterActions[A]['in']>;
};

export const counterValidators = {
  counters: z.object({}),
  scan: z.object({ counterNo, code }),
  quote: z.object(bills),
  charge: z.object({ ...bills, shown: z.object({ total: sum, cash: sum }) }),
  confirm: one,
  giveUp: one,
  otherTender: one,
  recordTender: z.object({ orderNo, kind, receipt: words(64) }),
  open: z.object({ counterNo }),
} as const satisfies Counter;
