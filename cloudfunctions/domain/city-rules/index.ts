/** The cities whose rules are known; a city without an entry has no rule of its own. */
import type { CityRules } from './city';
import { SHENZHEN } from './shenzhen';

export type { CityRules, VisitType } from './city';

const CITIES: readonly CityRules[] = [SHENZHEN];

/** The rules of that city (six digits), if it has any. */
export function cityRulesOf(cityId: string): CityRules | undefined {
  return CITIES.find((city) => city.cityId === cityId);
}
