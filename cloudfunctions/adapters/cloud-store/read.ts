/** Reading back what we stored: checked, without the fields that only the store knows. */
import type * as z from 'zod';
import { StoreError } from './sdk';

/** The document as T; undefined when there is none. StoreError when it does not fit. */
export function read<T>(schema: z.ZodType<T>, document: unknown, what: string): T | undefined {
  if (document === undefined) return undefined;
  const parsed = schema.safeParse(document);
  if (!parsed.success) throw new StoreError('unreadable', what);
  return parsed.data;
}
