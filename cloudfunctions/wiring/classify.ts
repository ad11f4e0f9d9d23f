/** Errors that somebody foresaw, as what the caller hears; everything else is `internal`. */
import { StoreError } from '../adapters/cloud-store/sdk';
import type { Refused } from '../doors/answer';
import { Refusal } from '../usecases/refusal';

export function classify(error: unknown): Refused | undefined {
  if (error instanceof Refusal) return { reason: error.reason, retry: error.retry };
  if (error instanceof StoreError && error.fault === 'unknown') {
    return { reason: 'busy', retry: true };
  }
  return undefined;
}
