/**
 * The keys of 2.0, parsed once: our private key (PKCS#8), the 32-byte APIv3 key, and the ring of the
 * platform's keys, in which public keys (PUB_KEY_ID_…) and platform certificates overlap during a
 * rotation (APIv3: 签名与验签). What is not such a key is refused by name, never by value.
 */
import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { ConfigInvalid, type MedInsConfig, type PlatformKeys } from './config';

export interface KeyMaterial {
  /** apiclient_key.pem. */
  readonly privateKeyPem: string;
  /** Serial number of our own certificate, upper-case hex. */
  readonly certificateSerial: string;
  /** 32 characters. */
  readonly apiV3Key: string;
  readonly platformKeys: readonly { readonly id: string; readonly pem: string }[];
  readonly encryptWith: string;
}

export type ParsedKeys = Pick<MedInsConfig, 'privateKey' | 'apiV3Key' | 'platformKeys'>;

const PUBLIC_KEY_ID = /^PUB_KEY_ID_[0-9A-Za-z]{1,64}$/;
const CERTIFICATE_ID = /^[0-9A-F]{8,40}$/;
const MODULUS_BITS = 2048;

/** Everything that signs, verifies, opens and seals. Throws ConfigInvalid. */
export function parseKeys(material: KeyMaterial): ParsedKeys {
  return { ...parseSigningKeys(material), apiV3Key: parseApiV3Key(material.apiV3Key) };
}

/** What signs and verifies. Throws ConfigInvalid. */
export function parseSigningKeys(
  material: Omit<KeyMaterial, 'apiV3Key'>,
): Omit<ParsedKeys, 'apiV3Key'> {
  const privateKey = parsePrivateKey(material.privateKeyPem);
  const platformKeys = parsePlatformKeys(material.platformKeys, material.encryptWith);
  if (platformKeys.ring.has(material.certificateSerial)) {
    throw new ConfigInvalid('platformKeys', 'holds the certificate of the merchant itself');
  }
  const own = createPublicKey(privateKey);
  if ([...platformKeys.ring.values()].some((key) => key.equals(own))) {
    throw new ConfigInvalid('platformKeys', 'holds the public key of the merchant itself');
  }
  return { privateKey, platformKeys };
}

/** PKCS#8, unencrypted, RSA of at least 2048 bits. Throws ConfigInvalid. */
export function parsePrivateKey(pem: string): KeyObject {
  const text = onePem('privateKey', pem, ['PRIVATE KEY'], 'a PKCS#8 private key');
  return rsa('privateKey', () => createPrivateKey(text));
}

/** 32 letters, digits or signs: 32 bytes. Throws ConfigInvalid. */
export function parseApiV3Key(text: string): Buffer {
  if (!/^[\x21-\x7e]{32}$/.test(text)) {
    throw new ConfigInvalid('apiV3Key', 'must be 32 visible characters');
  }
  return Buffer.from(text, 'latin1');
}

/** The ring; `encryptWith` is the id of one of them. Throws ConfigInvalid. */
export function parsePlatformKeys(
  entries: KeyMaterial['platformKeys'],
  encryptWith: string,
): PlatformKeys {
  const ring = new Map<string, KeyObject>();
  for (const { id, pem } of entries) {
    if (ring.has(id)) throw new ConfigInvalid('platformKeys', 'holds the same id twice');
    ring.set(id, platformKey(id, pem));
  }
  if (!ring.has(encryptWith)) {
    throw new ConfigInvalid('encryptWith', 'must be the id of one of platformKeys');
  }
  return { ring, encryptWith };
}

function platformKey(id: string, pem: string): KeyObject {
  const isPublicKey = PUBLIC_KEY_ID.test(id);
  if (!isPublicKey && !CERTIFICATE_ID.test(id)) {
    throw new ConfigInvalid('platformKeys', 'an id must be PUB_KEY_ID_… or a serial number');
  }
  const field = `platformKeys.${id}`;
  const labels = isPublicKey ? ['PUBLIC KEY'] : ['CERTIFICATE', 'PUBLIC KEY'];
  const text = onePem(field, pem, labels, 'a public key or, under a serial, a certificate');
  if (!text.includes('-----BEGIN CERTIFICATE-----')) return rsa(field, () => createPublicKey(text));
  const certificate = parsed(field, () => new X509Certificate(text));
  if (certificate.serialNumber.toUpperCase() !== id) {
    throw new ConfigInvalid(field, 'the certificate has another serial number');
  }
  return rsa(field, () => certificate.publicKey);
}

/** Exactly one PEM block of one of these kinds; `\n` may stand for the line breaks of a variable. */
function onePem(field: string, pem: string, labels: readonly string[], wanted: string): string {
  const text = pem.replaceAll('\\n', '\n').trim();
  const begun = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, label]) => label);
  const [label] = begun;
  if (begun.length !== 1 || label === undefined || !labels.includes(label)) {
    throw new ConfigInvalid(field, `must be ${wanted} in PEM`);
  }
  return text;
}

function rsa(field: string, read: () => KeyObject): KeyObject {
  const key = parsed(field, read);
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < MODULUS_BITS) {
    throw new ConfigInvalid(field, `must be RSA of at least ${MODULUS_BITS} bits`);
  }
  return key;
}

function parsed<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch {
    // what OpenSSL says of it helps nobody, and the text itself must not be repeated
    throw new ConfigInvalid(field, 'cannot be read: cut, altered, or protected by a password');
  }
}
