/** Reasons of 医保码一码付 at the counter, in English. */
import type { counterReasons as chinese } from '../zh-cn/reasons-counter';
import type { ReasonText } from '../texts';

export const counterReasons: Readonly<Record<keyof typeof chinese, ReasonText>> = {
  'counter-unknown': {
    title: 'No such counter',
    text: 'The hospital has not registered it. Choose the counter again, or ask the IT department.',
    call: true,
  },
  'counter-not-configured': {
    title: 'One-code payment is not in use here',
    text: 'Take the payment another way. The IT department can set it up.',
    call: true,
  },
  'counter-unreachable': {
    title: 'One-code payment is not reached',
    text: 'Ask again in a while. If it stays so, take the payment another way and tell the IT department.',
    call: true,
  },
  'one-code-not-signed': {
    title: 'The patient has not signed up',
    text: 'They can sign up in the app that shows their insurance code. Or take the payment another way.',
    call: false,
  },
  'one-code-suspended': {
    title: 'The patient’s account is suspended',
    text: 'They can see why in the app that shows their insurance code. Or take the payment another way.',
    call: false,
  },
  'one-code-refused': {
    title: 'One-code payment was refused',
    text: 'Nothing was charged. Try again, or take the payment another way.',
    call: true,
  },
  'one-code-busy': {
    title: 'One-code payment is busy',
    text: 'Nothing was charged. Try again in a while.',
    call: false,
  },
  'one-code-patient': {
    title: 'The patient has something to settle first',
    text: 'Nothing was charged. They can do so in their insurance code app. Or take the payment another way.',
    call: false,
  },
  'one-code-misconfigured': {
    title: 'One-code payment is set up wrongly',
    text: 'Nothing was charged. Take the payment another way and tell the IT department.',
    call: true,
  },
  'payment-code-refused': {
    title: 'The code did not pay',
    text: 'No money came. Take the payment another way, or scan again.',
    call: false,
  },
  'cash-not-enough': {
    title: 'The patient’s balance is too low',
    text: 'Nothing was charged. Scan again after they change the card or top up, or take the payment another way.',
    call: false,
  },
  'insurance-settle-failed': {
    title: 'Insurance did not settle it',
    text: 'Nothing was settled or charged. Check the patient’s insurance, or let them pay all of it.',
    call: true,
  },
  'tender-not-possible': {
    title: 'No other way of payment now',
    text: 'Do what the page says now. Take no money unless it asks you to.',
    call: false,
  },
};
