import {
  clerkCharges,
  clerkSees,
  codePays,
  counterLists,
  typesPassword,
} from './parts/counter-steps';
import { bookedTimes } from './parts/more-steps';
import type { Scenario } from './parts/step';
import { counterHas, plant, stored, wechatHas } from './parts/steps';

export const scenario: Scenario = {
  title: '窗口：扣款应答丢失，其实在等密码',
  shows:
    'Insurance is settled, the code is charged, and the answer is lost. The clerk reads 正在扣款, takes no cash and charges nothing again; the patient types the password, and the order is found paid and booked once.',
  counter: 'insurance',
  steps: [
    codePays('password'),
    plant('wechatpay.codepay', { kind: 'cut-after' }),
    clerkCharges('insurance-and-cash'),
    stored({ payment: 'unknown', legs: { cash: 'unpaid' } }),
    clerkSees({ stage: 'charging', insurance: 'settled' }),
    counterLists({ stage: 'charging' }),
    wechatHas({ cash: { state: 'USERPAYING' } }),
    typesPassword('confirm'),
    clerkSees({ stage: 'paid', hospital: 'settled' }),
    counterLists({ stage: 'paid', hospital: 'settled' }),
    wechatHas({ cash: { state: 'SUCCESS' } }),
    counterHas({ insurance: { status: 'settled' } }),
    bookedTimes(1),
  ],
};
