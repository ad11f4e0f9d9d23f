/**
 * The part `payment` of the settings' section `onecode` and its secret to a configuration whose keys are
 * parsed once. That the addresses fit the environment is what settings check.
 */
import type { Accounts } from '../medins/config';
import { parseSigningKeys } from '../medins/keys';
import type { CodepayConfig } from './config';

/** As it stands in the settings. */
export type CodepaySettings = Accounts & {
  readonly certificateSerial: string;
  readonly apiBaseUrl: string;
  readonly fallbackBaseUrl: string;
  readonly platformKeys: readonly { readonly id: string; readonly pem: string }[];
};

export interface CodepaySecrets {
  /** PEM, PKCS#8. */
  readonly privateKey: string;
}

/** Throws ConfigInvalid naming the field, never its value. */
export function codepayConfig(section: CodepaySettings, secrets: CodepaySecrets): CodepayConfig {
  const { platformKeys, certificateSerial } = section;
  const keys = parseSigningKeys({
    privateKeyPem: secrets.privateKey,
    certificateSerial,
    platformKeys,
    // no call of a payment code seals anything: any of the keys will do
    encryptWith: platformKeys[0]?.id ?? '',
  });
  return { ...section, ...keys };
}
