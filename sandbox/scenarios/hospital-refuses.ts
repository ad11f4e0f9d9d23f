import { atHospital, bookedTimes, within } from './parts/more-steps';
import { refundWillEnd } from './parts/refund-steps';
import type { Scenario } from './parts/step';
import {
  hospitalHas,
  inCashier,
  patientSees,
  placeOrder,
  platformHas,
  stored,
} from './parts/steps';

export const scenario: Scenario = {
  title: '付款后医院拒绝入账',
  shows:
    'The doctor withdrew the bill while the patient was paying. The hospital refuses to book the payment, makes sure that it never can, and the money goes back by itself.',
  steps: [
    placeOrder('insurance-and-cash'),
    refundWillEnd({ afterMs: 180_000 }),
    atHospital('cancel'),
    inCashier('paid'),
    stored({ payment: 'paid', settlement: { state: 'refused' } }),
    hospitalHas({ status: 'cancelled' }),
    stored({ refund: { cause: 'hospital-refused', hold: 'not-needed' } }),
    within(15, { refund: { state: 'refunding' } }),
    within(15, { refund: { state: 'done' } }),
    patientSees({ payment: 'paid', hospital: 'refused', refund: { state: 'returned' } }),
    platformHas({ state: 'REFUND' }),
    bookedTimes(0),
  ],
};
