import { noticeIs, within } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { inCashier, placeOrder, plant, stored } from './parts/steps';

export const scenario: Scenario = {
  title: '支付通知丢失',
  shows:
    'The patient pays, the notice never arrives, and nobody looks at the result page. The clockwork asks the platform and books the payment all the same.',
  steps: [
    plant('payinsurance.notice', { kind: 'lost' }),
    placeOrder('all-insurance'),
    inCashier('paid'),
    noticeIs({ state: 'lost' }),
    stored({ payment: 'payable' }),
    within(5, { payment: 'paid', settlement: { state: 'settled' } }),
  ],
};
