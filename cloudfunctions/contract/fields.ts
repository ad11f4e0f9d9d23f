/** Fields that several functions are sent, each bounded. */
import * as z from 'zod';
import type { EntryPoint } from '../domain/order';
import type { Fen } from '../../miniprogram/shared/fen';
import type { PayWith } from './types';

export const id = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/);
export const orderNo = z.string().regex(/^[0-9A-Za-z_-]{10,63}$/);
export const payWith: z.ZodType<PayWith> = z.enum(['insurance', 'cash']);
export const billIds = z.array(id).min(1).max(10);

/** Where a phone says that somebody came from; a counter is none of its answers. */
export const entry: z.ZodType<EntryPoint> = z.enum(['menu', 'prescription-code', 'message']);

/** Fen, 0 to ten million yuan. */
export const sum: z.ZodType<Fen> = z
  .number()
  .int()
  .min(0)
  .max(1_000_000_000)
  .transform((value) => value as Fen);
