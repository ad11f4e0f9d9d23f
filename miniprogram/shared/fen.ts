/**
 * Money on both sides: whole fen in a safe integer, never a float.
 * Yuan exist only as text for people and as decimal text in bills (interface document v2.4 §3.8).
 */

/** An amount in fen: a safe integer ≥ 0. Made only by `fen` and its kin. */
export type Fen = number & { readonly __unit: 'fen' };

/** The amount as Fen. Throws RangeError unless it is a safe integer ≥ 0. */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
    throw new RangeError('an amount is a safe integer of fen, not below 0');
  }
  return value as Fen;
}

export const ZERO: Fen = fen(0);

/** Decimal yuan text ("12.3", "12.34", "0.5") to fen, exactly. Throws RangeError otherwise. */
export function fenFromYuan(text: string): Fen {
  const match = /^(0|[1-9]\d{0,13})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) throw new RangeError('not an amount of yuan with at most two decimals');
  const [, whole = '0', part = ''] = match;
  return fen(Number(whole) * 100 + Number(part.padEnd(2, '0')));
}

/** Fen to yuan with two decimals, without grouping: 123456 → "1234.56". */
export function yuanText(amount: Fen): string {
  const digits = String(amount).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
