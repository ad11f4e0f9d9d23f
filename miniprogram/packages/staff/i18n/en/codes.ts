/** Return codes of 医保码一码付 (one-code specification V1.0 §1.7) by their number, in English. */
import type { StaffTexts } from '../texts';

const RETRY =
  'Nothing was charged. Try again in a while; if it stays so, take the payment another way.';
const CENTRE =
  'Nothing was charged. Take the payment another way; the IT department takes the code to the centre.';
const ENGINEER =
  'Nothing was charged. Take the payment another way, then give the code to the IT department.';

export const codeWho: StaffTexts['codeWho'] = {
  clerk: 'You',
  patient: 'The patient',
  engineer: 'The IT department',
  centre: 'The centre of insurance codes',
};

export const codes: StaffTexts['codes'] = {
  '-1': { title: 'The insurance code system failed', text: RETRY },
  '-2': { title: 'What was sent is wrong', text: ENGINEER },
  '-3': { title: 'The insurance code system did not answer in time', text: RETRY },
  '-4': { title: 'The hospital’s permission was refused', text: ENGINEER },
  '-5': { title: 'The address of the insurance code system is wrong', text: ENGINEER },
  '-6': { title: 'The insurance code system is limiting calls', text: RETRY },
  '500001': {
    title: 'No such insurance code',
    text: 'Nothing was charged. The patient opens the code again and you scan it; else take the payment another way.',
  },
  '500002': {
    title: 'The insurance code is not activated',
    text: 'Nothing was charged. The patient activates it in the app, then scan again.',
  },
  '500003': {
    title: 'The patient has not permitted this app',
    text: 'Nothing was charged. The patient permits it in the app that shows the code, then scan again.',
  },
  '500008': {
    title: 'The code is not valid',
    text: 'Nothing was charged. The patient refreshes the code, then scan again.',
  },
  '500012': { title: 'The channel of the app is not registered', text: CENTRE },
  '500014': { title: 'The serial number is wrong', text: ENGINEER },
  '500033': { title: 'The national system is not reached', text: RETRY },
  '500042': {
    title: 'The patient has set no password for the code',
    text: 'Nothing was charged. The patient sets it in the app, then scan again.',
  },
  '500050': {
    title: 'The patient’s identity is not found',
    text: 'Nothing was charged. The patient asks at the insurance office. Take the payment another way today.',
  },
  '500054': {
    title: 'The patient’s place of insurance is missing',
    text: 'Nothing was charged. The patient asks at the insurance office. Take the payment another way today.',
  },
  '500057': {
    title: 'The patient’s identity does not match',
    text: 'Nothing was charged. The patient checks name and number in the app. Take the payment another way today.',
  },
  '500058': {
    title: 'The patient’s data is wrong',
    text: 'Nothing was charged. The patient asks at the insurance office. Take the payment another way today.',
  },
  '500084': { title: 'Asked too often', text: RETRY },
  '500093': { title: 'What the payment channel was sent is wrong', text: ENGINEER },
  '500100': { title: 'The hospital may not use this call', text: ENGINEER },
  '500208': { title: 'No record of this channel’s certification', text: CENTRE },
  '500209': { title: 'This channel’s certification has ended', text: CENTRE },
  '500156': { title: 'The kind of business is not registered', text: ENGINEER },
  '500242': {
    title: 'The one-code contract is incomplete',
    text: 'Nothing was charged. The patient checks it in the app that shows the code, then scan again.',
  },
  '500243': {
    title: 'The patient has not signed up in this app',
    text: 'Nothing was charged. The patient signs up first, or shows the code in the app where they did.',
  },
  '500244': {
    title: 'The patient’s payment channel is not connected yet',
    text: 'Nothing was charged. The patient chooses another channel in the app, then scan again.',
  },
  '500316': { title: 'The hospital’s number is wrong', text: ENGINEER },
  '500318': {
    title: 'This app cannot settle insurance',
    text: 'Nothing was charged. The patient shows the code in the national insurance app.',
  },
  '500319': {
    title: 'No password was asked for on the patient’s phone',
    text: 'Nothing was charged. Try again, or let the patient type the password at the counter.',
  },
  '500320': {
    title: 'No password is needed for this one',
    text: 'Nothing was charged. Scan again and go straight on.',
  },
  '500321': {
    title: 'This app cannot check the password nor settle insurance',
    text: 'Nothing was charged. The patient shows the code in the national insurance app.',
  },
};
