/** What the use cases around a visit are given on top of reading the clinic. */
import type { Attempts } from '../../ports/attempts';
import type { HisLookups, HisWards } from '../../ports/his-visits';
import type { Ids } from '../../ports/ids';
import type { PatientLinks } from '../../ports/patient-links';
import type { ClinicReader, Mover } from '../deps';

export interface Registrar extends ClinicReader {
  readonly ids: Ids;
}

export interface SlotLocker extends ClinicReader {
  readonly attempts: Attempts;
}

export interface WardReader extends ClinicReader {
  readonly wards: HisWards;
}

export interface WardPayer extends WardReader {
  readonly attempts: Attempts;
}

export interface LookupReader extends ClinicReader {
  readonly lookups: HisLookups;
}

export interface CodeReader extends LookupReader {
  readonly attempts: Attempts;
}

export interface DepositRefunder extends Mover {
  readonly links: PatientLinks;
  readonly wards: HisWards;
}
