/**
 * The configuration of 移动医保支付 2.0: both ways of access as a union (merchant: the hospital's own
 * number; service provider: sub_mchid and sub_appid besides), and types that only checked values get.
 */
import type { KeyObject } from 'node:crypto';

interface Common {
  /** Host of the interface, and the one to turn to when it cannot be reached; no slash at the end. */
  readonly apiBaseUrl: string;
  readonly fallbackBaseUrl: string;
  /** https, public, no query (MEDICAL_INSURANCE.SUCCESS). */
  readonly callbackUrl: string;
  /** For the notices of the cash order and of its refunds. */
  readonly cashNotifyUrl: string;
  readonly refundNotifyUrl: string;
  /** Serial number of our own certificate, upper-case hex. */
  readonly certificateSerial: string;
  /** Parsed once. */
  readonly privateKey: KeyObject;
  /** 32 bytes. */
  readonly apiV3Key: Buffer;
  readonly platformKeys: PlatformKeys;
  readonly hospitalName: string;
  readonly medInstName: string;
  readonly medInstNo: string;
  /** Of Tencent's own list, not the national code. */
  readonly cityId: string;
  /** Where the hospital is, "lng,lat": used when the patient's place is not known. */
  readonly hospitalPlace: string;
  readonly channelNo?: string;
  /** Trap 19: some cities want the authorisation repeated inside passthrough_request_content. */
  readonly passthrough: boolean;
  /** Never in production. */
  readonly testEnv: boolean;
  readonly authorisation: AuthorisationConfig;
}

/** Keys of the platform by id: `PUB_KEY_ID_…` or a certificate's serial; several overlap in a rotation. */
export interface PlatformKeys {
  readonly ring: ReadonlyMap<string, KeyObject>;
  /** The one with which sensitive fields are encrypted. */
  readonly encryptWith: string;
}

export interface AuthorisationConfig {
  /** The authorisation's mini program. */
  readonly appId: string;
  readonly trial: boolean;
  readonly cityCode: string;
  readonly channel: string;
  /** May hold `/` and `+`: passed raw. */
  readonly orgChnlCrtfCodg: string;
  readonly orgCodg: string;
  readonly orgAppId: string;
  readonly userQueryBaseUrl: string;
  readonly partnerId: string;
  readonly partnerSecret: string;
  /** How long a pay_auth_no is used, ms. */
  readonly livesMs: number;
}

export interface MerchantConfig extends Common {
  readonly mode: 'merchant';
  readonly appid: string;
  readonly mchid: string;
  readonly subMchid?: never;
  readonly subAppid?: never;
}

/** appid and mchid are the service provider's; patients are known under the hospital's own sub_appid. */
export interface ServiceProviderConfig extends Common {
  readonly mode: 'service-provider';
  readonly appid: string;
  readonly mchid: string;
  readonly subMchid: string;
  readonly subAppid: string;
}

export type MedInsConfig = MerchantConfig | ServiceProviderConfig;

/** Who takes the cash, in either way of access; not every hospital behind a provider has an appid. */
export type Accounts =
  | {
      readonly mode: 'merchant';
      readonly appid: string;
      readonly mchid: string;
      readonly subMchid?: never;
      readonly subAppid?: never;
    }
  | {
      readonly mode: 'service-provider';
      readonly appid: string;
      readonly mchid: string;
      readonly subMchid: string;
      readonly subAppid?: string;
    };

/** `field` names the setting or variable, never its value. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
  readonly code = 'medins-config-invalid';
  constructor(
    readonly field: string,
    why: string,
  ) {
    super(`${field}: ${why}`);
  }
}
