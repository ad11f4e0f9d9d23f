/**
 * XML as the platform reads and writes it (interface document v2.4 §3.1): one flat `xml` element.
 * Reading is a scanner for exactly that and nothing else: no DTD, comment, processing instruction,
 * attribute, nested or repeated field. The parser of wechatpay-axios-plugin would trim values and so
 * change what was signed; the tests compare the two on messages where that cannot matter.
 */

export type Fields = Readonly<Record<string, string>>;

/** The message is not what §3.1 allows; the words quote no value. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';
}

/** 64 KiB: the largest request of the document is well under 8 KiB. */
export const XML_LIMIT_BYTES = 64 * 1024;

const CDATA_OPEN = '<![CDATA[';
const CDATA_CLOSE = ']]>';
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt;', '<'],
  ['gt;', '>'],
  ['amp;', '&'],
  ['quot;', '"'],
  ['apos;', "'"],
]);

/** The fields of a message, values exactly as sent (not trimmed). Throws `XmlRefused`. */
export function readXml(text: string): Fields {
  if (Buffer.byteLength(text) > XML_LIMIT_BYTES) throw new XmlRefused('报文过大');
  const scanner = new Scanner(text.replace(/^\uFEFF/, ''));
  scanner.take(/\s*(?:<\?xml\s[^?<>]*\?>\s*)?/y);
  if (scanner.take(/<xml>/y) === undefined) throw new XmlRefused('根节点必须是 xml');
  const fields = new Map<string, string>();
  while (scanner.take(/\s*<\/xml>\s*/y) === undefined) {
    const [name, value] = readField(scanner);
    if (fields.has(name)) throw new XmlRefused(`字段重复: ${name}`);
    fields.set(name, value);
  }
  if (!scanner.done) throw new XmlRefused('根节点之后不允许内容');
  return Object.fromEntries(fields);
}

/** `<xml>` with every value in CDATA, as WeChat answers; empty and absent values are left out. */
export function writeXml(fields: Readonly<Record<string, string | undefined>>): string {
  let lines = '';
  for (const name of Object.keys(fields)) {
    const value = fields[name] ?? '';
    if (value === '') continue;
    const safe = value.includes(CDATA_CLOSE)
      ? value.replaceAll(CDATA_CLOSE, `]]${CDATA_CLOSE}${CDATA_OPEN}>`)
      : value;
    lines += `<${name}>${CDATA_OPEN}${safe}${CDATA_CLOSE}</${name}>\n`;
  }
  return `<xml>\n${lines}</xml>`;
}

class Scanner {
  #at = 0;
  constructor(readonly text: string) {}

  get done(): boolean {
    return this.#at === this.text.length;
  }

  /** Consumes a match of the sticky pattern at the current place. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match;
  }

  /** Consumes up to and including `mark` and returns what stood before it. */
  takeUntil(mark: string): string | undefined {
    const end = this.text.indexOf(mark, this.#at);
    if (end < 0) return undefined;
    const before = this.text.slice(this.#at, end);
    this.#at = end + mark.length;
    return before;
  }
}

function readField(scanner: Scanner): readonly [name: string, value: string] {
  const name = scanner.take(/\s*<([A-Za-z][A-Za-z0-9_]{0,63})(?=[\s/>])/y)?.[1];
  if (name === undefined) throw new XmlRefused('不是合法的 XML: 应为字段');
  if (name in Object.prototype) throw new XmlRefused('字段名不合法');
  if (scanner.take(/\s*\/>/y) !== undefined) return [name, ''];
  if (scanner.take(/>/y) === undefined) throw new XmlRefused(`字段不允许属性: ${name}`);
  for (let value = ''; ; value += readPiece(scanner, name)) {
    const closed = scanner.take(/<\/([^\s<>]*)\s*>/y)?.[1];
    if (closed === name) return [name, value];
    if (closed !== undefined) throw new XmlRefused(`字段未结束: ${name}`);
  }
}

/** One run of text or one CDATA section; never empty-handed, so that the scan always moves on. */
function readPiece(scanner: Scanner, name: string): string {
  if (scanner.take(/<!\[CDATA\[/y) !== undefined) {
    const content = scanner.takeUntil(CDATA_CLOSE);
    if (content === undefined) throw new XmlRefused(`CDATA 未结束: ${name}`);
    return content;
  }
  const text = scanner.take(/[^<]+/y)?.[0];
  if (text === undefined) throw new XmlRefused(`字段不允许嵌套或未结束: ${name}`);
  if (text.includes(CDATA_CLOSE)) throw new XmlRefused(`不是合法的 XML: ${name}`);
  return text.replace(/&([^;&]{0,12}(?:;|$)|)/g, (_, entity: string) => decoded(entity, name));
}

function decoded(entity: string, name: string): string {
  const named = ENTITIES.get(entity);
  if (named !== undefined) return named;
  const code = /^#(?:x([\da-fA-F]{1,6})|(\d{1,7}));$/.exec(entity);
  const point = code === null ? -1 : code[1] ? parseInt(code[1], 16) : Number(code[2]);
  if (point < 0x20 || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
    throw new XmlRefused(`不允许的实体: ${name}`);
  }
  return String.fromCodePoint(point);
}
