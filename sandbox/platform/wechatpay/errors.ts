/**
 * How APIv3 refuses: an HTTP status, `{"code","message"}`, and at the end of the Request-Id the number
 * that the troubleshooting handbook of 移动医保支付 2.0 lists.
 */

/** A refusal of one call. Everything but a wrong signature is answered signed. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** The suffix of the Request-Id. */
    readonly number: string = '0',
  ) {
    super(message);
  }
}

interface Known {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** The numbered errors, in the order of the handbook. */
export const NUMBERED = {
  '268529515': [404, 'ORDER_NOT_EXIST', '未找到订单，请确认订单号是否正确'],
  '268512536': [400, 'ALREADY_EXISTS', '订单已存在'],
  '268510603': [400, 'PARAM_ERROR', '请确认 openid 是否正确'],
  '268510604': [400, 'PARAM_ERROR', '请确认 sub_appid 与 sub_openid 是否正确'],
  '268545961': [403, 'RULE_LIMIT', '入参个人身份ID摘要和医保电子凭证绑卡身份ID摘要不匹配'],
  '268545962': [403, 'RULE_LIMIT', '入参用户姓名和医保电子凭证绑卡姓名不匹配'],
  '268545963': [403, 'RULE_LIMIT', '微信号未绑定医保电子凭证'],
  '268545964': [403, 'RULE_LIMIT', '亲属关系不存在，请传入有效亲属关系后重试'],
  '268547120': [403, 'RULE_LIMIT', 'PAY_AUTH_NO 校验失败，请确认无误后重试'],
  '268545967': [403, 'RULE_LIMIT', '医保局业务错误：未找到对应授权信息，无法查询订单信息'],
  '268510610': [403, 'RULE_LIMIT', '医保局结算校验失败，请确认医保相关的字段是否正确'],
  '268529477': [403, 'RULE_LIMIT', '订单总金额校验不通过'],
  '268529476': [403, 'RULE_LIMIT', '自费金额校验不通过'],
  '268529481': [403, 'RULE_LIMIT', '混合单金额不正确'],
  '268529474': [400, 'PARAM_ERROR', '纯自费单字段校验失败'],
  '268529475': [400, 'PARAM_ERROR', '混合支付单字段校验失败'],
  '268554200': [403, 'RULE_LIMIT', '当前订单状态不允许冲正'],
  '268554422': [403, 'RULE_LIMIT', '冲正失败，请检查参数后重试'],
  '268560650': [403, 'RULE_LIMIT', '已完成验密，不允许关单'],
  '268435461': [400, 'PARAM_ERROR', '参数非法'],
} as const satisfies Readonly<Record<string, readonly [number, string, string]>>;

export type ErrorNumber = keyof typeof NUMBERED;

/** Codes without a number of their own, as the interface documents list them. */
const WORDS = {
  SYSTEM_ERROR: { status: 500, code: 'SYSTEM_ERROR', message: '系统异常，请稍后重试' },
  BIZ_ERR_NEED_RETRY: { status: 500, code: 'BIZ_ERR_NEED_RETRY', message: '业务错误，请重试' },
  FREQUENCY_LIMITED: {
    status: 429,
    code: 'FREQUENCY_LIMITED',
    message: '频率超限，请降低频率后重试',
  },
  NO_AUTH: { status: 403, code: 'NO_AUTH', message: '商户无权限' },
  NOT_ENOUGH: { status: 403, code: 'NOT_ENOUGH', message: '基本账户余额不足，请充值后重新发起' },
  USERPAYING: { status: 202, code: 'USERPAYING', message: '用户支付中，需要输入密码' },
  BANK_ERROR: { status: 500, code: 'BANK_ERROR', message: '银行系统异常' },
  AUTH_CODE_INVALID: { status: 400, code: 'AUTH_CODE_INVALID', message: '付款码无效，请重新扫码' },
  AUTH_CODE_ERROR: { status: 400, code: 'AUTH_CODE_ERROR', message: '付款码错误' },
  AUTH_CODE_EXPIRED: { status: 400, code: 'AUTH_CODE_EXPIRED', message: '付款码已过期，请刷新' },
  ORDER_NOT_EXIST: { status: 404, code: 'ORDER_NOT_EXIST', message: '订单不存在' },
  ORDER_PAID: { status: 400, code: 'ORDER_PAID', message: '订单已支付' },
  ORDER_CLOSED: { status: 400, code: 'ORDER_CLOSED', message: '订单已关闭' },
  ORDER_REVERSED: { status: 400, code: 'ORDER_REVERSED', message: '订单已撤销' },
  OUT_TRADE_NO_USED: { status: 403, code: 'OUT_TRADE_NO_USED', message: '商户订单号重复' },
  TRADE_ERROR: { status: 403, code: 'TRADE_ERROR', message: '交易错误' },
  PARAM_ERROR: { status: 400, code: 'PARAM_ERROR', message: '参数错误' },
  RATELIMIT_EXCEEDED: { status: 429, code: 'RATELIMIT_EXCEEDED', message: '频率超限' },
  RULE_LIMIT: { status: 403, code: 'RULE_LIMIT', message: '业务规则限制' },
  USER_ACCOUNT_ABNORMAL: {
    status: 403,
    code: 'USER_ACCOUNT_ABNORMAL',
    message: '退款请求失败，用户账户异常',
  },
  INVALID_REQUEST: { status: 400, code: 'INVALID_REQUEST', message: '请求不符合业务规则' },
  NO_STATEMENT_EXIST: { status: 400, code: 'NO_STATEMENT_EXIST', message: '账单文件不存在' },
  STATEMENT_CREATING: {
    status: 400,
    code: 'STATEMENT_CREATING',
    message: '账单生成中，请稍后再试',
  },
} as const satisfies Readonly<Record<string, Known>>;

/** A refusal by number; `detail` says what exactly, behind the handbook's words. */
export function numbered(number: ErrorNumber, detail = ''): ApiRefusal {
  const [status, code, message] = NUMBERED[number];
  return new ApiRefusal(status, code, detail === '' ? message : `${message}：${detail}`, number);
}

export type Word = keyof typeof WORDS;

/** A refusal by word; `detail` says what exactly. */
export function worded(word: Word, detail = ''): ApiRefusal {
  const { status, code, message } = WORDS[word];
  return new ApiRefusal(status, code, detail === '' ? message : `${message}：${detail}`);
}

/** 268435461: a parameter at fault, named. */
export function badParameter(detail: string): ApiRefusal {
  return new ApiRefusal(400, 'PARAM_ERROR', `参数错误：${detail}`, '268435461');
}

/** What a planted `error` refuses with: a number of the handbook, or a code; 500 for unknown codes. */
export function plantedRefusal(code: string): ApiRefusal {
  if (Object.hasOwn(NUMBERED, code)) return numbered(code as ErrorNumber);
  if (Object.hasOwn(WORDS, code)) return worded(code as Word);
  return new ApiRefusal(500, code, '系统异常');
}
