import { within } from './parts/more-steps';
import { asksRefund, clerkEnds, refundWillEnd } from './parts/refund-steps';
import type { Scenario } from './parts/step';
import { inCashier, patientSees, placeOrder, platformHas, stored } from './parts/steps';

export const scenario: Scenario = {
  title: '退款时银行卡已注销（CHANGE）',
  shows:
    'The patient asks for the money back, the insurance part returns, but the bank sends the cash back to the hospital. A clerk is asked to transfer it by hand and ends the case with the receipt.',
  steps: [
    placeOrder('insurance-and-cash'),
    inCashier('paid'),
    patientSees({ payment: 'paid', hospital: 'settled', canRefund: true }),
    refundWillEnd({ cash: 'CHANGE', afterMs: 60_000 }),
    asksRefund(),
    stored({ refund: { state: 'refunding', hold: 'held' } }),
    within(15, { review: { reason: 'refund-change' } }),
    platformHas({ refund: { cash: 'CHANGE', insurance: 'SUCCESS' } }),
    clerkEnds({ kind: 'record-transfer', receipt: 'TRANSFER-0001' }),
    within(15, { refund: { state: 'done', hold: 'confirmed' } }),
    patientSees({ refund: { state: 'returned' } }),
  ],
};
