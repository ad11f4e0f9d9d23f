/** Yuan as clerks type them, exactly: text to fen and why it is none. */
import type { Fen } from '../../../shared/fen';
import { fenFromYuan } from '../../../shared/fen';

export type TypedAmount =
  { readonly ok: true; readonly fen: Fen } | { readonly ok: false; readonly why: 'empty' | 'bad' };

/** Blanks, a currency sign and wide digits are forgiven; anything else must be exact. */
export function readYuan(typed: string): TypedAmount {
  const text = typed
    .replace(/[\s¥￥]/g, '')
    .replace(/[０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[。．]/g, '.');
  if (text === '') return { ok: false, why: 'empty' };
  try {
    return { ok: true, fen: fenFromYuan(text) };
  } catch {
    return { ok: false, why: 'bad' };
  }
}
