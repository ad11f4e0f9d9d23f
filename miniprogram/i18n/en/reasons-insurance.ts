/** Reasons that insurance gives once its use was permitted, in English. */
import type { insuranceReasons as chinese } from '../zh-cn/reasons-insurance';
import type { ReasonText } from '../texts';

export const insuranceReasons: Readonly<Record<keyof typeof chinese, ReasonText>> = {
  'authorisation-expired': {
    title: 'The permission has expired',
    text: 'It is good for a few minutes only. Please give it again.',
    call: false,
  },
  'authorisation-of-other': {
    title: 'Not the patient’s own permission',
    text: 'The WeChat that gave it belongs to somebody else. Use the patient’s own WeChat, or pay by yourself.',
    call: false,
  },
  'relative-not-bound': {
    title: 'Insurance does not know this relative of yours',
    text: 'Bind the relative in your electronic insurance card first, then give permission again. You can also pay by yourself.',
    call: false,
  },
  'insurance-card-not-bound': {
    title: 'No electronic insurance card yet',
    text: 'Activate it in WeChat first, then come back to pay. You can also pay by yourself.',
    call: false,
  },
  'insurance-already-settled': {
    title: 'Insurance has settled this already',
    text: 'Do not pay again. Ask the hospital, or at the counter.',
    call: true,
  },
  'insurance-in-hospital': {
    title: 'No outpatient insurance while in hospital',
    text: 'The patient is on record as staying in hospital. Pay by yourself, or ask at the counter.',
    call: true,
  },
  'insurance-amount-mismatch': {
    title: 'Insurance gave other sums',
    text: 'Try again in a while, or pay at the counter.',
    call: true,
  },
  'bill-nothing-to-pay': {
    title: 'Nothing is to be paid any more',
    text: 'Your permission was not used and is withdrawn. Start again and confirm; if you are still asked for money, ask the hospital.',
    call: true,
  },
  'insurance-failed-cash-back': {
    title: 'Insurance did not pay',
    text: 'What you paid comes back by itself. Do not pay again before it is back.',
    call: true,
  },
  'real-name-unavailable': {
    title: 'No check of your name by WeChat here',
    text: 'Use the text message code, or bring your document to the desk.',
    call: true,
  },
};
