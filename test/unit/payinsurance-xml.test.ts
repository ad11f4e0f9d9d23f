import { readXml, writeXml } from '../../cloudfunctions/channels/payinsurance/xml';
import { XmlRefused } from '../../cloudfunctions/channels/payinsurance/xml-refused';
import samples from '../vectors/payinsurance-answers.json';

function faultOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof XmlRefused) return error.code;
    throw error;
  }
  return 'accepted';
}

const one = (inner: string) => `<xml>${inner}</xml>`;
const bomb = `<!DOCTYPE xml [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>${one('<x>&b;</x>')}`;
const xxe = `<?xml version="1.0"?><!DOCTYPE foo [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>${one('<x>&xxe;</x>')}`;

describe('reading the XML of §3.1', () => {
  test.each([
    ['an external entity', xxe, 'xml-markup-forbidden'],
    ['an entity bomb', bomb, 'xml-markup-forbidden'],
    ['a DOCTYPE in lower case', `<!doctype xml>${one('')}`, 'xml-markup-forbidden'],
    [
      'a DOCTYPE behind the declaration',
      `<?xml version="1.0"?><!DOCTYPE x>${one('')}`,
      'xml-markup-forbidden',
    ],
    ['a DOCTYPE inside', one('<!DOCTYPE x><a>1</a>'), 'xml-markup-forbidden'],
    ['a DOCTYPE inside a value', one('<a><!DOCTYPE x>1</a>'), 'xml-markup-forbidden'],
    ['a comment between fields', one('<!-- c --><a>1</a>'), 'xml-markup-forbidden'],
    ['a comment within a value', one('<a>1<!-- c -->2</a>'), 'xml-markup-forbidden'],
    ['a comment before the root', `<!-- c -->${one('<a>1</a>')}`, 'xml-markup-forbidden'],
    ['CDATA in lower case', one('<a><![cdata[1]]></a>'), 'xml-markup-forbidden'],
    ['CDATA outside of a field', one('<![CDATA[1]]>'), 'xml-markup-forbidden'],
    ['a conditional section', one('<a><![INCLUDE[1]]></a>'), 'xml-markup-forbidden'],
    ['a processing instruction before', `<?php echo 1 ?>${one('')}`, 'xml-markup-forbidden'],
    [
      'a processing instruction inside',
      one('<?xml-stylesheet href="x"?><a>1</a>'),
      'xml-markup-forbidden',
    ],
    [
      'a second declaration',
      `<?xml version="1.0"?><?xml version="1.0"?>${one('')}`,
      'xml-markup-forbidden',
    ],
    [
      'a declaration with more in it',
      `<?xml version="1.0" x="y"?>${one('')}`,
      'xml-markup-forbidden',
    ],
    ['a declaration in a value', one('<a><?xml version="1.0"?></a>'), 'xml-markup-forbidden'],
    ['a nested element', one('<a><b>1</b></a>'), 'xml-nested'],
    ['a nested element behind text', one('<a>1<b>1</b></a>'), 'xml-nested'],
    ['a repeated element', one('<a>1</a><a>1</a>'), 'xml-repeated'],
    ['a doubled sign', one('<sign>A</sign><a>1</a><sign>B</sign>'), 'xml-repeated'],
    ['a doubled sign, once empty', one('<sign/><sign>B</sign>'), 'xml-repeated'],
    ['an attribute', one('<a b="1">1</a>'), 'xml-attribute'],
    ['an attribute of the root', '<xml xmlns="urn:x"><a>1</a></xml>', 'xml-attribute'],
    ['an attribute without a value', one('<a b>1</a>'), 'xml-attribute'],
    ['__proto__', one('<__proto__>1</__proto__>'), 'xml-name'],
    ['constructor', one('<constructor>1</constructor>'), 'xml-name'],
    ['prototype', one('<prototype>1</prototype>'), 'xml-name'],
    ['toString', one('<toString>1</toString>'), 'xml-name'],
    ['hasOwnProperty', one('<hasOwnProperty>1</hasOwnProperty>'), 'xml-name'],
    ['a name with a colon', one('<a:b>1</a:b>'), 'xml-malformed'],
    ['a name with a digit first', one('<1a>1</1a>'), 'xml-name'],
    ['another root', '<html><a>1</a></html>', 'xml-root'],
    ['a root in upper case', '<XML><a>1</a></XML>', 'xml-root'],
    ['text before the root', `x${one('')}`, 'xml-root'],
    ['text behind the root', `${one('')}x`, 'xml-root'],
    ['a second root', `${one('')}${one('')}`, 'xml-root'],
    ['nothing', '', 'xml-root'],
    ['blanks', ' \n ', 'xml-root'],
    ['garbage', '<<<garbage', 'xml-root'],
    ['JSON', '{"return_code":"SUCCESS"}', 'xml-root'],
    ['text between fields', one('x<a>1</a>'), 'xml-malformed'],
    ['a cut message', '<xml><a><![CDATA[1]]></a>', 'xml-malformed'],
    ['a cut element', '<xml><a>1', 'xml-malformed'],
    ['a cut CDATA', '<xml><a><![CDATA[1</a></xml>', 'xml-malformed'],
    ['tags that do not match', one('<a>1</b>'), 'xml-malformed'],
    ['an unknown entity', one('<a>&copy;</a>'), 'xml-malformed'],
    ['a bare ampersand', one('<a>a&b</a>'), 'xml-malformed'],
    ['the number of no character', one('<a>&#0;</a>'), 'xml-malformed'],
    ['the number of a surrogate', one('<a>&#xD800;</a>'), 'xml-malformed'],
    ['the end of CDATA in text', one('<a>]]></a>'), 'xml-malformed'],
  ])('refuses %s', (_what, text, fault) => {
    expect(faultOf(() => readXml(text))).toBe(fault);
  });

  test('refuses more than 256 KB, counted in bytes', () => {
    const around = '<xml><a></a></xml>'.length;
    const fits = (filler: string) => one(`<a>${filler}</a>`);
    expect(readXml(fits('x'.repeat(256 * 1024 - around))).get('a')).toHaveLength(
      256 * 1024 - around,
    );
    expect(faultOf(() => readXml(fits('x'.repeat(256 * 1024 - around + 1))))).toBe('xml-too-large');
    expect(faultOf(() => readXml(fits('医'.repeat(90_000))))).toBe('xml-too-large');
  });

  test('quotes nothing of what it refuses', () => {
    let said = '';
    try {
      readXml(one('<a b="secret-name">1</a>'));
    } catch (error) {
      said = String(error);
    }
    expect(said).toBe('XmlRefused: xml-attribute');
  });

  test('reads the sample answer of §3.3 exactly', () => {
    expect(Object.fromEntries(readXml(samples.unifiedorder))).toEqual(samples.fields);
  });

  test.each([
    ['plain text', '<a>1</a>', '1'],
    ['an empty element', '<a></a>', ''],
    ['a self-closing element', '<a/>', ''],
    ['a self-closing element with a blank', '<a />', ''],
    ['blanks around a value, which are part of it', '<a> 1 </a>', ' 1 '],
    ['only blanks', '<a>  </a>', '  '],
    ['an amount with leading zeros, as text', '<a>007</a>', '007'],
    ['a number that a float would change', '<a>10000000000000000001</a>', '10000000000000000001'],
    ['text that looks like a boolean', '<a>true</a>', 'true'],
    ['the five entities', '<a>&lt;&gt;&amp;&quot;&apos;</a>', '<>&"\''],
    ['an entity that is not decoded twice', '<a>&amp;lt;</a>', '&lt;'],
    ['numbered characters', '<a>&#x4e2d;&#22269;&#13;</a>', '中国\r'],
    ['entities in CDATA, which are text there', '<a><![CDATA[&lt;&#13;]]></a>', '&lt;&#13;'],
    ['markup in CDATA', '<a><![CDATA[<b>1</b><!DOCTYPE x>]]></a>', '<b>1</b><!DOCTYPE x>'],
    ['text and CDATA', '<a>1<![CDATA[2]]>3</a>', '123'],
    ['the declaration', '<a>1</a>', '1', '<?xml version="1.0" encoding="UTF-8"?>\n'],
    ['a byte order mark', '<a>1</a>', '1', '\ufeff'],
  ])('reads %s', (_what, inner, value, before = '') => {
    expect(readXml(`${before}${one(inner)}`)).toEqual(new Map([['a', value]]));
  });

  test('a message without fields is empty', () => {
    expect(readXml('<xml></xml>').size).toBe(0);
    expect(readXml('<xml/>').size).toBe(0);
    expect(readXml('<xml>\n</xml>').size).toBe(0);
  });
});

describe('writing and reading back', () => {
  test.each([
    ']]>',
    ']]>]]>',
    ']]]]>>',
    'a]]>b',
    ']]',
    ']',
    '<![CDATA[x]]>',
    '&lt;&amp;&#13;',
    '<b a="1">',
    '两行\n一',
    '\ttab ',
    '\u{20000}𠮷',
    '张小国',
  ])('%j survives', (value) => {
    expect(readXml(writeXml(new Map([['a', value]])))).toEqual(new Map([['a', value]]));
  });

  test('a thousand random values survive', () => {
    const alphabet = [
      ']',
      '>',
      '<',
      '!',
      '[',
      'CDATA',
      '&',
      ';',
      'lt',
      '#',
      '1',
      ' ',
      '\n',
      '医',
      '𠮷',
      '"',
    ];
    let seed = 42;
    const draw = (most: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % most;
    };
    for (let i = 0; i < 1000; i += 1) {
      const value = Array.from(
        { length: 1 + draw(24) },
        () => alphabet[draw(alphabet.length)],
      ).join('');
      expect(
        readXml(
          writeXml(
            new Map([
              ['a', value],
              ['b', '1'],
            ]),
          ),
        ).get('a'),
      ).toBe(value);
    }
  });

  test('leaves empty fields out', () => {
    expect(
      writeXml(
        new Map([
          ['a', ''],
          ['b', '1'],
        ]),
      ),
    ).toBe('<xml><b><![CDATA[1]]></b></xml>');
  });

  test.each(['\r', 'a\r\nb', '\u0000', '\u0001', '\ud800', '\udc00x', '\uffff', '\u007f'])(
    'refuses %j, which would not come back or not be XML',
    (value) => {
      expect(faultOf(() => writeXml(new Map([['a', value]])))).toBe('xml-value-not-writable');
    },
  );

  test('refuses a name that is none', () => {
    expect(faultOf(() => writeXml(new Map([['a><b', '1']])))).toBe('xml-name');
  });
});
