import { bookedTimes, noticeIs, replayNotice, tamperNotice } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { inCashier, placeOrder, plant, stored } from './parts/steps';

const booked = { payment: 'paid', settlement: { state: 'settled' } };

export const scenario: Scenario = {
  title: '通知重复、重放、篡改',
  shows:
    'The notice comes three times at once, twice more later, and altered. The payment is booked once, with the amounts that were paid.',
  steps: [
    plant('payinsurance.notice', { kind: 'doubled', times: 3 }),
    placeOrder('insurance-and-cash'),
    inCashier('paid'),
    noticeIs({ state: 'accepted' }),
    stored(booked),
    replayNotice(),
    replayNotice(),
    tamperNotice({ total_fee: '1', cash_fee: '1' }, 'wrong'),
    tamperNotice({ total_fee: '1', cash_fee: '1' }, 'right'),
    stored({ ...booked, proof: { total: 42_400, cash: 10_000, insurance: 32_400 } }),
    bookedTimes(1),
  ],
};
