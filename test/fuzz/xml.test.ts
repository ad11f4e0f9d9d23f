/** The XML codec and its signatures against anything, and against the sandbox's independent ones. */
import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { payInsuranceKey } from '../../cloudfunctions/channels/payinsurance';
import {
  signatureOf,
  signatureState,
  withSignature,
} from '../../cloudfunctions/channels/payinsurance/sign';
import { isWritable, readXml, writeXml } from '../../cloudfunctions/channels/payinsurance/xml';
import { XmlRefused } from '../../cloudfunctions/channels/payinsurance/xml-refused';
import { signOf } from '../../sandbox/platform/payinsurance/signing';
import {
  readXml as platformReads,
  writeXml as platformWrites,
} from '../../sandbox/platform/payinsurance/xml';
import { holds } from './cases';
import { KEY } from '../support/payinsurance-bench';

const key = payInsuranceKey(KEY);
const name = fc.stringMatching(/^[a-z][a-z_]{0,19}$/).filter((text) => text !== 'sign');
const value = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(']]>', '<![CDATA[', '&amp;', '  ', '\n'))
  .filter(isWritable);
const fields = fc
  .dictionary(name, value, { maxKeys: 12 })
  .map((entries) => new Map(Object.entries(entries).filter(([, text]) => text !== '')));

const shards = fc.constantFrom(
  '<xml>',
  '</xml>',
  '<a>',
  '</a>',
  '<a/>',
  '<![CDATA[',
  ']]>',
  '&lt;',
  '&#65;',
  '&x;',
  '<!DOCTYPE a [<!ENTITY x "y">]>',
  '<!--',
  '-->',
  '<?xml version="1.0"?>',
  ' ',
  '1',
);
const almostXml = fc
  .array(fc.oneof(shards, fc.string({ maxLength: 6 })), { maxLength: 14 })
  .map((parts) => parts.join(''));

const content = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<![CDATA[a&lt;b]]>',
        '<![CDATA[]]>',
        '&lt;',
        '&#x4e2d;',
        '&#65;',
        '\r\n',
        ' ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(''));
const flatXml = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'sign', 'appid'), content), { maxLength: 4 })
  .map((all) => `<xml>${all.map(([tag, text]) => `<${tag}>${text}</${tag}>`).join('')}</xml>`);

holds('whatever arrives is read or refused, never anything else', [almostXml], (text) => {
  try {
    readXml(text);
  } catch (error) {
    expect(error).toBeInstanceOf(XmlRefused);
  }
});

/** A general parser, told to leave values as they are. */
const general = new XMLParser({
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
});

holds('what is accepted has the values that a general parser reads', [flatXml], (text) => {
  let fields: ReadonlyMap<string, string>;
  try {
    fields = readXml(text);
  } catch (error) {
    expect(error).toBeInstanceOf(XmlRefused);
    return;
  }
  const { xml } = general.parse(text) as { xml: unknown };
  const values = typeof xml === 'object' && xml !== null ? xml : {};
  expect(Object.fromEntries(fields)).toEqual(values);
});

holds('what is written reads back as it was, also by the platform', [fields], (message) => {
  const written = writeXml(message);
  expect(readXml(written)).toEqual(message);
  expect(platformReads(written)).toEqual(Object.fromEntries(message));
});

holds('what the platform writes reads the same here', [fields], (message) => {
  expect(readXml(platformWrites(Object.fromEntries(message)))).toEqual(message);
});

holds('both sides sign alike', [fields], (message) => {
  expect(signatureOf(message, key)).toBe(signOf(Object.fromEntries(message), KEY));
});

holds(
  'another value, another field or another key breaks the signature',
  [fields, name, value],
  (message, added, text) => {
    const signed = withSignature(message, key);
    expect(signatureState(signed, key)).toBe('right');
    if (text === '' || message.get(added) === text) return;
    expect(signatureState(new Map([...signed, [added, text]]), key)).toBe('wrong');
    expect(signatureState(signed, payInsuranceKey(KEY.replace('K', 'L')))).toBe('wrong');
  },
);
