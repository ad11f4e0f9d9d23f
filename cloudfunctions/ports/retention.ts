/** Removing what was kept long enough. Knows no way to payments, refunds, reports or the audit list. */
import type { HospitalId } from '../domain/ids';
import type { SweptKind } from '../domain/retention';

export interface Retention {
  /**
   * Removes at most `limit` documents whose time was over at `upTo` (ms), the oldest first, unless it
   * began anew meanwhile; how many it found. One indexed query, and a removal each. Attempts and leases
   * belong to no hospital: they are names and times.
   */
  sweep(hospital: HospitalId, kind: SweptKind, upTo: number, limit: number): Promise<number>;
}
