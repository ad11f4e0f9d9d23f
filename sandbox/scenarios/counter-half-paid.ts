import { clerkCharges, clerkSees, counterLists, hospitalWontSettle } from './parts/counter-steps';
import { bookedTimes, within } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { counterHas, plant, wechatHas } from './parts/steps';

export const scenario: Scenario = {
  title: '窗口：先扣自费，医保结不成',
  shows:
    'The code has paid and the hospital does not answer: the clerk reads 现金已收，正在医保结算. Then the hospital refuses, insurance is barred, and the cash goes back by itself.',
  counter: 'cash',
  steps: [
    plant('his.counterSettle', { kind: 'cut-before' }, { count: 2 }),
    hospitalWontSettle('INSURANCE_REFUSED'),
    clerkCharges('insurance-and-cash'),
    counterLists({ stage: 'settling', insurance: 'none' }),
    wechatHas({ cash: { state: 'SUCCESS' } }),
    clerkSees({ stage: 'ending', reason: 'insurance-failed-cash-back' }),
    counterHas({ insurance: { status: 'reversed' } }),
    within(15, { payment: 'failed', refund: { state: 'done' } }),
    wechatHas({ cash: { state: 'REFUND' } }),
    clerkSees({ stage: 'over', reason: 'insurance-failed-cash-back' }),
    bookedTimes(0),
  ],
};
