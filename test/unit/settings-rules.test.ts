/** The bounds of the rules against the functions that live by them (cloudfunctions/deploy.json). */
import deploy from '../../cloudfunctions/deploy.json';
import { ruleOverrides } from '../../cloudfunctions/settings/rules';

/** What the door keeps back for answering. */
const MARGIN_MS = 1_000;

function timeOf(name: string): number {
  const found = deploy.functions.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found.timeoutSeconds * 1000;
}

const taken = (rules: object) => ruleOverrides.safeParse(rules).success;

/** The most of a rule that may be set. */
function mostOf(rule: string, upTo: number): number {
  for (let value = upTo; value > 0; value -= 500) if (taken({ [rule]: value })) return value;
  throw new Error(`nothing is taken for ${rule}`);
}

test('a hospital that answers as late as it may leaves an invocation time for what must follow', () => {
  const most = mostOf('httpTimeoutMs', 60_000);
  expect(2 * most).toBeLessThanOrEqual(timeOf('pay') - MARGIN_MS);
  expect(3 * most).toBeLessThanOrEqual(timeOf('clockwork') - MARGIN_MS);
  expect(taken({ tokenRefreshBeforeMs: most })).toBe(false);
});

test("a claim is a crash's remains only when its invocation must be over", () => {
  expect(taken({ claimGraceMs: timeOf('pay') - 1 })).toBe(false);
});

test('a notice is answered before its function is cut, and within the 5 s of the platform', () => {
  const most = mostOf('noticeProofMs', 60_000);
  expect(most).toBeLessThan(Math.min(5_000, timeOf('notify') - MARGIN_MS));
});
