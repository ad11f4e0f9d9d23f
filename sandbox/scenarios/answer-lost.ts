import { bookedTimes } from './parts/more-steps';
import type { Scenario } from './parts/step';
import {
  inCashier,
  patientSees,
  placeAgain,
  placeOrder,
  plant,
  platformHas,
  stored,
} from './parts/steps';

export const scenario: Scenario = {
  title: '下单应答丢失',
  shows:
    'The platform took the order, but its answer is lost, and pay_url with it. The order is unknown, asked about, closed for certain, and the bill is paid once under a new number. Takes as long as the functions wait for an answer.',
  steps: [
    plant('payinsurance.unifiedorder', { kind: 'timeout-after' }),
    placeOrder('insurance-and-cash', 'lost'),
    stored({ payment: 'unknown' }, 'lost'),
    platformHas({ state: 'NOTPAY' }, 'lost'),
    patientSees({ payment: 'closed', next: { do: 'pay-anew' } }, 'lost'),
    platformHas({ state: 'CLOSED' }, 'lost'),
    placeAgain('lost', 'second'),
    inCashier('paid', 'second'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'second'),
    bookedTimes(0, 'lost'),
    bookedTimes(1, 'second'),
  ],
};
