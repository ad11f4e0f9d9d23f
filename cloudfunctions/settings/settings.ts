/**
 * The environment of a function to typed settings, checked when the function is loaded: a wrong
 * setting stops the deployment, not a payment. Secrets are one variable each and never part of
 * YIBAO_SETTINGS.
 */
import type * as z from 'zod';
import { DEFAULT_RECON_RULES, type ReconRules } from '../domain/recon-rules';
import { DEFAULT_RETENTION, type RetentionRules } from '../domain/retention';
import type { Rules } from '../domain/rules';
import { brokenRelation, withDefaults } from './rules';
import { environmentOnly, settingsSchema, type SettingsDocument } from './schema';
import { SettingsError } from './settings-error';

export type Variables = Readonly<Record<string, string | undefined>>;

export type Settings = Common & (PayInsuranceChosen | MedInsChosen);

interface Common extends Omit<SettingsDocument, 'rules' | 'reconciliation' | 'retention' | Chosen> {
  readonly rules: Rules;
  readonly reconciliation: ReconRules;
  readonly retention: RetentionRules;
}

type Chosen = 'channel' | 'payinsurance' | 'medins';

export type PayInsuranceSection = NonNullable<SettingsDocument['payinsurance']>;
export type MedInsSection = NonNullable<SettingsDocument['medins']>;
export type OneCodeSection = NonNullable<SettingsDocument['onecode']>;

/** The other section is there while orders of an earlier choice are still open. */
interface PayInsuranceChosen {
  readonly channel: 'payinsurance';
  readonly payinsurance: PayInsuranceSection;
  readonly medins?: MedInsSection;
}

interface MedInsChosen {
  readonly channel: 'medins';
  readonly medins: MedInsSection;
  readonly payinsurance?: PayInsuranceSection;
}

/** Secrets of the 2.0 channel. */
export interface MedInsSecrets {
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  readonly apiV3Key: string;
  readonly partnerSecret: string;
}

/** Secrets of 一码付 at counters. */
export interface OneCodeSecrets {
  /** PEM, PKCS#8: of the merchant that charges payment codes. */
  readonly privateKey: string;
}

/** What the functions show to the counter service, and what they want to see of it; PEM. */
export interface CounterTls {
  readonly key: string;
  readonly certificate: string;
  readonly ca: string;
}

/** Secrets of the payment channel; which one of the app secrets there is depends on the mode. */
export interface PaymentSecrets {
  readonly key: string;
  readonly agentSecret?: string;
  readonly appSecret?: string;
}

const DOCUMENT = 'YIBAO_SETTINGS';
const MOST_CHARACTERS = 16 * 1024;

function json(variables: Variables): unknown {
  const text = variables[DOCUMENT];
  if (text === undefined || text.trim() === '') throw new SettingsError(DOCUMENT, 'is not set');
  if (text.length > MOST_CHARACTERS) throw new SettingsError(DOCUMENT, 'is too long');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What JSON.parse would say repeats the text.
    throw new SettingsError(DOCUMENT, 'is not JSON');
  }
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `does not know ${issue.keys.join(', ')}`;
    case 'invalid_type':
      return `must be given, as ${issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'invalid_union':
      return 'must be one of the known kinds';
    case 'too_small':
      return `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}`;
    default:
      return issue.message;
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw new SettingsError(DOCUMENT, 'is not usable');
  throw new SettingsError([DOCUMENT, ...issue.path].join('.'), sentenceOf(issue));
}

/** The settings, defaults filled in. Throws SettingsError. */
export function readSettings(variables: Variables): Settings {
  const document = json(variables);
  const { environment } = checked(environmentOnly, document);
  const {
    rules: overrides,
    reconciliation,
    retention,
    channel,
    payinsurance,
    medins,
    ...settings
  } = checked(settingsSchema(environment), document);
  const rules = withDefaults(overrides ?? {});
  const broken = brokenRelation(rules);
  if (broken !== undefined) {
    throw new SettingsError(`${DOCUMENT}.rules.${broken[0]}`, broken[1]);
  }
  const common = {
    ...settings,
    rules,
    reconciliation: { ...DEFAULT_RECON_RULES, ...reconciliation },
    retention: { ...DEFAULT_RETENTION, ...retention },
  };
  const given = {
    ...(payinsurance === undefined ? {} : { payinsurance }),
    ...(medins === undefined ? {} : { medins }),
  };
  if (channel === 'medins') {
    return { ...common, ...given, channel, medins: section(medins, channel) };
  }
  return { ...common, ...given, channel, payinsurance: section(payinsurance, channel) };
}

function section<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new SettingsError(`${DOCUMENT}.${name}`, 'must be given');
  return found;
}

function secret(variables: Variables, name: string, form: RegExp, wanted: string): string {
  const value = variables[name];
  if (value === undefined || value === '') throw new SettingsError(name, 'is not set');
  if (!form.test(value)) throw new SettingsError(name, `must be ${wanted}`);
  return value;
}

const VISIBLE = /^[\x21-\x7e]{1,512}$/;
const KEY = /^[A-Za-z0-9]{32}$/;
const APP_SECRET = /^[\x21-\x7e]{1,64}$/;

/** The token of the HIS contract. Throws SettingsError. */
export function readHisToken(variables: Variables): string {
  return secret(variables, 'YIBAO_HIS_TOKEN', VISIBLE, '1–512 visible characters');
}

/** The token of the service behind the insurance card. Throws SettingsError. */
export function readInsuranceCardToken(variables: Variables): string {
  const name = 'YIBAO_INSURANCE_CARD_TOKEN';
  return secret(variables, name, VISIBLE, '1–512 visible characters');
}

/** The secrets that this mode needs, and no other (trap 9). Throws SettingsError. */
export function readPaymentSecrets(
  section: PayInsuranceSection,
  variables: Variables,
): PaymentSecrets {
  const key = secret(variables, 'YIBAO_PAYINSURANCE_KEY', KEY, '32 letters and digits');
  const other = otherSecret(section, variables);
  if (Object.values(other).includes(key)) {
    throw new SettingsError('YIBAO_PAYINSURANCE_KEY', 'must be a key of its own (§4.2)');
  }
  return { key, ...other };
}

function otherSecret(
  section: PayInsuranceSection,
  variables: Variables,
): Omit<PaymentSecrets, 'key'> {
  const app = (name: string) => secret(variables, name, APP_SECRET, '1–64 visible characters');
  if (section.mode === 'service-provider') return { agentSecret: app('YIBAO_AGENT_SECRET') };
  if (section.tokenSource.kind === 'external') return {};
  return { appSecret: app('YIBAO_APP_SECRET') };
}

const PEM = /^-----BEGIN PRIVATE KEY-----[\s\S]{1,8192}-----END PRIVATE KEY-----(?:\s|\\n)*$/;

/** Throws SettingsError. */
export function readMedInsSecrets(variables: Variables): MedInsSecrets {
  const name = { key: 'YIBAO_MEDINS_PRIVATE_KEY', v3: 'YIBAO_MEDINS_APIV3_KEY' };
  return {
    privateKey: secret(variables, name.key, PEM, 'a private key as PEM (PKCS#8)'),
    apiV3Key: secret(variables, name.v3, /^[\x21-\x7e]{32}$/, '32 visible characters'),
    partnerSecret: secret(
      variables,
      'YIBAO_MEDINS_PARTNER_SECRET',
      VISIBLE,
      '1–512 visible characters',
    ),
  };
}

/** Throws SettingsError. */
export function readOneCodeSecrets(variables: Variables): OneCodeSecrets {
  const wanted = 'a private key as PEM (PKCS#8)';
  return { privateKey: secret(variables, 'YIBAO_CODEPAY_PRIVATE_KEY', PEM, wanted) };
}

const CERTIFICATE =
  /^-----BEGIN CERTIFICATE-----[\s\S]{1,8192}-----END CERTIFICATE-----(?:\s|\\n)*$/;

/** Of the function that asks the counter service, and of no other. Throws SettingsError. */
export function readCounterTls(variables: Variables): CounterTls {
  const pem = (name: string) => secret(variables, name, CERTIFICATE, 'a certificate as PEM');
  const key = secret(variables, 'YIBAO_COUNTER_TLS_KEY', PEM, 'a private key as PEM (PKCS#8)');
  return {
    key: key.replaceAll('\\n', '\n'),
    certificate: pem('YIBAO_COUNTER_TLS_CERT').replaceAll('\\n', '\n'),
    ca: pem('YIBAO_COUNTER_TLS_CA').replaceAll('\\n', '\n'),
  };
}
