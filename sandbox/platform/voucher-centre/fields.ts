/**
 * The parameters of both calls (one-code specification V1.0 §1.5): every one is needed, is a text, and has its
 * length in characters; unknown names are refused by name.
 */

import { isIP } from 'node:net';
import { badRequest } from './errors';
import type { AmountUnit, CallName } from './model';

export type Texts = Readonly<Record<string, string>>;

interface Rule {
  readonly most: number;
  readonly form?: (value: string) => boolean;
  readonly saying?: string;
}

const TOKEN: Rule = { most: 40, form: (value) => /^[\x21-\x7e]+$/.test(value), saying: '格式错误' };
const DEVICE = {
  devId: { most: 40 },
  devIP: { most: 40, form: (value: string) => isIP(value) !== 0, saying: '应为 IP 地址' },
} as const satisfies Readonly<Record<string, Rule>>;

const STATUS: Readonly<Record<string, Rule>> = {
  token: TOKEN,
  orgCodg: { most: 40 },
  orgName: { most: 40 },
  opterId: { most: 40 },
  opterName: { most: 40 },
  ...DEVICE,
};

const AMOUNTS: Readonly<Record<AmountUnit, Rule>> = {
  yuan: {
    most: 20,
    form: (value) => /^(?:0|[1-9]\d{0,9})\.\d\d$/.test(value) && !/^0\.00$/.test(value),
    saying: '应为以元为单位、两位小数、大于 0 的金额',
  },
  fen: {
    most: 20,
    form: (value) => /^[1-9]\d{0,11}$/.test(value),
    saying: '应为以分为单位、大于 0 的整数',
  },
};

const certificateFields = (unit: AmountUnit): Readonly<Record<string, Rule>> => ({
  token: TOKEN,
  ownPaySetlAmt: AMOUNTS[unit],
  orgCodg: { most: 40 },
  orgName: { most: 200 },
  opterId: { most: 40 },
  opterName: { most: 40 },
  ...DEVICE,
  fixmedinsTrnsSn: { most: 200 },
});

/** The parameters of that call as texts. Throws `CentreRefusal` −2 naming the first one at fault. */
export function checked(call: CallName, unit: AmountUnit, value: unknown): Texts {
  const fields = call === 'status' ? STATUS : certificateFields(unit);
  return texts(fields, objectOf(value, 'encData 解密后'), '');
}

/** Every field that the table names, and no other. Throws `CentreRefusal` −2. */
export function texts(
  fields: Readonly<Record<string, Rule>>,
  body: Readonly<Record<string, unknown>>,
  hint: string,
): Texts {
  const stray = Object.keys(body).find((name) => !Object.hasOwn(fields, name));
  if (stray !== undefined) throw badRequest(`未知参数 ${stray.slice(0, 64)}${hint}`);
  const found: Record<string, string> = {};
  for (const [name, rule] of Object.entries(fields)) found[name] = textAt(body[name], name, rule);
  return found;
}

function textAt(value: unknown, name: string, { most, form, saying }: Rule): string {
  if (value === undefined) throw badRequest(`缺少必填参数 ${name}`);
  if (typeof value !== 'string') throw badRequest(`参数 ${name} 应为 String`);
  if (value.trim() === '') throw badRequest(`参数 ${name} 不能为空`);
  if (Array.from(value).length > most) throw badRequest(`参数 ${name} 超过 ${most} 个字符`);
  if (/\p{Cc}/u.test(value)) throw badRequest(`参数 ${name} 含控制字符`);
  if (form?.(value) === false) throw badRequest(`参数 ${name} ${saying ?? '格式错误'}`);
  return value;
}

export function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw badRequest(`${what}应为 JSON 对象`);
}

/** JSON of a text. Throws `CentreRefusal` −2. */
export function jsonOf(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw badRequest(`${what}不是合法的 JSON`);
    throw error;
  }
}
