/** Ways to break a money rule that only 2.0 has, one edit each (mutants.ts). */
import { DOMAIN, INSURED, USE, type Mutant } from './mutant';

const SENT: readonly Mutant[] = [
  {
    rule: 1,
    name: '2.0: an order goes out with the sums that were quoted',
    file: `${USE}/authorise-order.ts`,
    find: 'return sendOrder(deps, ready, given, deadline);',
    replace: 'return sendOrder(deps, order, given, deadline);',
  },
  {
    rule: 2,
    name: '2.0: no answer counts as no',
    file: `${INSURED}/place.ts`,
    find: "    verdict.kind === 'not-sent' ||\n",
    replace: "    verdict.kind !== 'failure' ||\n",
  },
  {
    rule: 4,
    name: '2.0: signatures are not looked at',
    file: `${INSURED}/verify.ts`,
    find: "return verify('sha256', signed, key, bytes) ? { ok: true } : forged('signature');",
    replace: "return signed.length + key.type.length >= 0 ? { ok: true } : forged('signature');",
  },
  {
    rule: 14,
    name: '2.0: the permission is kept with the order',
    file: `${USE}/authorise-order.ts`,
    find: "return withdrawn(deps, order, { type: 'rejected', ...why }, deadline);",
    replace:
      "return withdrawn(deps, order, { type: 'rejected', ...why, code: permit.payAuthNo }, deadline);",
  },
  {
    rule: 15,
    name: '2.0: whoever permits, permits for everybody',
    file: `${USE}/authorise-order.ts`,
    find: 'return person.idDigest === patient.idDigest && sameName(person, patient);',
    replace: 'return person.idDigest !== patient.name;',
  },
  {
    rule: 16,
    name: '2.0: what was placed in time is sent whenever it is permitted',
    file: `${USE}/authorise-order.ts`,
    find: 'if (isBehindCutOff(deps, now)) {',
    replace: 'if (isBehindCutOff(deps, order.createdAt)) {',
  },
];

const ENDED: readonly Mutant[] = [
  {
    rule: 7,
    name: '2.0: closed is believed while the upload stands',
    file: `${INSURED}/evidence.ts`,
    find: '  return cashOver && OVER.includes(upload);',
    replace: '  return cashOver;',
  },
  {
    rule: 7,
    name: '2.0: an order is closed while its cash order can be paid',
    file: `${INSURED}/evidence.ts`,
    find: '  return cashOver && OVER.includes(upload);',
    replace: '  return OVER.includes(upload);',
  },
  {
    rule: 12,
    name: '2.0: closing does not withdraw the upload',
    file: `${INSURED}/close.ts`,
    find: 'const revoked = await parties.bureau.revoke(order.orderNo, deadline);',
    replace: "const revoked = { ok: true, code: '', certain: true, reason: 'busy' };",
  },
  {
    rule: 12,
    name: '2.0: cash that was taken without insurance stays',
    file: `${DOMAIN}/on-evidence.ts`,
    find: '      refund: halfPaidRefund(order, cash, at, rules),\n',
    replace: '',
  },
];

const BACK: readonly Mutant[] = [
  {
    rule: 9,
    name: '2.0: cash goes back while the bureau could still take the fees',
    file: `${DOMAIN}/on-evidence.ts`,
    find: "  const reason = 'insurance-failed-cash-back';\n  if (evidence.leftovers === true) {",
    replace:
      "  const reason = 'insurance-failed-cash-back';\n  if (evidence.leftovers === true && at < 0) {",
  },
  {
    rule: 9,
    name: '2.0: the cash goes back before the insurance',
    file: `${INSURED}/refund-sender.ts`,
    find: `    const back = await insuranceBack(bureau, request, deadline);
    if ('ended' in back) return back.ended;
    const cash = await cashBack(config, api, request, deadline);
    if ('ended' in cash) return owed(cash.ended);`,
    replace: `    const cash = await cashBack(config, api, request, deadline);
    if ('ended' in cash) return owed(cash.ended);
    const back = await insuranceBack(bureau, request, deadline);
    if ('ended' in back) return back.ended;`,
  },
  {
    rule: 9,
    name: '2.0: the platform is not told that insurance is back',
    file: `${INSURED}/refund-sender.ts`,
    find: '    const told = await api.send(word, deadline);\n',
    replace: "    const told = { ...word, kind: 'success', code: '', reason: 'busy' };\n",
  },
  {
    rule: 9,
    name: '2.0: whether the platform was told does not matter',
    file: `${DOMAIN}/refund-word.ts`,
    find: 'told === true || sends === 0 || !touchesInsurance',
    replace: 'told === true || sends >= 0 || !touchesInsurance',
  },
  {
    rule: 1,
    name: '2.0: the platform is told of another time each time',
    file: `${INSURED}/refund-body.ts`,
    find: 'refund_time: shanghaiTime(refundedAt),',
    replace: 'refund_time: shanghaiTime(refundedAt - 1000 * Math.floor(Math.random() * 60)),',
  },
];

export const INSURED_MUTANTS: readonly Mutant[] = [...SENT, ...ENDED, ...BACK];
