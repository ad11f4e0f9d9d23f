/** The cipher of 一码付: GB/T 32907, the other library, and what of the document's samples can be used. */
import { createCipheriv } from 'node:crypto';
import { inspect } from 'node:util';
import { sm4 } from 'sm-crypto-v2';
import {
  decryptBytes,
  encryptBytes,
  requireSm4,
  seal,
  sm4Key,
  unseal,
} from '../../cloudfunctions/channels/onecode/sm4';
import { KEY_HEX, OTHER_KEY_HEX } from '../support/onecode-bench';

const KEY = sm4Key(KEY_HEX);

describe('GB/T 32907-2016, appendix A', () => {
  const block = Buffer.from(KEY_HEX, 'hex');

  test('A.1: one block', () => {
    expect(encryptBytes(KEY, block).toString('hex', 0, 16)).toBe(
      '681edf34d206965e86b3e94f536e4246',
    );
    expect(() => requireSm4()).not.toThrow();
  });

  test('A.2: a million rounds of this Node’s SM4', () => {
    const cipher = createCipheriv('sm4-ecb', block, null).setAutoPadding(false);
    let text: Buffer = block;
    for (let round = 0; round < 1_000_000; round += 1) text = cipher.update(text);
    expect(text.toString('hex')).toBe('595298c7c6fd271f0402f804c33d3f66');
  }, 30_000);

  test('ten thousand rounds of ours are those of the other library', () => {
    let ours: Uint8Array = block;
    let theirs = KEY_HEX;
    const options = { padding: 'none', output: 'string' } as const;
    for (let round = 0; round < 10_000; round += 1) {
      ours = encryptBytes(KEY, ours).subarray(0, 16);
      theirs = sm4.encrypt(Buffer.from(theirs, 'hex'), KEY_HEX, options);
    }
    expect(Buffer.from(ours).toString('hex')).toBe(theirs);
  }, 30_000);
});

describe('a key', () => {
  test.each([
    ['', 'empty'],
    [KEY_HEX.slice(1), '31 digits'],
    [`${KEY_HEX}0`, '33 digits'],
    [`${KEY_HEX.slice(1)}g`, 'no hex'],
    [` ${KEY_HEX.slice(1)}`, 'a blank'],
    [`${KEY_HEX}\n`, 'a line feed'],
    [Buffer.from(KEY_HEX, 'hex').toString('base64'), 'base64'],
  ])('%j is refused: %s', (hex) => {
    expect(() => sm4Key(hex)).toThrow('an SM4 key is 32 hex digits');
  });

  test('may be in upper case, and does not print', () => {
    expect(seal(sm4Key(KEY_HEX.toUpperCase()), 'x')).toBe(seal(KEY, 'x'));
    expect(inspect(KEY, { depth: 9, showHidden: true })).not.toMatch(/0123456789ab|<Buffer/i);
    expect(JSON.stringify({ KEY })).not.toMatch(/0123456789ab/i);
  });
});

describe('padding', () => {
  test.each([0, 1, 15, 16, 17, 31, 32])('%d bytes come back', (length) => {
    const text = 'a'.repeat(length);
    expect(seal(KEY, text)).toHaveLength((Math.floor(length / 16) + 1) * 32);
    expect(unseal(KEY, seal(KEY, text))).toBe(text);
  });

  const raw = (hex: string): Buffer => {
    const cipher = createCipheriv('sm4-ecb', Buffer.from(KEY_HEX, 'hex'), null);
    return cipher.setAutoPadding(false).update(Buffer.from(hex, 'hex'));
  };
  test.each([
    ['0 at the end', `${'61'.repeat(15)}00`],
    ['more than a block', `${'61'.repeat(15)}11`],
    ['not all alike', `${'61'.repeat(13)}020303`],
    ['a block of zeros', '00'.repeat(16)],
  ])('%s is none', (_what, hex) => {
    expect(decryptBytes(KEY, raw(hex))).toBeUndefined();
  });
});

describe('unseal refuses', () => {
  const good = seal(KEY, '{"a":"一"}');

  test.each([
    ['nothing', ''],
    ['lower case', good.toLowerCase()],
    ['half a block', good.slice(0, -16)],
    ['an odd digit', good.slice(0, -1)],
    ['a line break', `${good}\n`],
    ['a letter that is no digit', good.replace(/^./, 'G')],
    ['what is far too long', good.repeat(1_000)],
    ['the last block gone', seal(KEY, 'a'.repeat(20)).slice(0, 32)],
  ])('%s', (_what, hex) => {
    expect(unseal(KEY, hex)).toBeUndefined();
  });

  test('what another key wrote', () => {
    const other = sm4Key(OTHER_KEY_HEX);
    // one in 256 would end like a padding: of these, none does
    for (const text of ['a', '{"stasFlag":"1"}', '测试'.repeat(40)]) {
      expect(unseal(KEY, seal(other, text))).toBeUndefined();
    }
  });

  test('what is not UTF-8', () => {
    const latin = encryptBytes(KEY, Buffer.from([0x7b, 0xff, 0x7d]))
      .toString('hex')
      .toUpperCase();
    expect(unseal(KEY, latin)).toBeUndefined();
  });
});

/**
 * The document gives no key, so that none of its samples can be decrypted. Not usable at all: the request's
 * encData, printed three times in §1.3.1.2 with 351, 351 and 352 digits that differ, and those of §1.5,
 * which are cut off. The answer's is whole, and proves hex, case and padding.
 */
describe('the samples of §1.3.1.2', () => {
  const ANSWER =
    'FD2C1AB3770A04FC7C833D52F2559D6DD8544BC9A6E677D474BF5FE8104B51E2EE106024829CE4765EAAEAF4' +
    '13EEE62F69A15618D90BB90145BA86367EA8FE3D';

  test('the answer has the blocks that its plain text needs', () => {
    const plain = { chkFlag: '1', resBizNo: '161665488196720210609155618' };
    expect(ANSWER).toMatch(/^[0-9A-F]+$/);
    expect(seal(KEY, JSON.stringify(plain))).toHaveLength(ANSWER.length);
  });

  test('no key of ours opens it', () => {
    expect(unseal(KEY, ANSWER)).toBeUndefined();
  });
});
