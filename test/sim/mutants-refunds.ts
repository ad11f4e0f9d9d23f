/** Ways to break money rule 9, one edit each (mutants.ts). */
import { CHANNEL, DOMAIN, USE, type Mutant } from './mutant';

export const REFUND_MUTANTS: readonly Mutant[] = [
  {
    rule: 9,
    name: 'money moves before the hospital holds',
    file: `${USE}/advance-refund.ts`,
    find: 'const answer = await deps.refunds.holdRefund(sums(order, refund), deadline);',
    replace: "const answer = { ok: true, value: { status: 'held' } };",
  },
  {
    rule: 9,
    name: 'what the hospital will not hold goes back all the same',
    file: `${USE}/advance-refund.ts`,
    find: "return step(deps, order, { type: 'refund-hold-refused', code, reason });",
    replace: "return step(deps, order, { type: 'refund-held', hold: 'held' });",
  },
  {
    rule: 9,
    name: 'an unbooked payment goes back without a tombstone',
    file: `${USE}/advance-refund.ts`,
    find: "if (order.settlement.state === 'due') return cancel(deps, order, deadline);\n  if (order.settlement.state !== 'settled' || refund.hold",
    replace: "if (order.settlement.state !== 'settled' || refund.hold",
  },
  {
    rule: 9,
    name: 'a second refund takes the place of the first',
    file: `${DOMAIN}/refund-plan.ts`,
    find: "if (isTaken(order.refund)) return no('refund-exists');",
    replace: '',
  },
  {
    rule: 9,
    name: 'a lost answer to refund counts as refused',
    file: `${USE}/send-refund.ts`,
    find: "return { type: 'refund-stumbled', ...answered(outcome) };",
    replace:
      "return { type: 'refund-not-taken', ...answered(outcome), reason: 'refund-not-possible' };",
  },
  {
    rule: 9,
    name: 'taken counts as back',
    file: `${DOMAIN}/on-refund.ts`,
    find: "change: moved(refund, 'sending', at, known) };",
    replace: "change: moved(refund, 'returned', at, known) };",
  },
  {
    rule: 9,
    name: 'a part of the cash is asked for as all of it',
    file: `${CHANNEL}/refund.ts`,
    find: "['cash_refund_fee', sum ? String(request.cash) : undefined],",
    replace: "['cash_refund_fee', undefined],",
  },
  {
    rule: 9,
    name: 'the refund desk sends what was not stored as sending',
    file: `${USE}/send-refund.ts`,
    find: "const { outcome, order: ready } = await applyEvent(deps, orderNo, { type: 'refund-sending' });",
    replace: "const { outcome, order: ready } = { outcome: 'refund-sending', order } as const;",
  },
];
