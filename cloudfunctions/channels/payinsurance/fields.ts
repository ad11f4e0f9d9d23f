/**
 * Checking a request against its field table before it is sent: presence, kind, length, values. Text
 * is counted in characters, content fields in bytes (trap 37); a violation names field and rule, never
 * the value.
 */
import { isWritable, type Fields } from './xml';

export interface FieldRule {
  readonly name: string;
  /** insurance: required where insurance is involved (trap 33). */
  readonly presence: 'always' | 'insurance' | 'optional';
  readonly kind: FieldKind;
  /** In characters, for `content` in bytes. */
  readonly most?: number;
  readonly oneOf?: readonly string[];
}

export type FieldKind =
  'text' | 'content' | 'number' | 'positive' | 'stamp' | 'ipv4' | 'address' | 'digest';

export interface Violation {
  readonly field: string;
  readonly rule: 'unknown-field' | 'missing' | 'kind' | 'length' | 'value';
}

const KINDS: Readonly<Record<FieldKind, RegExp>> = {
  text: /^[^\p{Cc}]+$/u,
  content: /^[^\p{Cc}]+$/u,
  // Uint64 of the document; whole fen stay below 2^53
  number: /^(?:0|[1-9]\d{0,15})$/,
  positive: /^[1-9]\d{0,15}$/,
  stamp: /^\d{14}$/,
  ipv4: /^(?:\d{1,3}\.){3}\d{1,3}$/,
  address: /^https?:\/\/[^\s/]+/,
  digest: /^[0-9a-f]{32}$/,
};

/**
 * The first violation, or undefined. An empty value counts as absent. `insured`: whether insurance is
 * involved; an order says so itself, by its pay_type.
 */
export function checkFields(
  table: readonly FieldRule[],
  fields: Fields,
  insured = fields.get('pay_type') !== '1',
): Violation | undefined {
  const known = new Set(table.map((rule) => rule.name));
  const stray = [...fields.keys()].find((name) => !known.has(name));
  if (stray !== undefined) return { field: stray, rule: 'unknown-field' };
  for (const rule of table) {
    const value = fields.get(rule.name) ?? '';
    const broken = value === '' ? absence(rule, insured) : breach(rule, value);
    if (broken !== undefined) return { field: rule.name, rule: broken };
  }
  return undefined;
}

function absence(rule: FieldRule, insured: boolean): Violation['rule'] | undefined {
  const required = rule.presence === 'always' || (rule.presence === 'insurance' && insured);
  return required ? 'missing' : undefined;
}

function breach(rule: FieldRule, value: string): Violation['rule'] | undefined {
  if (!KINDS[rule.kind].test(value) || !isWritable(value)) return 'kind';
  const length = rule.kind === 'content' ? Buffer.byteLength(value) : Array.from(value).length;
  if (rule.most !== undefined && length > rule.most) return 'length';
  return rule.oneOf === undefined || rule.oneOf.includes(value) ? undefined : 'value';
}

/** The longest beginning that fits into so many bytes of UTF-8, cut between characters. */
export function cutToBytes(text: string, most: number): string {
  let kept = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    kept += character;
  }
  return kept;
}
