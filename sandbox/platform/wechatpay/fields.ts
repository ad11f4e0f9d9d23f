/**
 * Field tables of APIv3 bodies: names, types, lengths in characters (trap 37), presence. What is absent is
 * left out: no null, no empty text, no empty list or object; unknown names are refused by name.
 */

import { badParameter } from './errors';
import type { Json, JsonObject } from './model';
import { momentOf } from './times';

export type Rule =
  | { readonly is: 'text'; readonly most: number; readonly form?: RegExp; readonly saying?: string }
  | { readonly is: 'fen'; readonly least: number }
  | { readonly is: 'flag' }
  | { readonly is: 'one-of'; readonly values: readonly string[] }
  | { readonly is: 'time' }
  | { readonly is: 'url' }
  | { readonly is: 'object'; readonly fields: Fields }
  | { readonly is: 'list'; readonly fields: Fields; readonly most: number };

export interface Field {
  readonly rule: Rule;
  readonly needed: boolean;
}

export type Fields = Readonly<Record<string, Field>>;

export const needed = (rule: Rule): Field => ({ rule, needed: true });
export const optional = (rule: Rule): Field => ({ rule, needed: false });
export const text = (most: number, form?: RegExp, saying?: string): Rule => ({
  is: 'text',
  most,
  ...(form === undefined ? {} : { form }),
  ...(saying === undefined ? {} : { saying }),
});
export const fen = (least = 0): Rule => ({ is: 'fen', least });
export const oneOf = (...values: readonly string[]): Rule => ({ is: 'one-of', values });
export const object = (fields: Fields): Rule => ({ is: 'object', fields });

/** Names that circulate in wrong spellings, and what they should be. */
const MISSPELT: Readonly<Record<string, string>> = {
  med_refund__gov_fee: 'med_refund_gov_fee',
  med_refund__self_fee: 'med_refund_self_fee',
  med_refund__other_fee: 'med_refund_other_fee',
};

/** The JSON object in the text. Throws `ApiRefusal` when there is none. */
export function bodyOf(body: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw badParameter('请求体不是合法的 JSON');
    throw error;
  }
  if (!isObject(value)) throw badParameter('请求体应为 JSON 对象');
  return value as JsonObject;
}

/** Throws `ApiRefusal` naming the first field at fault. */
export function check(fields: Fields, body: JsonObject, at = ''): void {
  for (const name of Object.keys(body)) {
    if (Object.hasOwn(fields, name)) continue;
    const right = MISSPELT[name];
    throw badParameter(
      right === undefined
        ? `未知字段 ${at}${name.slice(0, 64)}`
        : `未知字段 ${at}${name}，应为 ${right}（一个下划线）`,
    );
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = body[name];
    if (value !== undefined) checkValue(field.rule, value, `${at}${name}`);
    else if (field.needed) throw badParameter(`缺少必填字段 ${at}${name}`);
  }
}

function checkValue(rule: Rule, value: unknown, at: string): void {
  if (value === null) throw badParameter(`${at} 为 null，没有值的字段不要传`);
  switch (rule.is) {
    case 'text': {
      checkText(rule, value, at);
      return;
    }
    case 'fen': {
      checkFen(rule.least, value, at);
      return;
    }
    case 'flag':
      if (typeof value !== 'boolean') throw badParameter(`${at} 应为 boolean`);
      return;
    case 'one-of':
      if (typeof value !== 'string' || !rule.values.includes(value)) {
        throw badParameter(`${at} 取值有误，可选 ${rule.values.join('、')}`);
      }
      return;
    case 'time': {
      checkTime(value, at);
      return;
    }
    case 'url': {
      checkText({ most: 256 }, value, at);
      return;
    }
    case 'object': {
      check(rule.fields, objectAt(value, at), `${at}.`);
      return;
    }
    case 'list': {
      checkList(rule, value, at);
      return;
    }
  }
}

function checkText(
  { most, form, saying }: { most: number; form?: RegExp; saying?: string },
  value: unknown,
  at: string,
): void {
  if (typeof value !== 'string') throw badParameter(`${at} 应为 string`);
  if (value === '') throw badParameter(`${at} 为空字符串，没有值的字段不要传`);
  if (Array.from(value).length > most) throw badParameter(`${at} 超过 ${most} 个字符`);
  if (/\p{Cc}/u.test(value)) throw badParameter(`${at} 含控制字符`);
  if (form?.test(value) === false) throw badParameter(`${at} ${saying ?? '格式错误'}`);
}

function checkFen(least: number, value: unknown, at: string): void {
  if (typeof value !== 'number') throw badParameter(`${at} 应为 integer（单位：分）`);
  if (!Number.isSafeInteger(value)) throw badParameter(`${at} 应为整数（单位：分）`);
  if (value < least) throw badParameter(`${at} 不能小于 ${least}`);
}

function checkTime(value: unknown, at: string): void {
  if (typeof value !== 'string') throw badParameter(`${at} 应为 string`);
  if (momentOf(value) !== undefined) return;
  const why = value.endsWith('Z') ? '不能用 Z，时区应写为 +08:00' : '时间解析失败';
  throw badParameter(`${at} ${why}，格式为 yyyy-MM-DDTHH:mm:ss+08:00`);
}

function checkList(
  { fields, most }: { fields: Fields; most: number },
  value: unknown,
  at: string,
): void {
  if (!Array.isArray(value)) throw badParameter(`${at} 应为 array`);
  if (value.length === 0) throw badParameter(`${at} 为空数组，没有值的字段不要传`);
  if (value.length > most) throw badParameter(`${at} 超过 ${most} 项`);
  value.forEach((item: unknown, place) => {
    check(fields, objectAt(item, `${at}[${place}]`), `${at}[${place}].`);
  });
}

function objectAt(value: unknown, at: string): JsonObject {
  if (!isObject(value)) throw badParameter(`${at} 应为 object`);
  if (Object.keys(value).length === 0) throw badParameter(`${at} 为空对象，没有值的字段不要传`);
  return value as JsonObject;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Readers for bodies that `check` let pass. */
export function textIn(body: JsonObject, name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}

export function fenIn(body: JsonObject, name: string): number | undefined {
  const value = body[name];
  return typeof value === 'number' ? value : undefined;
}

export function objectIn(body: JsonObject, name: string): JsonObject | undefined {
  const value: Json | undefined = body[name];
  return isObject(value) ? value : undefined;
}

export function listIn(body: JsonObject, name: string): readonly JsonObject[] {
  const value = body[name];
  return Array.isArray(value) ? value.filter(isObject).map((item) => item as JsonObject) : [];
}

/** The same object without those members. */
export function without(body: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
