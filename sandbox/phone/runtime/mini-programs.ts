/**
 * What the sandbox plays of other people's software on the phone: other mini programs, told apart by the path that is
 * asked for or by an appid that is the same everywhere, and WeChat's own cashier of 2.0.
 */

export interface OtherApp {
  /** `data-app` of what is opened. */
  readonly name: 'cashier' | 'insurance-card' | 'authorisation' | 'wechat-cashier';
  /** Name in the question before the jump and in the bar. */
  readonly title: string;
  /** The sandbox's page; a mini program gets appid, path and openid in its query. */
  readonly address: string;
}

export const CASHIER: OtherApp = { name: 'cashier', title: '医保支付', address: '/cashier/open' };
export const WECHAT_CASHIER: OtherApp = {
  name: 'wechat-cashier',
  title: '微信医保支付（模拟）',
  address: '/wechat-cashier',
};
const INSURANCE_CARD: OtherApp = {
  name: 'insurance-card',
  title: '医保电子凭证',
  address: '/insurance-card/bind',
};
const AUTHORISATION: OtherApp = {
  name: 'authorisation',
  title: '医保授权',
  address: '/authorisation',
};
/** The mini program of the insurance authorisation: one appid for every hospital. */
const AUTHORISATION_APPID = 'wxe183cd55df4b4369';

/** Which of them it is; every other one is the 1.0 cashier, whose appid is drawn by each sandbox. */
export function otherMiniProgram(appId: string, path: string): OtherApp {
  if (appId === AUTHORISATION_APPID) return AUTHORISATION;
  return path.replace(/^\//, '').startsWith('insurance-card') ? INSURANCE_CARD : CASHIER;
}

/** As WeChat marks it: `医保授权（体验版）`. */
export function titleOf(app: OtherApp, envVersion: string): string {
  const version = { trial: '（体验版）', develop: '（开发版）' }[envVersion] ?? '';
  return `${app.title}${version}`;
}
