/** Whether insurance pays a visit, before anything is tapped (money rule 16). */
import {
  cityRulesOf,
  type CityRules,
  type VisitType,
} from '../../cloudfunctions/domain/city-rules';
import { insuranceForVisit } from '../../cloudfunctions/domain/visit-insurance';
import type { Reason } from '../../miniprogram/shared/reasons';

const SHENZHEN = cityRulesOf('440300');
const ELSEWHERE = cityRulesOf('449900');
const at = (text: string): number => Date.parse(`${text}+08:00`);
const NOW = at('2026-03-02T10:00:00');
const TODAY = at('2026-03-02T14:00:00');
const TOMORROW = at('2026-03-03T08:00:00');
const YESTERDAY = at('2026-03-01T08:00:00');

const POSSIBLE = { possible: true };
const no = (reason: Reason, payAtVisit = false) => ({ possible: false, reason, payAtVisit });

const NOT_COVERED: readonly VisitType[] = [
  'maternity',
  'major-illness',
  'special-disease',
  'special-examination',
  'vaccination',
  'inpatient',
];

function told(
  city: CityRules | undefined,
  from: number,
  visitType: VisitType = 'general-outpatient',
  hospitalReason?: Reason,
  now = NOW,
) {
  const said = hospitalReason === undefined ? {} : { hospitalReason };
  return insuranceForVisit(city, { from, visitType, ...said }, now);
}

test('Shenzhen pays a general visit of the same day', () => {
  expect(told(SHENZHEN, TODAY)).toEqual(POSSIBLE);
});

test('a later day is paid at the visit, an earlier one never', () => {
  expect(told(SHENZHEN, TOMORROW)).toEqual(no('insurance-visit-not-today', true));
  expect(told(SHENZHEN, YESTERDAY)).toEqual(no('insurance-visit-not-today'));
});

test.each([
  ['2026-03-02T23:59:59.999', '2026-03-03T00:00:00', false],
  ['2026-03-03T00:00:00', '2026-03-03T00:00:00', true],
  ['2026-03-03T07:59:59', '2026-03-03T23:59:59', true],
  ['2026-03-03T08:00:00', '2026-03-04T00:00:00', false],
])('days are Shanghai days: at %s a visit at %s is of the same day: %s', (now, from, same) => {
  expect(told(SHENZHEN, at(from), 'general-outpatient', undefined, at(now)).possible).toBe(same);
});

test.each(NOT_COVERED)('Shenzhen does not cover %s, on whatever day', (type) => {
  for (const from of [TODAY, TOMORROW]) {
    expect(told(SHENZHEN, from, type)).toEqual(no('insurance-visit-type'));
  }
});

test('a city without such rules leaves it to the hospital', () => {
  for (const city of [ELSEWHERE, undefined]) {
    expect(told(city, TOMORROW, 'maternity')).toEqual(POSSIBLE);
    const barred = told(city, TODAY, 'general-outpatient', 'insurance-not-covered');
    expect(barred).toEqual(no('insurance-not-covered'));
  }
});

test('what the hospital knows comes on top: only a day is worth waiting for', () => {
  expect(told(SHENZHEN, TOMORROW, 'general-outpatient', 'insurance-not-covered')).toEqual(
    no('insurance-not-covered'),
  );
  expect(told(undefined, TOMORROW, 'general-outpatient', 'insurance-visit-not-today')).toEqual(
    no('insurance-visit-not-today', true),
  );
  expect(told(SHENZHEN, TODAY, 'general-outpatient', 'insurance-visit-not-today')).toEqual(
    no('insurance-visit-not-today'),
  );
  expect(told(SHENZHEN, TOMORROW, 'maternity', 'insurance-visit-not-today')).toEqual(
    no('insurance-visit-type'),
  );
});

test('the rule carries its source', () => {
  expect(SHENZHEN?.insuranceVisits).toMatchObject({
    sameDayOnly: true,
    types: ['general-outpatient'],
    source: expect.stringContaining('仅支持普通门诊') as unknown,
  });
});
