/** The platform's bill of a day (money rule 11, interface document v2.4 §3.8). */
import type { PlatformBook } from '../domain/recon-platform';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Deadline } from './deadline';
import type { Failure } from './payment-channel';

export type BillType = 'all' | 'success' | 'refund';

export interface BillRow {
  /** The line in the file, the header being 1. */
  readonly line: number;
  readonly kind: 'payment' | 'refund';
  /** Visible ASCII, at most 64 characters. */
  readonly orderNo: string;
  readonly refundNo?: string;
  /** Whether it is ours: appid and merchant numbers. */
  readonly ours: boolean;
  /**
   * A payment is paid, also when it went into a refund later, or other: nothing that moved money. A
   * refund is refunded, refunding: still on its way, or other.
   */
  readonly state: 'paid' | 'refunded' | 'refunding' | 'other';
  /** Of a refund what goes back. */
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
  /** Payment or refund time, ms; absent where the row has none. */
  readonly at?: number;
}

export type BillItem =
  | { readonly kind: 'row'; readonly row: BillRow }
  /** A line that does not fit, by what of it: reported, never skipped in silence (trap 14). */
  | { readonly kind: 'unreadable'; readonly line: number; readonly fault: string };

export type BillOpening =
  /** To be read to the end or given back by leaving the loop; raises BillBroken (domain/recon-bill). */
  | { readonly kind: 'open'; readonly items: AsyncIterable<BillItem> }
  /** The day's bill does not exist yet: ask again later. `empty`: it says that nothing moved that day. */
  | { readonly kind: 'not-yet'; readonly empty?: true }
  | ({ readonly kind: 'unknown' } & Failure);

export interface BillSource {
  /** How much of an order its rows tell; of a book of the cash alone they say no insurance. */
  readonly covers: PlatformBook['covers'];
  /** `day` yyyyMMdd in Asia/Shanghai. */
  open(day: string, type: BillType, deadline: Deadline): Promise<BillOpening>;
}

/** One of the books that a hospital's day has: whose orders it lists, and where it is read. */
export interface PlatformBills extends PlatformBook {
  readonly source: BillSource;
  /** No order is made this way any more, so that there may be days of which no bill comes. */
  readonly retired?: true;
}
