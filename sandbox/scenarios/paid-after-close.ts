import { bookedTimes, minutes } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { closeOrder, inCashier, patientSees, placeOrder, platformHas } from './parts/steps';

export const scenario: Scenario = {
  title: '关单晚了一步',
  shows:
    'Bank and bureau are already at work when the patient closes the order. The platform refuses to close it, so it is not closed for us either; the payment arrives and is booked.',
  steps: [
    placeOrder('insurance-and-cash'),
    inCashier('processing'),
    closeOrder(),
    patientSees({ payment: 'confirming', next: { do: 'wait' } }),
    platformHas({ state: 'PAYING' }),
    minutes(1),
    patientSees({ payment: 'paid', hospital: 'settled' }),
    bookedTimes(1),
  ],
};
