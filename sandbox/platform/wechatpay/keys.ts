/**
 * Keys and numbers of the simulated WeChat Pay APIv3: drawn at the first start and kept in the data
 * folder, readable by its owner alone, never in the tree. RSA pairs take their time, so each is made
 * when it is first needed; `ready` makes all that are missing at once.
 */

import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  randomBytes,
  randomInt,
  type KeyObject,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

export const KEYS_FILE = 'wechatpay-keys.json';

/** One RSA-2048 pair; PEM is PKCS#8 and SPKI. */
export interface RsaPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly privatePem: string;
  readonly publicPem: string;
}

export interface HospitalNumbers {
  readonly mchid: string;
  readonly appid: string;
}

/** Whoever signs requests: a merchant of its own, or a service provider. */
export interface Account extends HospitalNumbers {
  /** Serial number of its certificate, 40 upper-case hex characters. */
  readonly serial: string;
  /** 32 characters. */
  readonly apiV3Key: string;
  rsa(): RsaPair;
}

export interface ProviderAccount extends Account {
  /** sub_mchid and sub_appid of the hospitals that it serves. */
  readonly hospitals: readonly HospitalNumbers[];
}

export interface PlatformKey {
  /** `PUB_KEY_ID_…`, or the serial of a platform certificate. */
  readonly id: string;
  rsa(): RsaPair;
}

export interface WechatPayKeys {
  readonly merchant: Account;
  readonly provider: ProviderAccount;
  readonly platform: { readonly publicKey: PlatformKey; readonly certificate: PlatformKey };
  /** Who asks the authorisation's user query, and with what it signs. */
  readonly partner: { readonly id: string; readonly secret: string };
  /** Makes whatever pair is still missing, side by side; otherwise the first use of one waits for it. */
  ready(): Promise<void>;
}

/** Numbers that the world has given out already, so that both channels speak of the same accounts. */
export interface GivenNumbers {
  readonly merchant?: HospitalNumbers;
  readonly provider?: HospitalNumbers;
  /** The first hospitals of the provider; the others are drawn. */
  readonly hospitals?: readonly HospitalNumbers[];
}

const numbers = z.object({
  mchid: z.string().regex(/^\d{10}$/),
  appid: z.string().regex(/^wx[0-9a-f]{16}$/),
});
const account = numbers.extend({
  serial: z.string().regex(/^[0-9A-F]{40}$/),
  apiV3Key: z.string().regex(/^[0-9a-f]{32}$/),
});
const ROLES = ['merchant', 'provider', 'publicKey', 'certificate'] as const;
type Role = (typeof ROLES)[number];

const schema = z.object({
  merchant: account,
  provider: account,
  hospitals: z.array(numbers).length(2),
  publicKeyId: z.string().regex(/^PUB_KEY_ID_\d{10,60}$/),
  certificateSerial: z.string().regex(/^[0-9A-F]{40}$/),
  partner: z.object({ id: z.string().min(1), secret: z.string().regex(/^[0-9a-f]{32}$/) }),
  pems: z.partialRecord(z.enum(ROLES), z.string()),
});
type Kept = z.infer<typeof schema>;

const hex = (bytes: number): string => randomBytes(bytes).toString('hex');
const serial = (): string => hex(20).toUpperCase();
const digits = (count: number): string =>
  Array.from({ length: count }, () => String(randomInt(10))).join('');
const drawnNumbers = (): HospitalNumbers => ({
  mchid: `1${digits(9)}`,
  appid: `wx${hex(8)}`,
});

function draw(): Kept {
  const drawnAccount = () => ({ ...drawnNumbers(), serial: serial(), apiV3Key: hex(16) });
  return {
    merchant: drawnAccount(),
    provider: drawnAccount(),
    hospitals: [drawnNumbers(), drawnNumbers()],
    publicKeyId: `PUB_KEY_ID_01${digits(28)}`,
    certificateSerial: serial(),
    partner: { id: digits(8), secret: hex(16) },
    pems: {},
  };
}

/**
 * Pairs made by this process, by what they are for: tests that bring up a dozen worlds need not wait for
 * a dozen times four pairs. A process of its own, as every developer's sandbox is, makes its own.
 */
const made = new Map<Role, RsaPair>();

function pairOf(privatePem: string): RsaPair {
  const privateKey = createPrivateKey(privatePem);
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { privateKey, publicKey, privatePem, publicPem };
}

const RSA_2048 = {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

class KeyRing {
  readonly #file: string;
  #kept: Kept;
  readonly #pairs = new Map<Role, RsaPair>();

  constructor(dataDir: string) {
    this.#file = join(dataDir, KEYS_FILE);
    if (existsSync(this.#file)) {
      this.#kept = schema.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } else {
      this.#kept = draw();
      mkdirSync(dataDir, { recursive: true });
      this.#write();
    }
  }

  get kept(): Kept {
    return this.#kept;
  }

  pair(role: Role): RsaPair {
    const known = this.#known(role);
    if (known !== undefined) return known;
    return this.#keep(role, generateKeyPairSync('rsa', RSA_2048).privateKey);
  }

  async ready(): Promise<void> {
    const missing = ROLES.filter((role) => this.#known(role) === undefined);
    const generate = promisify(generateKeyPair);
    const pairs = await Promise.all(missing.map(() => generate('rsa', RSA_2048)));
    missing.forEach((role, place) => {
      const pem = pairs[place]?.privateKey;
      if (pem !== undefined && this.#known(role) === undefined) this.#keep(role, pem);
    });
  }

  #known(role: Role): RsaPair | undefined {
    const held = this.#pairs.get(role);
    if (held !== undefined) return held;
    const pem = this.#kept.pems[role];
    if (pem !== undefined) {
      const pair = pairOf(pem);
      this.#pairs.set(role, pair);
      return pair;
    }
    const shared = made.get(role);
    return shared === undefined ? undefined : this.#keep(role, shared.privatePem);
  }

  #keep(role: Role, privatePem: string): RsaPair {
    const pair = pairOf(privatePem);
    made.set(role, pair);
    this.#pairs.set(role, pair);
    this.#kept = { ...this.#kept, pems: { ...this.#kept.pems, [role]: privatePem } };
    this.#write();
    return pair;
  }

  /** Replaced as a whole: a crash leaves the old file or the new one. */
  #write(): void {
    const half = `${this.#file}.new`;
    writeFileSync(half, JSON.stringify(this.#kept, null, 2), { mode: 0o600 });
    renameSync(half, this.#file);
  }
}

/**
 * The keys in `dataDir`, drawn and written there the first time. `given` numbers take the place of the
 * drawn ones. Throws `ZodError` when the file was damaged.
 */
export function wechatPayKeys(dataDir: string, given: GivenNumbers = {}): WechatPayKeys {
  const ring = new KeyRing(dataDir);
  const { kept } = ring;
  const hospitals = kept.hospitals.map((drawn, place) => given.hospitals?.[place] ?? drawn);
  return {
    merchant: { ...kept.merchant, ...given.merchant, rsa: () => ring.pair('merchant') },
    provider: {
      ...{ ...kept.provider, ...given.provider, hospitals },
      rsa: () => ring.pair('provider'),
    },
    platform: {
      publicKey: { id: kept.publicKeyId, rsa: () => ring.pair('publicKey') },
      certificate: { id: kept.certificateSerial, rsa: () => ring.pair('certificate') },
    },
    partner: kept.partner,
    ready: () => ring.ready(),
  };
}
