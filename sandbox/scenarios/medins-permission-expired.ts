import { bureauSaysNo, inWechatCashier, permits, permitsTooLate } from './parts/medins-steps';
import { bookedTimes } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { bureauHas, patientSees, placeAgain, placeOrder, stored } from './parts/steps';

export const scenario: Scenario = {
  title: '2.0：医保授权过期',
  shows:
    'The patient comes back with a permission that is too old: nothing was uploaded, and the order waits for another. That one runs out at the bureau after the upload: the fees are withdrawn, the order is closed, and the bill is paid by a new one.',
  channel: 'medins',
  steps: [
    placeOrder('insurance-and-cash'),
    permitsTooLate(6, 'authorisation-expired'),
    stored({ payment: 'authorising' }),
    patientSees({ payment: 'unpaid', next: { do: 'authorise' } }),
    bureauSaysNo('price', 'AUTHORISATION_EXPIRED'),
    permits(),
    patientSees({ payment: 'closed', reason: 'authorisation-expired', next: { do: 'pay-anew' } }),
    bureauHas({ status: 'revoked' }),
    placeAgain('order', 'second'),
    permits('second'),
    inWechatCashier('paid', 'second'),
    patientSees({ payment: 'paid', hospital: 'settled' }, 'second'),
    bookedTimes(0),
    bookedTimes(1, 'second'),
  ],
};
