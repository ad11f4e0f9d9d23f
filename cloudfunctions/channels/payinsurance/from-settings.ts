/**
 * The settings' section `payinsurance` and the secrets, which never stand there, to a configuration
 * (interface document v2.4 §2). The section's shape is checked where settings are read; here the secrets
 * get their types, and the hospital's city counts where the section names none.
 */
import {
  appSecret,
  payInsuranceKey,
  type IndependentConfig,
  type PayInsuranceConfig,
  type ServiceProviderConfig,
} from './config';

type Section<C extends PayInsuranceConfig> = Omit<
  C,
  'key' | 'hospitalName' | 'agentSecret' | 'tokenSource'
>;

/** As it stands in the settings. */
export type PayInsuranceSettings =
  | Section<ServiceProviderConfig>
  | (Section<IndependentConfig> & {
      readonly tokenSource:
        | { readonly kind: 'token' | 'stable-token' }
        | { readonly kind: 'external'; readonly url: string };
    });

/** Which of the app secrets there is depends on the mode. */
export interface PayInsuranceSecrets {
  readonly key: string;
  /** Service-provider mode: agentsecret of §3.2.1. */
  readonly agentSecret?: string;
  /** Independent mode, unless an outer holder gives the tokens. */
  readonly appSecret?: string;
}

/** Throws ConfigInvalid for a secret that is absent or malformed. */
export function payInsuranceConfig(
  section: PayInsuranceSettings,
  secrets: PayInsuranceSecrets,
  hospital: { readonly name: string; readonly cityId?: string },
): PayInsuranceConfig {
  const key = payInsuranceKey(secrets.key);
  const shared = {
    ...(hospital.cityId === undefined ? {} : { cityId: hospital.cityId }),
    hospitalName: hospital.name,
    key,
  };
  if (section.mode === 'service-provider') {
    return { ...shared, ...section, agentSecret: appSecret(secrets.agentSecret ?? '') };
  }
  const { tokenSource: source } = section;
  const tokenSource =
    source.kind === 'external'
      ? source
      : { kind: source.kind, appSecret: appSecret(secrets.appSecret ?? '') };
  return { ...shared, ...section, tokenSource };
}
