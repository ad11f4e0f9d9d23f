/**
 * The levers of counters under /sandbox/api/his/counter. Documented in README.md beside this file. Tokens
 * are not shown.
 */

import { z } from 'zod';
import type { Register } from './control';
import { COUNTER_REVERSE_REFUSALS, COUNTER_SETTLE_REFUSALS } from './counter-levers';
import type { Hospital } from './engine';

const id = z.string().min(1).max(64);
const count = z.int().min(1).max(1000).default(1);
const scanPath = z.strictObject({ scanId: id });
const orderPath = z.strictObject({ orderNo: id });
const settleBody = z.strictObject({ code: z.enum(COUNTER_SETTLE_REFUSALS), count });
const reverseBody = z.strictObject({ code: z.enum(COUNTER_REVERSE_REFUSALS), count });
const splitBody = z.strictObject({ byFen: z.int(), count });

export function counterReads(read: Register, { counter }: Hospital): void {
  read('/counter', () => ({
    ...counter.terminals(),
    readings: counter.readings(),
    insurance: counter.insurance(),
  }));
}

export function counterWrites(write: Register, { counter }: Hospital): void {
  const done = { ok: true };
  write('/counter/refuse-next-settle', ({ body }) => {
    const refusal = settleBody.parse(body);
    counter.refuseNextSettle(refusal.code, refusal.count);
    return done;
  });
  write('/counter/refuse-next-reversal', ({ body }) => {
    const refusal = reverseBody.parse(body);
    counter.refuseNextReverse(refusal.code, refusal.count);
    return done;
  });
  write('/counter/split-differs', ({ body }) => {
    const shift = splitBody.parse(body);
    counter.shiftNextSplit(shift.byFen, shift.count);
    return done;
  });
  write('/counter/readings/:scanId/expire', ({ params }) => {
    counter.expireReading(scanPath.parse(params).scanId);
    return done;
  });
  write('/counter/insurance/:orderNo/reverse', ({ params }) =>
    counter.reverseByHand(orderPath.parse(params).orderNo),
  );
}
