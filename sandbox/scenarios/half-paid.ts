import { bookedTimes, minutes, tick } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { inCashier, patientSees, placeAgain, placeOrder, platformHas, stored } from './parts/steps';

export const scenario: Scenario = {
  title: '自费已扣、医保失败',
  shows:
    'Cash was taken, then the insurance part failed. While the platform returns the cash nobody may pay again; once it is back, the bill is paid by a new order.',
  steps: [
    placeOrder('insurance-and-cash'),
    inCashier('failing'),
    platformHas({ state: 'SYS_REFUNDING', cash: 'SUCCESS' }),
    patientSees({ payment: 'confirming', next: { do: 'wait' } }),
    minutes(3),
    tick(),
    platformHas({ state: 'SYS_REFUNDED', cash: 'REFUND' }),
    stored({ payment: 'failed' }),
    placeAgain('order', 'second'),
    inCashier('paid', 'second'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'second'),
    bookedTimes(1, 'second'),
  ],
};
