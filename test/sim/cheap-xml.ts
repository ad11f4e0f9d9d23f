/**
 * The platform's XML in a run: what both sides usually write, every value in one section of CDATA, is
 * read in one go; anything else goes to the sandbox's own reader. bundle.ts puts it in place of that one.
 * Seeds that go over sockets have the real thing.
 */
import { readXml as readReal, type Fields } from '../../sandbox/platform/payinsurance/xml';
import { isCheapNow } from './cheap-crypto';

export {
  writeXml,
  XML_LIMIT_BYTES,
  XmlRefused,
  type Fields,
} from '../../sandbox/platform/payinsurance/xml';

const ROOT = '<xml>';
const END = '</xml>';
const OPEN = '<![CDATA[';
const CLOSE = ']]>';
const LINE_END = 10;
/** Far below the limit in bytes. */
const LONGEST = 16 * 1024;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Names that were looked at and are right. */
const known = new Set<string>();

function isName(name: string): boolean {
  if (known.has(name)) return true;
  if (!NAME.test(name) || name in Object.prototype) return false;
  known.add(name);
  return true;
}

/** Undefined: not in that form. */
function readPlain(text: string): Fields | undefined {
  if (text.length > LONGEST || !text.startsWith(ROOT)) return undefined;
  const fields: Record<string, string> = {};
  const last = text.length - END.length;
  for (let at = ROOT.length; ;) {
    if (text.charCodeAt(at) === LINE_END) at += 1;
    if (at === last) return text.endsWith(END) ? fields : undefined;
    const open = text.indexOf('>', at) + 1;
    const name = text.slice(at + 1, open - 1);
    if (open === 0 || !text.startsWith(`<${name}>${OPEN}`, at)) return undefined;
    if (!isName(name) || fields[name] !== undefined) return undefined;
    const from = open + OPEN.length;
    const to = text.indexOf(CLOSE, from);
    const tail = `${CLOSE}</${name}>`;
    if (to < 0 || !text.startsWith(tail, to)) return undefined;
    fields[name] = text.slice(from, to);
    at = to + tail.length;
  }
}

/** The fields of a message, values exactly as sent. Throws `XmlRefused`. */
export function readXml(text: string): Fields {
  return (isCheapNow() ? readPlain(text) : undefined) ?? readReal(text);
}
