/**
 * What the hospital does for us at a counter (docs/his-contract): knows its counters, reads 医保码 (its
 * reader decodes them in the insurance network), settles insurance and takes a settlement back. Each under
 * the order's number and idempotent by it; amounts in fen, times in ms.
 */
import type { PreSettledAmounts } from '../domain/amounts';
import type { BillId, OrderNo, PatientId, RefundNo } from '../domain/ids';
import type { Fen } from '../../miniprogram/shared/fen';
import type { Deadline } from './deadline';
import type { HisAnswer } from './his';
import type { CounterTerminal } from './one-code';

export interface CodeRead {
  /** The hospital's name for this reading; opaque, 8–64 of A-Z a-z 0-9 and -. */
  readonly scanId: string;
  readonly patientId: PatientId;
  /** Masked. */
  readonly patientName: string;
  /** A relative shows it for the patient (亲情账户): their main account pays (trap 41). */
  readonly byRelative: boolean;
  /** Not to be used from then on, ms. */
  readonly expiresAt: number;
}

export interface InsuranceAsk {
  readonly orderNo: OrderNo;
  readonly patientId: PatientId;
  readonly billIds: readonly BillId[];
  readonly serialNo: string;
  readonly scanId: string;
  /** Where the cash was taken first: the split that it must come to; anything else is refused. */
  readonly agreed?: { readonly total: Fen; readonly cash: Fen; readonly insurance: Fen };
}

export interface SettledInsurance {
  /** The settlement's number at the bureau. */
  readonly settlementNo: string;
  readonly amounts: PreSettledAmounts;
  readonly settledAt: number;
}

/** none: never settled and not barred · reversed: taken back, or barred for ever before it was made. */
export type InsuranceState =
  | { readonly status: 'none' }
  | ({ readonly status: 'settled' } & SettledInsurance)
  | { readonly status: 'reversed'; readonly reversedAt: number; readonly refundNo?: string };

export interface CounterDesk {
  terminals(deadline: Deadline): Promise<HisAnswer<readonly CounterTerminal[]>>;
  /** `code-expired`, `code-unknown` and what else the reader says. */
  read(
    ask: { readonly code: string; readonly counterNo: string },
    deadline: Deadline,
  ): Promise<HisAnswer<CodeRead>>;
  /**
   * ecToken of a reading, for the moment, and whose it is; `code-expired` once it is over its time. The
   * token is secret.
   */
  token(
    scanId: string,
    deadline: Deadline,
  ): Promise<HisAnswer<{ readonly token: string; readonly patientId: PatientId }>>;
}

export interface CounterInsurance {
  /** A certain refusal: nothing was settled under this number. */
  settle(ask: InsuranceAsk, deadline: Deadline): Promise<HisAnswer<SettledInsurance>>;
  state(orderNo: OrderNo, deadline: Deadline): Promise<HisAnswer<InsuranceState>>;
  /**
   * Takes it back; where nothing was settled it bars that for ever. `refundNo` where it belongs to a
   * refund. The time stays the same however often it is asked.
   */
  reverse(
    ask: { readonly orderNo: OrderNo; readonly refundNo?: RefundNo },
    deadline: Deadline,
  ): Promise<HisAnswer<{ readonly reversedAt: number }>>;
}
