/**
 * Keys for tests of 2.0, made anew in each run: a merchant's pair, the platform's public key and its
 * certificate, and a small maker of self-signed certificates (node makes none).
 */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { KeyMaterial } from '../../cloudfunctions/channels/medins/keys';

export interface Pair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly privatePem: string;
  readonly publicPem: string;
}

export function rsaPair(modulusLength = 2048): Pair {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return {
    privateKey,
    publicKey,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const head = length < 128 ? [tag, length] : [tag, 0x82, Math.floor(length / 256), length % 256];
  return Buffer.concat([Buffer.from(head), body]);
}

const SEQUENCE = 0x30;
const NULL = der(0x05);
const SHA256_RSA = Buffer.from('2a864886f70d01010b', 'hex');
const COMMON_NAME = Buffer.from('550403', 'hex');

/** A certificate of 1950–2049 under that serial number (upper-case hex), in PEM. */
export function certificatePem(pair: Pair, serial: string): string {
  const algorithm = der(SEQUENCE, der(0x06, SHA256_RSA), NULL);
  const name = der(
    SEQUENCE,
    der(0x31, der(SEQUENCE, der(0x06, COMMON_NAME), der(0x0c, Buffer.from('sandbox')))),
  );
  const valid = der(
    SEQUENCE,
    der(0x17, Buffer.from('500101000000Z')),
    der(0x17, Buffer.from('491231235959Z')),
  );
  const number = der(0x02, Buffer.from(serial, 'hex'));
  const key = pair.publicKey.export({ type: 'spki', format: 'der' });
  const content = der(SEQUENCE, number, algorithm, name, valid, name, key);
  const signature = sign('sha256', content, pair.privateKey);
  const bits = der(0x03, Buffer.from([0]), signature);
  const base64 = der(SEQUENCE, content, algorithm, bits).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

export const PUBLIC_KEY_ID = 'PUB_KEY_ID_0114232134912410000000000000';
export const CERTIFICATE_ID = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
export const MERCHANT_SERIAL = '3775B6A45ACD588826D15E583A95F5DD1A2B3C4D';
export const API_V3_KEY = 'abcdefghijklmnopqrstuvwxyz012345';

/** A hospital's keys, and the private halves of the platform's. */
export function keyRing() {
  const merchant = rsaPair();
  const publicKey = rsaPair();
  const certificate = rsaPair();
  const material: KeyMaterial = {
    privateKeyPem: merchant.privatePem,
    certificateSerial: MERCHANT_SERIAL,
    apiV3Key: API_V3_KEY,
    platformKeys: [
      { id: PUBLIC_KEY_ID, pem: publicKey.publicPem },
      { id: CERTIFICATE_ID, pem: certificatePem(certificate, CERTIFICATE_ID) },
    ],
    encryptWith: PUBLIC_KEY_ID,
  };
  return { merchant, publicKey, certificate, material };
}
