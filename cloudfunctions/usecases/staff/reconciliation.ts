/** A day's report as CSV, and comparing it anew (money rules 11 and 13). */
import type { OpenId } from '../../domain/ids';
import { reconcileAgain, reconcileCsv, reconDay, type ReportDeps } from '../reconcile-report';
import { Refusal } from '../refusal';
import { staffOf, type StaffDoor } from './staff-of';

type Deps = ReportDeps & StaffDoor;

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
