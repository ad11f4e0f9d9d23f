/** The audit list, for administrators. */
import type { AuditLineView } from '../../contract/staff-desk-types';
import type { OpenId } from '../../domain/ids';
import type { AuditEntry, AuditStore } from '../../ports/audit-store';
import { staffOf, type StaffDoor } from './staff-of';

const PAGE = 20;

/** Sums and outcome as words: `cash=4000 insurance=0 · refund-exists`. */
export function detailOf({ detail, cash, insurance, outcome }: AuditEntry): string | undefined {
  const parts = [
    ...(detail === undefined ? [] : [detail]),
    ...(cash === undefined && insurance === undefined
      ? []
      : [`cash=${cash ?? 0} insurance=${insurance ?? 0}`]),
    ...(outcome === 'done' ? [] : [outcome]),
  ];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function lineView(entry: AuditEntry): AuditLineView {
  const { at, byName, act, orderNo } = entry;
  const detail = detailOf(entry);
  return {
    at,
    byName,
    act,
    ...(orderNo === undefined ? {} : { orderNo }),
    ...(detail === undefined ? {} : { detail }),
  };
}

export async function readAudit(
  deps: StaffDoor & { readonly audit: AuditStore },
  who: OpenId,
  after: string | undefined,
): Promise<{ lines: readonly AuditLineView[]; next?: string }> {
  await staffOf(deps, who, 'administrator');
  const found = await deps.audit.latest(deps.hospital.id, after, PAGE + 1);
  const page = found.slice(0, PAGE);
  const last = found.length > PAGE ? page.at(-1) : undefined;
  return { lines: page.map(lineView), ...(last === undefined ? {} : { next: last.id }) };
}
