/**
 * What the control API accepts: every body is checked whole, unknown names included, and a mistake is
 * answered 400 with the place and the reason. Amounts in fen.
 */

import { z } from 'zod';

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
