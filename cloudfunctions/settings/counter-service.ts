/**
 * The settings of the counter service, checked when it starts: YIBAO_COUNTER_SETTINGS (JSON, no secrets) and
 * one variable for each secret. Rules: one-code specification V1.0 §1.2, §1.3.2.1, §1.5; traps 24 and 25.
 */
import * as z from 'zod';
import type { Variables } from './settings';
import { SettingsError } from './settings-error';

const DOCUMENT = 'YIBAO_COUNTER_SETTINGS';
const MOST_CHARACTERS = 16 * 1024;
/** The shorter one of §1.5.1 and §1.5.2: the same name goes into both calls. */
const MOST_NAME = 40;

/** All that the service reads of its environment; each may come as a file named by `…_FILE` instead. */
export const COUNTER_SERVICE_VARIABLES = [
  DOCUMENT,
  'YIBAO_ONECODE_SM4_KEY',
  'YIBAO_COUNTER_SERVICE_KEY',
  'YIBAO_COUNTER_SERVICE_CERT',
  'YIBAO_COUNTER_SERVICE_CLIENT_CA',
] as const;

const visible = (most: number) =>
  z
    .string()
    .regex(new RegExp(`^[\\x21-\\x7e]{1,${most}}$`), `must be 1–${most} visible characters`);

function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // What URL would say repeats the address.
    return undefined;
  }
}

const LOOPBACK = /^(?:localhost|\[::1\]|127\.[\d.]+)$/;
const DOTTED = /^\d+\.\d+\.\d+\.\d+$/;
const PRIVATE =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/** The insurance network only (trap 25): the document allows http in it, so public addresses are refused. */
function faultOfLocalUrl(text: string, production: boolean): string | undefined {
  if (text.length > 256) return 'must not be longer than 256 characters';
  const url = parsedUrl(text);
  if (url === undefined) return 'is not an address';
  if (!/^https?:$/.test(url.protocol)) return 'must begin with http:// or https://';
  if (url.username !== '' || url.password !== '') return 'must not hold a user or password';
  if (/[?#]/.test(text)) return 'must not have a query or #fragment';
  if (text.endsWith('/')) return 'must not end with a slash';
  if (LOOPBACK.test(url.hostname)) {
    return production ? 'must not be this machine in production' : undefined;
  }
  if (DOTTED.test(url.hostname) && !PRIVATE.test(url.hostname)) {
    return 'must be in a private network (trap 25)';
  }
  return undefined;
}

const environmentOnly = z.object({ environment: z.enum(['sandbox', 'production']) });

function schema(production: boolean) {
  return z.strictObject({
    environment: z.enum(['sandbox', 'production']),
    listen: z.strictObject({
      host: z.string().regex(/^[0-9A-Za-z.:-]{1,253}$/, 'must be an address of this machine'),
      /** 0: any free one, which is then printed; for the sandbox. */
      port: z
        .int()
        .min(production ? 1 : 0)
        .max(65_535),
    }),
    localUrl: z.string().superRefine((text, context) => {
      const fault = faultOfLocalUrl(text, production);
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
    }),
    orgId: visible(64),
    reqtType: z
      .string()
      .regex(
        /^[\x21-\x7e]{1,64}\d{6}$/,
        'must end with the six digits of the province: sys&350000',
      ),
    orgCodg: visible(40),
    orgName: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .refine(
        (text) => Array.from(text).length <= MOST_NAME && !/\p{C}/u.test(text),
        `must be at most ${MOST_NAME} characters: signedQuery takes no more (§1.5.1)`,
      ),
    /** No default: the document does not say it, the centre must (trap 24). */
    amountUnit: z.enum(['yuan', 'fen']),
    httpTimeoutMs: z.exactOptional(z.int().min(500).max(30_000)),
  });
}

export type CounterServiceSettings = Required<z.output<ReturnType<typeof schema>>>;

/** Half of what a cloud function gives to a clerk's whole request. */
const HTTP_TIMEOUT_MS = 5_000;

function checked<T>(shape: z.ZodType<T>, value: unknown): T {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [DOCUMENT, ...(issue?.path ?? [])].join('.');
  // These sentences name what was expected, never what was found.
  throw new SettingsError(path, issue?.message ?? 'is not usable');
}

function given(variables: Variables, name: string): string {
  const text = variables[name];
  if (text === undefined || text.trim() === '') throw new SettingsError(name, 'is not set');
  return text;
}

/** Defaults filled in. Throws SettingsError. */
export function readCounterServiceSettings(variables: Variables): CounterServiceSettings {
  const text = given(variables, DOCUMENT);
  if (text.length > MOST_CHARACTERS) throw new SettingsError(DOCUMENT, 'is too long');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // What JSON.parse would say repeats the text.
    throw new SettingsError(DOCUMENT, 'is not JSON');
  }
  const { environment } = checked(environmentOnly, document);
  const settings = checked(schema(environment === 'production'), document);
  return { httpTimeoutMs: HTTP_TIMEOUT_MS, ...settings };
}

/** What the service shows to the functions, and what it wants to see of them; PEM. */
export interface ServiceTls {
  readonly key: string;
  readonly certificate: string;
  /** Whoever it signed may ask: a CA of its own. */
  readonly clientCa: string;
}

export interface CounterServiceSecrets {
  /** 32 hex digits. */
  readonly sm4Key: string;
  readonly tls: ServiceTls;
}

const KEY =
  /^-----BEGIN (?:EC |RSA )?PRIVATE KEY-----\n[\s\S]{1,8192}-----END (?:EC |RSA )?PRIVATE KEY-----\s*$/;
const CERTIFICATES =
  /^(?:-----BEGIN CERTIFICATE-----\n[^-]{1,8192}-----END CERTIFICATE-----\s*){1,8}$/;

/** Throws SettingsError. */
export function readCounterServiceSecrets(variables: Variables): CounterServiceSecrets {
  const secret = (name: string, form: RegExp, wanted: string): string => {
    const text = given(variables, name).replaceAll('\\n', '\n').replaceAll('\r\n', '\n').trim();
    if (!form.test(text)) throw new SettingsError(name, `must be ${wanted}`);
    return text;
  };
  const certificates = (name: string) => secret(name, CERTIFICATES, 'certificates as PEM');
  return {
    sm4Key: secret('YIBAO_ONECODE_SM4_KEY', /^[0-9A-Fa-f]{32}$/, '32 hex digits'),
    tls: {
      key: secret('YIBAO_COUNTER_SERVICE_KEY', KEY, 'a private key as PEM, without a password'),
      certificate: certificates('YIBAO_COUNTER_SERVICE_CERT'),
      clientCa: certificates('YIBAO_COUNTER_SERVICE_CLIENT_CA'),
    },
  };
}
