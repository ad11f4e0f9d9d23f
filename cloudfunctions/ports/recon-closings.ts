/** What people said of a day's differences, kept beside what the comparison writes (money rule 11). */
import type { HospitalId } from '../domain/ids';
import type { Closing, Dealt } from '../domain/recon-dealt';

export interface ReconClosings {
  /** The latest word on a difference counts. */
  putDealt(hospital: HospitalId, dealt: Dealt): Promise<void>;
  /** Of a day, in the order of the differences' names, those behind `after`. */
  dealtOf(
    hospital: HospitalId,
    day: string,
    after: string | undefined,
    limit: number,
  ): Promise<readonly Dealt[]>;
  putClosing(hospital: HospitalId, closing: Closing): Promise<void>;
  closing(hospital: HospitalId, day: string): Promise<Closing | undefined>;
  /** Of the days from the first to the last, both included (yyyyMMdd). */
  closings(hospital: HospitalId, from: string, to: string): Promise<readonly Closing[]>;
}
