/**
 * What a day leaves to the next one (money rule 11): it is found there, or a difference there; and a day
 * that is compared anew keeps what the next one has ended, whose books it does not see.
 */
import { dayBefore, type Carried, type ReconDay } from '../domain/recon-day';
import { differenceId, type Difference, type Finding } from '../domain/recon-differences';
import type { OrderFacts } from '../domain/recon-facts';
import { judge, type DayView } from '../domain/recon-judge';
import { readRecord } from '../domain/recon-records';
import { eachOf, type ReconDeps } from './reconcile-deps';
import type { Kept } from './reconcile-gather';

/** An order and all that was found about it. */
export interface Judged {
  readonly orderNo: string;
  readonly facts: OrderFacts;
  readonly findings: readonly Finding[];
  readonly kept: readonly Kept[];
}

/** Their lines, for the next day's comparison. */
export function linesOf(judged: readonly Judged[]): Carried {
  return judged.flatMap(({ kept }) => kept.map(({ source, line }) => [source, line] as const));
}

/** The cut-off of the order that was found on that day. */
function cutOff(deps: ReconDeps, { hospital }: ReconDay, day: string, orderNo: string) {
  const name = { day, type: 'cut-off', orderNo, leg: 'row' } as const;
  return deps.recon.difference(hospital, differenceId(name));
}

/** What the day before left open is found, or a difference of this day now. */
export async function carriedEnded(
  deps: ReconDeps,
  day: ReconDay,
  carried: ReadonlySet<string>,
  judged: readonly Judged[],
): Promise<void> {
  const stillOpen = new Set(judged.map(({ orderNo }) => orderNo));
  await eachOf([...carried], async (orderNo) => {
    const left = await cutOff(deps, day, dayBefore(day.day), orderNo);
    if (left === undefined) return;
    const state = stillOpen.has(orderNo) ? 'moved' : 'resolved';
    if (left.state === state) return;
    const { healing: _healing, ...rest } = left;
    const healing = state === 'resolved' ? ({ healing: 'healed' } as const) : {};
    const changedAt = deps.clock.now();
    await deps.recon.putDifference(day.hospital, { ...rest, ...healing, state, changedAt });
  });
}

/** The next day's books ended it: not a later comparison of its own day that no longer found it. */
function isEnded({ state, healing }: Difference): boolean {
  return state === 'moved' || (state === 'resolved' && healing === 'healed');
}

/**
 * Takes out what the next day has ended: what a cut-off would have been if it could not have waited was
 * found there, or is kept there. Whatever else is found about the order remains.
 */
export async function withoutEnded(
  deps: ReconDeps,
  day: ReconDay,
  judged: readonly Judged[],
  view: DayView,
): Promise<{ readonly judged: Judged[]; readonly ended: readonly Judged[] }> {
  const rest: Judged[] = [];
  const ended: Judged[] = [];
  const endedOf = async (one: Judged): Promise<Judged> => {
    const left = await cutOff(deps, day, day.day, one.orderNo);
    if (left === undefined || !isEnded(left)) return one;
    const waited = judge(left.facts, { ...view, final: true });
    const findings = one.findings.filter(
      ({ type, leg }) => !waited.some((was) => was.type === type && was.leg === leg),
    );
    if (findings.length < one.findings.length) ended.push(one);
    return { ...one, findings };
  };
  await eachOf(judged, async (one) => {
    const left = await endedOf(one);
    if (left.findings.length > 0) rest.push(left);
  });
  return { judged: rest, ended };
}

/** Whether something is left to a next day that no longer looks at it. */
export async function waitsInVain(deps: ReconDeps, day: ReconDay): Promise<boolean> {
  const waiting = new Set(day.carried.map(([, line]) => readRecord(line).key));
  const open: string[] = [];
  await eachOf([...waiting], async (orderNo) => {
    const left = await cutOff(deps, day, day.day, orderNo);
    if (left === undefined || !isEnded(left)) open.push(orderNo);
  });
  return open.length > 0;
}
