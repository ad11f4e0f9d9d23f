/** What a city's insurance bureau demands, as data with its source beside it (trap 13, money rule 16). */
import type { TimeOfDay } from '../rules';

/** Kinds of visits as bureaus tell them apart (HIS contract, VisitType). */
export type VisitType =
  | 'general-outpatient'
  | 'maternity'
  | 'major-illness'
  | 'special-disease'
  | 'special-examination'
  | 'vaccination'
  | 'inpatient';

export interface CityRules {
  /** Six digits, as `city_id` of the interface document v2.4 §3.3. */
  readonly cityId: string;
  readonly name: string;
  /** Where it is written, with its wording. */
  readonly source: string;
  /**
   * What was paid by phone goes back to insurance on the day of payment only, started and finished; absent:
   * on any day.
   */
  readonly sameDayRefund?: {
    /** A request later than this leaves too little time to finish. */
    readonly lastRequest: TimeOfDay;
  };
  /**
   * Which visits insurance pays where somebody pays by phone; absent: whatever the hospital says of each.
   * At a counter it is the hospital's word in any case.
   */
  readonly insuranceVisits?: {
    /** Registering for a later day is not paid by insurance; the visit's own day is. */
    readonly sameDayOnly: boolean;
    readonly types: readonly VisitType[];
    readonly source: string;
  };
}
