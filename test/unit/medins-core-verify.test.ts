import { sign } from 'node:crypto';
import fc from 'fast-check';
import { parseKeys } from '../../cloudfunctions/channels/medins/keys';
import {
  signedMessage,
  verifySigned,
  type SignedMessage,
} from '../../cloudfunctions/channels/medins/verify';
import { CERTIFICATE_ID, keyRing, PUBLIC_KEY_ID, type Pair } from '../support/medins-keys';

const ring = keyRing();
const { platformKeys } = parseKeys(ring.material);
const SECONDS = 1_790_000_000;
const NOW = SECONDS * 1000;
const BODY = '{"name":"张三","amount":1}';

function signedBy(
  pair: Pair,
  serial: string,
  body: string | Uint8Array = BODY,
  timestamp = String(SECONDS),
): SignedMessage {
  const nonce = 'c5ac7061fccab6bf3e254dcf98995b8c';
  const bytes = Buffer.concat([
    Buffer.from(`${timestamp}\n${nonce}\n`),
    Buffer.from(body),
    Buffer.from('\n'),
  ]);
  const signature = sign('sha256', bytes, pair.privateKey).toString('base64');
  return { timestamp, nonce, signature, serial, body };
}

const GOOD = signedBy(ring.publicKey, PUBLIC_KEY_ID);
const verified = (message: SignedMessage, nowMs = NOW) =>
  verifySigned(platformKeys, message, nowMs);
const forged = (why: string) => ({ ok: false, why });

describe('what is WeChat Pay’s', () => {
  test('passes under either key of the ring', () => {
    expect(verified(GOOD)).toEqual({ ok: true });
    expect(verified(signedBy(ring.certificate, CERTIFICATE_ID))).toEqual({ ok: true });
  });

  test('passes with an empty body (204), and with bytes as with text', () => {
    expect(verified(signedBy(ring.publicKey, PUBLIC_KEY_ID, ''))).toEqual({ ok: true });
    expect(verified({ ...GOOD, body: Buffer.from(BODY) })).toEqual({ ok: true });
  });

  test('passes up to five minutes away, on both sides', () => {
    expect(verified(GOOD, NOW + 300_000)).toEqual({ ok: true });
    expect(verified(GOOD, NOW - 300_000)).toEqual({ ok: true });
  });

  test('a body of a MiB is no trouble', () => {
    const body = 'x'.repeat(1024 * 1024);
    expect(verified(signedBy(ring.publicKey, PUBLIC_KEY_ID, body))).toEqual({ ok: true });
  });
});

describe('what is not', () => {
  test.each(['timestamp', 'nonce', 'signature', 'serial'] as const)('a missing %s', (name) => {
    expect(verified({ ...GOOD, [name]: undefined })).toEqual(forged('missing-header'));
    expect(verified({ ...GOOD, [name]: '' })).toEqual(forged('missing-header'));
  });

  test('no headers at all', () => {
    expect(verified(signedMessage(undefined, BODY))).toEqual(forged('missing-header'));
    expect(verified(signedMessage(() => undefined, BODY))).toEqual(forged('missing-header'));
  });

  test.each([301_000, -301_000, 300_001, -300_001, NaN])('%d ms away', (away) => {
    expect(verified(GOOD, NOW + away)).toEqual(forged('stale'));
  });

  test.each(['17900000000', '179000000', '1.79e9', '1790000000, 1790000000', '-1790000000', 'now'])(
    'the time %j, though signed',
    (timestamp) => {
      const message = signedBy(ring.publicKey, PUBLIC_KEY_ID, BODY, timestamp);
      expect(verified(message)).toEqual(forged('malformed-header'));
    },
  );

  test('a serial that is not in the ring; one of another key of the ring', () => {
    expect(verified({ ...GOOD, serial: 'PUB_KEY_ID_1' })).toEqual(forged('unknown-key'));
    expect(verified({ ...GOOD, serial: 'constructor' })).toEqual(forged('unknown-key'));
    expect(verified({ ...GOOD, serial: CERTIFICATE_ID })).toEqual(forged('signature'));
  });

  test('a signature of our own key', () => {
    expect(verified(signedBy(ring.merchant, PUBLIC_KEY_ID))).toEqual(forged('signature'));
  });

  test('a probe, exactly as any forgery', () => {
    const random = ring.publicKey.publicPem.replace(/-----[^-]+-----|\n/g, '').slice(0, 325);
    for (const signature of [
      `WECHATPAY/SIGNTEST/${random}`.slice(0, 344),
      `WECHATPAY/SIGNTEST/${GOOD.signature ?? ''}`,
      `WECHATPAY/SIGNTEST/${(GOOD.signature ?? '').slice(19)}`,
    ]) {
      expect(verified({ ...GOOD, signature })).toEqual(forged('signature'));
    }
  });

  test.each(['!', 'AAAA', '====', ' ', 'x'.repeat(344)])('the signature %j', (signature) => {
    expect(verified({ ...GOOD, signature }).ok).toBe(false);
  });

  test('the signature of the same text in another spelling of base64', () => {
    const spelled = `${(GOOD.signature ?? '').slice(0, 8)}\n${(GOOD.signature ?? '').slice(8)}`;
    expect(verified({ ...GOOD, signature: spelled })).toEqual(forged('signature'));
    const urlSafe = (GOOD.signature ?? '').replaceAll('=', '');
    expect(verified({ ...GOOD, signature: urlSafe })).toEqual(forged('signature'));
  });

  test('the border between nonce and body moved by a line feed', () => {
    const signed = signedBy(ring.publicKey, PUBLIC_KEY_ID, 'A\n{"paid":true}');
    const moved = { ...signed, nonce: `${signed.nonce ?? ''}\nA`, body: '{"paid":true}' };
    expect(verified(moved)).toEqual(forged('malformed-header'));
  });

  test('text that only means the same', () => {
    for (const body of [JSON.stringify(JSON.parse(BODY), null, 1), `${BODY}\n`, ` ${BODY}`, '']) {
      expect(verified({ ...GOOD, body })).toEqual(forged('signature'));
    }
  });

  test('any byte of the body altered', () => {
    const bytes = Buffer.from(BODY);
    fc.assert(
      fc.property(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const body = Buffer.from(bytes);
          body[at] = (body[at] ?? 0) ^ flip;
          expect(verified({ ...GOOD, body })).toEqual(forged('signature'));
        },
      ),
    );
  });
});
