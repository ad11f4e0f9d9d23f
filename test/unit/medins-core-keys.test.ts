import { generateKeyPairSync } from 'node:crypto';
import { ConfigInvalid } from '../../cloudfunctions/channels/medins/config';
import { parseKeys, type KeyMaterial } from '../../cloudfunctions/channels/medins/keys';
import {
  API_V3_KEY,
  CERTIFICATE_ID,
  certificatePem,
  keyRing,
  MERCHANT_SERIAL,
  PUBLIC_KEY_ID,
  rsaPair,
} from '../support/medins-keys';

const { merchant, publicKey, certificate, material } = keyRing();

function refusal(changed: Partial<KeyMaterial>): ConfigInvalid {
  try {
    parseKeys({ ...material, ...changed });
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('was not refused');
}

const ringOf = (id: string, pem: string) => ({
  platformKeys: [{ id, pem }],
  encryptWith: id,
});

describe('keys that are right', () => {
  test('are parsed to key objects, public key and certificate beside each other', () => {
    const keys = parseKeys(material);
    expect(keys.privateKey.equals(merchant.privateKey)).toBe(true);
    expect([...keys.platformKeys.ring.keys()]).toEqual([PUBLIC_KEY_ID, CERTIFICATE_ID]);
    expect(keys.platformKeys.ring.get(PUBLIC_KEY_ID)?.equals(publicKey.publicKey)).toBe(true);
    expect(keys.platformKeys.ring.get(CERTIFICATE_ID)?.equals(certificate.publicKey)).toBe(true);
    expect(keys.platformKeys.encryptWith).toBe(PUBLIC_KEY_ID);
    expect(keys.apiV3Key).toEqual(Buffer.from(API_V3_KEY));
  });

  test('a platform certificate may be given as its public key', () => {
    const keys = parseKeys({ ...material, ...ringOf(CERTIFICATE_ID, certificate.publicPem) });
    expect(keys.platformKeys.ring.get(CERTIFICATE_ID)?.equals(certificate.publicKey)).toBe(true);
  });

  test('the line breaks of a PEM may be written \\n, as variables need it', () => {
    const keys = parseKeys({
      ...material,
      privateKeyPem: merchant.privatePem.replaceAll('\n', '\\n'),
    });
    expect(keys.privateKey.equals(merchant.privateKey)).toBe(true);
  });
});

const weak = rsaPair(1024);
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = { type: 'spki', format: 'pem' } as const;
const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;
const locked = merchant.privateKey
  .export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'x' })
  .toString();
const own = certificatePem(merchant, MERCHANT_SERIAL);

describe('keys that are wrong are refused by name', () => {
  test.each([
    ['nothing', ''],
    ['words', 'my key'],
    ['a public key', merchant.publicPem],
    ['a certificate', own],
    ['PKCS#1', merchant.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['a password', locked],
    ['two keys', merchant.privatePem + merchant.privatePem],
    ['a cut key', merchant.privatePem.slice(0, 400)],
    ['too few bits', weak.privatePem],
    ['an elliptic curve', curve.privateKey.export(pkcs8).toString()],
  ])('private key: %s', (_name, privateKeyPem) => {
    const error = refusal({ privateKeyPem });
    expect(error).toMatchObject({ code: 'medins-config-invalid', field: 'privateKey' });
    const body = privateKeyPem.split('\n')[1] ?? '';
    if (body !== '') expect(error.message).not.toContain(body);
  });

  test.each([
    '',
    API_V3_KEY.slice(1),
    `${API_V3_KEY}a`,
    `密${API_V3_KEY.slice(1)}`,
    ' '.repeat(32),
  ])('APIv3 key: %j', (apiV3Key) => {
    const error = refusal({ apiV3Key });
    expect(error.field).toBe('apiV3Key');
    if (apiV3Key.trim() !== '') expect(error.message).not.toContain(apiV3Key);
  });

  test.each([
    ['a private key', PUBLIC_KEY_ID, publicKey.privatePem],
    ['a certificate under PUB_KEY_ID_', PUBLIC_KEY_ID, material.platformKeys[1]?.pem ?? ''],
    ['too few bits', PUBLIC_KEY_ID, weak.publicPem],
    ['an elliptic curve', PUBLIC_KEY_ID, curve.publicKey.export(spki).toString()],
    ['a cut key', PUBLIC_KEY_ID, publicKey.publicPem.replace('MIIB', 'MIIC')],
    ['another serial', `${CERTIFICATE_ID.slice(0, -1)}2`, material.platformKeys[1]?.pem ?? ''],
    ['a cut certificate', CERTIFICATE_ID, own.replace(/\n.{20}/, '\n')],
  ])('platform key: %s', (_name, id, pem) => {
    expect(refusal(ringOf(id, pem)).field).toBe(`platformKeys.${id}`);
  });

  test.each(['', 'PUB_KEY_ID_', 'pub_key_id_1', '5157f09e', 'XYZ'])('an id %j', (id) => {
    expect(refusal(ringOf(id, publicKey.publicPem)).field).toBe('platformKeys');
  });

  test('the same id twice', () => {
    const [first] = material.platformKeys;
    const platformKeys = first === undefined ? [] : [first, first];
    expect(refusal({ platformKeys }).message).toContain('twice');
  });

  test('encryptWith names none of them; an empty ring', () => {
    expect(refusal({ encryptWith: 'PUB_KEY_ID_other' }).field).toBe('encryptWith');
    expect(refusal({ platformKeys: [] }).field).toBe('encryptWith');
  });

  test('our own certificate is not the platform’s, nor is our own public key', () => {
    expect(refusal(ringOf(MERCHANT_SERIAL, own)).message).toContain('certificate of the merchant');
    expect(refusal(ringOf(PUBLIC_KEY_ID, merchant.publicPem)).message).toContain(
      'public key of the merchant',
    );
  });
});
