/**
 * The phone's storage: JSON text under a key. What comes back is unknown until its owner decodes it;
 * text that is not JSON reads as absent, since an older release may have written it.
 */

/** The stored value, or undefined when there is none that can be read. */
export function readStored(key: string): unknown {
  const text: unknown = wx.getStorageSync(key);
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes the value. Throws when the phone's storage is full or closed. */
export function writeStored(key: string, value: unknown): void {
  wx.setStorageSync(key, JSON.stringify(value));
}
