/** A department's doctors over seven days from today, Asia/Shanghai. */
import type { DoctorView } from '../../contract/visit-types';
import { DAYS_AHEAD, dateOf, daysFrom } from '../../domain/appointments';
import type { Deadline } from '../../ports/deadline';
import type { ClinicReader } from '../deps';
import { given } from '../refusal';

/** `days` are yyyy-MM-dd, today first; what the hospital says of other days is left out. */
export async function schedule(
  deps: ClinicReader,
  ask: { readonly departmentId: string },
  deadline: Deadline,
): Promise<{ days: readonly string[]; doctors: readonly DoctorView[] }> {
  const now = deps.clock.now();
  const days = daysFrom(now);
  const { departmentId } = ask;
  const wanted = { departmentId, from: dateOf(now), days: DAYS_AHEAD };
  const doctors = given(await deps.visits.schedule(wanted, deadline));
  const shown = doctors.map((doctor) => ({
    ...doctor,
    days: doctor.days.filter(({ day }) => days.includes(day)),
  }));
  return { days, doctors: shown };
}
