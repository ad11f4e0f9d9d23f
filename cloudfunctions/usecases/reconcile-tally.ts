/** The end of a day's comparison: its differences are counted, and what was kept to compare is removed. */
import {
  dayBefore,
  isOver,
  ROW_LEGS,
  SOURCES,
  type ReconDay,
  type TypeCounts,
} from '../domain/recon-day';
import { DIFFERENCE_TYPES, differenceId, type Difference } from '../domain/recon-differences';
import type { Deadline } from '../ports/deadline';
import { advanced, eachOf, FLUSH_MS, saved, type ReconDeps } from './reconcile-deps';

const PAGE = 200;

/** Found by an earlier reading or comparison of the same day, and not by the last one. */
function isOutdated(day: ReconDay, { type, leg, run }: Difference): boolean {
  const read = SOURCES.find((source) => type === 'unreadable-row' && ROW_LEGS[source] === leg);
  return run !== (read === undefined ? day.run : day.books[read].run);
}

async function countedTypes(deps: ReconDeps, day: ReconDay): Promise<TypeCounts> {
  const types: TypeCounts = {};
  for (const [type, { open }] of Object.entries(day.beyond)) {
    const known = DIFFERENCE_TYPES.find((name) => name === type);
    if (known !== undefined) types[known] = { open, resolved: 0 };
  }
  let after: string | undefined;
  for (;;) {
    const more = after === undefined ? {} : { after };
    const ask = { day: day.day, limit: PAGE, ...more };
    const page = await deps.recon.differences(day.hospital, ask);
    for (const one of page) {
      const outdated = one.state === 'open' && isOutdated(day, one);
      if (outdated) {
        const changedAt = deps.clock.now();
        const gone: Difference = { ...one, state: 'resolved', changedAt };
        await deps.recon.putDifference(day.hospital, gone);
      }
      const isOpen = one.state === 'open' && !outdated;
      const { open, resolved } = types[one.type] ?? { open: 0, resolved: 0 };
      types[one.type] = { open: open + Number(isOpen), resolved: resolved + Number(!isOpen) };
      after = differenceId(one);
    }
    if (page.length < PAGE) return types;
  }
}

/** How many are open; what waits for the next day is none yet. */
export function openIn(types: TypeCounts): number {
  return Object.entries(types)
    .filter(([type]) => type !== 'cut-off')
    .reduce((sum, [, { open }]) => sum + open, 0);
}

/** The day before may have left something to this one: its counts have changed. */
async function recounted(deps: ReconDeps, day: ReconDay): Promise<void> {
  const before = await deps.recon.loadDay(day.hospital, dayBefore(day.day));
  if (before === undefined || before.carried.length === 0 || !isOver(before)) return;
  const types = await countedTypes(deps, before);
  await saved(deps, { ...before, types }, openIn(types));
}

/** Makes the report: what is open, and whether the books agree. */
export async function tallied(deps: ReconDeps, day: ReconDay): Promise<ReconDay> {
  const types = await countedTypes(deps, day);
  await recounted(deps, day);
  const open = openIn(types);
  const outcome = open === 0 ? 'balanced' : 'differences';
  const finishedAt = deps.clock.now();
  const fields = { action: 'report', state: day.day, outcome, count: open };
  if (open === 0) deps.log.info('recon.report', fields);
  else deps.log.alarm('recon.report', fields);
  const end = { stage: 'clean', step: 0, types, outcome, finishedAt, dueAt: finishedAt } as const;
  return saved(deps, advanced(day, end), open);
}

/** Removes what was kept to compare, as far as time allows; removing again does no harm. */
export async function cleanUp(
  deps: ReconDeps,
  begun: ReconDay,
  deadline: Deadline,
): Promise<ReconDay> {
  let day = begun;
  const runs = [
    ...day.spent,
    ...SOURCES.map((source) => {
      const { run, blocks } = begun.books[source];
      return { source, run, blocks: blocks + 1 };
    }),
  ];
  while (day.step < day.partitions && deadline.leftMs() >= FLUSH_MS) {
    const names = runs.flatMap(({ source, run, blocks }) =>
      Array.from({ length: blocks }, (_unused, block) => ({
        ...{ day: day.day, source, run, block },
        partition: day.step,
      })),
    );
    await eachOf(names, (name) => deps.recon.removeSlice(day.hospital, name));
    day = { ...day, step: day.step + 1 };
  }
  if (day.step < day.partitions) return saved(deps, day, day.step);
  return saved(deps, { ...day, stage: 'done', dueAt: null, spent: [] }, day.partitions);
}
