/** What a city's insurance bureau demands, as data with its source beside it (trap 13, money rule 16). */
import type { TimeOfDay } from '../rules';

export interface CityRules {
  /** Six digits, as `city_id` of the interface document v2.4 §3.3. */
  readonly cityId: string;
  readonly name: string;
  /** Where it is written, with its wording. */
  readonly source: string;
  /** Insurance may go back on the day of payment only, started and finished; absent: on any day. */
  readonly sameDayRefund?: {
    /** A request later than this leaves too little time to finish. */
    readonly lastRequest: TimeOfDay;
  };
}
