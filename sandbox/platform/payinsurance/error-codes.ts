/**
 * The error numbers of the interface document v2.4 §5 with the words that the platform says, so that
 * a planted `error` fault answers as the real one would.
 */

import { BusinessRefusal, ProtocolRefusal, TokenRefusal } from './answers';

const BUSINESS: Readonly<Record<string, string>> = {
  '513': '请求参数错误',
  '514': '系统错误',
  '530': 'hosp_out_order_no 重复',
  '531': '自费单下单失败',
  '532': '预结算金额不相符',
  '533': '医保局预结算失败',
  '534': '用户实名信息不符',
  '535': '查询绑卡信息失败',
  '540': '医保局结算查询失败',
  '541': '订单信息不存在',
  '542': '自费单查询失败',
  '80000': '系统失败',
  '80004': '未绑卡',
  '80005': '实名不匹配',
  '80006': '身份证号码不匹配',
};

const GATEWAY: Readonly<Record<string, string>> = {
  '40001': 'invalid credential, access_token is invalid or not latest',
  '40014': 'invalid access_token',
  '41001': 'access_token missing',
  '42001': 'access_token expired',
  '45009': 'reach max api daily quota limit',
};

/**
 * The refusal that a planted error `code` stands for. `FAIL` is a bare return_code FAIL without a
 * number; 80001 and 80002 are refusals before business; five-digit 4xxxx numbers are the gateway's.
 */
export function plantedRefusal(code: string): BusinessRefusal | ProtocolRefusal | TokenRefusal {
  if (code === 'FAIL') return new ProtocolRefusal('系统失败', '', '');
  if (code === '80001') return new ProtocolRefusal('参数格式校验错误', code, '参数错误');
  if (code === '80002') return new ProtocolRefusal('签名失败', code, '签名错误');
  if (/^4\d{4}$/.test(code)) return new TokenRefusal(Number(code), GATEWAY[code] ?? 'api error');
  return new BusinessRefusal(code, BUSINESS[code] ?? '系统失败');
}
