/**
 * How long what helps nobody any more is kept: one table, every value of which a hospital's settings may
 * override (docs/privacy.md). Payments, refunds, reports and the audit list are not in it: they are
 * accounting records and are never swept (money rules 9, 11 and 13).
 */

/**
 * phone-proof: started by somebody and never finished · attempt: counted against a limit · lease: held
 * by whoever crashed · invitation: of staff · reminder: sent, given up, or too late · notice: what a
 * platform stated; the order has its own proof.
 */
export const SWEPT_KINDS = [
  'phone-proof',
  'attempt',
  'lease',
  'invitation',
  'reminder',
  'notice',
] as const;

export type SweptKind = (typeof SWEPT_KINDS)[number];

/** ms; since which moment, the defaults below say. */
export type RetentionRules = Readonly<Record<SweptKind, number>>;

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

export const DEFAULT_RETENTION: RetentionRules = {
  // since it expired: nobody can finish it; an hour lets two clocks differ
  'phone-proof': HOUR,
  // since its window is over: it counts against nothing
  attempt: HOUR,
  // since it ran out: whoever held it has lost it
  lease: HOUR,
  // since it expired: an administrator who is asked why a code fails still finds it
  invitation: 30 * DAY,
  // since it helps nobody any more: until then the same news must be known as said
  reminder: 7 * DAY,
  // since it came: as long as a platform's bill of the day can be fetched and disputed
  notice: 90 * DAY,
};

/** The moment (ms) up to which documents of that kind go at `now` (ms); below 0: none. */
export function sweptUpTo(rules: RetentionRules, kind: SweptKind, now: number): number {
  return now - rules[kind];
}
