/**
 * A day's bill that cannot be read to its end (interface document v2.4 §3.8, trap 14). It is asked for
 * again as a whole: half a bill proves nothing.
 */
import type { BillFault } from './recon-fault';

/** Quotes nothing of the file. */
export class BillBroken extends Error {
  override readonly name = 'BillBroken';
  constructor(
    readonly fault: BillFault,
    options?: ErrorOptions,
  ) {
    super(`bill ${fault}`, options);
  }
}
