import { inWechatCashier, permits } from './parts/medins-steps';
import { bookedTimes, within } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { bureauHas, patientSees, placeAgain, placeOrder, wechatHas } from './parts/steps';

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
    within(15, { refund: { cause: 'half-paid' } }),
    within(15, { payment: 'failed', refund: { state: 'done' } }),
    bureauHas({ status: 'revoked' }),
    wechatHas({ cash: { state: 'REFUND' } }),
    patientSees({ payment: 'failed', refund: { state: 'returned' } }),
    placeAgain('order', 'second'),
    permits('second'),
    inWechatCashier('paid', 'second'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'second'),
    bookedTimes(0),
    bookedTimes(1, 'second'),
  ],
};
