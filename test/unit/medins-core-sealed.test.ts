import { createCipheriv, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { openResource } from '../../cloudfunctions/channels/medins/aes';
import { ConfigInvalid } from '../../cloudfunctions/channels/medins/config';
import { parseKeys } from '../../cloudfunctions/channels/medins/keys';
import { seal } from '../../cloudfunctions/channels/medins/oaep';
import { API_V3_KEY, keyRing } from '../support/medins-keys';

const KEY = Buffer.from(API_V3_KEY);
const NONCE = 'fdasflkja484';

/** The resource of a notice; its text may be any bytes. */
function resource(text: string | Buffer, associated = 'transaction', key = KEY) {
  const cipher = createCipheriv('aes-256-gcm', key, NONCE);
  cipher.setAAD(Buffer.from(associated));
  const sealed = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  return {
    original_type: 'transaction',
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    associated_data: associated,
    nonce: NONCE,
  };
}

const closed = (why: string) => ({ ok: false, why });
const GOOD = resource('{"name":"张三"}');

describe('opening the resource of a notice', () => {
  test('test case 14 of the GCM specification', () => {
    const opened = openResource(Buffer.alloc(32), {
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: Buffer.from(
        'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919',
        'hex',
      ).toString('base64'),
      nonce: '\0'.repeat(12),
      associated_data: '',
    });
    expect(opened).toEqual({ ok: true, text: '\0'.repeat(16) });
  });

  test('opens with associated data, with none, and with null', () => {
    expect(openResource(KEY, GOOD)).toEqual({ ok: true, text: '{"name":"张三"}' });
    const none = { ...resource('{}', ''), associated_data: undefined };
    expect(openResource(KEY, none)).toEqual({ ok: true, text: '{}' });
    expect(openResource(KEY, { ...none, associated_data: null })).toEqual({ ok: true, text: '{}' });
  });

  test('opens a large one', () => {
    const text = 'x'.repeat(700_000);
    expect(openResource(KEY, resource(text))).toEqual({ ok: true, text });
  });

  test('another key, nonce, or associated data', () => {
    expect(openResource(randomBytes(32), GOOD)).toEqual(closed('key'));
    expect(openResource(KEY, { ...GOOD, nonce: 'fdasflkja485' })).toEqual(closed('key'));
    expect(openResource(KEY, { ...GOOD, associated_data: 'refund' })).toEqual(closed('key'));
    expect(openResource(KEY, { ...GOOD, associated_data: undefined })).toEqual(closed('key'));
  });

  test.each(['AES', 'aead_aes_256_gcm', '', 'AEAD_AES_128_GCM'])('algorithm %j', (algorithm) => {
    expect(openResource(KEY, { ...GOOD, algorithm })).toEqual(closed('algorithm'));
  });

  test('every cut of the ciphertext, the tag included', () => {
    const bytes = Buffer.from(GOOD.ciphertext, 'base64');
    for (let length = 1; length < bytes.length; length += 1) {
      const ciphertext = bytes.subarray(0, length).toString('base64');
      const why = length <= 16 ? 'length' : 'key';
      expect(openResource(KEY, { ...GOOD, ciphertext })).toEqual(closed(why));
    }
  });

  test('any byte altered', () => {
    const bytes = Buffer.from(GOOD.ciphertext, 'base64');
    fc.assert(
      fc.property(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const altered = Buffer.from(bytes);
          altered[at] = (altered[at] ?? 0) ^ flip;
          const ciphertext = altered.toString('base64');
          expect(openResource(KEY, { ...GOOD, ciphertext })).toEqual(closed('key'));
        },
      ),
    );
  });

  test('lengths of key, nonce and text', () => {
    expect(openResource(KEY.subarray(1), GOOD)).toEqual(closed('length'));
    expect(openResource(KEY, { ...GOOD, nonce: '' })).toEqual(closed('length'));
    expect(openResource(KEY, { ...GOOD, nonce: `${NONCE}x` })).toEqual(closed('length'));
    const huge = 'A'.repeat(1024 * 1024 + 4);
    expect(openResource(KEY, { ...GOOD, ciphertext: huge })).toEqual(closed('length'));
  });

  test.each(['', '!!!!', 'AAA', 'QUI=\n', 'QUJ='])('ciphertext %j', (ciphertext) => {
    expect(openResource(KEY, { ...GOOD, ciphertext })).toEqual(closed('shape'));
  });

  test.each([undefined, null, 'x', 1, [], {}, { ...GOOD, nonce: 12 }, { ...GOOD, ciphertext: {} }])(
    'no resource: %j',
    (value) => {
      expect(openResource(KEY, value)).toEqual(closed('shape'));
    },
  );

  test('bytes that are no text', () => {
    expect(openResource(KEY, resource(Buffer.from([0x7b, 0xff, 0x7d])))).toEqual(closed('text'));
  });

  test('anything at all is a result, never an exception', () => {
    fc.assert(
      fc.property(fc.anything(), fc.uint8Array(), (value, key) => {
        expect(openResource(Buffer.from(key), value).ok).toBe(false);
      }),
    );
  });
});

describe('sealing a name', () => {
  const config = parseKeys(keyRing().material);

  test('gives 256 bytes in base64, other ones each time', () => {
    const first = seal(config, '张三');
    expect(Buffer.from(first, 'base64')).toHaveLength(256);
    expect(seal(config, '张三')).not.toBe(first);
  });

  test('takes 214 bytes and no more, and never nothing', () => {
    expect(() => seal(config, 'x'.repeat(214))).not.toThrow();
    for (const text of ['', 'x'.repeat(215), '张'.repeat(72)]) {
      expect(() => seal(config, text)).toThrow(RangeError);
    }
  });

  test('says nothing of the text it refuses', () => {
    expect(() => seal(config, '张三丰'.repeat(40))).toThrow('does not fit to be sealed');
  });

  test('a key that is not in the ring is a fault of the settings', () => {
    const platformKeys = { ...config.platformKeys, encryptWith: 'PUB_KEY_ID_other' };
    expect(() => seal({ platformKeys }, '张三')).toThrow(ConfigInvalid);
    expect(() => seal({ platformKeys }, '张三')).toThrow(/^encryptWith: /);
  });
});
