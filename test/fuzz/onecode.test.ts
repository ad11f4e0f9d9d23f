/** 一码付: two libraries agree on every text, and nothing that a centre says raises or passes for a yes. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { sm4 } from 'sm-crypto-v2';
import {
  decryptBytes,
  encryptBytes,
  seal,
  sm4Key,
  unseal,
} from '../../cloudfunctions/channels/onecode/sm4';
import { FOREVER } from '../support/doubles';
import {
  bench,
  CERTIFICATE_ASK,
  CODE_ASK,
  http200,
  ISSUED,
  KEY_HEX,
  sealed,
  successOf,
  USABLE,
} from '../support/onecode-bench';
import { holds, holdsAsync } from './cases';

const keyHex = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => Buffer.from(bytes).toString('hex'));
const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const bytes = fc.uint8Array({ maxLength: 200 });

holds('what we seal the other library opens', [keyHex, text], (key, plain) => {
  const hex = seal(sm4Key(key), plain);
  expect(hex).toMatch(/^(?:[0-9A-F]{32})+$/);
  expect(sm4.decrypt(hex.toLowerCase(), key)).toBe(plain);
});

holds('what the other library seals we open', [keyHex, text], (key, plain) => {
  expect(unseal(sm4Key(key), sm4.encrypt(plain, key, { output: 'string' }).toUpperCase())).toBe(
    plain,
  );
});

holds('bytes, too, in both directions', [keyHex, bytes], (key, plain) => {
  const ours = encryptBytes(sm4Key(key), plain);
  const theirs = sm4.encrypt(plain, key, { output: 'array' });
  expect(ours.equals(theirs)).toBe(true);
  expect(decryptBytes(sm4Key(key), theirs)?.equals(plain)).toBe(true);
});

holds('any text as encData is opened or refused', [fc.string({ maxLength: 100 })], (hex) => {
  expect(['string', 'undefined']).toContain(typeof unseal(sm4Key(KEY_HEX), hex));
});

holdsAsync(
  'any body is an outcome',
  [
    fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json(),
      fc.jsonValue().map((one) => JSON.stringify(one)),
    ),
  ],
  async (body) => {
    const { oneCode } = bench([http200(body)]);
    const seen = await oneCode.status(CODE_ASK, FOREVER);
    expect(['refused', 'unknown']).toContain(seen.kind);
    const given = await oneCode.certificate(CERTIFICATE_ASK, FOREVER);
    expect(['refused', 'unknown']).toContain(given.kind);
  },
);

const junk = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(0, '0', 'success', true, null, {}, { encData: '' }, sealed(USABLE)),
);
const outer = fc.constantFrom('code', 'type', 'message', 'data', 'success', 'extra');

holdsAsync(
  'a spoilt envelope is never a yes but for what it may hold',
  [outer, junk],
  async (name, value) => {
    const { oneCode } = bench([successOf(USABLE, { [name]: value })]);
    const { kind } = await oneCode.status(CODE_ASK, FOREVER);
    const harmless =
      name === 'extra' ||
      (name === 'message' && typeof value === 'string') ||
      (name === 'success' && (value === null || value === true)) ||
      (name === 'type' && value === 'success') ||
      (name === 'code' && Object.is(value, 0));
    if (name === 'code' && Object.is(value, -0)) return;
    expect(kind === 'usable').toBe(harmless);
  },
);

const WHOLE = { stasFlag: '0', abnRea: '账户状态异常，请联系支付渠道', payChnlName: '微信支付' };

holdsAsync(
  'one digit changed never makes another state',
  [fc.nat(), fc.nat({ max: 14 })],
  async (at, by) => {
    const encData = sealed(WHOLE);
    const place = at % encData.length;
    const digit = (Number.parseInt(encData.charAt(place), 16) + 1 + by) % 16;
    const spoilt = `${encData.slice(0, place)}${digit.toString(16).toUpperCase()}${encData.slice(place + 1)}`;
    const { oneCode } = bench([successOf(WHOLE, { data: { encData: spoilt } })]);
    expect(['usable', 'suspended']).not.toContain((await oneCode.status(CODE_ASK, FOREVER)).kind);
  },
);

holdsAsync('an answer of another institution’s key is no certificate', [keyHex], async (key) => {
  if (key === KEY_HEX) return;
  const data = { encData: sealed(ISSUED, key) };
  const { oneCode } = bench([successOf(ISSUED, { data })]);
  expect((await oneCode.certificate(CERTIFICATE_ASK, FOREVER)).kind).toBe('unknown');
});

test('blocks in any other order are never a yes (trap 25)', async () => {
  const content = { ...WHOLE, payChnlUserName: randomBytes(8).toString('hex') };
  const blocks = sealed(content).match(/.{32}/g) ?? [];
  expect(blocks.length).toBeGreaterThan(4);
  for (const [index] of blocks.entries()) {
    const turned = [...blocks.slice(index), ...blocks.slice(0, index)].join('');
    const { oneCode } = bench([successOf(content, { data: { encData: turned } })]);
    const { kind } = await oneCode.status(CODE_ASK, FOREVER);
    expect(kind).toBe(index === 0 ? 'not-signed' : 'unknown');
  }
});
