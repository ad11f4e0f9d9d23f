/**
 * WeChat's privacy consent. WeChat shows its own popup; the phone only asks where it stands and, on
 * a tap, lets WeChat ask. Clients too old to know it have nothing to ask.
 */
export type Consent = 'given' | 'needed';

export function readConsent(): Promise<Consent> {
  return new Promise((resolve) => {
    if (!wx.canIUse('getPrivacySetting')) {
      resolve('given');
      return;
    }
    wx.getPrivacySetting({
      success: ({ needAuthorization }) => resolve(needAuthorization ? 'needed' : 'given'),
      fail: () => resolve('given'),
    });
  });
}

/** Lets WeChat ask. Only from a tap. */
export function askConsent(): Promise<Consent> {
  return new Promise((resolve) => {
    wx.requirePrivacyAuthorize({
      success: () => resolve('given'),
      fail: () => resolve('needed'),
    });
  });
}

/** Opens the text that the consent is about. */
export function openPrivacyText(): void {
  wx.openPrivacyContract({});
}
