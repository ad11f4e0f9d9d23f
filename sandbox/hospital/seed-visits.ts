/**
 * Visits and stays of the first day, as plain data: everybody on file has an appointment made elsewhere
 * for today and one for tomorrow, and one adult is in hospital.
 */

import type { PatientRecord } from './records';

export interface StaySeed {
  readonly ward: string;
  readonly bed: string;
  readonly daysAgo: number;
  readonly paidAtDeskFen: number;
  readonly spentFen: number;
}

export const STAY: StaySeed = {
  ward: '心血管内科一病区',
  bed: '12床',
  daysAgo: 3,
  paidAtDeskFen: 200_000,
  spentFen: 186_350,
};

/** What the last days in hospital cost beyond what was paid in at the desk. */
export const LAST_DAYS_FEN = 31_280;

/** Where the seeded appointments are: today where patients are seen at all hours. */
const TODAY = 'D01';
const TOMORROW = ['D02', 'D05', 'D05', 'D06', 'D07', 'D08'] as const;

export interface VisitSeed {
  readonly patientId: string;
  readonly departmentId: string;
  readonly daysAhead: number;
}

export function seedVisits(patients: readonly PatientRecord[]): readonly VisitSeed[] {
  return patients.flatMap(({ patientId }, index) => [
    { patientId, departmentId: TODAY, daysAhead: 0 },
    { patientId, departmentId: TOMORROW[index % TOMORROW.length] ?? TODAY, daysAhead: 1 },
  ]);
}
