/** One sentence per reason, for the patient: what happened, what to do now. `call`: offer the phone. */
import type { ReasonTexts } from '../texts';
import { counterReasons } from './reasons-counter';
import { insuranceReasons } from './reasons-insurance';
import { visitReasons } from './reasons-visits';

export const reasons: ReasonTexts = {
  ...visitReasons,
  ...insuranceReasons,
  ...counterReasons,
  offline: {
    title: 'No network',
    text: 'Check your connection and try again.',
    call: false,
  },
  'bad-request': { title: 'That did not work', text: 'Go back and try once more.', call: true },
  'too-large': { title: 'Too much text', text: 'Shorten it and try again.', call: false },
  'unknown-action': {
    title: 'Please update',
    text: 'Remove this mini program in WeChat and open it again.',
    call: true,
  },
  'not-signed-in': {
    title: 'WeChat did not say who you are',
    text: 'Close the mini program and open it again from WeChat.',
    call: false,
  },
  internal: { title: 'Something went wrong', text: 'Please try again in a while.', call: true },
  busy: { title: 'Busy right now', text: 'Please try again in a moment.', call: false },
  timeout: {
    title: 'No answer yet',
    text: 'Check your connection. If you were paying, look at the result first; do not pay twice.',
    call: false,
  },
  'hospital-unreachable': {
    title: 'The hospital cannot be reached',
    text: 'Try again in a few minutes, or pay at the counter.',
    call: true,
  },
  'hospital-answer-unreadable': {
    title: 'The hospital gave no clear answer',
    text: 'Try again in a few minutes, or pay at the counter.',
    call: true,
  },
  'payment-unreachable': {
    title: 'Insurance payment cannot be reached',
    text: 'Try again in a few minutes. Do not pay twice.',
    call: false,
  },
  'payment-refused': {
    title: 'Payment was refused',
    text: 'Try again in a while, or pay at the counter.',
    call: true,
  },
  'payment-misconfigured': {
    title: 'Mobile payment is closed',
    text: 'Please pay at the counter.',
    call: true,
  },
  'order-not-found': {
    title: 'Order not found',
    text: 'Go back to the home page and look at your bills again.',
    call: true,
  },
  'bill-not-found': {
    title: 'Bill not found',
    text: 'It may have been paid at the counter. Go back and refresh.',
    call: true,
  },
  'patient-not-found': {
    title: 'Patient not found',
    text: 'Check the name, the identity number and the card number.',
    call: true,
  },
  'patient-not-yours': {
    title: 'Not one of your patients',
    text: 'Add this patient first.',
    call: false,
  },
  'patient-already-added': {
    title: 'Already added',
    text: 'Go back to your list of patients.',
    call: false,
  },
  'patient-has-open-order': {
    title: 'A payment is not finished',
    text: 'Pay or cancel this patient’s order first, then remove the patient.',
    call: false,
  },
  'too-many-patients': {
    title: 'Your list is full',
    text: 'Remove a patient that you no longer need.',
    call: false,
  },
  'too-many-attempts': {
    title: 'Too many tries',
    text: 'To protect your data, please try again later.',
    call: true,
  },
  'bill-of-other-patient': {
    title: 'Another patient’s bill',
    text: 'Go back and choose the right patient.',
    call: false,
  },
  'bill-settled': {
    title: 'This bill is paid',
    text: 'Nothing more to pay. Go back to see other bills.',
    call: false,
  },
  'bill-expired': {
    title: 'This bill has expired',
    text: 'Ask the clinic desk for a new one.',
    call: true,
  },
  'bill-cancelled': {
    title: 'The hospital withdrew this bill',
    text: 'Nothing to pay. Ask the hospital if in doubt.',
    call: true,
  },
  'bills-not-combinable': {
    title: 'These bills cannot be paid together',
    text: 'Please pay them one by one.',
    call: false,
  },
  'bill-being-paid-by-other': {
    title: 'A relative is paying this bill',
    text: 'Ask them first; do not pay twice. Look again in a few minutes.',
    call: false,
  },
  'bill-amount-changed': {
    title: 'The amount has changed',
    text: 'Below is the latest amount. Check it before you pay.',
    call: false,
  },
  'identity-number-invalid': {
    title: 'Wrong identity number',
    text: 'Compare it with your document.',
    call: false,
  },
  'name-card-not-bound': {
    title: 'WeChat has no verified name',
    text: 'Use the text message code, or bring your document to the desk.',
    call: true,
  },
  'name-mismatch': {
    title: 'The name does not match',
    text: 'Enter the name as on the document.',
    call: true,
  },
  'identity-mismatch': {
    title: 'Not as the hospital has it',
    text: 'Check the name, the identity number and the card number.',
    call: true,
  },
  'identity-paper-unsupported': {
    title: 'This document cannot be checked here',
    text: 'Use the text message code, or bring it to the desk.',
    call: true,
  },
  'proof-code-wrong': { title: 'Wrong code', text: 'Check the code in the message.', call: false },
  'proof-code-expired': { title: 'The code has expired', text: 'Ask for a new one.', call: false },
  'proof-phone-missing': {
    title: 'The hospital has no phone number for you',
    text: 'Bring your document to the desk to register one.',
    call: true,
  },
  'insurance-not-covered': {
    title: 'Insurance does not cover this bill here',
    text: 'Pay by yourself, or use your insurance card at the counter.',
    call: true,
  },
  'insurance-identity-paper': {
    title: 'Insurance needs a resident identity card',
    text: 'With this document you can pay by yourself.',
    call: false,
  },
  'insurance-other-payer': {
    title: 'Only your own insurance',
    text: 'This is not your own bill: pay by yourself here, or with insurance at the counter.',
    call: false,
  },
  'insurance-presettle-failed': {
    title: 'Insurance gave no amount',
    text: 'Try again in a while, or pay by yourself.',
    call: true,
  },
  'insurance-cut-off': {
    title: 'Insurance is closed for today',
    text: 'Use it tomorrow, or pay by yourself now.',
    call: false,
  },
  'card-unbound': {
    title: 'No insurance card is bound',
    text: 'Bind your card in the insurance payment first, then go on paying.',
    call: true,
  },
  'refund-served': {
    title: 'Used already',
    text: 'The drugs were handed out, the examination done or the ticket used. Ask at the counter.',
    call: true,
  },
  'refund-hospital-refused': {
    title: 'The hospital did not agree',
    text: 'This cannot be refunded on the phone. Please go to the counter with your card.',
    call: true,
  },
  'refund-not-possible': {
    title: 'This order cannot be refunded',
    text: 'Go back and look at how it stands now, or ask at the counter.',
    call: true,
  },
  'refund-exists': {
    title: 'A refund was asked for before',
    text: 'One order can be refunded once. Go back to see how far it is.',
    call: false,
  },
  'refund-exceeds-paid': {
    title: 'More than can be refunded',
    text: 'Check the amount and try again.',
    call: false,
  },
  'refund-outside-window': {
    title: 'Too late for an insurance refund',
    text: 'This city wants insurance refunds finished on the day of payment. Please go to the counter.',
    call: true,
  },
  'refund-at-counter-only': {
    title: 'Refunds are made at the counter',
    text: 'Please go there with your card.',
    call: true,
  },
  'refund-hospital-pending': {
    title: 'The hospital is still booking it',
    text: 'You have paid. Ask for the refund again in a few minutes.',
    call: false,
  },
  'not-allowed': {
    title: 'You may not do this',
    text: 'Ask an administrator.',
    call: false,
  },
  'day-not-reconciled': {
    title: 'Not compared yet',
    text: 'A day is compared the next morning. Look again later.',
    call: false,
  },
  'case-changed': {
    title: 'It has changed',
    text: 'Something new has happened. Refresh before you act.',
    call: false,
  },
};
