/**
 * The settings' section `medins` and the secrets, which never stand there, to a configuration whose keys
 * are parsed once (移动医保支付 2.0: callback_url at most 256 characters, reachable from outside over
 * https, without a query). That production must be outside and over https is what settings check.
 */
import { ConfigInvalid, type AuthorisationConfig, type MedInsConfig } from './config';
import { parseKeys } from './keys';

type Common = Omit<
  MedInsConfig,
  | 'mode'
  | 'subMchid'
  | 'subAppid'
  | 'privateKey'
  | 'apiV3Key'
  | 'platformKeys'
  | 'hospitalName'
  | 'authorisation'
  | 'passthrough'
  | 'testEnv'
> & {
  readonly platformKeys: readonly { readonly id: string; readonly pem: string }[];
  readonly encryptWith: string;
  readonly passthrough?: true;
  readonly testEnv?: boolean;
  readonly authorisation: Omit<AuthorisationConfig, 'trial' | 'partnerSecret' | 'livesMs'> & {
    readonly trial?: boolean;
  };
};

/** As it stands in the settings. */
export type MedInsSettings =
  | (Common & { readonly mode: 'merchant' })
  | (Common & {
      readonly mode: 'service-provider';
      readonly subMchid: string;
      readonly subAppid: string;
    });

export interface MedInsSecrets {
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  /** 32 characters. */
  readonly apiV3Key: string;
  /** Of the authorisation's user query. */
  readonly partnerSecret: string;
}

/** A pay_auth_no lives minutes; after these it is asked for anew rather than tried. */
const AUTHORISATION_LIVES_MS = 5 * 60_000;

const MOST_URL = 256;

/** Throws ConfigInvalid naming the field, never its value. */
export function medInsConfig(
  section: MedInsSettings,
  secrets: MedInsSecrets,
  hospital: { readonly name: string },
): MedInsConfig {
  requireCallback('callbackUrl', section.callbackUrl);
  requireCallback('cashNotifyUrl', section.cashNotifyUrl);
  requireCallback('refundNotifyUrl', section.refundNotifyUrl);
  requireSecret('partnerSecret', secrets.partnerSecret);
  requireRaw(section.authorisation);
  const { encryptWith, platformKeys, ...rest } = section;
  const keys = parseKeys({
    privateKeyPem: secrets.privateKey,
    certificateSerial: section.certificateSerial,
    apiV3Key: secrets.apiV3Key,
    platformKeys,
    encryptWith,
  });
  return {
    ...rest,
    ...keys,
    hospitalName: hospital.name,
    passthrough: section.passthrough ?? false,
    testEnv: section.testEnv ?? false,
    authorisation: {
      ...section.authorisation,
      trial: section.authorisation.trial ?? false,
      partnerSecret: secrets.partnerSecret,
      livesMs: AUTHORISATION_LIVES_MS,
    },
  };
}

/** The platform calls these: it takes neither a query nor a blank, and no more than 256 characters. */
function requireCallback(field: string, address: string): void {
  if (address.length > MOST_URL) throw new ConfigInvalid(field, 'is longer than 256 characters');
  if (/\s/.test(address)) throw new ConfigInvalid(field, 'must not hold blanks');
  if (address.includes('?')) throw new ConfigInvalid(field, 'must not have a query');
  if (address.includes('#')) throw new ConfigInvalid(field, 'must not have a #fragment');
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(address)) {
    throw new ConfigInvalid(field, 'must be an address, https://…');
  }
}

function requireSecret(field: string, secret: string): void {
  if (!/^[\x21-\x7e]{1,512}$/.test(secret)) {
    throw new ConfigInvalid(field, 'must be 1–512 visible characters');
  }
}

/** They stand in a path as they are, `/` and `+` included: what ends a value there must not be in one. */
function requireRaw(authorisation: Common['authorisation']): void {
  const raw = ['cityCode', 'channel', 'orgChnlCrtfCodg', 'orgCodg', 'orgAppId'] as const;
  const wrong = raw.find((name) => !/^[^\s&?#%]+$/.test(authorisation[name]));
  if (wrong === undefined) return;
  throw new ConfigInvalid(
    `authorisation.${wrong}`,
    'must be given raw, without & ? # % and blanks',
  );
}
