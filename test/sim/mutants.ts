/**
 * For every rule that a simulation can see, ways to break it in the product's own source, one edit each.
 * The test makes them while it bundles and expects the simulation to notice; nothing of this is shipped.
 */
import { INSURED_MUTANTS } from './mutants-insured';
import { REFUND_MUTANTS } from './mutants-refunds';
import { CHANNEL, DOMAIN, USE, type Mutant } from './mutant';

const NUMBERS_AND_UNKNOWNS: readonly Mutant[] = [
  {
    rule: 1,
    name: 'an order is sent without being stored',
    file: `${USE}/place-order.ts`,
    find: "if ((await deps.orders.insert(order)) === 'exists') throw new Refusal('busy', true);",
    replace: '',
  },
  {
    rule: 1,
    name: 'other sums go out than are stored',
    file: `${CHANNEL}/unified-order.ts`,
    find: "['total_fee', String(amounts.total)],",
    replace: "['total_fee', String(amounts.total + 1)],",
  },
  {
    rule: 1,
    name: 'a repeated booking says something else',
    file: 'cloudfunctions/adapters/his/settlement-body.ts',
    find: 'paidAt: timeOf(order.proof?.paidAt ?? order.createdAt),',
    replace: 'paidAt: timeOf(order.createdAt + order.settlement.attempts * 1000),',
  },
  {
    rule: 2,
    name: 'no answer counts as no',
    file: `${CHANNEL}/judge.ts`,
    find: "      : unknown('no-answer');",
    replace:
      "      : { kind: 'failure', code: 'x', reason: 'payment-unreachable', effect: 'none' };",
  },
  {
    rule: 2,
    name: '530 counts as no',
    file: `${CHANNEL}/error-catalogue.ts`,
    find: "    '530',\n    'hosp_out_order_no 重复',\n    ORDER,\n    HALF_WAY,",
    replace:
      "    '530',\n    'hosp_out_order_no 重复',\n    ORDER,\n    refusal('nobody', 'payment-refused'),",
  },
  {
    rule: 2,
    name: 'an order that is not found at once never was',
    file: `${DOMAIN}/transition.ts`,
    find: "if (at - order.createdAt < rules.absentGraceMs) return { name: 'too-early', change };",
    replace: '',
  },
];

const STATES_AND_PROOFS: readonly Mutant[] = [
  {
    rule: 3,
    name: 'a paid order is judged like an unpaid one',
    file: `${DOMAIN}/on-evidence.ts`,
    find: "order.payment === 'paid'\n      ? onPaid(",
    replace: "(order.payment as string) === ''\n      ? onPaid(",
  },
  {
    rule: 3,
    name: 'what is being unwound counts as failed',
    file: `${DOMAIN}/on-evidence.ts`,
    find: "return unclear(order, 'failing', evidence);\n    case 'failed':",
    replace: "return onFailed(order, evidence, at);\n    case 'failed':",
  },
  {
    rule: 4,
    name: 'signatures are not looked at',
    file: `${CHANNEL}/signature-policy.ts`,
    find: "return signature === 'right';",
    replace: 'return true;',
  },
  {
    rule: 4,
    name: 'a notice is taken for a proof',
    file: `${USE}/accept-notice.ts`,
    find: '  const doubted = doubtsTheEnd(deps, order, hint, kept);',
    replace: `  await applyEvent(deps, order.orderNo, { type: 'evidence', evidence: { ...hint, state: 'paid' } });
  const doubted = doubtsTheEnd(deps, order, hint, kept);`,
  },
  {
    rule: 5,
    name: 'a lost race counts as won',
    file: `${USE}/apply-event.ts`,
    find: "(await deps.orders.save(outcome.order)) === 'saved'",
    replace: "(await deps.orders.save(outcome.order)) !== 'never'",
  },
];

const BILLS_AND_CLOSING: readonly Mutant[] = [
  {
    rule: 6,
    name: 'a bill that is held counts as ours',
    file: `${USE}/hold-bills.ts`,
    find: "if (answer === 'claimed') return 'held';",
    replace: "if (answer !== undefined) return 'held';",
  },
  {
    rule: 6,
    name: 'a bill is free while its order is being closed',
    file: `${DOMAIN}/order.ts`,
    find: "if (order.payment === 'paid') return isGivenBack(order);\n  return order.payment",
    replace:
      "if (order.payment === 'closing') return true;\n  if (order.payment === 'paid') return isGivenBack(order);\n  return order.payment",
  },
  {
    rule: 6,
    name: 'the bills of an order that is over stay held',
    file: `${USE}/hold-bills.ts`,
    find: ': freesBills(order);',
    replace: ': false;',
  },
  {
    rule: 7,
    name: 'asking for the end is the end',
    file: `${DOMAIN}/on-close.ts`,
    find: "change: { payment: 'closing', asked: 0, ...tender },",
    replace: "change: { payment: 'closed', asked: 0, ...tender },",
  },
];

const HOSPITAL: readonly Mutant[] = [
  {
    rule: 8,
    name: 'a refusal is believed without a tombstone',
    file: `${USE}/settle-with-hospital.ts`,
    find: 'await deps.settler.cancelSettlement(order.orderNo, deadline);',
    replace: "{ ok: true, value: { status: 'cancelled' } } as const;",
  },
  {
    rule: 8,
    name: 'silence counts as booked',
    file: `${USE}/settle-with-hospital.ts`,
    find: "if (!certain) return { type: 'settle-unknown', code };",
    replace: "if (!certain) return { type: 'settled' };",
  },
];

const ENDS_AND_PEOPLE: readonly Mutant[] = [
  {
    rule: 10,
    name: 'a forged notice is answered like a right one',
    file: 'cloudfunctions/usecases/accept-notice.ts',
    find: "deps.log.warn('notice.refused', { code: reading.why });\n    return deps.reader.refused();",
    replace: 'return deps.reader.accepted();',
  },
  {
    rule: 12,
    name: 'a paid order is never looked at again',
    file: `${DOMAIN}/schedule.ts`,
    find: "if (order.settlement.state !== 'due') return nextLookBack(order, now, rules);",
    replace: "if (order.payment === 'paid') return null;",
  },
  {
    rule: 12,
    name: 'what the hospital refuses stays where it is',
    file: `${DOMAIN}/on-settlement.ts`,
    find: 'return { ...told, change: { settlement, refund } };',
    replace: 'return { ...told, change: { settlement } };',
  },
  {
    rule: 12,
    name: 'an unpaid order is never closed',
    file: `${USE}/advance-order.ts`,
    find: 'return canBeClosed(order) && deps.clock.now() >= closeFrom(order, deps.rules);',
    replace: 'return false;',
  },
  {
    rule: 12,
    name: 'a refund that the desk did not send is forgotten',
    file: `${DOMAIN}/schedule.ts`,
    find: "if (refund.state === 'by-hand') return null;",
    replace: "if (refund.state === 'by-hand' || refund.asked > 1) return null;",
  },
  {
    rule: 13,
    name: 'any order can be asked for',
    file: `${USE}/own-order.ts`,
    find: 'if (order?.owner !== owner)',
    replace: 'if (order === undefined)',
  },
  {
    rule: 13,
    name: "anybody's bill can be paid by anybody",
    file: `${USE}/ordered-bills.ts`,
    find: "if (foreign) throw new Refusal('bill-of-other-patient');",
    replace: '',
  },
  {
    rule: 13,
    name: 'anybody is staff',
    file: `${USE}/staff/staff-of.ts`,
    find: "const role = bySettings ? 'administrator' : kept?.role;",
    replace: "const role = bySettings ? 'administrator' : 'clerk';",
  },
  {
    rule: 14,
    name: 'notices are kept whole',
    file: `${USE}/accept-notice.ts`,
    find: 'stated: stated(hint),',
    replace: 'stated: notice.body,',
  },
  {
    rule: 15,
    name: "a relative's bill is paid by insurance",
    file: `${USE}/patient-view.ts`,
    find: "return scope.relatives || isOwn(link) ? undefined : 'insurance-other-payer';",
    replace: 'return undefined;',
  },
  {
    rule: 16,
    name: 'insurance pays behind the cut-off',
    file: `${USE}/price-bills.ts`,
    find: 'return isAtOrAfter(at, deps.rules.insuranceCutOff);',
    replace: 'return false;',
  },
];

export const MUTANTS: readonly Mutant[] = [
  ...NUMBERS_AND_UNKNOWNS,
  ...STATES_AND_PROOFS,
  ...BILLS_AND_CLOSING,
  ...HOSPITAL,
  ...REFUND_MUTANTS,
  ...INSURED_MUTANTS,
  ...ENDS_AND_PEOPLE,
];
