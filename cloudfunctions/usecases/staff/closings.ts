/** What people do with a day's differences, until the day can be closed (money rule 11). */
import type { StaffActions } from '../../contract/staff-types';
import type { OpenId } from '../../domain/ids';
import type { ReconDay } from '../../domain/recon-day';
import {
  factsMark,
  isClosed,
  isDealt,
  mayClose,
  needsPerson,
  type Dealt,
} from '../../domain/recon-dealt';
import { differenceId, type Difference } from '../../domain/recon-differences';
import { reportOf } from '../../domain/recon-report';
import type { ReconClosings } from '../../ports/recon-closings';
import { reconDifferences, type ReportDeps } from '../reconcile-report';
import { Refusal } from '../refusal';
import { audited, type Audited } from './audited';
import { staffOf, type StaffDoor } from './staff-of';

export interface ClosingReader extends ReportDeps, StaffDoor {
  readonly hospital: ReportDeps['hospital'];
  readonly closings: ReconClosings;
}
export interface Closer extends ClosingReader, Audited {
  readonly staff: Audited['staff'];
}

const DAYS = 31;
const PAGE = 50;
const READ = 200;

/** Every word that was said of a day's differences, by the difference's name. */
export async function dealtOfDay(
  deps: ClosingReader,
  day: string,
): Promise<ReadonlyMap<string, Dealt>> {
  const all = new Map<string, Dealt>();
  let after: string | undefined;
  for (;;) {
    const page = await deps.closings.dealtOf(deps.hospital.id, day, after, READ);
    for (const one of page) all.set(one.differenceId, one);
    const last = page.length < READ ? undefined : page.at(-1);
    if (last === undefined) return all;
    after = last.differenceId;
  }
}

/** All of a day's differences, one after the other. */
export async function* everyDifference(
  deps: ReportDeps,
  day: string,
): AsyncGenerator<Difference, void, void> {
  let after: string | undefined;
  do {
    const ask = { day, limit: READ, ...(after === undefined ? {} : { after }) };
    const page = await reconDifferences(deps, ask);
    yield* page.differences;
    after = page.next;
  } while (after !== undefined);
}

/** Differences that a person must still end; those beyond what is kept are among them. */
async function stillOpen(deps: ClosingReader, day: ReconDay): Promise<number> {
  const dealt = await dealtOfDay(deps, day.day);
  let open = 0;
  for await (const one of everyDifference(deps, day.day)) {
    if (needsPerson(one) && !isDealt(one, dealt.get(differenceId(one)))) open += 1;
  }
  const { 'cut-off': _waits, ...beyond } = day.beyond;
  return Object.values(beyond).reduce((sum, counts) => sum + counts.open, open);
}

async function comparedDay(deps: ClosingReader, day: string): Promise<ReconDay> {
  const found = await deps.recon.loadDay(deps.hospital.id, day);
  if (found === undefined || !mayClose(found)) throw new Refusal('day-not-reconciled');
  return found;
}

/** Says how a difference was dealt with; how many are left. Refusal `case-changed`: it is not open. */
export async function settleDifference(
  deps: Closer,
  who: OpenId,
  ask: StaffActions['settleDifference']['in'],
): Promise<{ open: number }> {
  const facts = { act: 'settle-difference', detail: ask.differenceId };
  return audited(deps, who, facts, async ({ name }) => {
    const { id } = deps.hospital;
    const day = await comparedDay(deps, ask.day);
    const found = await deps.recon.difference(id, ask.differenceId);
    if (found?.day !== ask.day || !needsPerson(found)) throw new Refusal('case-changed');
    const at = deps.clock.now();
    const { differenceId: of, note } = ask;
    const said = { differenceId: of, day: ask.day, at, by: who, byName: name, note };
    await deps.closings.putDealt(id, { ...said, facts: factsMark(found) });
    return { open: await stillOpen(deps, day) };
  });
}

/** Refusals: `day-not-reconciled`, and `difference-open` while a person must end one. */
export async function closeDay(
  deps: Closer,
  who: OpenId,
  { day }: { readonly day: string },
): Promise<Record<string, never>> {
  return audited(deps, who, { act: 'close-day', detail: day }, async ({ name }) => {
    const { id } = deps.hospital;
    const found = await comparedDay(deps, day);
    if (isClosed(found, await deps.closings.closing(id, day))) return {};
    if ((await stillOpen(deps, found)) > 0) throw new Refusal('difference-open');
    const at = deps.clock.now();
    // of this comparison: one that is begun anew meanwhile makes it void
    await deps.closings.putClosing(id, { day, run: found.run, at, by: who, byName: name });
    return {};
  });
}

/** Compared days, latest first, each with when it was closed. */
export async function reconciledDays(
  deps: ClosingReader,
  who: OpenId,
  ask: StaffActions['reconciledDays']['in'],
): Promise<StaffActions['reconciledDays']['out']> {
  await staffOf(deps, who);
  const { id } = deps.hospital;
  const days = await deps.recon.days(id, ask.before, DAYS);
  const [last] = days;
  const first = days.at(-1);
  if (first === undefined || last === undefined) return { days: [] };
  const closings = await deps.closings.closings(id, first.day, last.day);
  return {
    days: days.map((day) => {
      const closing = closings.find((one) => one.day === day.day);
      const report = reportOf(day);
      return isClosed(day, closing) ? { ...report, closedAt: closing.at } : report;
    }),
  };
}

/** A day's differences, each with its act and what somebody said of it. */
export async function differencesOf(
  deps: ClosingReader,
  who: OpenId,
  ask: StaffActions['differences']['in'],
): Promise<StaffActions['differences']['out']> {
  await staffOf(deps, who);
  const { differences, next } = await reconDifferences(deps, { ...ask, limit: PAGE });
  const dealt =
    differences.length === 0 ? new Map<string, Dealt>() : await dealtOfDay(deps, ask.day);
  return {
    differences: differences.map((one) => {
      const id = differenceId(one);
      const said = dealt.get(id);
      const word = isDealt(one, said)
        ? { dealt: { at: said.at, byName: said.byName, note: said.note } }
        : {};
      return { ...one, differenceId: id, ...word };
    }),
    ...(next === undefined ? {} : { next }),
  };
}
