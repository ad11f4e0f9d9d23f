/**
 * The mini programs that the sandbox plays. Their appids are drawn by each sandbox; what tells them apart is the path
 * that is asked for.
 */

export interface OtherMiniProgram {
  /** Name in the question before the jump and in the bar. */
  readonly title: string;
  /** The sandbox's page; it gets appid, path and openid in its query. */
  readonly address: string;
}

export const CASHIER: OtherMiniProgram = { title: '医保支付', address: '/cashier/open' };
const INSURANCE_CARD: OtherMiniProgram = {
  title: '医保电子凭证',
  address: '/insurance-card/bind',
};

/** Which of them has that page; every path but that of the insurance card is the cashier's. */
export function otherMiniProgram(path: string): OtherMiniProgram {
  return path.replace(/^\//, '').startsWith('insurance-card') ? INSURANCE_CARD : CASHIER;
}
