/**
 * Single values of an answer or notice (APIv3: JSON). What cannot be read is left out, never guessed; null
 * and empty texts count as absent.
 */
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import { orderNo, type OrderNo } from '../../domain/ids';

/** A JSON object as it came; who said so was verified before. */
export type Said = Readonly<Record<string, unknown>>;

/** A number that the platform gave to something, and that may be sent back to it. */
const REFERENCE = /^[0-9A-Za-z_*@.:|-]{1,64}$/;
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

export function textOf(said: Said, name: string): string | undefined {
  const value = said[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Whether something stands there, readable or not. */
export function isSaid(said: Said, name: string): boolean {
  const value = said[name];
  return value !== undefined && value !== null && value !== '';
}

export function recordOf(said: Said, name: string): Said | undefined {
  const value = said[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return value as Said;
}

/** Whole fen; undefined for anything else. */
export function fenOf(said: Said, name: string): Fen | undefined {
  const value = said[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return undefined;
  return fen(Math.abs(value));
}

/** ms since the epoch of a time with its offset. */
export function timeOf(said: Said, name: string): number | undefined {
  const text = textOf(said, name);
  if (text === undefined || !RFC3339.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

export function referenceOf(said: Said, name: string): string | undefined {
  const text = textOf(said, name);
  return text !== undefined && REFERENCE.test(text) ? text : undefined;
}

/** out_trade_no; undefined when it can be no number of ours. */
export function orderNoOf(said: Said): OrderNo | undefined {
  try {
    return orderNo(textOf(said, 'out_trade_no') ?? '');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** `{[key]: value}`, or `{}` where nothing is stated. */
export function stated<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: V });
}
