/**
 * The XML of 医保支付 1.0 (interface document v2.4 §3.1): one flat `xml` element, UTF-8. Whatever is not
 * exactly that is refused; what is written reads back as the same values, `]]>` included.
 */
import { scan } from './xml-scan';
import { XmlRefused } from './xml-refused';

/** Field names to values as they stand in the message: never trimmed, '' where empty. */
export type Fields = ReadonlyMap<string, string>;

/** What XML 1.0 cannot carry, and `\r`, which every reader turns into `\n`: the signature would break. */
const UNWRITABLE = /[^\P{Cc}\t\n]|[\p{Cs}\ufffe\uffff]/u;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** Reads a message of at most 256 KB. Throws XmlRefused, which quotes nothing of it. */
export function readXml(text: string): Fields {
  return scan(text.startsWith('\ufeff') ? text.slice(1) : text);
}

/** Writes every non-empty field in CDATA. Throws XmlRefused for a value that XML cannot carry. */
export function writeXml(fields: Fields): string {
  let inner = '';
  for (const [name, value] of fields) {
    if (value === '') continue;
    if (!FIELD_NAME.test(name)) throw new XmlRefused('xml-name');
    if (!isWritable(value)) throw new XmlRefused('xml-value-not-writable');
    // the section ends between `]]` and `>`, so that no section holds its own end
    inner += `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
  }
  return `<xml>${inner}</xml>`;
}

/** Whether the value survives being written and read. */
export function isWritable(value: string): boolean {
  return !UNWRITABLE.test(value);
}
