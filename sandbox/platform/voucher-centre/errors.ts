/**
 * The return codes of one-code specification V1.0 §1.7, in the document's words, and how the centre refuses:
 * `{code, message, type}` without data.
 */

export const RETURN_CODES = {
  '-1': '未知异常',
  '-2': '请求参数异常',
  '-3': '服务端请求超时',
  '-4': '权限校验异常',
  '-5': '无效的请求地址',
  '-6': '触发限流',
  '500001': '该电子凭证不存在',
  '500002': '该电子凭证未激活',
  '500003': '该用户在该应用渠道未授权',
  '500008': '非法授权码',
  '500012': '该应用渠道不存在',
  '500014': '非法经办流水号',
  '500033': '请求国家电子凭证出错',
  '500042': '电子凭证密码未设置',
  '500050': '用户身份信息为空，查询人员基础 Id 失败',
  '500054': '参保地为空',
  '500057': '用户身份信息校验不通过',
  '500058': '人员信息错误',
  '500084': '请求过于频繁, 请稍后再试',
  '500093': '渠道入参异常',
  '500100': '无接口权限',
  '500208': '该渠道认证记录不存在',
  '500209': '该渠道认证记录已停用',
  '500156': '线上业务类型编码不存在',
  '500242': '签约信息缺失，请联系展码渠道检查',
  '500243': '用户未在展码渠道签约，不可使用一码付',
  '500244': '该支付渠道暂未接入',
  '500316': '医保定点机构代码传输错误，请调整',
  '500318': '该渠道暂不支持医保结算业务办理，可选择国家医保服务平台 APP 办理',
  '500319':
    '通知渠道为参保人发起密码核验认证服务失败，请重试或采用线下密码核验认证。通知失败原因：xxx',
  '500320': '该笔结算业务无需参保人输入密码，可直接办理',
  '500321':
    '通知渠道为参保人发起密码核验认证服务失败，该渠道暂不支持医保结算业务办理，可选择国家医保服务平台 APP 办理',
} as const satisfies Readonly<Record<string, string>>;

export type ReturnCode = keyof typeof RETURN_CODES;

export const isReturnCode = (code: string): code is ReturnCode => Object.hasOwn(RETURN_CODES, code);

/** A refusal of one call. */
export class CentreRefusal extends Error {
  override readonly name = 'CentreRefusal';
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** `detail` says what exactly, behind the document's words. */
export function refusal(code: ReturnCode, detail = ''): CentreRefusal {
  const words = RETURN_CODES[code];
  return new CentreRefusal(Number(code), detail === '' ? words : `${words}：${detail}`);
}

/** −2 that names what is wrong. */
export const badRequest = (detail: string): CentreRefusal => refusal('-2', detail);

/** What a planted error refuses with; a code that §1.7 does not have is −1 with it in its words. */
export function plantedRefusal(code: string): CentreRefusal {
  if (isReturnCode(code)) return refusal(code);
  return /^-?\d{1,9}$/.test(code)
    ? new CentreRefusal(Number(code), '其他异常')
    : refusal('-1', code);
}
