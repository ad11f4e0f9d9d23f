/** The QR code on a prescription, read and written; whatever else is scanned is refused. */
import * as fc from 'fast-check';
import {
  isCode,
  linkOfQuery,
  parsePrescriptionLink,
  prescriptionLink,
  readPrescriptionCode,
} from '../../miniprogram/shared/prescription-code';

const LINK = 'https://q.example.org/rx?h=hosp1&c=RX-2025_01';

const word = fc.stringMatching(/^[0-9A-Za-z_-]{1,64}$/);

it('reads what it writes', () => {
  fc.assert(
    fc.property(word, word, (hospitalId, code) => {
      const link = prescriptionLink('q.example.org:8443', { hospitalId, code });
      expect(parsePrescriptionLink(link)).toEqual({ hospitalId, code });
      expect(readPrescriptionCode(link, hospitalId)).toEqual({ kind: 'code', code });
    }),
  );
});

it('never throws, whatever is scanned, and never takes it for a code of this hospital', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
      fc.pre(!/\/rx\?/i.test(text));
      expect(readPrescriptionCode(text, 'hosp1')).toEqual({ kind: 'unreadable' });
    }),
  );
});

it.each([
  ['of any host', 'https://another.example/rx?h=hosp1&c=RX-2025_01'],
  ['with the parameters turned round and more of them', 'https://a.b/rx?c=RX-2025_01&x=1&h=hosp1'],
  ['with blanks around it and a fragment', ` ${LINK}#top\n`],
  ['with percent escapes', 'https://a.b/rx?h=hosp1&c=RX%2D2025_01'],
])('reads a link %s', (_how, text) => {
  expect(readPrescriptionCode(text, 'hosp1')).toEqual({ kind: 'code', code: 'RX-2025_01' });
});

it('tells another hospital’s code from garbage', () => {
  expect(readPrescriptionCode(LINK, 'hosp2')).toEqual({ kind: 'other-hospital' });
});

it.each([
  ['not encrypted', 'http://q.example.org/rx?h=hosp1&c=RX1'],
  ['another path', 'https://q.example.org/pay?h=hosp1&c=RX1'],
  ['without a code', 'https://q.example.org/rx?h=hosp1'],
  ['an empty code', 'https://q.example.org/rx?h=hosp1&c='],
  ['a code twice', 'https://q.example.org/rx?h=hosp1&c=RX1&c=RX2'],
  ['a code with a slash', 'https://q.example.org/rx?h=hosp1&c=..%2F..'],
  ['a code that is too long', `https://q.example.org/rx?h=hosp1&c=${'x'.repeat(65)}`],
  ['broken escapes', 'https://q.example.org/rx?h=hosp1&c=%E0%A4'],
  ['a host with a user', 'https://evil@q.example.org/rx?h=hosp1&c=RX1'],
])('does not read a link %s', (_what, text) => {
  expect(readPrescriptionCode(text, 'hosp1')).toEqual({ kind: 'unreadable' });
});

it.each([
  ['a host that is none', 'a b', { hospitalId: 'h', code: 'c' }],
  ['an empty code', 'a.b', { hospitalId: 'h', code: '' }],
  ['a hospital with a blank', 'a.b', { hospitalId: 'h 1', code: 'c' }],
])('does not write %s', (_what, host, parts) => {
  expect(() => prescriptionLink(host, parts)).toThrow(RangeError);
});

it('takes the q of a page encoded or not, and leaves what is broken as it is', () => {
  expect(linkOfQuery(encodeURIComponent(LINK))).toBe(LINK);
  expect(linkOfQuery(LINK)).toBe(LINK);
  expect(linkOfQuery('%E0%A4')).toBe('%E0%A4');
});

it('knows what can be a code by itself', () => {
  expect([isCode('RX-1'), isCode(''), isCode('a b'), isCode(LINK)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
