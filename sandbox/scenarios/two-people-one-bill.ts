import { addsThePatient, bookedTimes } from './parts/more-steps';
import type { Scenario } from './parts/step';
import {
  closeOrder,
  inCashier,
  patientSees,
  placeAgain,
  placementRefused,
  placeOrder,
} from './parts/steps';

const RELATIVE = 'oWangXiuying';

export const scenario: Scenario = {
  title: '两人付同一张账单',
  shows:
    'Two members of a family open the same bill. The second is told that somebody is paying it; only when the first order is closed for certain can they pay themselves.',
  steps: [
    addsThePatient(RELATIVE),
    placeOrder('self-pay', 'first'),
    placementRefused({ billsOf: 'first' }, 'bill-being-paid-by-other', RELATIVE),
    closeOrder('first'),
    patientSees({ payment: 'closed' }, 'first'),
    placeAgain('first', 'second', RELATIVE),
    inCashier('paid', 'second'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'second'),
    bookedTimes(0, 'first'),
    bookedTimes(1, 'second'),
  ],
};
