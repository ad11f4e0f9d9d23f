/** Where reconciliation keeps how far it is, what it compares and what it found (money rule 11). */
import type { Difference, DifferenceState } from '../domain/recon-differences';
import type { HospitalId } from '../domain/ids';
import type { ReconDay, ReconSource } from '../domain/recon-day';

/** One piece of one book: the records of one partition that were read in one block. */
export interface SliceName {
  readonly day: string;
  readonly source: ReconSource;
  readonly run: number;
  readonly block: number;
  readonly partition: number;
}

export interface ReconStore {
  /** The unfinished day that is due first, whenever that is. One indexed query of one document. */
  firstDay(hospital: HospitalId): Promise<ReconDay | undefined>;
  insertDay(day: ReconDay): Promise<'inserted' | 'exists'>;
  loadDay(hospital: HospitalId, day: string): Promise<ReconDay | undefined>;
  /** Replaces the day if its stored version is `day.version - 1`. */
  saveDay(day: ReconDay): Promise<'saved' | 'conflict'>;
  /** Latest first, those before `before` (yyyyMMdd). */
  days(
    hospital: HospitalId,
    before: string | undefined,
    limit: number,
  ): Promise<readonly ReconDay[]>;
  /** Each slice is whole, whoever writes it again. */
  putSlice(hospital: HospitalId, name: SliceName, lines: string): Promise<void>;
  slice(hospital: HospitalId, name: SliceName): Promise<string | undefined>;
  removeSlice(hospital: HospitalId, name: SliceName): Promise<void>;
  /** By its name: the same difference is kept once. */
  putDifference(hospital: HospitalId, difference: Difference): Promise<void>;
  difference(hospital: HospitalId, id: string): Promise<Difference | undefined>;
  /** Of one day in the order of their names, those behind `after`. */
  differences(
    hospital: HospitalId,
    ask: {
      readonly day: string;
      readonly after?: string;
      readonly limit: number;
      readonly state?: DifferenceState;
    },
  ): Promise<readonly Difference[]>;
}
