/**
 * What a hospital's 医保支付 1.0 account is: service-provider or independent mode (interface document
 * v2.4 §2.1, §2.2) as a union in which a field of the wrong mode does not type-check. The key of §4.2
 * is a setting of its own and a type of its own, so no other secret can stand in for it (trap 9).
 */

/** The 医保支付 key of §4.2: 32 characters. Made only by `payInsuranceKey`. */
export type PayInsuranceKey = string & { readonly __secret: 'payinsurance-key' };
/** An app's or agent's secret. Made only by `appSecret`. */
export type AppSecret = string & { readonly __secret: 'app-secret' };

interface Common {
  readonly key: PayInsuranceKey;
  /** Service-provider mode: the platform's own; independent mode: the hospital's. */
  readonly appid: string;
  readonly mchId: string;
  readonly hospitalName: string;
  /** `https://api.weixin.qq.com`, without a slash at the end. */
  readonly apiBaseUrl: string;
  readonly notifyUrl: string;
  /** The order number is added to it as `order_no`. */
  readonly returnUrl: string;
  readonly cityId?: string;
  /** Trap 31: 1 人社部电子社保卡, 4 医保电子凭证, 5 either; left out: local card. */
  readonly isDept?: '1' | '4' | '5';
  readonly channelNo?: string;
  readonly limitPay?: 'no_credit';
}

export interface ServiceProviderConfig extends Common {
  readonly mode: 'service-provider';
  readonly agentSecret: AppSecret;
  /** The hospital's appid and merchant number. */
  readonly subAppid: string;
  readonly subMchId: string;
  readonly tokenSource?: never;
}

/** Where an independent hospital's access token comes from (trap 27). */
export type IndependentTokenSource =
  | { readonly kind: 'token' | 'stable-token'; readonly appSecret: AppSecret }
  /** The hospital's own token holder; answers as cgi-bin/token does. May carry a secret. */
  | { readonly kind: 'external'; readonly url: string };

export interface IndependentConfig extends Common {
  readonly mode: 'independent';
  readonly tokenSource: IndependentTokenSource;
  readonly agentSecret?: never;
  readonly subAppid?: never;
  readonly subMchId?: never;
}

export type PayInsuranceConfig = ServiceProviderConfig | IndependentConfig;

/** `code` is stable; `field` names the setting, never its value. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
  readonly code = 'payinsurance-config-invalid';
  constructor(
    readonly field: string,
    why: string,
  ) {
    super(`${field}: ${why}`);
  }
}

/** Throws ConfigInvalid unless it is 32 letters or digits. */
export function payInsuranceKey(text: string): PayInsuranceKey {
  if (!/^[A-Za-z0-9]{32}$/.test(text)) {
    throw new ConfigInvalid('key', 'the 医保支付 key is 32 letters and digits');
  }
  return text as PayInsuranceKey;
}

/** Throws ConfigInvalid unless it is 1–64 visible characters (§3.2.1: String64). */
export function appSecret(text: string): AppSecret {
  if (!/^[\x21-\x7e]{1,64}$/.test(text)) {
    throw new ConfigInvalid('secret', 'an app secret is 1–64 visible characters');
  }
  return text as AppSecret;
}
