/**
 * Which doctor sees patients when: reckoned from the day and the doctor alone, so that the same day
 * always has the same slots and nothing of it must be stored. Slots are half hours, for seven days from
 * today.
 */

import { HisError } from './errors';
import {
  DEPARTMENTS,
  FEE_FEN,
  PLACES,
  type DepartmentSeed,
  type DoctorSeed,
} from './seed-departments';
import { DAY_MS, MINUTE_MS, shanghaiDay, startOfShanghaiDay } from './time';

export interface PlannedSlot {
  readonly slotId: string;
  readonly department: DepartmentSeed;
  readonly doctor: DoctorSeed;
  readonly from: number;
  readonly to: number;
  readonly feeFen: number;
  /** Places that can be booked here: the others of the half hour went at the desk before. */
  readonly places: number;
}

export const HORIZON_DAYS = 7;
const SLOT_MINUTES = 30;
const SLOT_MS = SLOT_MINUTES * MINUTE_MS;

/** Minutes after midnight at which sessions begin and end. */
const MORNING: readonly [number, number] = [8 * 60, 11 * 60 + 30];
const AFTERNOON: readonly [number, number] = [14 * 60, 17 * 60];
const WHOLE_DAY: readonly [number, number] = [0, 24 * 60];

/** @throws HisError DEPARTMENT_NOT_FOUND */
export function requireDepartment(departmentId: string): DepartmentSeed {
  const found = DEPARTMENTS.find((one) => one.departmentId === departmentId);
  if (found === undefined) throw new HisError('DEPARTMENT_NOT_FOUND', 'no such department');
  return found;
}

/** @throws HisError DOCTOR_NOT_FOUND */
export function requireDoctor(department: DepartmentSeed, doctorId: string): DoctorSeed {
  const found = department.doctors.find((one) => one.doctorId === doctorId);
  if (found === undefined) throw new HisError('DOCTOR_NOT_FOUND', 'no such doctor here');
  return found;
}

/** FNV-1a: the same text gives the same number everywhere. */
function scatter(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Each doctor is off one day in seven, and else there in the morning, the afternoon or both. */
function sessionsOf(
  department: DepartmentSeed,
  doctor: DoctorSeed,
  dayNumber: number,
): readonly (readonly [number, number])[] {
  if (department.aroundTheClock === true) return [WHOLE_DAY];
  const turn = dayNumber + department.doctors.indexOf(doctor) * 2;
  if (turn % 7 === 0) return [];
  if (turn % 3 === 0) return [AFTERNOON];
  return turn % 3 === 1 ? [MORNING] : [MORNING, AFTERNOON];
}

/** A place stays free at all hours where patients are seen around the clock. */
function placesOf(department: DepartmentSeed, doctor: DoctorSeed, slotId: string): number {
  const all = PLACES[doctor.title];
  const luck = scatter(slotId) % 10;
  if (department.aroundTheClock === true) return luck < 4 ? all - 1 : all;
  if (luck < 2) return 0;
  if (luck < 5) return 1;
  return luck < 7 ? all - 1 : all;
}

function clockText(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}

/** A doctor's slots of the day on which `dayStart` (ms, midnight in Shanghai) begins, in order. */
export function slotsOfDay(
  department: DepartmentSeed,
  doctor: DoctorSeed,
  dayStart: number,
): readonly PlannedSlot[] {
  const day = shanghaiDay(dayStart);
  const sessions = sessionsOf(department, doctor, Math.round(dayStart / DAY_MS));
  return sessions.flatMap(([begins, ends]) =>
    Array.from({ length: (ends - begins) / SLOT_MINUTES }, (_, index) => {
      const minutes = begins + index * SLOT_MINUTES;
      const slotId = `S${day.replaceAll('-', '')}_${doctor.doctorId}_${clockText(minutes)}`;
      const from = dayStart + minutes * MINUTE_MS;
      return {
        slotId,
        department,
        doctor,
        from,
        to: from + SLOT_MS,
        feeFen: FEE_FEN[doctor.title],
        places: placesOf(department, doctor, slotId),
      };
    }),
  );
}

/** Midnight of `day` (YYYY-MM-DD) in Shanghai; undefined for a day that cannot be booked now. */
export function bookableDay(day: string, now: number): number | undefined {
  const start = Date.parse(`${day}T00:00:00+08:00`);
  const today = startOfShanghaiDay(now);
  return start >= today && start < today + HORIZON_DAYS * DAY_MS ? start : undefined;
}

/** The slot of that id, unless its day cannot be booked now. @throws HisError SLOT_NOT_FOUND */
export function requireSlot(slotId: string, now: number): PlannedSlot {
  const slot = slotOf(slotId);
  if (slot === undefined || bookableDay(shanghaiDay(slot.from), now) === undefined) {
    throw new HisError('SLOT_NOT_FOUND', 'no such slot');
  }
  return slot;
}

/** The slot of that id on whatever day. */
export function slotOf(slotId: string): PlannedSlot | undefined {
  const [, year, month, day, doctorId] =
    /^S(\d{4})(\d{2})(\d{2})_(\w+-\d+)_\d{4}$/.exec(slotId) ?? [];
  const start = Date.parse(`${year ?? ''}-${month ?? ''}-${day ?? ''}T00:00:00+08:00`);
  if (Number.isNaN(start)) return undefined;
  for (const department of DEPARTMENTS) {
    const doctor = department.doctors.find((one) => one.doctorId === doctorId);
    if (doctor === undefined) continue;
    return slotsOfDay(department, doctor, start).find((one) => one.slotId === slotId);
  }
  return undefined;
}
