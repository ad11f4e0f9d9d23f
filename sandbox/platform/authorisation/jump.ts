/**
 * The path with which a hospital's mini program opens the authorisation: read as strictly as the access
 * documents of 2.0 write it. Values are raw: orgChnlCrtfCodg may hold `/` and `+`, and a percent-encoded
 * one is refused, as the real page does.
 */

const PAGE = 'auth/pages/bindcard/auth/index';
const FIXED: Readonly<Record<string, string>> = { openType: 'getAuthCode', bizType: '04107' };

/** What the hospital was given when it joined; compared where the sandbox knows it. */
export interface JumpFacts {
  readonly cityCode: string;
  readonly channel: string;
  readonly orgChnlCrtfCodg: string;
  readonly orgCodg: string;
  readonly orgAppId: string;
}

const GIVEN = ['cityCode', 'channel', 'orgChnlCrtfCodg', 'orgCodg', 'orgAppId'] as const;
const NAMES: readonly string[] = [...Object.keys(FIXED), ...GIVEN];

function readQuery(query: string): ReadonlyMap<string, string> | string {
  const values = new Map<string, string>();
  for (const part of query.split('&')) {
    const at = part.indexOf('=');
    const name = at < 0 ? part : part.slice(0, at);
    if (!NAMES.includes(name)) return `the path holds "${name}", which is none of ${NAMES.join()}`;
    if (values.has(name)) return `${name} stands in the path twice`;
    values.set(name, at < 0 ? '' : part.slice(at + 1));
  }
  return values;
}

function faultOfValue(name: string, value: string | undefined): string | undefined {
  if (value === undefined || value === '') return `${name} is missing`;
  const fixed = FIXED[name];
  if (fixed !== undefined && value !== fixed) return `${name} must be ${fixed}`;
  if (/%[0-9A-Fa-f]{2}/.test(value)) {
    return `${name} is percent-encoded: pass it raw, with its "/" and "+"`;
  }
  if (/[^\x21-\x7e]/.test(value)) return `${name} holds blanks or characters beyond ASCII`;
  return name === 'orgCodg' && !value.startsWith('H') ? 'orgCodg must begin with H' : undefined;
}

/** What is wrong with the path, for a developer; undefined if nothing is. */
export function faultOfJump(path: string, facts?: JumpFacts): string | undefined {
  const at = path.indexOf('?');
  const page = at < 0 ? path : path.slice(0, at);
  if (page !== PAGE) return `the path must begin with ${PAGE}?, without a slash before it`;
  const query = readQuery(at < 0 ? '' : path.slice(at + 1));
  if (typeof query === 'string') return query;
  for (const name of NAMES) {
    const fault = faultOfValue(name, query.get(name));
    if (fault !== undefined) return fault;
  }
  const other = GIVEN.find((name) => facts !== undefined && query.get(name) !== facts[name]);
  return other === undefined ? undefined : `${other} is not the one that this hospital was given`;
}
