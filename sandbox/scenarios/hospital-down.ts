import { bookedTimes, clockToOrder, tick } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { inCashier, patientSees, placeOrder, plant, stored } from './parts/steps';

const due = { payment: 'paid', settlement: { state: 'due' } };

export const scenario: Scenario = {
  title: '付款后医院系统不可用',
  shows:
    'The hospital does not answer three times after the payment. The order shows paid and pending, is tried again with growing pauses, and is booked once.',
  steps: [
    plant('his.settle', { kind: 'cut-before' }, { count: 3 }),
    placeOrder('all-insurance'),
    inCashier('paid'),
    stored({ ...due, settlement: { state: 'due', attempts: 1 } }),
    clockToOrder('due'),
    tick(),
    stored({ ...due, settlement: { state: 'due', attempts: 2 } }),
    clockToOrder('due'),
    tick(),
    stored({ ...due, settlement: { state: 'due', attempts: 3 } }),
    clockToOrder('due'),
    tick(),
    patientSees({ payment: 'paid', hospital: 'settled' }),
    bookedTimes(1),
  ],
};
