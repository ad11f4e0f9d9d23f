/**
 * A person's patients as one list, so that adding, removing and choosing the default are each one
 * conditional write (money rule 13). Pure; while the list is not empty exactly one is the default.
 */
import type { PatientId } from '../../domain/ids';
import { PATIENTS_MOST } from '../../domain/patients';
import type { PatientLink } from '../../ports/patient-links';

export type LinkList = readonly PatientLink[];

/** The list with the link, or why it cannot be: the same patient is there, or no more may be. */
export function withLink(list: LinkList, link: PatientLink): LinkList | 'exists' | 'full' {
  if (list.some((one) => one.patientId === link.patientId)) return 'exists';
  if (list.length >= PATIENTS_MOST) return 'full';
  const added = [...list, { ...link, isDefault: false }];
  return link.isDefault || list.length === 0 ? withDefault(added, link.patientId) : added;
}

/** The list with that link instead of the same patient's, at its place, or at the end. */
export function withLinkReplaced(list: LinkList, link: PatientLink): LinkList {
  const before = list.find((one) => one.patientId === link.patientId);
  if (before === undefined) {
    const added = withLink(list, link);
    return typeof added === 'string' ? list : added;
  }
  const replaced = list.map((one) =>
    one === before ? { ...link, isDefault: before.isDefault } : one,
  );
  return link.isDefault ? withDefault(replaced, link.patientId) : replaced;
}

export function withoutLink(list: LinkList, id: PatientId): LinkList {
  const left = list.filter((one) => one.patientId !== id);
  const first = left[0];
  return first === undefined || left.some((one) => one.isDefault)
    ? left
    : withDefault(left, first.patientId);
}

/** The list with that default; unchanged when the patient is not in it. */
export function withDefault(list: LinkList, id: PatientId): LinkList {
  if (!list.some((one) => one.patientId === id)) return list;
  return list.map((one) => ({ ...one, isDefault: one.patientId === id }));
}
