/** Building blocks of the stored documents' schemas. */
import * as z from 'zod';
import { billId, openId, orderNo, patientId } from '../../domain/ids';
import type { IdentityKind } from '../../../miniprogram/shared/identity-number';

function named<T extends string>(make: (text: string) => T): z.ZodType<T> {
  return z.string().transform((text, context): T => {
    try {
      return make(text);
    } catch {
      context.issues.push({ code: 'custom', message: 'not such a name', input: text });
      return z.NEVER;
    }
  });
}

export const fields = {
  text: z.string(),
  time: z.number().int().nonnegative(),
  flag: z.boolean(),
  orderNo: named(orderNo),
  openId: named(openId),
  patientId: named(patientId),
  billId: named(billId),
  idType: z.literal([1, 9, 8, 5, 4, 6, 7]) satisfies z.ZodType<IdentityKind>,
};
