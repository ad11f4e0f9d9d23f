/**
 * Where the patient stands, for insurance payments (interface document v2.4 §3.3, bka964). WeChat
 * asks the patient; whatever goes wrong counts as a refusal, and paying goes on without a place.
 */
import type { Place } from '../../cloudfunctions/contract/types';
import { within } from './clock';

/** Counted once the patient has agreed: a place that takes longer must not keep anybody from paying. */
const PATIENCE_MS = 6_000;

const REFUSED: Place = { kind: 'refused' };

function permitted(): Promise<boolean> {
  return new Promise((resolve) => {
    wx.authorize({
      scope: 'scope.userFuzzyLocation',
      success: () => resolve(true),
      fail: () => resolve(false),
    });
  });
}

function locate(): Promise<Place> {
  return new Promise((resolve) => {
    wx.getFuzzyLocation({
      type: 'gcj02',
      success: ({ latitude, longitude }) => resolve({ kind: 'located', latitude, longitude }),
      fail: () => resolve(REFUSED),
    });
  });
}

/** The rough place, if the patient lets WeChat tell it. Never throws. */
export async function askPlace(): Promise<Place> {
  if (!(await permitted())) return REFUSED;
  return within(PATIENCE_MS, locate(), () => REFUSED);
}
