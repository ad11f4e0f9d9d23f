/**
 * Schedules that once broke a rule, kept as plain JSON: seeds change their meaning when code changes,
 * a schedule does not. Read back with its shape checked.
 */
import { z } from 'zod';
import {
  BILL_KINDS,
  CALL_FAULTS,
  HOLD_REFUSALS,
  INTRUSIONS,
  NOTICE_WAYS,
  PAY_OUTCOMES,
  REFUND_MODES,
  REFUSALS,
  type Action,
  type Schedule,
} from './schedule';

const whole = z.int().min(0);
const fate = {
  hits: z
    .array(z.strictObject({ at: whole, kind: z.enum(CALL_FAULTS), ms: whole.exactOptional() }))
    .exactOptional(),
  crash: z.strictObject({ write: whole, when: z.enum(['before', 'after']) }).exactOptional(),
};
const ordeal = {
  ...fate,
  desk: z.strictObject({ ...fate, unreached: z.literal(true).exactOptional() }).exactOptional(),
};
const story = whole;

const action: z.ZodType<Action> = z.lazy(() =>
  z.union([
    z.strictObject({
      do: z.literal('place'),
      ...{ story, who: whole, bills: z.array(whole).min(1) },
      payWith: z.enum(['insurance', 'cash']),
      ...ordeal,
    }),
    z.strictObject({ do: z.enum(['confirm', 'close', 'refund']), story, ...ordeal }),
    z.strictObject({ do: z.literal('permit'), story, lagMs: whole, ...ordeal }),
    z.strictObject({
      ...{ do: z.literal('clerk'), story, mode: z.enum(REFUND_MODES), perMille: whole },
      ...ordeal,
    }),
    z.strictObject({
      ...{ do: z.literal('decide'), nth: whole, choice: z.enum(['booked-by-hand', 'refund']) },
      ...ordeal,
    }),
    z.strictObject({ do: z.literal('tick'), ...ordeal }),
    z.strictObject({
      do: z.literal('notice'),
      ...{ way: z.enum(NOTICE_WAYS), nth: whole },
      ...ordeal,
    }),
    z.strictObject({ do: z.enum(['open', 'leave', 'bind']), story }),
    z.strictObject({ do: z.literal('pay'), story, outcome: z.enum(PAY_OUTCOMES) }),
    z.strictObject({ do: z.literal('wait'), ms: whole }),
    z.strictObject({ do: z.literal('until'), time: z.string().regex(/^\d\d:\d\d:\d\d$/) }),
    z.strictObject({ do: z.enum(['window', 'withdraw', 'expire', 'serve']), bill: whole }),
    z.strictObject({ do: z.literal('change'), bill: whole, fen: whole }),
    z.strictObject({ do: z.literal('refuse'), code: z.enum(REFUSALS) }),
    z.strictObject({ do: z.literal('refuse-hold'), code: z.enum(HOLD_REFUSALS) }),
    z.strictObject({
      ...{ do: z.literal('fate'), cash: z.enum(['SUCCESS', 'CHANGE']), ms: whole },
      insurance: z.enum(['SUCCESS', 'FAIL']),
    }),
    z.strictObject({ do: z.literal('bureau'), down: z.boolean() }),
    z.strictObject({ do: z.literal('balk'), nth: whole }),
    z.strictObject({ do: z.literal('shift'), fen: whole }),
    z.strictObject({ do: z.literal('down'), party: z.enum(['his', 'platform']), ms: whole }),
    z.strictObject({ do: z.literal('token') }),
    z.strictObject({ do: z.literal('intrude'), story, who: whole, verb: z.enum(INTRUSIONS) }),
    z.strictObject({ do: z.literal('together'), parts: z.array(action), picks: whole }),
  ]),
);

const schedule: z.ZodType<Schedule> = z.strictObject({
  ...{ seed: z.int(), startsAt: whole },
  // older ones are all of 1.0
  channel: z.enum(['payinsurance', 'medins']).default('payinsurance'),
  mode: z.enum(['service-provider', 'independent']),
  cityId: z.enum(['440300', '449900']),
  refundVia: z.enum(['api', 'manual']),
  sockets: z.boolean(),
  bills: z.array(z.strictObject({ patient: whole, kind: z.enum(BILL_KINDS), fen: whole })),
  actions: z.array(action),
});

const kept = z.strictObject({
  /** What broke when it was found. */
  found: z.strictObject({ rule: z.int(), what: z.string() }),
  /** How its orders must end, in the order of their making; found when the rule was mended. */
  ends: z.array(z.string()).exactOptional(),
  schedule,
});
export type Kept = z.infer<typeof kept>;

/** Throws ZodError for what is no kept schedule. */
export function readKept(text: string): Kept {
  return kept.parse(JSON.parse(text));
}

export function keptText(one: Kept): string {
  return `${JSON.stringify(one, null, 2)}\n`;
}
