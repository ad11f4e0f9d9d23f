/** Taking a settlement back in the hospital's books, and the books themselves (docs/his-contract). */
import type { OrderNo, RefundNo } from '../domain/ids';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Deadline } from './deadline';
import type { HisAnswer } from './his';
import type { HisSession } from './his-values';

export interface HisRefundAsk {
  readonly orderNo: OrderNo;
  readonly refundNo: RefundNo;
  readonly cash: Fen;
  readonly insurance: Fen;
}

/** held: nothing is handed out meanwhile · confirmed: booked as refunded · released: as if never asked. */
export interface HisRefund {
  readonly status: 'held' | 'confirmed' | 'released' | 'none';
}

/** Each call idempotent by refund number (money rule 9). */
export interface HisRefunds {
  /** Certain refusals: `refund-served`, `refund-hospital-refused`; nothing was held then. */
  holdRefund(ask: HisRefundAsk, deadline: Deadline): Promise<HisAnswer<HisRefund>>;
  confirmRefund(
    done: HisRefundAsk & { readonly refundedAt: number; readonly platformRefundNo?: string },
    deadline: Deadline,
  ): Promise<HisAnswer<HisRefund>>;
  releaseRefund(refundNo: RefundNo, deadline: Deadline): Promise<HisAnswer<HisRefund>>;
  /** A fresh session for the bureau, 24 h (trap 32). */
  openSession(
    ask: { readonly orderNo: OrderNo },
    deadline: Deadline,
  ): Promise<HisAnswer<HisSession>>;
}

/** One line of the hospital's books. */
export interface HisLedgerRow {
  readonly kind: 'settlement' | 'refund';
  /** Absent for what was settled at a window. */
  readonly orderNo?: string;
  readonly refundNo?: string;
  readonly source: 'order' | 'window';
  readonly billIds: readonly string[];
  readonly total: Fen;
  readonly cash: Fen;
  readonly insurance: Fen;
  /** When it was paid, or refunded, ms. */
  readonly at: number;
}

export interface HisLedger {
  /** A page of what was paid or refunded on that day (yyyyMMdd), `next` continues it. */
  ledger(
    ask: { readonly day: string; readonly after?: string; readonly limit: number },
    deadline: Deadline,
  ): Promise<HisAnswer<{ readonly rows: readonly HisLedgerRow[]; readonly next?: string }>>;
}
