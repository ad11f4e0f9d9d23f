/** Seven days and the doctors of the chosen one; those with places left stand first. */
import type { DoctorView } from '../../../cloudfunctions/contract/visit-types';
import type { StripDay } from '../../components/day-strip/day-strip';
import type { DoctorCard } from '../../components/doctor-card/doctor-card';
import type { Texts } from '../../i18n/texts';
import { yuanText } from '../../shared/fen';
import { amountLabel } from '../views/split-rows';
import { dateText, dayName, placesText, shortDate } from '../views/visits';

/** Places on that day; undefined: the doctor is not there. */
function freeOn(doctor: DoctorView, day: string): number | undefined {
  return doctor.days.find((one) => one.day === day)?.free;
}

function dayPlaces(frees: readonly number[], t: Texts): string {
  if (frees.some((free) => free > 0)) return t.doctors.some;
  return frees.length === 0 ? t.doctors.none : t.visit.full;
}

export function stripDays(
  days: readonly string[],
  doctors: readonly DoctorView[],
  nowMs: number,
  t: Texts,
): StripDay[] {
  return days.map((day) => {
    const frees = doctors.flatMap((doctor) => freeOn(doctor, day) ?? []);
    const name = dayName(day, nowMs, t);
    const places = dayPlaces(frees, t);
    return {
      day,
      name,
      date: shortDate(day, t),
      places,
      open: frees.some((free) => free > 0),
      aria: [name, dateText(day, t), places].join('，'),
    };
  });
}

function doctorCard(doctor: DoctorView, day: string, t: Texts): DoctorCard {
  const { doctorId, name, title, skills = '', fee } = doctor;
  const free = freeOn(doctor, day);
  const yuan = yuanText(fee);
  const yuanLabel = amountLabel(t.visit.fee, yuan, t);
  const places = free === undefined ? t.doctors.away : placesText(free, t);
  return {
    doctorId,
    name,
    title,
    skills,
    yuan,
    yuanLabel,
    places,
    open: free !== undefined && free > 0,
    aria: [name, title, skills, yuanLabel, places].filter(Boolean).join('，'),
  };
}

export function doctorCards(doctors: readonly DoctorView[], day: string, t: Texts): DoctorCard[] {
  const rank = (doctor: DoctorView): number => {
    const free = freeOn(doctor, day);
    if (free === undefined) return 2;
    return free > 0 ? 0 : 1;
  };
  return [...doctors]
    .sort((one, other) => rank(one) - rank(other))
    .map((doctor) => doctorCard(doctor, day, t));
}

/** The day to begin with: the chosen one if it is still offered, else the first with places. */
export function dayToShow(days: readonly StripDay[], chosen: string): string {
  const wanted = days.find(({ day }) => day === chosen) ?? days.find(({ open }) => open) ?? days[0];
  return wanted?.day ?? '';
}
