/**
 * The QR code on a prescription: an ordinary link, `https://<any host>/rx?h=<hospital id>&c=<code>`, that
 * WeChat opens as `pages/scan/scan?q=<encoded link>`. Written and read here; pure.
 */

/** What a prescription's code may be made of. */
const CODE = /^[0-9A-Za-z_-]{1,64}$/;
const HOSPITAL = /^[0-9A-Za-z_-]{1,64}$/;
const LINK = /^https:\/\/[0-9A-Za-z.-]+(?::\d{1,5})?\/rx\?([^#\s]*)(?:#\S*)?$/i;

export interface PrescriptionCode {
  readonly hospitalId: string;
  readonly code: string;
}

export type ReadCode =
  | { readonly kind: 'code'; readonly code: string }
  /** A prescription's code, but not of this hospital. */
  | { readonly kind: 'other-hospital' }
  /** Something else altogether. */
  | { readonly kind: 'unreadable' };

/** Whether the text can be a prescription's code by itself. */
export function isCode(text: string): boolean {
  return CODE.test(text);
}

/** The link for a code. Throws RangeError unless hospital and code are 1–64 letters, digits, - or _. */
export function prescriptionLink(host: string, { hospitalId, code }: PrescriptionCode): string {
  const link = `https://${host}/rx?h=${hospitalId}&c=${code}`;
  if (!HOSPITAL.test(hospitalId) || !CODE.test(code) || !LINK.test(link)) {
    throw new RangeError('a prescription code is 1 to 64 letters, digits, - or _');
  }
  return link;
}

/** Percent escapes undone; undefined when they are broken. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** The parameters; undefined when one is broken or comes twice. */
function parameters(query: string): ReadonlyMap<string, string> | undefined {
  const found = new Map<string, string>();
  for (const part of query.split('&')) {
    const at = part.indexOf('=');
    const name = decoded(at < 0 ? part : part.slice(0, at));
    const value = decoded(at < 0 ? '' : part.slice(at + 1));
    if (name === undefined || value === undefined || found.has(name)) return undefined;
    found.set(name, value);
  }
  return found;
}

/** The code in a link; undefined when the text is no prescription's link. */
export function parsePrescriptionLink(text: string): PrescriptionCode | undefined {
  const query = LINK.exec(text.trim())?.[1];
  const found = query === undefined ? undefined : parameters(query);
  const hospitalId = found?.get('h') ?? '';
  const code = found?.get('c') ?? '';
  return HOSPITAL.test(hospitalId) && CODE.test(code) ? { hospitalId, code } : undefined;
}

/** What was scanned, for the hospital with that id. */
export function readPrescriptionCode(text: string, hospitalId: string): ReadCode {
  const parsed = parsePrescriptionLink(text);
  if (parsed === undefined) return { kind: 'unreadable' };
  if (parsed.hospitalId !== hospitalId) return { kind: 'other-hospital' };
  return { kind: 'code', code: parsed.code };
}

/** The `q` of a page that was opened by an ordinary link: the link, percent-encoded once or not at all. */
export function linkOfQuery(q: string): string {
  return /^https:\/\//i.test(q) ? q : (decoded(q) ?? q);
}
