/** Where one can register, and whether insurance pays for visits of the same day only. */
import type { DepartmentView } from '../../contract/visit-types';
import { cityRulesOf } from '../../domain/city-rules';
import type { Deadline } from '../../ports/deadline';
import type { ClinicReader } from '../deps';
import { given } from '../refusal';

/** Refusal with the hospital's reason. */
export async function departments(
  deps: ClinicReader,
  deadline: Deadline,
): Promise<{ departments: readonly DepartmentView[]; sameDayOnly: boolean }> {
  const found = given(await deps.visits.departments(deadline));
  const city = cityRulesOf(deps.hospital.cityId);
  return { departments: found, sameDayOnly: city?.insuranceVisits?.sameDayOnly ?? false };
}
