import { bookedTimes, within } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { inCashier, patientSees, placeAgain, placeOrder, platformHas } from './parts/steps';

export const scenario: Scenario = {
  title: '自费已扣、医保失败',
  shows:
    'Cash was taken, then the insurance part failed. While the platform returns the cash nobody may pay again; once it is back, the bill is paid by a new order.',
  steps: [
    placeOrder('insurance-and-cash'),
    inCashier('failing'),
    platformHas({ state: 'SYS_REFUNDING', cash: 'SUCCESS' }),
    patientSees({ payment: 'confirming', next: { do: 'wait' } }),
    within(15, { payment: 'failed' }),
    platformHas({ state: 'SYS_REFUNDED', cash: 'REFUND' }),
    placeAgain('order', 'second'),
    inCashier('paid', 'second'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'second'),
    bookedTimes(1, 'second'),
  ],
};
