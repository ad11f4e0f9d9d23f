/**
 * Signing, digest and XML of the simulated platform against vectors that others published.
 */

import { Transformer } from 'wechatpay-axios-plugin';
import {
  idDigest,
  signedRight,
  signOf,
  withSign,
  withWrongSign,
} from '../../sandbox/platform/payinsurance/signing';
import {
  readXml,
  writeXml,
  XML_LIMIT_BYTES,
  XmlRefused,
} from '../../sandbox/platform/payinsurance/xml';
import {
  isShanghaiStamp,
  shanghaiBillTime,
  shanghaiStamp,
} from '../../sandbox/platform/payinsurance/shanghai-time';
import { requestContentOffence } from '../../sandbox/platform/payinsurance/request-content';

/** https://pay.weixin.qq.com/wiki/doc/api/jsapi.php?chapter=4_3 (the page that §4.1 points at). */
const PUBLISHED = {
  key: '192006250b4c09247ec02edce69f6a2d',
  fields: {
    appid: 'wxd930ea5d5a258f4f',
    mch_id: '10000100',
    device_info: '1000',
    body: 'test',
    nonce_str: 'ibuaiVcKdpRxkhJA',
  },
  sign: '9A0A8659F005D6984697E2CA0A9CF3B7',
};

describe('signing', () => {
  const { key, fields, sign } = PUBLISHED;
  test("gives the signature of WeChat Pay's published example", () => {
    expect(signOf(fields, key)).toBe(sign);
  });
  test('leaves out empty values and an existing sign, and ignores the order of fields', () => {
    const reversed = Object.fromEntries(Object.entries(fields).reverse());
    expect(signOf({ ...reversed, attach: '', sign: 'x' }, key)).toBe(sign);
  });
  test('verifies its own signature and nothing else', () => {
    expect(signedRight(withSign(fields, key), key)).toBe(true);
    expect(signedRight(fields, key)).toBe(false);
    expect(signedRight({ ...fields, sign: sign.toLowerCase() }, key)).toBe(false);
    expect(signedRight({ ...fields, sign, body: 'tesu' }, key)).toBe(false);
    expect(signedRight(withSign(fields, key), `${key}x`)).toBe(false);
    expect(signedRight(withWrongSign(fields, key), key)).toBe(false);
  });
});

describe('identity digest (trap 1)', () => {
  test('makes the letter upper case: the published example of §3.3 and §3.9', () => {
    expect(idDigest('44030019000101123x')).toBe('09eb26e839ff3a2e3980352ae45ef09e');
    expect(idDigest('44030019000101123X')).toBe('09eb26e839ff3a2e3980352ae45ef09e');
  });
  test('lengthens 15 digits to 18 with the GB 11643 check digit', () => {
    // GB 11643-1999's own illustration, in parts: 11010519491231002 has the check digit X.
    const area = '110105';
    const rest = '491231002';
    expect(idDigest(`${area}${rest}`)).toBe(idDigest(`${area}19${rest}X`));
  });
});

describe('writing and reading XML', () => {
  test.each([
    ['a plain value', '门诊缴费'],
    ['markup', '<b>&amp; "quoted"</b>'],
    ['the end of a CDATA section', 'a]]>b]]>]]>'],
    ['blanks at both ends', '  padded\t'],
  ])('gives back %s', (_, value) => {
    expect(readXml(writeXml({ attach: value, body: 'x' }))).toEqual({ attach: value, body: 'x' });
  });
  test('reads what wechatpay-axios-plugin writes, and the other way round', () => {
    const fields = { body: '挂号 & 检查', total_fee: '200', attach: `it's <ok>` };
    const transformed: unknown = Transformer.toXml(fields);
    if (typeof transformed !== 'string') throw new Error('expected text');
    expect(readXml(transformed)).toEqual(fields);
    expect(Transformer.toObject(writeXml(fields))).toEqual(fields);
  });
  test('decodes entities outside CDATA only, and mixes both', () => {
    const text = '<xml><a>&lt;&#20013;&#x6587;<![CDATA[&lt;]]></a><b/><c></c></xml>';
    expect(readXml(`<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`)).toEqual({
      a: '<中文&lt;',
      b: '',
      c: '',
    });
  });
});

describe('XML is refused', () => {
  test.each([
    ['no XML', 'appid=1'],
    ['nothing', ''],
    ['another root', '<root><a>1</a></root>'],
    ['two roots', '<xml></xml><xml></xml>'],
    ['text after the root', '<xml><a>1</a></xml>x'],
    ['text between fields', '<xml>x<a>1</a></xml>'],
    ['a DTD', '<!DOCTYPE xml [<!ENTITY e "x">]><xml><a>&e;</a></xml>'],
    ['a DTD inside', '<xml><!DOCTYPE a><a>1</a></xml>'],
    ['a comment', '<xml><!-- c --><a>1</a></xml>'],
    ['a comment in a field', '<xml><a>1<!-- c --></a></xml>'],
    ['a processing instruction', '<?php echo ?><xml><a>1</a></xml>'],
    ['a second instruction', '<?xml version="1.0"?><?x y?><xml><a>1</a></xml>'],
    ['an instruction in a field', '<xml><a><?x y?></a></xml>'],
    ['a custom entity', '<xml><a>&e;</a></xml>'],
    ['a bare ampersand', '<xml><a>1 & 2</a></xml>'],
    ['an entity from the prototype', '<xml><a>&constructor;</a></xml>'],
    ['a control character entity', '<xml><a>&#0;</a></xml>'],
    ['an attribute', '<xml><a b="1">1</a></xml>'],
    ['a nested field', '<xml><a><b>1</b></a></xml>'],
    ['a repeated field', '<xml><a>1</a><a>1</a></xml>'],
    ['__proto__', '<xml><__proto__>1</__proto__></xml>'],
    ['constructor', '<xml><constructor>1</constructor></xml>'],
    ['crossed tags', '<xml><a>1</b>2</a></xml>'],
    ['an open field', '<xml><a>1</xml>'],
    ['an open CDATA', '<xml><a><![CDATA[1</a></xml>'],
    ['an open root', '<xml><a>1</a>'],
    ['a stray CDATA end', '<xml><a>1]]></a></xml>'],
    ['too much', `<xml><a>${'x'.repeat(XML_LIMIT_BYTES)}</a></xml>`],
  ])('when it holds %s', (_, text) => {
    expect(() => readXml(text)).toThrow(XmlRefused);
  });
});

describe('times', () => {
  test('are Shanghai wall clock', () => {
    expect(shanghaiStamp(Date.UTC(2026, 11, 31, 16, 0, 1))).toBe('20270101000001');
  });
  test.each(['20260229000000', '20260101240000', '20261301000000', '2026010100000', 'x'])(
    '%s is none',
    (text) => expect(isShanghaiStamp(text)).toBe(false),
  );
  test('are written out in bills, across midnights', () => {
    const at = (...parts: Parameters<typeof Date.UTC>) => shanghaiBillTime(Date.UTC(...parts));
    expect(at(2018, 11, 4, 0, 2, 34)).toBe('2018-12-04 08:02:34');
    expect(at(2026, 11, 31, 15, 59, 59, 999)).toBe('2026-12-31 23:59:59');
    expect(at(2026, 11, 31, 16)).toBe('2027-01-01 00:00:00');
    expect(at(2024, 1, 29, 4, 5, 6)).toBe('2024-02-29 12:05:06');
  });
  test('a leap day is one', () => expect(isShanghaiStamp('20240229235959')).toBe(true));
});

describe('request_content (trap 32)', () => {
  const right = { session_id: 's', aae011: 'o', bka015: 'n', bka001: '1', bka964: 'place' };
  test('is right with its five items', () => {
    expect(requestContentOffence(JSON.stringify(right))).toBeUndefined();
  });
  test.each([
    ['session_id', { ...right, session_id: '' }],
    ['bka964', { ...right, bka964: undefined }],
    ['aaz011', { ...right, aaz011: 'sys' }],
    [' session_id ', { ...right, ' session_id ': 's' }],
    ['aae011', { ...right, aae011: ' o ' }],
    ['bka001', { ...right, bka001: '1234' }],
    ['bka015', { ...right, bka015: 1 }],
    ['session_id', { ...right, session_id: 's'.repeat(51) }],
    ['JSON', [right]],
    ['toString', { ...right, toString: 'x' }],
  ])('names %s', (name, content) => {
    expect(requestContentOffence(JSON.stringify(content))).toContain(name);
  });
  test('is JSON', () => expect(requestContentOffence('{')).toContain('JSON'));
});
