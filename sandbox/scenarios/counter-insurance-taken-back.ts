import {
  clerkCharges,
  clerkChargesAgain,
  clerkRecordsNotes,
  clerkSees,
  codePays,
} from './parts/counter-steps';
import { bookedTimes, within } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { counterHas } from './parts/steps';

export const scenario: Scenario = {
  title: '窗口：医保结好、码扣不成，没有人管',
  shows:
    'Insurance is settled and the code has no money. The clerk reads 请收现金, and the patient leaves: ten minutes later the insurance is taken back by itself. Charged anew, the clerk takes notes, and insurance stays.',
  counter: 'insurance',
  steps: [
    codePays('insufficient'),
    clerkCharges('insurance-and-cash', 'left'),
    clerkSees({ stage: 'tender', insurance: 'settled', reason: 'cash-not-enough' }, 'left'),
    counterHas({ insurance: { status: 'settled' } }, 'left'),
    within(15, { payment: 'closed' }, 'left'),
    clerkSees({ stage: 'over', insurance: 'reversed' }, 'left'),
    counterHas({ insurance: { status: 'reversed' } }, 'left'),
    clerkChargesAgain('left', 'second'),
    clerkSees({ stage: 'tender' }, 'second'),
    clerkRecordsNotes('SJ-0017', 'second'),
    clerkSees({ stage: 'paid', hospital: 'settled', tender: { kind: 'notes' } }, 'second'),
    counterHas({ insurance: { status: 'settled' } }, 'second'),
    bookedTimes(0, 'left'),
    bookedTimes(1, 'second'),
  ],
};
