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
  '550': '退款已成功提交，请不要重复提交',
  '551': '退款单查询失败',
  '552': '退款信息更新失败',
  '553': '医保局退款失败',
  '554': '退款状态不合法，无法发起退款',
  '555': '医保局退款结果查询失败',
  '556': '自费退款提交失败',
  '557': '自费退款查询失败',
  '558': '退款单号和原退款单号不相符',
  '80000': '系统失败',
  '80004': '未绑卡',
  '80005': '实名不匹配',
  '80006': '身份证号码不匹配',
};

const GATEWAY: Readonly<Record<string, string>> = {
  '-1': 'system error',
  '40001': 'invalid credential, access_token is invalid or not latest',
  '40014': 'invalid access_token',
  '41001': 'access_token missing',
  '42001': 'access_token expired',
  '45009': 'reach max api daily quota limit',
  '45011': 'api minute-quota reach limit, must slower, retry next minute',
  '48001': 'api unauthorized',
  '61004': 'access clientip is not registered',
};

/**
 * The refusal that a planted error `code` stands for. `FAIL` is a bare return_code FAIL without a
 * number; 80001 and 80002 are refusals before business; NOT-READY is a bill that
 * does not exist yet; -1 and five-digit 4xxxx and 6xxxx numbers are the gateway's.
 */
export function plantedRefusal(code: string): BusinessRefusal | ProtocolRefusal | TokenRefusal {
  if (code === 'FAIL') return new ProtocolRefusal('系统失败', '', '');
  if (code === '80001') return new ProtocolRefusal('参数格式校验错误', code, '参数错误');
  if (code === '80002') return new ProtocolRefusal('签名失败', code, '签名错误');
  if (code === 'NOT-READY') return new ProtocolRefusal('该日期订单未生成', '', '');
  if (/^(?:-1|[46]\d{4})$/.test(code))
    return new TokenRefusal(Number(code), GATEWAY[code] ?? 'api error');
  return new BusinessRefusal(code, BUSINESS[code] ?? '系统失败');
}

/** The address is not on the allow-list of refund (§3.6). */
export function unknownAddress(ip: string): TokenRefusal {
  return new TokenRefusal(61004, `${GATEWAY['61004'] ?? ''} hint: [${ip}]`);
}
