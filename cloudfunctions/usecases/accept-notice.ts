/**
 * A payment notice is a hint (money rule 10): verified, kept, then proven by our own question, and
 * answered in time. What cannot be finished now is finished by clockwork. A sender of forgeries learns
 * nothing: every refusal looks the same.
 */
import type { Deadline } from '../ports/deadline';
import type { PaymentEvidence } from '../domain/evidence';
import { isHeld, mayComeBack, type Order } from '../domain/order';
import type { Notice, NoticeAnswer } from '../ports/notice-reader';
import { advanceOrder } from './advance-order';
import { applyEvent } from './apply-event';
import type { NoticeTaker } from './deps';
import { Refusal } from './refusal';

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

type Kept = 'first' | 'repeated' | 'differs';

/** A notice of money on an order that ended; the same one again counts only after a while. */
function doubtsTheEnd(deps: NoticeTaker, order: Order, hint: PaymentEvidence, kept: Kept): boolean {
  if (hint.state !== 'paid' && hint.state !== 'failing') return false;
  if (!mayComeBack(order) || isHeld(order)) return false;
  const [pauseMs = 0] = deps.rules.lookBackMs;
  const rested = deps.clock.now() - (order.hintedAt ?? 0) >= pauseMs;
  return kept !== 'repeated' || rested;
}

/**
 * Tries the proof now. An order that we thought over gets another look, and keeps it until one took
 * place. What fails here stays due for clockwork, so the notice is answered all the same (rule 10).
 */
async function prove(
  deps: NoticeTaker,
  order: Order,
  hint: PaymentEvidence,
  kept: Kept,
  deadline: Deadline,
): Promise<void> {
  const doubted = doubtsTheEnd(deps, order, hint, kept);
  const current = doubted
    ? (await applyEvent(deps, order.orderNo, { type: 'hinted' })).order
    : order;
  try {
    const after = await advanceOrder(deps, current, deadline);
    // a payment that is signed and not to be found: somebody must know
    if (doubted && mayComeBack(after))
      deps.log.alarm('notice.unproven', { orderNo: order.orderNo });
  } catch (error) {
    const reason = error instanceof Refusal ? error.reason : 'internal';
    deps.log.warn('notice.unproven', { orderNo: order.orderNo, reason });
  }
}

/** The answer to one notice, as the platform wants to read it. */
export async function acceptNotice(
  deps: NoticeTaker,
  notice: Notice,
  deadline: Deadline,
): Promise<NoticeAnswer> {
  const reading = deps.reader.read(notice);
  if (reading.kind === 'refused') {
    deps.log.warn('notice.refused', { code: reading.why });
    return deps.reader.refused();
  }
  const { hint, subject, fingerprint } = reading;
  const order = await deps.orders.load(deps.hospital.id, hint.orderNo);
  if (order === undefined || !hint.ours) {
    deps.log.alarm('notice.not-ours', { orderNo: hint.orderNo });
    return deps.reader.refused();
  }
  const kept = await deps.notices.keep(deps.hospital.id, {
    orderNo: hint.orderNo,
    subject,
    fingerprint,
    stated: stated(hint),
    receivedAt: deps.clock.now(),
  });
  if (kept === 'differs') deps.log.alarm('notice.differs', { orderNo: hint.orderNo });
  await prove(deps, order, hint, kept, within(deadline, deps.rules.noticeProofMs, deps.clock));
  deps.log.info('notice.kept', { orderNo: order.orderNo, outcome: kept });
  return deps.reader.accepted();
}
