/**
 * The strict reading of a field table: presence, unknown fields, type, range and length in characters
 * (interface document v2.4; trap 37). The first offence wins; the answer names the field
 * and never quotes its value.
 */

import type { Fields } from './xml';

/** `uint64` stays below 2^53, beyond which fen could not be counted exactly. */
export type FieldType = 'text' | 'uint8' | 'uint32' | 'uint64';

export interface FieldRule {
  readonly type: FieldType;
  readonly required: boolean;
  /** In characters (Unicode code points); for `text` only. */
  readonly max?: number;
  readonly oneOf?: readonly string[];
  /** A further demand on a present value: the words of the complaint, or undefined. */
  readonly check?: (value: string) => string | undefined;
}

export type FieldTable = Readonly<Record<string, FieldRule>>;

export interface Offence {
  readonly field: string;
  readonly reason: string;
}

const LIMITS: Readonly<Record<Exclude<FieldType, 'text'>, number>> = {
  uint8: 0xff,
  uint32: 0xffff_ffff,
  uint64: Number.MAX_SAFE_INTEGER,
};

/** The first offence of `fields` against `table`, or undefined. An empty value counts as absent. */
export function offenceAgainst(table: FieldTable, fields: Fields): Offence | undefined {
  for (const field of Object.keys(fields)) {
    if (!Object.hasOwn(table, field)) return { field, reason: '未知字段' };
  }
  for (const [field, rule] of rulesOf(table)) {
    const value = fields[field] ?? '';
    const reason = value === '' ? missing(rule) : offenceOf(rule, value);
    if (reason !== undefined) return { field, reason };
  }
  return undefined;
}

const listed = new WeakMap<FieldTable, readonly (readonly [string, FieldRule])[]>();

function rulesOf(table: FieldTable): readonly (readonly [string, FieldRule])[] {
  const known = listed.get(table) ?? Object.entries(table);
  listed.set(table, known);
  return known;
}

function missing(rule: FieldRule): string | undefined {
  return rule.required ? '缺少字段' : undefined;
}

function offenceOf(rule: FieldRule, value: string): string | undefined {
  const type = rule.type === 'text' ? tooLong(rule, value) : notNumber(rule.type, value);
  if (type !== undefined) return type;
  if (rule.oneOf !== undefined && !rule.oneOf.includes(value)) {
    return `取值应为 ${rule.oneOf.join(' / ')}`;
  }
  return rule.check?.(value);
}

function tooLong(rule: FieldRule, value: string): string | undefined {
  if (hasControlCharacter(value)) return '含有控制字符';
  const length = Array.from(value).length;
  return rule.max !== undefined && length > rule.max ? `长度超过 ${rule.max} 个字符` : undefined;
}

function hasControlCharacter(value: string): boolean {
  return /[^\P{Cc}\t\n\r]/u.test(value);
}

function notNumber(type: Exclude<FieldType, 'text'>, value: string): string | undefined {
  if (!/^(?:0|[1-9]\d*)$/.test(value)) return `类型应为 ${type}`;
  return Number(value) > LIMITS[type] ? `超出 ${type} 范围` : undefined;
}
