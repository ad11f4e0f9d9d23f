/** Decoders that only the staff's answers need: amounts, and words of closed lists. */
import type { Fen } from '../../../shared/fen';
import { fen } from '../../../shared/fen';
import type { Decoder } from '../../../services/decode';
import { DecodeError, text, whole } from '../../../services/decode';

export const amount: Decoder<Fen> = (value) => {
  try {
    return fen(whole(value));
  } catch {
    throw new DecodeError('not an amount');
  }
};

function isKey<Key extends string>(table: Readonly<Record<Key, unknown>>, key: string): key is Key {
  return Object.prototype.hasOwnProperty.call(table, key);
}

/** One of the keys that this table has words for. */
export function among<Key extends string>(table: Readonly<Record<Key, unknown>>): Decoder<Key> {
  return (value) => {
    const key = text(value);
    if (!isKey(table, key)) throw new DecodeError('not one of the known words');
    return key;
  };
}
