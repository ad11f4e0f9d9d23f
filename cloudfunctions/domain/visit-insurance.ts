/**
 * Whether insurance can pay a visit, and why not: known before anything is tapped (money rule 16; access
 * guide V1.4, questions at its end). The city's rules are data; the hospital's own word comes on top.
 */
import type { Reason } from '../../miniprogram/shared/reasons';
import type { CityRules, VisitType } from './city-rules';
import { shanghaiDay } from './shanghai';

export interface VisitToPay {
  /** When it begins, ms. */
  readonly from: number;
  readonly visitType: VisitType;
  /** Why insurance cannot pay it as the hospital knows. */
  readonly hospitalReason?: Reason;
}

/** `payAtVisit`: only the day stands against it, so insurance can pay on the day of the visit. */
export type VisitInsurance =
  | { readonly possible: true }
  | { readonly possible: false; readonly reason: Reason; readonly payAtVisit: boolean };

const OTHER_DAY: Reason = 'insurance-visit-not-today';

/** At `now` (ms). What can never be paid by insurance is said before what only waits for its day. */
export function insuranceForVisit(
  city: CityRules | undefined,
  visit: VisitToPay,
  now: number,
): VisitInsurance {
  const { from, hospitalReason, visitType } = visit;
  const rule = city?.insuranceVisits;
  if (rule !== undefined && !rule.types.includes(visitType)) {
    return { possible: false, reason: 'insurance-visit-type', payAtVisit: false };
  }
  if (hospitalReason !== undefined && hospitalReason !== OTHER_DAY) {
    return { possible: false, reason: hospitalReason, payAtVisit: false };
  }
  const today = shanghaiDay(now);
  const day = shanghaiDay(from);
  const barred = hospitalReason === OTHER_DAY || (rule?.sameDayOnly === true && day !== today);
  if (!barred) return { possible: true };
  return { possible: false, reason: OTHER_DAY, payAtVisit: day > today };
}
