/** The hospital's departments, its doctors' days, and the slots of a day, with the places left. */

import { exclusionOfVisit } from './bills';
import {
  bookableDay,
  requireDepartment,
  requireDoctor,
  slotsOfDay,
  type PlannedSlot,
} from './catalogue';
import { freePlaces } from './places';
import { DEPARTMENTS, FEE_FEN } from './seed-departments';
import type { HospitalStore } from './store';
import { DAY_MS, HOUR_MS, MINUTE_MS, shanghaiDay, shanghaiIso } from './time';
import type { Department, Schedule, Slot } from './visit-types';

/** A visit that was made elsewhere leaves time to get there, and better some more. */
const WAY_MS = 25 * MINUTE_MS;
const LEISURE_MS = 2 * HOUR_MS;

export function departments(): readonly Department[] {
  return DEPARTMENTS.map(({ departmentId, name, about, building }) => ({
    departmentId,
    name,
    about,
    building,
  }));
}

/** From `from` (YYYY-MM-DD) on, `days` of them. @throws HisError DEPARTMENT_NOT_FOUND */
export function schedule(
  store: HospitalStore,
  departmentId: string,
  from: string,
  days: number,
): Schedule {
  const department = requireDepartment(departmentId);
  const now = store.now();
  const first = Date.parse(`${from}T00:00:00+08:00`);
  const starts = Array.from({ length: days }, (_, index) => first + index * DAY_MS).filter(
    (start) => !Number.isNaN(start) && bookableDay(shanghaiDay(start), now) !== undefined,
  );
  return {
    departmentId,
    doctors: department.doctors.map((doctor) => ({
      doctorId: doctor.doctorId,
      name: doctor.name,
      title: doctor.title,
      skills: doctor.skills,
      feeFen: FEE_FEN[doctor.title],
      days: starts.flatMap((start) => {
        const slots = slotsOfDay(department, doctor, start);
        const free = slots
          .filter((slot) => slot.from > now)
          .reduce((sum, slot) => sum + freePlaces(store, slot), 0);
        return slots.length === 0 ? [] : [{ day: shanghaiDay(start), free }];
      }),
    })),
  };
}

/** Of a day (YYYY-MM-DD), in order, without those that have begun. @throws HisError */
export function slots(
  store: HospitalStore,
  departmentId: string,
  doctorId: string,
  day: string,
): readonly Slot[] {
  const department = requireDepartment(departmentId);
  const doctor = requireDoctor(department, doctorId);
  const now = store.now();
  const start = bookableDay(day, now);
  if (start === undefined) return [];
  return slotsOfDay(department, doctor, start)
    .filter((slot) => slot.from > now)
    .map((slot) => {
      const exclusion = exclusionOfVisit(department.visitType, slot.from, now);
      return {
        slotId: slot.slotId,
        from: shanghaiIso(slot.from),
        to: shanghaiIso(slot.to),
        free: freePlaces(store, slot),
        feeFen: slot.feeFen,
        visitType: department.visitType,
        ...(exclusion === undefined ? {} : { insuranceExclusion: exclusion }),
      };
    });
}

/**
 * A slot for a visit that is made elsewhere: of the department's last doctor, so that it is not in the
 * way of whoever takes the first one; a full one rather than none.
 */
export function nextSlot(
  store: HospitalStore,
  departmentId: string,
  daysAhead: number,
): PlannedSlot | undefined {
  const department = requireDepartment(departmentId);
  const now = store.now();
  const start = bookableDay(shanghaiDay(now + daysAhead * DAY_MS), now);
  if (start === undefined) return undefined;
  const coming = [...department.doctors]
    .reverse()
    .flatMap((doctor) => slotsOfDay(department, doctor, start))
    .filter((slot) => slot.from > now + WAY_MS);
  const free = coming.filter((slot) => freePlaces(store, slot) > 0);
  return free.find((slot) => slot.from > now + LEISURE_MS) ?? free[0] ?? coming[0];
}
