/** Checks of single stored values, of which the stored forms of schema version 1 are made. */
import * as z from 'zod';
import { orderNo, openId, type OpenId, type OrderNo } from '../domain/ids';
import { fen, type Fen } from '../../miniprogram/shared/fen';
import { REASONS } from '../../miniprogram/shared/reasons';

/** What `make` makes of a stored value; a value of which it throws does not fit. */
export function made<I extends string | number, T>(input: z.ZodType<I>, make: (value: I) => T) {
  return input.transform((value, context): T => {
    try {
      return make(value);
    } catch {
      context.issues.push({ code: 'custom', message: 'not such a value', input: value });
      return z.NEVER;
    }
  });
}

export const text = z.string();
export const optionalText = z.exactOptional(text);
export const time = z.number().int().nonnegative();
export const count = z.number().int().nonnegative();
export const amount: z.ZodType<Fen> = made(z.number(), fen);
export const number: z.ZodType<OrderNo> = made(text, orderNo);
export const person: z.ZodType<OpenId> = made(text, openId);
export const reason = z.enum(REASONS);
