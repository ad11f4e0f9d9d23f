/**
 * The log keeps an allow-list of fields (money rule 14): whatever is not named here never reaches it.
 */
export interface LogFields {
  readonly traceId?: string;
  readonly orderNo?: string;
  readonly action?: string;
  readonly call?: string;
  readonly outcome?: string;
  readonly reason?: string;
  readonly code?: string;
  readonly state?: string;
  /** What the platform calls the exchange. */
  readonly requestId?: string;
  readonly durationMs?: number;
  readonly count?: number;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** Something a person must look at now. */
  alarm(event: string, fields?: LogFields): void;
}
