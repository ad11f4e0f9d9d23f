/**
 * What time does by itself: payments that are under way end, passwords come too late, cash orders close
 * at their time_expire, refunds arrive. And what a script may do to a refund instead.
 */

import { failCode } from './codepay';
import { enqueue } from './notices';
import { settle } from './payments';
import { refundsOf, saveCash, saveMixed, saveRefund, saveUser, userOf } from './store';
import type { CashOrder, CashRefund, RefundStatus, World } from './model';

/** Brings everything up to now, earliest first. */
export function applyTime(world: World): void {
  const now = world.clock.now();
  const { index } = world;
  for (const id of [...index.closing]) {
    const order = world.cash.get(id);
    if (order?.closesAt !== undefined && order.closesAt <= now) {
      saveCash(world, { ...order, state: 'CLOSED' });
    }
  }
  for (const id of [...index.typing]) {
    const order = world.cash.get(id);
    const endsAt = order?.codePayment?.typingEndsAt;
    if (order !== undefined && endsAt !== undefined && endsAt <= now) failCode(world, order);
  }
  for (const id of [...index.paying]) {
    const order = world.mixed.get(id);
    if (order?.inFlight !== undefined && order.inFlight.endsAt <= now) {
      settle(world, order, order.inFlight.outcome);
    }
  }
  const due = [...index.moving]
    .flatMap((id) => world.refunds.get(id) ?? [])
    .filter(({ endsAt }) => endsAt !== undefined && endsAt <= now)
    .sort((a, b) => (a.endsAt ?? 0) - (b.endsAt ?? 0));
  for (const refund of due) endRefund(world, refund, refund.endsAs ?? 'SUCCESS', refund.endsAt);
}

/** When time next changes something, ms since the epoch. */
export function nextChange(world: World): number | undefined {
  const { index } = world;
  const times = [
    ...[...index.paying].map((id) => world.mixed.get(id)?.inFlight?.endsAt),
    ...[...index.moving].map((id) => world.refunds.get(id)?.endsAt),
  ].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** An abnormal refund may be brought to a good end later; success is final. */
export function endRefund(
  world: World,
  refund: CashRefund,
  status: Exclude<RefundStatus, 'PROCESSING'>,
  at = world.clock.now(),
): CashRefund {
  const { endsAt: _endsAt, endsAs: _endsAs, ...rest } = refund;
  const ended = saveRefund(world, {
    ...{ ...rest, status },
    ...(status === 'SUCCESS' ? { successAt: at } : {}),
  });
  const cash = world.cash.get(refund.cashId);
  if (cash === undefined) return ended;
  if (status === 'SUCCESS') cashIsBack(world, ended, cash);
  if (status === 'CLOSED') stillPaid(world, cash);
  enqueue(world, { kind: 'refund', refund: ended, cash });
  return ended;
}

/** A closed refund is none: with no other the order is paid as before. */
function stillPaid(world: World, cash: CashOrder): void {
  if (refundsOf(world, cash).every(({ status }) => status === 'CLOSED')) {
    saveCash(world, { ...cash, state: 'SUCCESS' });
  }
}

/** The mixed order says 已退款 of its cash when all of it is back. */
function cashIsBack(world: World, { amount }: CashRefund, cash: CashOrder): void {
  const user = userOf(world, cash.payerAppid, cash.openid);
  if (user !== undefined) {
    saveUser(world, { ...user, cashBalanceFen: user.cashBalanceFen + amount });
  }
  const back = refundsOf(world, cash)
    .filter(({ status }) => status === 'SUCCESS')
    .reduce((sum, refund) => sum + refund.amount, 0);
  const order = world.mixed.get(cash.id);
  if (order?.self === undefined || back < cash.total) return;
  const whole = order.state !== 'FAIL' && (order.medIns === undefined || order.medIns === 'REFUND');
  saveMixed(world, { ...order, self: 'REFUND', ...(whole ? { state: 'REFUND' } : {}) });
}
