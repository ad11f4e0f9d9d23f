/** What somebody said instead of yes, as the order's history keeps it (money rule 2). */
import type { Answered } from '../domain/events';

export function answered({ code, requestId }: Answered): Answered {
  return { code, ...(requestId === undefined ? {} : { requestId }) };
}
