/** Departments as rows, found by what people type: the name, what it treats, where it is. */
import type { DepartmentView } from '../../../cloudfunctions/contract/visit-types';
import type { DepartmentRow } from '../../components/department-row/department-row';
import type { InsuranceHint } from '../../components/insurance-hint/insurance-hint';
import type { Texts } from '../../i18n/texts';

/** A list shows so many at first, and so many more at a time. */
export const PAGE = 20;

/** Every word must stand somewhere; capitals and blanks do not count. */
export function matching(
  departments: readonly DepartmentView[],
  word: string,
): readonly DepartmentView[] {
  const parts = word.toLowerCase().split(/\s+/).filter(Boolean);
  return departments.filter(({ name, about, building }) => {
    const all = `${name}\n${about}\n${building}`.toLowerCase();
    return parts.every((part) => all.includes(part));
  });
}

export function departmentRow(department: DepartmentView): DepartmentRow {
  const { name, about, building } = department;
  return { ...department, aria: [name, about, building].filter(Boolean).join('，') };
}

export function insuranceWord(sameDayOnly: boolean, t: Texts['departments']): InsuranceHint {
  return sameDayOnly
    ? { possible: false, title: t.insuranceToday, text: t.insuranceTodayText }
    : { possible: true, title: t.insuranceAny, text: t.insuranceAnyText };
}
