import { calledAtLeast, clockTo } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { inCashier, patientSees, placeOrder, plant } from './parts/steps';

export const scenario: Scenario = {
  title: 'access_token 过期',
  shows:
    'The token runs out between two payments, and once more in the middle of a call (42001). A new one is fetched each time; no order notices.',
  steps: [
    placeOrder('all-insurance', 'first'),
    inCashier('paid', 'first'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'first'),
    clockTo('token-expiry'),
    placeOrder('all-insurance', 'second'),
    calledAtLeast('payinsurance.gettoken', 2),
    plant('payinsurance.unifiedorder', { kind: 'error', code: '42001' }),
    placeOrder('all-insurance', 'third'),
    calledAtLeast('payinsurance.gettoken', 3),
    inCashier('paid', 'third'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'third'),
  ],
};
