/**
 * Who is calling: the token names the app, the message names merchant and app, and both must be one
 * account in one mode (interface document v2.4 §2.1, §2.2). The key that verifies the message is the
 * account's own 医保支付 key (§4.2), found before anything else in the message is believed.
 */

import { BusinessRefusal, ProtocolRefusal, type SignedCall } from './answers';
import type { Caller, HospitalAccount, Token, World } from './model';
import type { Fields } from './xml';

const SUB_FIELDS = ['sub_appid', 'sub_mch_id', 'sub_openid'] as const;

/** The key that must have signed a message sent with this token. Throws `ProtocolRefusal`. */
export function keyOfToken(world: World, token: Token): string {
  const { provider, independent } = world.accounts;
  const account = token.agentAppid === undefined ? independent : provider;
  if (account === undefined) throw new ProtocolRefusal('系统失败', '80000', '账户不存在');
  return account.key;
}

/** The caller that the token stands for, whatever the message says: enough to sign a refusal. */
export function callerOfToken(world: World, token: Token): Caller {
  const key = keyOfToken(world, token);
  const { provider, hospitals = [], independent } = world.accounts;
  const hospital = hospitals.find(({ appid }) => appid === token.appid);
  if (token.agentAppid !== undefined && provider !== undefined && hospital !== undefined) {
    return providerCaller(provider.appid, provider.mchId, hospital, key);
  }
  const account = independent ?? { appid: token.appid, mchId: '' };
  return {
    mode: 'independent',
    appid: account.appid,
    mchId: account.mchId,
    subAppid: '',
    subMchId: '',
    key,
  };
}

/**
 * The caller of every call but verifyname. Throws `BusinessRefusal` naming the field
 * whose number is not that of the account behind the token, or that the mode does not know.
 */
export function callerOf(world: World, token: Token, call: SignedCall, fields: Fields): Caller {
  const caller = callerOfToken(world, token);
  must(fields, 'appid', caller.appid, call);
  must(fields, 'mch_id', caller.mchId, call);
  if (caller.mode === 'independent') {
    const stray = SUB_FIELDS.find((name) => (fields[name] ?? '') !== '');
    if (stray !== undefined) refuse(call, `${stray} 不适用于独立模式`);
    return caller;
  }
  if ((fields.sub_mch_id ?? '') === '') refuse(call, '服务商模式缺少字段 sub_mch_id');
  must(fields, 'sub_mch_id', caller.subMchId, call);
  if ((fields.sub_appid ?? '') !== '') must(fields, 'sub_appid', caller.subAppid, call);
  return caller;
}

const CALLS_WITH_513: readonly SignedCall[] = [
  'unifiedorder',
  'queryorder',
  'refund',
  'queryrefund',
];

/** 513 where §5 lists it for the call, else the general 80001. */
export function parameterCode(call: SignedCall): string {
  return CALLS_WITH_513.includes(call) ? '513' : '80001';
}

function providerCaller(
  appid: string,
  mchId: string,
  hospital: HospitalAccount,
  key: string,
): Caller {
  return {
    mode: 'provider',
    appid,
    mchId,
    subAppid: hospital.appid,
    subMchId: hospital.mchId,
    key,
  };
}

function must(fields: Fields, name: string, value: string, call: SignedCall): void {
  if (fields[name] !== value) refuse(call, `${name} 与 access_token 对应的账户不符`);
}

function refuse(call: SignedCall, description: string): never {
  throw new BusinessRefusal(parameterCode(call), `参数错误: ${description}`);
}
