/**
 * The merchant that charges payment codes (WeChat Pay APIv3 付款码支付), in both ways of access as a union:
 * a hospital of its own, or behind a service provider, where a number means something together with
 * sub_mchid only.
 */
import type { KeyObject } from 'node:crypto';
import type { Accounts, PlatformKeys } from '../medins/config';

interface Common {
  /** Host of the interface, and the one to turn to when it cannot be reached; no slash at the end. */
  readonly apiBaseUrl: string;
  readonly fallbackBaseUrl: string;
  /** Serial number of our own certificate, upper-case hex. */
  readonly certificateSerial: string;
  readonly privateKey: KeyObject;
  readonly platformKeys: PlatformKeys;
}

export type CodepayConfig = Common & Accounts;
