/**
 * Single values of a message (interface document v2.4 §3): what cannot be read is left out, never guessed
 * (trap 8). Empty is absent.
 */
import { fen, type Fen } from '../../../miniprogram/shared/fen';
import { orderNo, type OrderNo } from '../../domain/ids';
import type { Fields } from './xml';

/** What may be a number of the platform's own: String32 of visible characters. */
const REFERENCE = /^[\x21-\x7e]{1,32}$/;

/** Fen under the first spelling that is there; undefined when it is no amount. */
export function amount(fields: Fields, ...spellings: readonly string[]): Fen | undefined {
  const text = spellings.map((name) => fields.get(name) ?? '').find((value) => value !== '');
  if (text === undefined || !/^(?:0|[1-9]\d{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? fen(value) : undefined;
}

/** hosp_out_trade_no; undefined when it can be no number of ours. */
export function orderNoOf(fields: Fields): OrderNo | undefined {
  try {
    return orderNo(fields.get('hosp_out_trade_no') ?? '');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Whether a text can be a number that the platform gave to something, and be sent back to it. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** A number that the platform gave to something. */
export function reference(fields: Fields, name: string): string | undefined {
  const text = fields.get(name) ?? '';
  return isReference(text) ? text : undefined;
}

/** `{[key]: value}`, or `{}` where nothing is stated. */
export function stated<K extends string, V>(key: K, value: V | '' | undefined): { [P in K]?: V } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [P in K]?: V });
}
