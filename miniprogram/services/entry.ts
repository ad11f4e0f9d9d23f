/**
 * How a person got to paying: from the menu, by a prescription's code, or by a message. It goes with every
 * order, so that the hospital can count its entries (access guide V1.4 §4.1.7).
 */
import type { Functions } from '../../cloudfunctions/contract/types';

export type EntryPoint = Functions['pay']['placeOrder']['in']['entry'];

/** Opened from a message: a template message, a subscribe message. */
const FROM_MESSAGE: readonly number[] = [1014, 1107];

/** The entry that the app was last opened by, when no page knows better. */
export function openedBy(): EntryPoint {
  return FROM_MESSAGE.includes(wx.getEnterOptionsSync().scene) ? 'message' : 'menu';
}

/** An entry as an address spells it; anything else is how the app was opened. */
export function entryOf(text: string | undefined): EntryPoint {
  if (text === 'prescription-code' || text === 'message' || text === 'menu') return text;
  return openedBy();
}
