/**
 * Differences that asking and booking can end: platform and hospital are asked, what they prove is
 * applied as always, and the difference is judged again by what came of it (money rules 2 and 11).
 * Nothing is repaired from a bill: a bill is not a proof.
 */
import { orderNo as asOrderNo, type OrderNo } from '../domain/ids';
import { dayBegins, dayEnds, type ReconDay } from '../domain/recon-day';
import { retryAt } from '../domain/recon-failure';
import { differenceId, mayHeal, type Difference, type Healing } from '../domain/recon-differences';
import { ownFacts } from '../domain/recon-facts';
import { factsAfterAsking, judge } from '../domain/recon-judge';
import type { Deadline } from '../ports/deadline';
import { newDifference } from './reconcile-compare';
import { advanced, enoughMs, saved, type ReconDeps } from './reconcile-deps';
import { ownOrder, UNREADABLE } from './reconcile-order';
import { tallied } from './reconcile-tally';

const PAGE = 50;

function isToHeal(one: Difference, tries: number): boolean {
  if (!mayHeal(one.type) || !one.facts.ours.exists) return false;
  return one.healing === undefined || (one.healing === 'failed' && one.tries < tries);
}

/** An order that cannot be read cannot be asked about. */
async function askedAbout(deps: ReconDeps, day: ReconDay, number: OrderNo, deadline: Deadline) {
  const order = await ownOrder(deps, day, number);
  return order === UNREADABLE ? 'failed' : deps.repairs.repair(number, deadline);
}

/** Asks, and judges again; what that shows besides is kept, too. */
async function healed(deps: ReconDeps, day: ReconDay, one: Difference, deadline: Deadline) {
  const number = asOrderNo(one.orderNo);
  const asked = await askedAbout(deps, day, number, deadline);
  const order = await ownOrder(deps, day, number);
  const now = deps.clock.now();
  const tries = one.tries + 1;
  const after = (healing: Healing, change: Partial<Difference> = {}): Difference => ({
    ...one,
    ...change,
    healing,
    tries,
    changedAt: now,
  });
  if (order === UNREADABLE) return after('failed');
  if (order === undefined) return after('unchanged');
  const facts = factsAfterAsking(one.facts, ownFacts(order, day.day));
  const { bills: books } = deps;
  const view = { from: dayBegins(day.day), to: dayEnds(day.day), final: true, books };
  const findings = judge(facts, view);
  const isThis = ({ type, leg }: { type: string; leg: string }): boolean =>
    type === one.type && leg === one.leg;
  if (findings.some(isThis)) return after(asked === 'failed' ? 'failed' : 'unchanged', { facts });
  for (const finding of findings) {
    const found = newDifference(day, one.orderNo, finding, facts, now);
    const known = await deps.recon.difference(day.hospital, differenceId(found));
    if (known === undefined || known.run !== day.run) {
      await deps.recon.putDifference(day.hospital, found);
    }
  }
  return after('healed', { facts, state: 'resolved' });
}

async function nextRound(deps: ReconDeps, day: ReconDay): Promise<ReconDay> {
  const round = day.step + 1;
  const { cursor: _cursor, ...rest } = day;
  if (!day.unasked || round >= deps.reconRules.healTries) return tallied(deps, rest);
  const dueAt = retryAt(deps.clock.now(), round, deps.reconRules);
  return saved(deps, advanced(rest, { step: round, unasked: false, dueAt }), round);
}

/** Tries what can be healed, as far as time allows; then the day's report is made. */
export async function repairDifferences(
  deps: ReconDeps,
  begun: ReconDay,
  deadline: Deadline,
): Promise<ReconDay> {
  let day = begun;
  for (;;) {
    const after = day.cursor === undefined ? {} : { after: day.cursor };
    const ask = { day: day.day, limit: PAGE, state: 'open', ...after } as const;
    const page = await deps.recon.differences(day.hospital, ask);
    for (const one of page) {
      if (isToHeal(one, deps.reconRules.healTries)) {
        if (deadline.leftMs() < enoughMs(deps)) return day;
        const now = await healed(deps, day, one, deadline);
        await deps.recon.putDifference(day.hospital, now);
        const unasked = day.unasked || now.healing === 'failed';
        day = await saved(deps, advanced(day, { cursor: differenceId(one), unasked }), day.step);
      } else {
        day = { ...day, cursor: differenceId(one) };
      }
    }
    if (page.length < PAGE) return nextRound(deps, day);
  }
}
