/**
 * A payment notice is a hint (money rule 10): verified, kept, then proven by our own question, and
 * answered in time. What cannot be finished now is finished by clockwork. A sender of forgeries learns
 * nothing: every refusal looks the same.
 */
import type { Deadline } from '../ports/deadline';
import type { PaymentEvidence } from '../domain/evidence';
import { advanceOrder } from './advance-order';
import type { NoticeTaker } from './deps';

/** What was stated, in numbers only, for the evidence locker. */
function stated(hint: PaymentEvidence): string {
  const { total, cash, insurance } = hint.amounts;
  return JSON.stringify({ state: hint.state, total, cash, insurance, paidAt: hint.paidAt });
}

/** At most `ms` of what the invocation has left. */
function within(deadline: Deadline, ms: number, clock: NoticeTaker['clock']): Deadline {
  const end = clock.now() + ms;
  return { leftMs: () => Math.max(0, Math.min(deadline.leftMs(), end - clock.now())) };
}

/** The body of the answer to one notice, as the platform wants to read it. */
export async function acceptNotice(
  deps: NoticeTaker,
  body: string,
  deadline: Deadline,
): Promise<string> {
  const reading = deps.reader.read(body);
  if (reading.kind === 'refused') {
    deps.log.warn('notice.refused', { code: reading.why });
    return deps.reader.refused();
  }
  const { hint, fingerprint } = reading;
  const order = await deps.orders.load(deps.hospital.id, hint.orderNo);
  if (order === undefined || !hint.ours) {
    deps.log.alarm('notice.not-ours', { orderNo: hint.orderNo });
    return deps.reader.refused();
  }
  const kept = await deps.notices.keep(deps.hospital.id, {
    orderNo: hint.orderNo,
    fingerprint,
    stated: stated(hint),
    receivedAt: deps.clock.now(),
  });
  if (kept === 'differs') deps.log.alarm('notice.differs', { orderNo: hint.orderNo });
  const proofDeadline = within(deadline, deps.rules.noticeProofMs, deps.clock);
  const after = await advanceOrder(deps, order, proofDeadline);
  deps.log.info('notice.kept', { orderNo: order.orderNo, outcome: kept, state: after.payment });
  return deps.reader.accepted();
}
