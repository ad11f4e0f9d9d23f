/**
 * The preview's levers: what the address of app.html says about the phone, the user and the way the app was opened.
 */

export interface Levers {
  readonly openid: string;
  readonly theme: 'light' | 'dark' | undefined;
  /** fontSizeScaleFactor of wx.getAppBaseInfo; 1.4 is WeChat's care mode. */
  readonly fontScale: number;
  /** Permissions that the user has refused: `scope.userFuzzyLocation`. */
  readonly deny: readonly string[];
  /** True: the privacy notice has not been agreed to yet. */
  readonly asksPrivacy: boolean;
  /** On Android every later onShow repeats the referrerInfo of the last return. */
  readonly android: boolean;
  readonly offline: boolean;
  /** WeChat on a PC: a window that can be drawn wide, no notch, a mouse. */
  readonly pc: boolean;
  /** What every wx.scanCode reads, `onecode:OPENID` for the 医保码 on a phone; undefined: the preview asks. */
  readonly scan: string | undefined;
  /** wx.requestMedicalInsurancePay: there, missing as in an old WeChat, or refused for want of permission. */
  readonly medins: 'present' | 'absent' | 'denied';
  readonly scene: number;
  /** Page path with query, as a scene entry gives it; empty for the home page. */
  readonly path: string;
  /** Who sent the user here (scene 1037, 1038). */
  readonly referrer: { readonly appId: string; readonly extraData?: unknown } | undefined;
  /** True: the app was killed and waits for being started. */
  readonly stopped: boolean;
}

/** Reads the levers from a query string: `?theme=dark&fontScale=1.4&scene=1038`. */
export function readLevers(search: string, firstOpenid: string): Levers {
  const query = new URLSearchParams(search);
  const theme = query.get('theme');
  const medins = query.get('medins');
  const fontScale = Number(query.get('fontScale') ?? '1');
  const scene = Number(query.get('scene') ?? '1001');
  return {
    openid: query.get('openid') ?? firstOpenid,
    theme: theme === 'dark' || theme === 'light' ? theme : undefined,
    fontScale: Number.isFinite(fontScale) && fontScale > 0 ? fontScale : 1,
    deny: (query.get('deny') ?? '').split(',').filter((scope) => scope !== ''),
    asksPrivacy: query.get('privacy') === 'ask',
    android: query.get('android') !== '0',
    offline: query.get('offline') === '1',
    pc: query.get('device') === 'pc',
    scan: query.get('scan') ?? undefined,
    medins: medins === 'absent' || medins === 'denied' ? medins : 'present',
    scene: Number.isInteger(scene) ? scene : 1001,
    path: query.get('path') ?? '',
    referrer: referrerOf(query),
    stopped: query.get('stopped') === '1',
  };
}

function referrerOf(query: URLSearchParams): Levers['referrer'] {
  const appId = query.get('refAppId');
  if (appId === null) return undefined;
  const extra = query.get('refExtra');
  if (extra === null) return { appId };
  const extraData: unknown = JSON.parse(extra);
  return { appId, extraData };
}
