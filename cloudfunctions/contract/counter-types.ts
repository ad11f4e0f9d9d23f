/**
 * What a clerk asks at a counter where patients pay with their 医保码 (一码付), and what is heard. Amounts
 * are fen, times are ms since the epoch. Neither an amount to charge nor a code's token travels from or to
 * the phone: `shown` is compared, never charged.
 */
import type { CounterFirst, TenderKind } from '../domain/counter';
import type { Order } from '../domain/order';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Reason } from '../../miniprogram/shared/reasons';
import type { BillView, PayWith, SplitView } from './types';

export interface CounterView {
  readonly counterNo: string;
  readonly name: string;
}

/** Whoever showed the code, and what the hospital has to collect from them. */
export interface ScanView {
  readonly scanId: string;
  readonly patientId: string;
  /** Masked. */
  readonly patientName: string;
  /** A relative's code: their main account pays (trap 41). */
  readonly byRelative: boolean;
  readonly expiresAt: number;
  /** Unpaid ones that a counter can take; `liveOrderNo`: whoever is paying it already. */
  readonly bills: readonly BillView[];
}

/**
 * usable: the cash part can be taken with the code · not-signed, suspended: it can't, in the channel's own
 * words if it gives any · unavailable: nobody could say, `code` is the number of it (§1.7).
 */
export interface OneCodeView {
  readonly state: 'usable' | 'not-signed' | 'suspended' | 'unavailable';
  readonly why?: string;
  readonly reason?: Reason;
  readonly code?: string;
  readonly channelName?: string;
  readonly userName?: string;
}

export interface QuoteView {
  readonly split: SplitView;
  /** Absent where no cash is to be paid. */
  readonly oneCode?: OneCodeView;
}

/**
 * preparing: the hospital settles insurance, or the code is asked · charging: it is not known yet whether
 * the cash was taken, the patient may have to type a password · settling: the cash, which comes first, was
 * taken, and the hospital has not settled insurance behind it yet · paid · tender: the code pays nothing any
 * more for certain, the clerk takes the cash part otherwise and records it · ending: being taken back ·
 * over: nothing was taken and nothing is held · review: somebody has to look at it.
 */
export type CounterStage =
  | 'preparing'
  | 'charging'
  | 'settling'
  | 'paid'
  | 'tender-wait'
  | 'tender'
  | 'ending'
  | 'over'
  | 'review';

export interface CounterOrderView {
  readonly orderNo: string;
  readonly title: string;
  /** Masked. */
  readonly patientName: string;
  readonly billIds: readonly string[];
  readonly stage: CounterStage;
  readonly payment: Order['payment'];
  readonly first: CounterFirst;
  readonly split: SplitView;
  /** none: nothing to settle, or not yet · settled: the bureau has paid · reversed. */
  readonly insurance: 'none' | 'settled' | 'reversed';
  readonly hospital: 'none' | 'pending' | 'settled' | 'refused';
  readonly settlementNo?: string;
  readonly pickup?: string;
  readonly createdAt: number;
  /** When an unpaid one is given up by itself. */
  readonly deadlineAt: number;
  readonly paidAt?: number;
  readonly platformTradeNo?: string;
  /** The cash was taken otherwise. */
  readonly tender?: { readonly kind: TenderKind; readonly receipt: string };
  /** Until when another tender can be recorded. */
  readonly tenderUntil?: number;
  /** Why it is over, and the number that was heard: `onecode 500243`. */
  readonly reason?: Reason;
  readonly code?: string;
  /** The same in the paying channel's own words, where it gave any. */
  readonly why?: string;
  /** What the clerk can do now. */
  readonly can: readonly ('give-up' | 'other-tender' | 'record-tender')[];
}

/** Function `counter`: for staff only, audited. */
export interface CounterActions {
  /** `enabled` false: this hospital takes no 一码付, nothing else will work. */
  counters: {
    in: Record<string, never>;
    out: { enabled: boolean; first: CounterFirst; counters: readonly CounterView[] };
  };
  /** Refusals: code-expired, code-unknown, counter-unknown, too-many-attempts. */
  scan: { in: { counterNo: string; code: string }; out: { scan: ScanView } };
  /** What it would cost, and whether the code can pay; binds nothing. */
  quote: {
    in: {
      counterNo: string;
      scanId: string;
      patientId: string;
      billIds: readonly string[];
      payWith: PayWith;
    };
    out: { quote: QuoteView };
  };
  /** Takes the payment; refusal bill-amount-changed when the sums are no longer those that were shown. */
  charge: {
    in: {
      counterNo: string;
      scanId: string;
      patientId: string;
      billIds: readonly string[];
      payWith: PayWith;
      shown: { total: Fen; cash: Fen };
    };
    out: { order: CounterOrderView };
  };
  confirm: { in: { orderNo: string }; out: { order: CounterOrderView } };
  /** The patient leaves: whatever was settled is taken back. */
  giveUp: { in: { orderNo: string }; out: { order: CounterOrderView } };
  /** Insurance stays, the code shall not pay: `tender` once that is proven. */
  otherTender: { in: { orderNo: string }; out: { order: CounterOrderView } };
  recordTender: {
    in: { orderNo: string; kind: TenderKind; receipt: string };
    out: { order: CounterOrderView };
  };
  /**
   * Orders of that counter that are not over or were paid within 15 minutes, latest first: to go on after
   * the phone went away, and to find the receipt of what was paid meanwhile.
   */
  open: { in: { counterNo: string }; out: { orders: readonly CounterOrderView[] } };
}
