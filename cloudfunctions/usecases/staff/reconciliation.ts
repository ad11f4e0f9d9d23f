/** Days of reconciliation as staff see them, and their export (money rules 11 and 13). */
import type { StaffActions } from '../../contract/staff-types';
import type { OpenId } from '../../domain/ids';
import {
  reconcileAgain,
  reconcileCsv,
  reconDay,
  reconDays,
  reconDifferences,
  type ReportDeps,
} from '../reconcile-report';
import { Refusal } from '../refusal';
import { staffOf, type StaffDoor } from './staff-of';

type Deps = ReportDeps & StaffDoor;

const DAYS = 31;
const PAGE = 50;

export async function reconciledDays(
  deps: Deps,
  who: OpenId,
  ask: StaffActions['reconciledDays']['in'],
): Promise<StaffActions['reconciledDays']['out']> {
  await staffOf(deps, who);
  return { days: await reconDays(deps, { ...ask, limit: DAYS }) };
}

export async function differencesOf(
  deps: Deps,
  who: OpenId,
  ask: StaffActions['differences']['in'],
): Promise<StaffActions['differences']['out']> {
  await staffOf(deps, who);
  return reconDifferences(deps, { ...ask, limit: PAGE });
}

/** The whole report: differences are bounded for each day, so it fits one answer. */
export async function reconciliationCsv(
  deps: Deps,
  who: OpenId,
  { day }: { readonly day: string },
): Promise<{ csv: string }> {
  await staffOf(deps, who);
  if ((await reconDay(deps, day)) === undefined) throw new Refusal('day-not-reconciled');
  let csv = '';
  for await (const piece of reconcileCsv(deps, day)) csv += piece;
  return { csv };
}

export async function compareAgain(
  deps: Deps,
  who: OpenId,
  { day }: { readonly day: string },
): Promise<Record<string, never>> {
  await staffOf(deps, who);
  const begun = await reconcileAgain(deps, day);
  if (begun === 'unknown') throw new Refusal('day-not-reconciled');
  if (begun === 'busy') throw new Refusal('busy', true);
  return {};
}
