/** Tables for people: a file that a phone opens and passes on. */
import type { Fen } from '../../miniprogram/shared/fen';

/** Text stays text, whatever it begins with. */
export type SheetCell = string | { readonly yuan: Fen } | { readonly number: number };

export interface Sheet {
  readonly name: string;
  /** In characters. */
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly (readonly SheetCell[])[];
}

export interface SheetWriter {
  /** An .xlsx file, base64. */
  workbook(sheets: readonly Sheet[]): Promise<string>;
}
