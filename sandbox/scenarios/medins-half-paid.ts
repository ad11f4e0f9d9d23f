import { inWechatCashier, permits } from './parts/medins-steps';
import { bookedTimes, minutes, tick } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { bureauHas, patientSees, placeAgain, placeOrder, stored, wechatHas } from './parts/steps';

export const scenario: Scenario = {
  title: '2.0：自费已扣、医保失败',
  shows:
    'Cash was taken, then the insurance part failed for good. The fees are withdrawn at the bureau first, then the cash goes back by itself; the patient reads it, and the bill is paid by a new order.',
  channel: 'medins',
  steps: [
    placeOrder('insurance-and-cash'),
    permits(),
    inWechatCashier('half-paid'),
    wechatHas({ mixed: { state: 'FAIL' }, cash: { state: 'SUCCESS' } }),
    patientSees({ reason: 'insurance-failed-cash-back', next: { do: 'wait' } }),
    minutes(1),
    tick(),
    stored({ refund: { cause: 'half-paid' } }),
    bureauHas({ status: 'revoked' }),
    minutes(5),
    tick(),
    wechatHas({ cash: { state: 'REFUND' } }),
    stored({ payment: 'failed', refund: { state: 'done' } }),
    patientSees({ payment: 'failed', refund: { state: 'returned' } }),
    placeAgain('order', 'second'),
    permits('second'),
    inWechatCashier('paid', 'second'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'second'),
    bookedTimes(0),
    bookedTimes(1, 'second'),
  ],
};
