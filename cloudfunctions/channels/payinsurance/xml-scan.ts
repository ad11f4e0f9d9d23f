/**
 * Reads a message once, left to right, and accepts only `<xml><name>text or CDATA</name>…</xml>` behind
 * an optional declaration. No DTD, comment, processing instruction, attribute, nesting or repetition gets
 * past it, and no name that an object knows already. Its values are compared with a general XML parser's
 * in the fuzz tests.
 */
import { XmlRefused, type XmlFault } from './xml-refused';

/** Interface document v2.4 names no limit; its longest message is far below this. */
export const XML_LIMIT_BYTES = 256 * 1024;

const DECLARATION =
  /<\?xml\s+version\s*=\s*(?:"1\.[01]"|'1\.[01]')(?:\s+encoding\s*=\s*(?:"[\w.-]+"|'[\w.-]+'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/y;
const BLANK = /[ \t\r\n]*/y;
const TAG = /<([A-Za-z_][A-Za-z0-9_]{0,63})(\s*\/)?\s*>/y;
const END = /<\/([A-Za-z_][A-Za-z0-9_]{0,63})\s*>/y;
/** Without a DTD there are only five entities and numbered characters. */
const TEXT = /(?:[^<&]+|&(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)+/y;
const ENTITY = /&(?:#x([0-9a-fA-F]+)|#(\d+)|([a-z]+));/g;
const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};
const CDATA_START = '<![CDATA[';
const FORBIDDEN_NAMES = new Set(['prototype', ...Object.getOwnPropertyNames(Object.prototype)]);

/** The fields in the order in which they stand, '' where empty. Throws XmlRefused. */
export function scan(text: string): ReadonlyMap<string, string> {
  // XML 1.0, 2.11: every reader sees line ends as one character
  const body = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (body.length > XML_LIMIT_BYTES || Buffer.byteLength(body) > XML_LIMIT_BYTES) {
    throw new XmlRefused('xml-too-large');
  }
  const cursor = new Cursor(body);
  cursor.take(BLANK);
  cursor.take(DECLARATION);
  cursor.take(BLANK);
  const root = cursor.take(TAG) ?? cursor.refuse('xml-root');
  if (root[1] !== 'xml') throw new XmlRefused('xml-root');
  const fields = root[2] === undefined ? readFields(cursor) : new Map<string, string>();
  cursor.take(BLANK);
  if (!cursor.atEnd()) cursor.refuse('xml-root');
  return fields;
}

/** From behind `<xml>` to behind `</xml>`. */
function readFields(cursor: Cursor): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (;;) {
    cursor.take(BLANK);
    const end = cursor.take(END);
    if (end !== undefined) {
      if (end[1] !== 'xml') throw new XmlRefused('xml-malformed');
      return fields;
    }
    const start = cursor.take(TAG) ?? cursor.refuse('xml-malformed');
    const name = start[1] ?? '';
    if (FORBIDDEN_NAMES.has(name)) throw new XmlRefused('xml-name');
    if (fields.has(name)) throw new XmlRefused('xml-repeated');
    fields.set(name, start[2] === undefined ? readValue(cursor, name) : '');
  }
}

function readValue(cursor: Cursor, name: string): string {
  let value = '';
  for (;;) {
    const section = cursor.takeCdata();
    const piece = section ?? cursor.take(TEXT)?.[0];
    if (piece === undefined) break;
    value += section ?? decoded(piece);
  }
  const end = cursor.take(END) ?? cursor.refuse('xml-nested');
  if (end[1] !== name) throw new XmlRefused('xml-malformed');
  return value;
}

function decoded(text: string): string {
  if (text.includes(']]>')) throw new XmlRefused('xml-malformed');
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (_all, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (!isCharacter(code)) throw new XmlRefused('xml-malformed');
    return String.fromCodePoint(code);
  });
}

/** XML 1.0, production 2 (Char). */
function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return (
    code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x1_0000 && code <= 0x10_ffff)
  );
}

class Cursor {
  private at = 0;

  constructor(private readonly body: string) {}

  atEnd(): boolean {
    return this.at === this.body.length;
  }

  /** Matches a sticky pattern here and steps behind it. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.body);
    if (match === null) return undefined;
    this.at += match[0].length;
    return match;
  }

  /** The contents of the CDATA section that stands here, if one does. */
  takeCdata(): string | undefined {
    if (!this.body.startsWith(CDATA_START, this.at)) return undefined;
    const from = this.at + CDATA_START.length;
    const end = this.body.indexOf(']]>', from);
    if (end < 0) throw new XmlRefused('xml-malformed');
    this.at = end + 3;
    return this.body.slice(from, end);
  }

  /** Throws the most telling fault for what stands here. */
  refuse(otherwise: XmlFault): never {
    const rest = this.body.slice(this.at, this.at + 256);
    if (/^<[!?]/.test(rest)) throw new XmlRefused('xml-markup-forbidden');
    if (/^<[A-Za-z_]\w*\s+[^\s/>]/.test(rest)) throw new XmlRefused('xml-attribute');
    if (/^<\/?[^A-Za-z_\s]/.test(rest) && rest.includes('>')) throw new XmlRefused('xml-name');
    throw new XmlRefused(
      otherwise === 'xml-nested' && !rest.startsWith('<') ? 'xml-malformed' : otherwise,
    );
  }
}
