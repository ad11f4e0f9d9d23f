/** Reasons around visits, deposits, codes and the staff's desk: what happened, what to do now. */
import type { ReasonTexts } from '../texts';

export const visitReasons = {
  'slot-taken': { title: 'Just taken', text: 'Choose another time or doctor.', call: false },
  'slot-over': { title: 'Registration is over', text: 'Choose a later time.', call: false },
  'slot-lock-over': {
    title: 'The place is no longer kept',
    text: 'It was given back and nothing was charged. Choose a time again.',
    call: false,
  },
  'appointment-paid': {
    title: 'This visit is paid',
    text: 'Nothing more to pay; see your ticket. To cancel, ask for a refund of its order.',
    call: false,
  },
  'appointment-not-today': {
    title: 'Not today',
    text: 'Come back on the day of the visit to pay and get the number.',
    call: false,
  },
  'appointment-being-paid': {
    title: 'This visit is being paid',
    text: 'Finish or cancel its order under My orders first.',
    call: false,
  },
  'appointment-exists': {
    title: 'You have a visit there already',
    text: 'One visit per doctor and day. See My appointments.',
    call: false,
  },
  'insurance-visit-not-today': {
    title: 'Insurance pays for visits of today only',
    text: 'This visit is on another day. Pay by yourself now, or keep the place and pay with insurance on the day.',
    call: false,
  },
  'insurance-visit-type': {
    title: 'Insurance does not cover this visit here',
    text: 'Pay by yourself, or go to the counter with your insurance card.',
    call: false,
  },
  'insurance-not-for-deposit': {
    title: 'Insurance does not cover deposits',
    text: 'You pay the deposit; insurance is settled when you are discharged.',
    call: false,
  },
  'not-in-hospital': {
    title: 'Not in hospital',
    text: 'Check the patient. Just admitted? Try again in a few minutes.',
    call: true,
  },
  'top-up-amount': {
    title: 'Not a possible amount',
    text: 'Keep between the lowest and the highest amount on the page.',
    call: false,
  },
  'deposit-nothing-left': {
    title: 'Nothing is left to refund',
    text: 'It was refunded already, or at the counter. See My orders.',
    call: true,
  },
  'code-unknown': {
    title: 'No such prescription',
    text: 'Scan the code on the paper again, or pay at the counter.',
    call: true,
  },
  'code-expired': {
    title: 'The code has expired',
    text: 'Ask the doctor or the desk to print it again.',
    call: true,
  },
  'code-of-other-hospital': {
    title: 'A code of another hospital',
    text: 'Use that hospital’s own mini program.',
    call: false,
  },
  'insurance-card-not-configured': {
    title: 'Adding by insurance card is not open yet',
    text: 'Please fill in the form.',
    call: false,
  },
  'insurance-card-ticket': {
    title: 'The insurance card was not verified',
    text: 'Try once more, or fill in the form.',
    call: false,
  },
  'data-has-open-order': {
    title: 'Something is not finished',
    text: 'Finish payments and refunds under My orders, then delete your data.',
    call: false,
  },
  'invitation-wrong': {
    title: 'Wrong or expired invitation',
    text: 'Ask an administrator for a new one.',
    call: false,
  },
  'second-clerk-needed': {
    title: 'A second person must agree',
    text: 'It is above the limit; money goes back once a colleague has agreed.',
    call: false,
  },
  'second-clerk-same': {
    title: 'Not your own request',
    text: 'A colleague must agree to it.',
    call: false,
  },
  'difference-open': {
    title: 'Differences are open',
    text: 'Deal with each difference before you close the day.',
    call: false,
  },
  'nothing-found': { title: 'Nothing found', text: 'Check the number and try again.', call: false },
} satisfies Partial<ReasonTexts>;
