/**
 * What travels for payments at a counter, as docs/his-contract/openapi.json says, written down a second
 * time on purpose (see types.ts). Amounts are fen. Times are ISO 8601 with +08:00.
 */

/** A counter as it is registered, and who works there. */
export interface CounterTerminal {
  readonly counterNo: string;
  readonly name: string;
  readonly devId: string;
  readonly devIp: string;
  readonly operatorNo: string;
  readonly operatorName: string;
}

export interface CounterReadRequest {
  /** Secret. */
  readonly code: string;
  readonly counterNo: string;
}

export interface CounterReading {
  readonly scanId: string;
  readonly patientId: string;
  readonly nameMasked: string;
  readonly byRelative: boolean;
  readonly expiresAt: string;
}

export interface CounterToken {
  readonly scanId: string;
  /** ecToken. Secret. */
  readonly token: string;
  readonly patientId: string;
}

export interface CounterAgreed {
  readonly totalFen: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
}

export interface CounterSettleRequest {
  readonly patientId: string;
  readonly billIds: readonly string[];
  readonly serialNo: string;
  readonly scanId: string;
  readonly agreed?: CounterAgreed;
}

export interface CounterSettlement {
  readonly status: 'settled';
  readonly orderNo: string;
  readonly settlementNo: string;
  readonly settledAt: string;
  readonly totalFen: number;
  readonly cashFen: number;
  readonly insuranceFen: number;
  readonly insuranceFundFen: number;
  readonly insuranceSelfFen: number;
  readonly insuranceOtherFen: number;
  readonly cashAddFen: number;
  readonly cashReducedFen: number;
}

export interface CounterReversal {
  readonly status: 'reversed';
  readonly orderNo: string;
  readonly reversedAt: string;
  readonly refundNo?: string;
}

export type CounterInsuranceState =
  { readonly status: 'none'; readonly orderNo: string } | CounterSettlement | CounterReversal;

/** Cash that was taken otherwise. */
export interface CounterTender {
  readonly kind: 'notes' | 'bank-card' | 'other';
  readonly receipt: string;
}
