/**
 * A use case that cannot go on says so with a Reason; nothing has been changed then. The door turns it
 * into an answer. `retry`: the same request may succeed a little later.
 */
import type { Reason } from '../../miniprogram/shared/reasons';
import type { HisAnswer } from '../ports/his';

export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly reason: Reason,
    readonly retry = false,
  ) {
    super(reason);
  }
}

/** The hospital's answer, or a Refusal with the hospital's reason. */
export function given<T>(answer: HisAnswer<T>): T {
  if (answer.ok) return answer.value;
  throw new Refusal(answer.reason, !answer.certain);
}
