/**
 * What the control API accepts: every body is checked whole, unknown names included, and a mistake is
 * answered 400 with the place and the reason. Amounts in fen, times in ms.
 */

import { z } from 'zod';
import type { Fault } from './faults';

const ms = z.int().min(0).max(31_622_400_000);
const NOTICE_KINDS = ['lost', 'late', 'doubled'];

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('timeout-before') }),
  z.strictObject({ kind: z.literal('timeout-after') }),
  z.strictObject({ kind: z.literal('cut-before') }),
  z.strictObject({ kind: z.literal('cut-after') }),
  z.strictObject({ kind: z.literal('error'), code: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('garbage') }),
  z.strictObject({ kind: z.literal('bad-signature') }),
  z.strictObject({ kind: z.literal('slow'), ms }),
  z.strictObject({ kind: z.literal('lost') }),
  z.strictObject({ kind: z.literal('late'), ms }),
  z.strictObject({ kind: z.literal('doubled'), times: z.int().min(2).max(20) }),
]) satisfies z.ZodType<Fault>;

/** `POST /faults`; `knownCalls` closes the list of names for the parties that they begin with. */
export function faultBody(knownCalls: readonly string[]) {
  const parties = new Set(knownCalls.map((call) => call.split('.')[0]));
  return z
    .strictObject({
      call: z.string().regex(/^[A-Za-z][\w-]*(?:\.[\w-]+)+$/, 'must be <party>.<call>'),
      fault,
      count: z.int().min(1).max(10_000).default(1),
    })
    .refine(({ call }) => knownCalls.includes(call) || !parties.has(call.split('.')[0]), {
      path: ['call'],
      error: `unknown call; known are ${knownCalls.join(', ')}`,
    })
    .refine(
      ({ call, fault: { kind } }) => !NOTICE_KINDS.includes(kind) || call.endsWith('.notice'),
      {
        path: ['fault', 'kind'],
        error: 'lost, late and doubled are for notices only',
      },
    );
}

export const clockBody = z.union([
  z.strictObject({ advanceMs: z.int() }),
  z.strictObject({ offsetMs: z.int() }),
]);

export const wireQuery = z.strictObject({ since: z.coerce.number().int().min(0).default(0) });

const orderNames = {
  hospOutTradeNo: z.string().min(1).max(64).optional(),
  medTransId: z.string().min(1).max(64).optional(),
  payKey: z.string().min(1).max(256).optional(),
};

/** `{hospOutTradeNo}`, `{medTransId}` or `{payKey}`, exactly one, with whatever else a route takes. */
function namingOneOrder<T extends z.core.$ZodLooseShape>(more: T) {
  return z
    .strictObject({ ...orderNames, ...more })
    .refine(
      (body: Readonly<Record<string, unknown>>) =>
        Object.keys(orderNames).filter((name) => body[name] !== undefined).length === 1,
      { error: 'give exactly one of hospOutTradeNo, medTransId, payKey' },
    );
}

export const orderBody = namingOneOrder({});
export const payBody = namingOneOrder({
  outcome: z.enum(['paid', 'insufficient', 'failed', 'failing', 'processing']),
});

const perMille = z.int().min(0).max(1000);
export const bureauBody = z
  .strictObject({
    cashPerMille: perMille,
    discountFen: z.int().min(0),
    selfPerMille: perMille,
    otherPerMille: perMille,
    reportsDetail: z.boolean(),
  })
  .partial();

export const tamperBody = z.strictObject({
  id: z.string().min(1).max(64),
  set: z.record(z.string().regex(/^[A-Za-z]\w{0,63}$/), z.string().max(8192)).optional(),
  remove: z.array(z.string()).max(64).optional(),
  sign: z.enum(['keep', 'right', 'wrong', 'none']).default('keep'),
});
