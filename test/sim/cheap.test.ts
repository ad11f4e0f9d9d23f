/** What stands in for RSA, MD5 and the platform's reader is as strict as they are (cheap-*.ts). */
import { generateKeyPairSync } from 'node:crypto';
import {
  readXml as readReal,
  writeXml as writeReal,
} from '../../sandbox/platform/payinsurance/xml';
import { createHash, Hash, Rsa, useCheapCrypto } from './cheap-crypto';
import { readXml } from './cheap-xml';
import { diceOf } from './dice';

beforeEach(() => {
  useCheapCrypto(true);
});
afterAll(() => {
  useCheapCrypto(false);
});

type Read = (text: string) => Readonly<Record<string, string>>;

/** What comes of it: the fields in their order, or the words of the refusal. */
function outcomeOf(read: Read, text: string): unknown {
  try {
    return Object.entries(read(text));
  } catch (error) {
    return String(error);
  }
}

const PIECES = [
  ...['<xml>', '</xml>', '\n', '<a>', '</a>', '<b1>', '</b1>', '<a/>', '<toString>', '<1>'],
  ...[
    '<![CDATA[',
    ']]>',
    ']]',
    '>',
    '<',
    '张三',
    'x',
    '&lt;',
    ' ',
    '\ufeff',
    '<?xml version="1.0"?>',
  ],
];

test('the platform reads the same, and refuses the same', () => {
  const dice = diceOf(1);
  const messages = Array.from({ length: 20_000 }, () => {
    const fields = Array.from({ length: dice.below(4) }, (_, n) => {
      const name = `f${String(dice.below(5) + n)}`;
      return `<${name}><![CDATA[${PIECES[dice.below(PIECES.length)] ?? ''}]]></${name}>\n`;
    });
    const text = `<xml>\n${fields.join('')}</xml>`;
    const at = dice.below(text.length);
    const piece = PIECES[dice.below(PIECES.length)] ?? '';
    return dice.chance(0.5) ? text : text.slice(0, at) + piece + text.slice(at + dice.below(6));
  });
  const odd = ['', '<xml></xml>', '<xml/>', `<xml>${'<a><![CDATA[x]]></a>'.repeat(2)}</xml>`];
  for (const text of [...messages, ...odd]) {
    expect({ text, is: outcomeOf(readXml, text) }).toEqual({
      text,
      is: outcomeOf(readReal, text),
    });
  }
  const long = writeReal({ body: '长'.repeat(30_000) });
  expect(outcomeOf(readXml, long)).toBe(outcomeOf(readReal, long));
});

test('any other letter, or key, is another mark', () => {
  const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [ours, other] = [pair(), pair()];
  const text = 'total_fee=100&名称=门诊&';
  const signature = Rsa.sign(text, ours.privateKey);
  expect(Buffer.from(signature, 'base64')).toHaveLength(256);
  expect(Rsa.verify(text, signature, ours.publicKey)).toBe(true);
  expect(Rsa.verify(text, signature, other.publicKey)).toBe(false);
  for (let at = 0; at < text.length; at += 1) {
    const letter = String.fromCharCode(text.charCodeAt(at) ^ 1);
    const changed = text.slice(0, at) + letter + text.slice(at + 1);
    expect(Rsa.verify(changed, signature, ours.publicKey)).toBe(false);
  }
  const swapped = text.replace('100', '010');
  expect(Rsa.verify(swapped, signature, ours.publicKey)).toBe(false);
});

test('both sides of 1.0 mark the same text', () => {
  const marked = Hash.sign(Hash.ALGO_MD5, { b: '2', a: '1', sign: 'x', empty: '' }, 'key');
  const ours = createHash('md5').update('a=1&b=2&key=key').digest('hex').toUpperCase();
  expect(marked).toBe(ours);
  expect(marked).toMatch(/^[0-9A-F]{32}$/);
  useCheapCrypto(false);
  const real = createHash('md5').update('a=1&b=2&key=key').digest('hex').toUpperCase();
  expect(Hash.sign(Hash.ALGO_MD5, { b: '2', a: '1' }, 'key')).toBe(real);
  expect(real).not.toBe(ours);
});
