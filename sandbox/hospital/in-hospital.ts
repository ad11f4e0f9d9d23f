/** Who lies in a ward of this hospital now: the insurance pays no outpatient bills of theirs meanwhile. */

import type { HospitalStore } from './store';

export function isInHospital(store: HospitalStore, patientId: string): boolean {
  return store.admissions.ofPatient(patientId).some((stay) => stay.dischargedAt === null);
}
