/** On the way to the cashier, in English. The compiler compares it with the Chinese. */
import type { pay as chinese } from '../zh-cn/pay';

export const pay: typeof chinese = {
  authorise: 'Give permission',
  authoriseAgain: 'Give permission again',
  needed: 'Insurance needs your permission',
  neededText:
    'The insurance page opens next. Agree there and come back to pay. Permission takes no money.',
  opening: 'Opening the permission page. It takes no money',
  away: 'Waiting for your permission',
  awayText: 'Once you agree you come back here and go on paying. Permission takes no money.',
  checking: 'Checking your permission, please wait',
  checkingText: 'The insurance bureau is working out the sums. Please stay on this page.',
  unauthorised: 'No permission yet, nothing was charged',
  unauthorisedText:
    'Insurance needs your permission first. Tap the button below and agree on the page that opens, or pay by yourself.',
  authoriseFailed: 'The permission page did not open',
  authoriseFailedText: 'Please tap once more.',
  notYet: 'No permission yet, not paid',
  notYetText:
    'Insurance needs your permission first. Nothing was charged. Give it and pay before {when}.',
  fixed: 'Insurance has fixed the sums',
  fixedText: 'Below are the sums that the insurance bureau worked out. Check them before you pay.',
  failed: 'Insurance payment did not open',
  failedText: 'Tap “Go on paying” to try again.',
  upgrade: 'Please update WeChat',
  upgradeText:
    'This version of WeChat cannot pay here. Update it (iPhone and Android 8.0.44 or later, HarmonyOS 8.0.13 or later), then come back to go on paying.',
  notOpen: 'The hospital has not opened this payment yet',
  notOpenText: 'Ask the hospital, or pay at the counter.',
};
