import { clockTo, tick } from './parts/more-steps';
import type { Scenario } from './parts/step';
import {
  inCashier,
  patientSees,
  placeAgain,
  placementRefused,
  placeOrder,
  stored,
} from './parts/steps';

export const scenario: Scenario = {
  title: '医保跨零点',
  shows:
    'An insurance order that is unpaid late in the evening is closed before the day ends, after 23:30 no new one is taken, and after midnight the same bill is paid.',
  steps: [
    clockTo('23:20'),
    placeOrder('insurance-and-cash'),
    clockTo('23:31'),
    placementRefused({ story: 'all-insurance' }, 'insurance-cut-off'),
    clockTo('23:49'),
    tick(),
    stored({ payment: 'closed' }),
    clockTo('midnight'),
    placeAgain('order', 'next day'),
    inCashier('paid', 'next day'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'next day'),
  ],
};
