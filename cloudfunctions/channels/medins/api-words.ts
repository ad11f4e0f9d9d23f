/**
 * The words of APIv3 (`code` of an error's body), from the error tables of the calls that 2.0 consists of:
 * JSAPI prepay, cash query, close, refund, mixed order, trade bill; and of 付款码支付: charge, reverse.
 */
import type { CallName } from './api';
import {
  ASK_FIRST,
  FAULT_OF_OURS,
  NOTHING_DONE,
  on,
  ORDERS,
  QUERIES,
  refusal,
  TURNED_AWAY,
  UNKNOWN,
  type Effects,
  type Row,
} from './api-error';

/** What an earlier send of the same number may have made. */
const PAYMENTS: readonly CallName[] = [...ORDERS, 'charge'];
const WRITES: readonly CallName[] = [...PAYMENTS, 'refund-cash'];
const ASKED_ABOUT: readonly CallName[] = [
  ...QUERIES,
  'close-cash',
  'refund-cash',
  'notify-refund',
  'reverse',
];

const ENGINEER = '请把 Request-Id 交给技术人员处理，本次没有扣款。';
const LATER = '请求太频繁，稍等片刻会自动再试。';
const ASK = '微信侧处理到一半，结果未知，请先查询，不要换号重来。';
const ABSENT_CLERK = '微信侧没有这笔单，请稍后再查一次。';
const EXISTS_CLERK = '这个单号在微信侧已经有单，请先查询它的状态。';
const ABSENT = refusal('nobody', 'order-not-found', 'query-first');
const ABSENT_ENGINEER =
  'No such order or refund under (sub_mchid, number); counts only after the grace period (money rule 2).';
const CLOSED: Effects = { ...on('maybe', PAYMENTS), 'close-cash': 'done', reverse: 'done' };
const PAID: Effects = { ...on('maybe', PAYMENTS), 'close-cash': 'none' };
const CODE = refusal('patient', 'payment-code-refused');
const CODE_CLERK = '患者的付款码不能用，本次没有扣款，请患者刷新医保码后重新扫码。';

/** Two spellings of one word. */
function spelled(codes: readonly string[], [, ...rest]: Row): readonly Row[] {
  return codes.map((code) => [code, ...rest]);
}

export const API_WORDS: readonly Row[] = [
  [
    'PARAM_ERROR',
    '参数错误',
    NOTHING_DONE,
    FAULT_OF_OURS,
    ENGINEER,
    'A field breaks the tables of the call; the answer’s detail may name it.',
  ],
  [
    'INVALID_REQUEST',
    '无效请求',
    { ...NOTHING_DONE, ...on('maybe', WRITES) },
    refusal('engineer', 'payment-refused', 'query-first'),
    '微信侧不接受这次请求，请先查询订单状态，再把 Request-Id 交给技术人员。',
    'Among other things: the number is known with other contents, so that an earlier send counts. Query first.',
  ],
  [
    'SIGN_ERROR',
    '签名错误',
    NOTHING_DONE,
    FAULT_OF_OURS,
    ENGINEER,
    'Private key and certificate serial do not belong together, our clock is off, or something rewrites requests.',
  ],
  [
    'NO_AUTH',
    '商户无权限',
    NOTHING_DONE,
    FAULT_OF_OURS,
    ENGINEER,
    'The merchant has not opened this call, or sub_mchid is not a merchant of the service provider.',
  ],
  [
    'APPID_MCHID_NOT_MATCH',
    'AppID和mch_id不匹配',
    on('none', PAYMENTS),
    FAULT_OF_OURS,
    ENGINEER,
    'The appid is not bound to the merchant number; sub_appid to sub_mchid likewise.',
  ],
  [
    'MCH_NOT_EXISTS',
    '商户号不存在',
    NOTHING_DONE,
    FAULT_OF_OURS,
    ENGINEER,
    'mchid or sub_mchid in the settings is wrong.',
  ],
  [
    'OPENID_MISMATCH',
    'OpenID和AppID不匹配',
    on('none', ORDERS),
    FAULT_OF_OURS,
    ENGINEER,
    'The openid was given by another mini program than the appid names.',
  ],
  [
    'RULE_LIMIT',
    '业务规则限制',
    on('none', [...PAYMENTS, 'close-cash', 'notify-refund', 'reverse']),
    refusal('hospital', 'payment-refused'),
    '微信侧的业务规则不允许这笔支付，请凭 Request-Id 查明原因。',
    'A rule of the business; the number at the end of the Request-Id says which. Without one: is sub_mchid bound to the service provider?',
  ],
  [
    'REQUEST_BLOCKED',
    '请求受阻',
    on('none', WRITES),
    refusal('engineer', 'payment-refused', 'after-repair'),
    '微信侧暂不支持该商户做这件事，请联系微信侧开通或查明原因。',
    'Ordering: 医保支付 is not opened for sub_mchid. Refund: WeChat Pay keeps it back, ask it why.',
  ],
  [
    'TRADE_ERROR',
    '交易错误',
    UNKNOWN,
    refusal('platform', 'payment-refused', 'query-first'),
    '微信侧交易失败，请先查询订单状态。',
    'Failed for a reason of the business, which may be an earlier send: query first.',
  ],
  ...spelled(
    ['ACCOUNT_ERROR', 'ACCOUNTERROR'],
    [
      '',
      '账号异常',
      on('none', PAYMENTS),
      refusal('patient', 'payment-refused'),
      '患者的微信支付账号异常，请换一个人支付或到窗口缴费。',
      'The payer’s account is not allowed to pay.',
    ],
  ),
  ...spelled(
    ['ORDER_NOT_EXIST', 'ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS'],
    ['', '订单不存在', on('none', ASKED_ABOUT), ABSENT, ABSENT_CLERK, ABSENT_ENGINEER],
  ),
  ...spelled(
    ['ORDER_CLOSED', 'ORDERCLOSED'],
    [
      '',
      '订单已关闭',
      CLOSED,
      refusal('nobody', 'payment-refused', 'query-first'),
      '这笔自费单已经关闭，查询确认后患者可以重新缴费。',
      'The cash order of that number is closed: the number is used up, the query proves it.',
    ],
  ),
  ...spelled(
    ['ORDERPAID', 'ORDER_PAID'],
    [
      '',
      '订单已支付',
      PAID,
      refusal('nobody', 'payment-refused', 'query-first'),
      '这笔自费单已经支付，请先查询，不要再次收费。',
      'The cash order of that number is paid: query both orders.',
    ],
  ),
  ...spelled(
    ['OUT_TRADE_NO_USED', 'ALREADY_EXISTS'],
    [
      '',
      '商户订单号重复',
      on('maybe', WRITES),
      ASK_FIRST,
      EXISTS_CLERK,
      'The number is there already, most likely ours of an earlier try: query it, never take another number.',
    ],
  ),
  [
    'NOT_ENOUGH',
    '余额不足',
    on('none', ['refund-cash', 'charge']),
    refusal('hospital', 'payment-refused', 'after-repair'),
    '退款时：商户账户余额不足，请充值后再退。扫码付款时：患者的余额不足，请换一种方式付款。',
    'Refund: the merchant’s balance does not cover it, top it up, then send the same again. Charge: the payer’s account does not cover it, nothing was charged.',
  ],
  [
    'USER_ACCOUNT_ABNORMAL',
    '用户账号异常或注销，退款请求失败',
    on('none', ['refund-cash']),
    refusal('hospital', 'payment-refused'),
    '患者的收款账号异常或已注销，请用其他方式把钱退给患者。',
    'The refund cannot reach the payer’s account; nothing went out.',
  ],
  ...spelled(
    ['FREQUENCY_LIMITED', 'FREQUENCY_LIMIT', 'FREQUENCY_LIMIT_EXCEED', 'RATELIMIT_EXCEEDED'],
    [
      '',
      '频率超限',
      NOTHING_DONE,
      TURNED_AWAY,
      LATER,
      'Too many requests: sent again later by itself; if it stays, ask WeChat Pay for a higher quota.',
    ],
  ),
  [
    'SYSTEM_ERROR',
    '系统错误',
    UNKNOWN,
    ASK_FIRST,
    ASK,
    'The platform failed at an unknown point: the same number again, after a query.',
  ],
  [
    'BANK_ERROR',
    '银行系统异常',
    UNKNOWN,
    ASK_FIRST,
    ASK,
    'A bank behind the platform failed at an unknown point: query first.',
  ],
  [
    'BIZ_ERR_NEED_RETRY',
    '退款业务流程错误，需要商户触发重试来解决',
    UNKNOWN,
    ASK_FIRST,
    ASK,
    'The refund stopped half-way: the same number again, after a query.',
  ],
  [
    'USERPAYING',
    '用户支付中，需要输入密码',
    on('maybe', ['charge', 'reverse']),
    refusal('patient', 'payment-unreachable', 'query-first'),
    '患者正在手机上输入密码，请稍等，系统会自动查询结果。',
    'Charged as soon as the payer types the password: query about every ten seconds, reverse if it takes too long.',
  ],
  [
    'AUTH_CODE_EXPIRED',
    '付款码已过期',
    on('none', ['charge']),
    CODE,
    CODE_CLERK,
    'The certificate was over its time before it was charged.',
  ],
  ...spelled(
    ['AUTH_CODE_ERROR', 'AUTH_CODE_INVALID'],
    [
      '',
      '付款码错误或无效',
      on('none', ['charge']),
      CODE,
      CODE_CLERK,
      'Used before, or no payment code of WeChat Pay: does the certificate come from another paying channel?',
    ],
  ),
  [
    'ORDER_REVERSED',
    '订单已撤销',
    { charge: 'maybe', reverse: 'done' },
    refusal('nobody', 'payment-refused', 'query-first'),
    '这笔付款已经撤销，请先查询，确认后可以重新收费。',
    'The charge of that number is reversed: the number is used up, the query proves it.',
  ],
  [
    'NO_STATEMENT_EXIST',
    '账单文件不存在',
    on('none', ['trade-bill']),
    refusal('nobody', 'nothing-found'),
    '这一天微信侧没有交易，所以没有账单。',
    'No payment and no refund on that day.',
  ],
  [
    'STATEMENT_CREATING',
    '账单生成中',
    on('none', ['trade-bill']),
    TURNED_AWAY,
    '微信侧还没有生成账单，稍后会自动再取。',
    'The bill of a day is there on the next day from about 10 in the morning.',
  ],
];
