/** What the hospital's refusal or silence says, whole: nothing of it is lost on the way (code, reason, requestId). */
import type { HisAnswer } from '../../ports/his';
import type { Failure } from '../../ports/payment-channel';

export function failureOf(answer: Extract<HisAnswer<unknown>, { ok: false }>): Failure {
  const { ok: _ok, certain: _certain, ...failure } = answer;
  return failure;
}
