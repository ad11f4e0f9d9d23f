/**
 * How the platform answers: signed exactly where the document says so (trap 28), `err_code`
 * 0 on success (row 7), `return_code=FAIL` bare and unsigned, token errors as the JSON of WeChat's
 * gateway.
 */

import type { Caller } from './model';
import { randomText, type Random } from './random';
import { withSign, withWrongSign } from './signing';
import { writeXml, type Fields } from './xml';

export interface Answer {
  readonly status: number;
  readonly type: 'text/xml' | 'application/json';
  readonly body: string;
  /** Everything in the body, for the wire log (which redacts it). */
  readonly fields: Fields;
  /** The body that a planted `bad-signature` sends instead; absent where nothing is signed. */
  readonly misSigned?: string;
}

/** Calls of 1.0 whose answers a caller can ask for here. */
export type CallName = 'unifiedorder' | 'queryorder' | 'closeorder' | 'verifyname';
export const CALLS: readonly CallName[] = [
  'unifiedorder',
  'queryorder',
  'closeorder',
  'verifyname',
];

/** Whether an answer of that call carries `sign` once `return_code` is SUCCESS. */
export const ANSWER_SIGNED: Readonly<Record<CallName | 'gettoken', boolean>> = {
  gettoken: false,
  unifiedorder: true,
  queryorder: true,
  closeorder: true,
  verifyname: false,
};

/** A refusal after verification: `result_code` FAIL with a number of §5. */
export class BusinessRefusal extends Error {
  override readonly name = 'BusinessRefusal';
  constructor(
    readonly code: string,
    description: string,
  ) {
    super(description);
  }
}

/** A refusal before business: `return_code` FAIL; the number rides along unsigned. */
export class ProtocolRefusal extends Error {
  override readonly name = 'ProtocolRefusal';
  constructor(
    readonly returnMsg: '签名失败' | '参数格式校验错误' | '系统失败',
    readonly code: string,
    description: string,
    options?: ErrorOptions,
  ) {
    super(description, options);
  }
}

/** A refusal by WeChat's gateway because of the access_token. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function xmlAnswer(fields: Fields, status = 200): Answer {
  return { status, type: 'text/xml', body: writeXml(fields), fields };
}

export function jsonAnswer(value: Readonly<Record<string, string | number>>): Answer {
  const fields = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, String(v)]));
  return { status: 200, type: 'application/json', body: JSON.stringify(value), fields };
}

/** `result_code` SUCCESS, signed or not as the table says. */
export function success(call: CallName, caller: Caller, random: Random, fields: Fields): Answer {
  return sealed(call, caller, random, { result_code: 'SUCCESS', err_code: '0', ...fields });
}

export function refused(
  call: CallName,
  caller: Caller,
  random: Random,
  refusal: BusinessRefusal,
): Answer {
  return sealed(call, caller, random, {
    result_code: 'FAIL',
    err_code: refusal.code,
    err_code_des: refusal.message.slice(0, 128),
  });
}

export function protocolRefused(refusal: ProtocolRefusal, status = 200): Answer {
  const fields = {
    return_code: 'FAIL',
    return_msg: refusal.returnMsg,
    err_code: refusal.code,
    err_code_des: refusal.message.slice(0, 128),
  };
  return xmlAnswer(fields, status);
}

export function tokenRefused(refusal: TokenRefusal): Answer {
  return jsonAnswer({ errcode: refusal.code, errmsg: refusal.message });
}

function sealed(call: CallName, caller: Caller, random: Random, result: Fields): Answer {
  if (!ANSWER_SIGNED[call]) return xmlAnswer({ return_code: 'SUCCESS', ...result });
  const fields = {
    return_code: 'SUCCESS',
    ...identityOf(caller),
    nonce_str: randomText(random, 32),
    ...result,
  };
  const answer = xmlAnswer(withSign(fields, caller.key));
  return { ...answer, misSigned: writeXml(withWrongSign(fields, caller.key)) };
}

/** appid, mch_id and, in service-provider mode, the hospital's numbers. */
export function identityOf(caller: Omit<Caller, 'key'>): Fields {
  const own = { appid: caller.appid, mch_id: caller.mchId };
  if (caller.mode === 'independent') return own;
  return { ...own, sub_appid: caller.subAppid, sub_mch_id: caller.subMchId };
}
