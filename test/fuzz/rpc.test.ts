/** The doors: whatever is sent, an answer comes back that names a reason, and nothing throws. */
import fc from 'fast-check';
import { staffValidators } from '../../cloudfunctions/contract/staff-validators';
import { clinicValidators, payValidators } from '../../cloudfunctions/contract/validators';
import { hintDoor } from '../../cloudfunctions/doors/hint';
import { rpcDoor, type Actions } from '../../cloudfunctions/doors/rpc';
import { redact } from '../../cloudfunctions/adapters/redacting-log';
import { REASONS } from '../../miniprogram/shared/reasons';
import { readDoor } from '../support/door-rig';
import { holds, holdsAsync } from './cases';

const json = fc.jsonValue({ maxDepth: 3 });
const action = fc.oneof(
  fc.constantFrom(...Object.keys(payValidators), 'toString', '__proto__', 'constructor'),
  fc.string({ maxLength: 12 }),
);
const event = fc.oneof(json, fc.record({ action, input: json }, { requiredKeys: [] }));

const rig = readDoor();
const run = (): Promise<never> => Promise.reject(new TypeError('reached'));
const actions: Actions<'pay'> = {
  addPatient: { input: payValidators.addPatient, run },
  openCard: { input: payValidators.openCard, run },
  placeForOther: { input: payValidators.placeForOther, run },
  refundDeposit: { input: payValidators.refundDeposit, run },
  placeOrder: { input: payValidators.placeOrder, run },
  authoriseOrder: { input: payValidators.authoriseOrder, run },
  confirmOrder: { input: payValidators.confirmOrder, run },
  closeOrder: { input: payValidators.closeOrder, run },
  askRefund: { input: payValidators.askRefund, run },
};
const door = rpcDoor<'pay'>({ ...rig.deps, classify: () => undefined }, actions);

holdsAsync('every call is answered', [event], async (sent) => {
  const answer = await door(sent);
  expect(answer.ok).toBe(false);
  if (answer.ok) return;
  expect(REASONS).toContain(answer.reason);
  expect(answer.traceId).toMatch(/^t[0-9a-f]{16}$/);
});

const deskCalls: string[] = [];
const desk = hintDoor(rig.deps, (orderNo) => {
  deskCalls.push(orderNo);
  return Promise.resolve('sent');
});

holdsAsync('a hint says nothing back, whatever it is', [json], async (sent) => {
  expect(Object.keys(await desk(sent)).sort()).toEqual(['ok', 'traceId']);
  expect(deskCalls.every((orderNo) => /^[A-Za-z0-9_-]{10,63}$/.test(orderNo))).toBe(true);
});

const VALIDATORS = { ...clinicValidators, ...payValidators, ...staffValidators };
const validator = fc.constantFrom(...Object.values(VALIDATORS));

holds('an input that passes is bounded', [validator, json], (check, input) => {
  const parsed = check.safeParse(input);
  if (!parsed.success) return;
  expect(JSON.stringify(parsed.data).length).toBeLessThan(4_000);
});

holds(
  'no field of the log carries anything personal',
  [
    fc.record(
      {
        orderNo: fc.string(),
        code: fc.oneof(fc.stringMatching(/^\d{15,18}$/), fc.stringMatching(/^[0-9a-f]{32}$/)),
        reason: fc.string({ unit: 'grapheme' }),
        outcome: fc.stringMatching(/^1[3-9]\d{9}$/),
      },
      { requiredKeys: [] },
    ),
  ],
  (fields) => {
    const written = JSON.stringify(redact(fields));
    expect(written).not.toMatch(/\d{11}|[0-9a-f]{24}/);
    expect(written).not.toMatch(/\p{Script=Han}/u);
  },
);
