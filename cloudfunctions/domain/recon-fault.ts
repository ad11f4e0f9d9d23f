/** Why a day's bill cannot be read to its end (interface document v2.4 §3.8, trap 14; 2.0: trade bill). */
export type BillFault =
  /** The file ends amid a row. */
  | 'cut'
  /** A column that we need is missing from the header, or stands there twice. */
  | 'header'
  /** Not UTF-8. */
  | 'encoding'
  /** The connection broke off before the end. */
  | 'connection'
  /** Not the file that the platform's signed answer named: another digest (2.0). */
  | 'digest'
  /** A line longer than any row can be. */
  | 'too-large';
