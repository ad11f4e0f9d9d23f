import type { CaseTexts } from '../texts';

const LOOK = 'Look this order up by its number in the merchant account.';
const CONCLUDE = 'Say below whether the money is there or not, with what you saw.';
const DECIDE = 'Booked by hand: give the receipt number. Cannot be booked: send it back.';
const NO_DOUBLE = 'What the platform still returns by itself must not be transferred as well.';
const TRANSFER = 'Transfer the money to the patient and give the number of the transfer below.';

export const cases: CaseTexts = {
  'amount-mismatch': {
    title: 'Paid sums differ',
    what: 'The platform says paid, with other sums than the order.',
    steps: [LOOK, 'Note the cash and insurance that really arrived.', CONCLUDE],
  },
  'wrong-merchant': {
    title: 'Another merchant',
    what: 'An answer about this order names another merchant.',
    steps: [LOOK, 'Not in our account: ask the platform.', CONCLUDE],
  },
  'paid-differs': {
    title: 'The platform contradicts itself',
    what: 'What it says now differs from what it proved before.',
    steps: [LOOK, 'See whether the money is still there.', CONCLUDE],
  },
  'paid-twice': {
    title: 'Paid twice',
    what: 'The bill was settled otherwise, and this payment could not be sent back.',
    steps: [LOOK, 'See whether it is still there or went back.', CONCLUDE],
  },
  undecided: {
    title: 'Payment unknown for long',
    what: 'After a day it is not known whether it was paid. We go on asking.',
    steps: [LOOK, 'No record there means that no money arrived.', CONCLUDE],
  },
  'refund-not-ours': {
    title: 'A refund nobody asked for',
    what: 'Money went back at the platform, and nobody here asked for it.',
    steps: [LOOK, 'See who returned it, and how much.', CONCLUDE],
  },
  'hospital-refused': {
    title: 'Not booked by the hospital',
    what: 'It is paid, the hospital will not book it, and it could not be sent back.',
    steps: ['Look the bill up in the hospital system.', DECIDE],
  },
  'hospital-booked-otherwise': {
    title: 'Booked with other sums',
    what: 'The hospital booked other sums than were paid.',
    steps: ['Look the bill up in the hospital system.', DECIDE],
  },
  'hospital-silent': {
    title: 'The hospital system is silent',
    what: 'It is paid, and the hospital system does not answer. We go on asking.',
    steps: ['Ask whether the hospital system is up.', DECIDE],
  },
  'refund-by-hand': {
    title: 'Return by hand',
    what: 'In this city the hospital returns money itself.',
    steps: ['Check the patient and the sum.', TRANSFER],
  },
  'refund-change': {
    title: 'Cash is back in the hospital account',
    what: 'The patient’s bank card is gone; the money is in the hospital account.',
    steps: [LOOK, NO_DOUBLE, TRANSFER],
  },
  'refund-insurance-failed': {
    title: 'Insurance part did not go back',
    what: 'The bureau did not take its part back. We go on asking.',
    steps: ['Ask the bureau how it is returned.', NO_DOUBLE, 'Then give the voucher number below.'],
  },
  'refund-undecided': {
    title: 'Refund without an end',
    what: 'A day old, or beyond the day that the city allows. We go on asking.',
    steps: [LOOK, NO_DOUBLE, TRANSFER],
  },
  'refund-refused': {
    title: 'Owed money did not go back',
    what: 'We owe this refund; platform or hospital did not take it.',
    steps: [LOOK, NO_DOUBLE, TRANSFER],
  },
  'refund-differs': {
    title: 'Refunded sums differ',
    what: 'The platform returned other sums than asked for, or does not say.',
    steps: [
      LOOK,
      'Note what went back; pay the patient the rest.',
      'Give the number and the sums.',
    ],
  },
  'refund-unbooked': {
    title: 'Refund not booked',
    what: 'The money is back; the hospital has not booked that for a day. We go on asking.',
    steps: [
      'Look in the hospital system; book the refund if it is not there.',
      'Give its number below.',
    ],
  },
  'refund-untold': {
    title: 'The word did not reach WeChat Pay',
    what: 'The money is back; the word that insurance is has not come through for a day. We go on trying.',
    steps: [
      'Do not refund or transfer again.',
      'Read the last reason in the order’s history; if it is not WeChat’s, ask the engineers first.',
      'Give WeChat Pay’s support the platform’s number and the refund’s; have it registered that insurance is back.',
      'Give the number of the support below.',
    ],
  },
};
