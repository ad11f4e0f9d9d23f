/** Whether insurance can pay a visit here: the city's rules and the hospital's word (money rule 16). */
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
  const city = cityRulesOf(deps.hospital.cityId);
  return insuranceForVisit(city, { from, visitType, ...said }, deps.clock.now());
}
