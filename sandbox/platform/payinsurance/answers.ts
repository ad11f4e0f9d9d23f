/**
 * How the platform answers: signed exactly where the document says so (trap 28), `err_code`
 * 0 on success (row 7), `return_code=FAIL` bare and unsigned, token errors as the JSON of WeChat's
 * gateway.
 */

import type { Caller, World } from './model';
import { randomText } from './random';
import { signOf, withWrongSign } from './signing';
import { respelled } from './spellings';
import { writeXml, type Fields } from './xml';

export interface Answer {
  readonly status: number;
  readonly type: 'text/xml' | 'application/json';
  readonly body: string;
  /** Everything in the body, for the wire log (which redacts it). */
  readonly fields: Fields;
  /** The body that a planted `bad-signature` sends instead; absent where nothing is signed. */
  readonly misSigned?: () => string;
}

/** Calls of 1.0 that are answered in XML. */
export const CALLS = [
  'unifiedorder',
  'queryorder',
  'closeorder',
  'verifyname',
  'refund',
  'queryrefund',
] as const;
export type CallName = (typeof CALLS)[number];
/** Calls whose body is signed XML; getbalancebill is answered by a table. */
export type SignedCall = CallName | 'getbalancebill';

interface AnswerForm {
  /** Carries `sign` once `return_code` is SUCCESS. */
  readonly signed: boolean;
  /** Says whose answer it is: appid, mch_id and the hospital's numbers. */
  readonly identity: boolean;
  /** Trap 6: how the document spells the description of an error there. */
  readonly description: 'err_code_des' | 'err_code_desc';
}

const FULL: AnswerForm = { signed: true, identity: true, description: 'err_code_des' };

/** Traps 6, 28 and 30. */
export const ANSWER_FORMS: Readonly<Record<CallName, AnswerForm>> = {
  unifiedorder: FULL,
  queryorder: FULL,
  closeorder: FULL,
  verifyname: { ...FULL, signed: false },
  refund: { signed: true, identity: false, description: 'err_code_desc' },
  queryrefund: FULL,
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
    readonly returnMsg: '签名失败' | '参数格式校验错误' | '系统失败' | '该日期订单未生成',
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
export function success(world: World, call: CallName, caller: Caller, fields: Fields): Answer {
  return sealed(world, call, caller, { result_code: 'SUCCESS', err_code: '0' }, fields);
}

export function refused(
  world: World,
  call: CallName,
  caller: Caller,
  refusal: BusinessRefusal,
): Answer {
  const description = refusal.message.slice(0, 128);
  return sealed(
    world,
    call,
    caller,
    { result_code: 'FAIL', err_code: refusal.code },
    { [ANSWER_FORMS[call].description]: description },
  );
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

/** A bill that cannot be had: the two fields of §3.8, nothing else. */
export function billRefused(refusal: ProtocolRefusal): Answer {
  return xmlAnswer({ return_code: 'FAIL', return_msg: refusal.returnMsg });
}

export function tokenRefused(refusal: TokenRefusal): Answer {
  return jsonAnswer({ errcode: refusal.code, errmsg: refusal.message });
}

function sealed(
  world: World,
  call: CallName,
  caller: Caller,
  result: Fields,
  more: Fields,
): Answer {
  const form = ANSWER_FORMS[call];
  const told = respelled(world, more);
  if (!form.signed) return xmlAnswer({ return_code: 'SUCCESS', ...result, ...told });
  // one object, filled in place: the largest answers have forty fields
  const fields: Record<string, string> = { return_code: 'SUCCESS' };
  if (form.identity) Object.assign(fields, identityOf(caller));
  fields.nonce_str = randomText(world.random, 32);
  Object.assign(fields, result, told);
  fields.sign = signOf(fields, caller.key);
  const misSigned = () => writeXml(withWrongSign(fields, caller.key));
  return { ...xmlAnswer(fields), misSigned };
}

/** appid, mch_id and, in service-provider mode, the hospital's numbers. */
export function identityOf(caller: Omit<Caller, 'key'>): Fields {
  const own = { appid: caller.appid, mch_id: caller.mchId };
  if (caller.mode === 'independent') return own;
  return { ...own, sub_appid: caller.subAppid, sub_mch_id: caller.subMchId };
}
