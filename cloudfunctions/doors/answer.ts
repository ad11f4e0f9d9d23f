/**
 * Outcomes to answers. What an error says stays inside: the caller hears a Reason and a trace id that
 * finds the call in the log (money rule 14).
 */
import type { Answer } from '../contract/types';
import type { Reason } from '../../miniprogram/shared/reasons';

export interface Refused {
  readonly reason: Reason;
  /** Whether the same request may succeed a little later. */
  readonly retry: boolean;
}

/** Why a use case stopped; undefined for an error that nobody foresaw. */
export type Classify = (error: unknown) => Refused | undefined;

export function accepted<T>(value: T, traceId: string): Answer<T> {
  return { ok: true, value, traceId };
}

export function refused({ reason, retry }: Refused, traceId: string): Answer<never> {
  return { ok: false, reason, retry, traceId };
}

/** The kind of an error, for the log: its class, never its message. */
export function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
