/**
 * Whether insurance can pay a visit here: the city's rules and the hospital's word (money rule 16). At a
 * counter the hospital's word alone: offline settlement stays as it was (one-code specification V1.0 §1.4.1).
 */
import { cityRulesOf } from '../../domain/city-rules';
import { insuranceForVisit, type VisitInsurance } from '../../domain/visit-insurance';
import type { HisSlot } from '../../ports/his-visits';
import type { Base } from '../deps';

export function insuranceOf(
  deps: Base,
  visit: Pick<HisSlot, 'from' | 'visitType' | 'insuranceUnavailable'>,
): VisitInsurance {
  const { from, insuranceUnavailable, visitType } = visit;
  const said = insuranceUnavailable === undefined ? {} : { hospitalReason: insuranceUnavailable };
  const city = deps.scope.atCounter === true ? undefined : cityRulesOf(deps.hospital.cityId);
  return insuranceForVisit(city, { from, visitType, ...said }, deps.clock.now());
}
