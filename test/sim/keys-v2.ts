/**
 * Keys and numbers of the 2.0 worlds. The numbers are those of people.ts, so that 1.0 and 2.0 speak of the
 * same accounts; the RSA pairs are made once in a process and handed to its workers, since making them
 * takes longer than many a seed.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { RsaPair, WechatPayKeys } from '../../sandbox/platform/wechatpay/keys';
import { diceOf } from './dice';
import { ACCOUNTS } from './people';

const ROLES = ['merchant', 'provider', 'publicKey', 'certificate'] as const;
type Role = (typeof ROLES)[number];

const RSA_2048 = {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
} as const;

/** Private keys in PKCS#8, one a role. */
let pems: readonly string[] | undefined;

/** Makes the keys, on other threads; for those who work for this one. */
export async function makeRsaPems(): Promise<readonly string[]> {
  const make = promisify(generateKeyPair);
  pems ??= (await Promise.all(ROLES.map(() => make('rsa', RSA_2048)))).map(
    ({ privateKey }) => privateKey,
  );
  return pems;
}

/** The keys that the main thread has made. */
export function useRsaPems(made: readonly string[]): void {
  pems ??= made;
}

function pemOf(role: Role): string {
  pems ??= ROLES.map(() => generateKeyPairSync('rsa', RSA_2048).privateKey);
  return pems[ROLES.indexOf(role)] ?? '';
}

const pairs = new Map<Role, RsaPair>();

function pairOf(role: Role): RsaPair {
  const known = pairs.get(role);
  if (known !== undefined) return known;
  const privatePem = pemOf(role);
  const privateKey: KeyObject = createPrivateKey(privatePem);
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const pair = { privateKey, publicKey, privatePem, publicPem };
  pairs.set(role, pair);
  return pair;
}

const dice = diceOf(20_260_303);
const serial = (): string => dice.hex(20).toUpperCase();
const secret = (): string => dice.hex(16);
const { provider, hospitals, independent } = ACCOUNTS;

export const KEYS: WechatPayKeys = {
  merchant: {
    ...{ mchid: independent.mchId, appid: independent.appid },
    ...{ serial: serial(), apiV3Key: secret(), rsa: () => pairOf('merchant') },
  },
  provider: {
    ...{ mchid: provider.mchId, appid: provider.appid },
    ...{ serial: serial(), apiV3Key: secret(), rsa: () => pairOf('provider') },
    hospitals: hospitals.map(({ mchId, appid }) => ({ mchid: mchId, appid })),
  },
  platform: {
    publicKey: {
      id: `PUB_KEY_ID_01${String(dice.below(1_000_000_000)).padStart(28, '0')}`,
      rsa: () => pairOf('publicKey'),
    },
    certificate: { id: serial(), rsa: () => pairOf('certificate') },
  },
  partner: { id: String(10_000_000 + dice.below(1_000_000)), secret: secret() },
  ready: () => Promise.resolve(),
};

/** What no log line, answer or store may show. */
export const KEY_CANARIES: readonly string[] = [
  KEYS.merchant.apiV3Key,
  KEYS.provider.apiV3Key,
  KEYS.partner.secret,
];
