/**
 * Against wechatpay-axios-plugin, in both directions: what the one signs the other verifies, what the one
 * seals the other opens. It shares no line with the channel.
 */
import fc from 'fast-check';
import { Aes, Formatter, Hash, Rsa } from 'wechatpay-axios-plugin';
import { md5 } from '../../cloudfunctions/adapters/md5';
import { openResource } from '../../cloudfunctions/channels/medins/aes';
import { parseKeys } from '../../cloudfunctions/channels/medins/keys';
import { seal } from '../../cloudfunctions/channels/medins/oaep';
import {
  authorizationHeader,
  cashierSignature,
  requestMessage,
} from '../../cloudfunctions/channels/medins/sign';
import { verifySigned } from '../../cloudfunctions/channels/medins/verify';
import { identityDigest } from '../../cloudfunctions/domain/identity';
import { identityNumber } from '../support/binder';
import {
  API_V3_KEY,
  CERTIFICATE_ID,
  keyRing,
  MERCHANT_SERIAL,
  PUBLIC_KEY_ID,
} from '../support/medins-keys';

const ring = keyRing();
const keys = parseKeys(ring.material);
const MCHID = '1900007291';
const CONFIG = {
  ...keys,
  mchid: MCHID,
  certificateSerial: MERCHANT_SERIAL,
  appid: 'wx2421b1c4370ec43b',
};
const runs = { numRuns: 60 };

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const json = fc.json();
const nonce = fc.stringMatching(/^[0-9A-Za-z]{16,32}$/);
const seconds = fc.integer({ min: 1_000_000_000, max: 4_000_000_000 });
const path = fc.webPath().map((rest) => `/v3${rest.startsWith('/') ? rest : `/${rest}`}`);
const query = fc.constantFrom('', '?sub_mchid=1900000109', '?bill_date=2026-01-02&bill_type=ALL');
const method = fc.constantFrom('GET' as const, 'POST' as const);

/** The fields of an Authorization header, whose order is free. */
function fieldsOf(header: string): readonly string[] {
  const [scheme = '', rest = ''] = header.split(' ');
  return [scheme, ...rest.split(',').sort()];
}

test('we sign a request, they find the same text, signature and header', () => {
  const property = fc.property(
    method,
    path,
    query,
    seconds,
    nonce,
    json,
    (verb, route, search, at, once, body) => {
      const request = {
        method: verb,
        path: route + search,
        timestamp: at,
        nonce: once,
        body: verb === 'GET' ? '' : body,
      };
      const theirs = Formatter.request(verb, request.path, at, once, request.body);
      expect(requestMessage(request)).toBe(theirs);
      const header = authorizationHeader(CONFIG, request);
      const signature = Rsa.sign(theirs, ring.merchant.privatePem);
      expect(fieldsOf(header)).toEqual(
        fieldsOf(Formatter.authorization(MCHID, once, signature, at, MERCHANT_SERIAL)),
      );
      const [, ours = ''] = /signature="([^"]*)"/.exec(header) ?? [];
      expect(Rsa.verify(theirs, ours, ring.merchant.publicPem)).toBe(true);
    },
  );
  fc.assert(property, runs);
});

test('we sign for the cashier, they verify', () => {
  const property = fc.property(nonce, seconds, nonce, (prepayId, at, once) => {
    const signature = cashierSignature(CONFIG, prepayId, String(at), once);
    const lines = Formatter.joinedByLineFeed(
      CONFIG.appid,
      String(at),
      once,
      `prepay_id=${prepayId}`,
    );
    expect(Rsa.verify(lines, signature, ring.merchant.publicPem)).toBe(true);
  });
  fc.assert(property, runs);
});

test('they sign an answer, we verify, with either key', () => {
  const signer = fc.constantFrom(
    [PUBLIC_KEY_ID, ring.publicKey] as const,
    [CERTIFICATE_ID, ring.certificate] as const,
  );
  const property = fc.property(signer, seconds, nonce, text, ([serial, pair], at, once, body) => {
    const signature = Rsa.sign(Formatter.response(at, once, body), pair.privatePem);
    const message = { timestamp: String(at), nonce: once, signature, serial, body };
    expect(verifySigned(keys.platformKeys, message, at * 1000)).toEqual({ ok: true });
    const altered = { ...message, body: `${body} ` };
    expect(verifySigned(keys.platformKeys, altered, at * 1000).ok).toBe(false);
  });
  fc.assert(property, runs);
});

test('they seal a notice, we open it; what we could open they open, too', () => {
  const iv = fc.stringMatching(/^[0-9A-Za-z]{12}$/);
  const property = fc.property(
    text.filter((plain) => plain !== ''),
    iv,
    text,
    (plain, once, associated) => {
      const ciphertext = Aes.AesGcm.encrypt(plain, API_V3_KEY, once, associated);
      const resource = {
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext,
        nonce: once,
        associated_data: associated,
      };
      const opened = openResource(keys.apiV3Key, resource);
      expect(opened).toEqual({ ok: true, text: plain });
      expect(Aes.AesGcm.decrypt(ciphertext, API_V3_KEY, once, associated)).toBe(plain);
    },
  );
  fc.assert(property, runs);
});

test('we seal a name, they open it', () => {
  const name = text.filter((plain) => plain !== '' && Buffer.byteLength(plain) <= 214);
  const property = fc.property(name, (plain) => {
    expect(Rsa.decrypt(seal(CONFIG, plain), ring.publicKey.privatePem)).toBe(plain);
  });
  fc.assert(property, runs);
});

test('the digest that is sealed is their MD5 of the upper-case number (trap 1)', () => {
  expect(identityDigest(md5, 1, '44030019000101123x')).toBe('09eb26e839ff3a2e3980352ae45ef09e');
  for (let serial = 1; serial < 40; serial += 1) {
    const number = identityNumber(serial);
    const digest = identityDigest(md5, 1, number.toLowerCase());
    expect(digest).toBe(Hash.md5(number));
    expect(Rsa.decrypt(seal(CONFIG, digest), ring.publicKey.privatePem)).toBe(digest);
  }
});
