/**
 * The numbers at the end of a Request-Id that a human must understand, as the troubleshooting guides for
 * merchants and service providers of 移动医保支付 2.0 list them (错误码 TOP 20).
 */
import { ASK_FIRST, FAULT_OF_OURS, NOTHING_DONE, on, ORDERS, refusal, type Row } from './api-error';

const ORDERING = on('none', ORDERS);
const MIXED = on('none', ['mixed-order']);
const CLOSING = on('none', ['close-cash']);

const ENGINEER = '请把 Request-Id 交给技术人员处理，本次没有扣款。';

export const NUMBERED_ERRORS: readonly Row[] = [
  [
    '268529515',
    '未找到订单，请确认订单号是否正确',
    on('none', ['query-mixed', 'query-cash', 'close-cash', 'refund-cash', 'notify-refund']),
    refusal('nobody', 'order-not-found', 'query-first'),
    '微信侧没有这笔医保订单，请稍后再查一次；仍没有时，患者可以重新缴费。',
    'No such order under (sub_mchid, number); counts only after the grace period (money rule 2). Is sub_mchid that of the hospital?',
  ],
  [
    '268512536',
    '订单已存在',
    on('maybe', ORDERS),
    ASK_FIRST,
    '这笔订单已经在微信侧，请先查询它的状态，不要换号重新下单。',
    'An order of that number is there, most likely ours of an earlier try: query it, never take another number.',
  ],
  [
    '268510604',
    '请确认 sub_appid 与 sub_openid 是否正确',
    ORDERING,
    FAULT_OF_OURS,
    ENGINEER,
    'sub_openid does not belong to sub_appid, or sub_appid is not bound to sub_mchid.',
  ],
  [
    '268510603',
    '请确认 openid 是否正确',
    ORDERING,
    FAULT_OF_OURS,
    ENGINEER,
    'openid does not belong to the appid of the request.',
  ],
  [
    '268545961',
    '入参个人身份ID摘要和医保电子凭证绑卡身份ID摘要不匹配',
    MIXED,
    refusal('patient', 'identity-mismatch'),
    '就诊人的证件号与其医保电子凭证不一致，请核对证件号。',
    'If it happens to everyone: upper-case first, 15 to 18 digits, MD5 in lower-case hex, then RSA-OAEP (trap 1).',
  ],
  [
    '268545962',
    '入参用户姓名和医保电子凭证绑卡姓名不匹配',
    MIXED,
    refusal('patient', 'name-mismatch'),
    '就诊人的姓名与其医保电子凭证不一致，请核对姓名。',
    'If it happens to everyone: the name is sealed with another key than Wechatpay-Serial names.',
  ],
  [
    '268545963',
    '微信号未绑定医保电子凭证',
    MIXED,
    refusal('patient', 'insurance-card-not-bound', 'after-repair'),
    '患者的微信还没有激活医保电子凭证，请其激活后再缴费，或改为自费。',
    'The WeChat account has no electronic insurance card.',
  ],
  [
    '268545964',
    '亲属关系不存在，请传入有效亲属关系后重试',
    MIXED,
    refusal('patient', 'relative-not-bound', 'after-repair'),
    '医保系统里没有这位亲属的绑定关系，请先绑定亲情账户，或由本人缴费。',
    'relative.name and relative.id_digest are of nobody whom the payer may pay for.',
  ],
  [
    '268547120',
    'PAY_AUTH_NO 校验失败，请确认无误后重试',
    MIXED,
    refusal('patient', 'authorisation-expired', 'after-repair'),
    '医保授权已失效，请患者重新授权后再缴费。',
    'pay_auth_no is over its minutes, used before, or somebody else’s; with passthrough on it must be repeated there (trap 19).',
  ],
  [
    '268545967',
    '医保局业务错误：未找到对应授权信息，无法查询订单信息',
    MIXED,
    refusal('patient', 'authorisation-expired', 'after-repair'),
    '医保局没有找到这次授权，请患者重新授权后再缴费。',
    'The bureau knows no authorisation of that number; with passthrough on: are payAuthNo, payOrdId and setlLatlnt all there (trap 19)?',
  ],
  [
    '268510610',
    '医保局结算校验失败，请确认医保相关的字段是否正确',
    MIXED,
    refusal('hospital', 'insurance-presettle-failed'),
    '医保局的结算校验没有通过，请凭 Request-Id 向微信侧要医保局的原文，再核对费用明细与预结算。',
    'The reason is the bureau’s text, see the table below: city_id, med_inst_no, serial_no, amounts, or the state of the patient.',
  ],
  [
    '268529477',
    '订单总金额校验不通过',
    MIXED,
    FAULT_OF_OURS,
    ENGINEER,
    'total_fee = gov + self + other + wechat_pay_cash_fee + Σ reduce does not hold.',
  ],
  [
    '268529476',
    '自费金额校验不通过',
    MIXED,
    FAULT_OF_OURS,
    ENGINEER,
    'wechat_pay_cash_fee = med_ins_cash_fee + Σ add − Σ reduce does not hold.',
  ],
  [
    '268529481',
    '混合单金额不正确',
    MIXED,
    FAULT_OF_OURS,
    ENGINEER,
    'The two identities contradict each other, the amount of the cash order is another, or yuan were sent for fen.',
  ],
  [
    '268529474',
    '纯自费单字段校验失败',
    MIXED,
    FAULT_OF_OURS,
    ENGINEER,
    'A CASH_ONLY order carries fields of insurance (trap 36).',
  ],
  [
    '268529475',
    '混合支付单字段校验失败',
    MIXED,
    FAULT_OF_OURS,
    ENGINEER,
    'A field of insurance or of cash is missing, or cash fields stand in an INSURANCE_ONLY order (trap 20).',
  ],
  [
    '268554200',
    '当前订单状态不允许冲正',
    CLOSING,
    refusal('nobody', 'payment-refused', 'query-first'),
    '订单已经支付成功或已经冲正，请先查询状态；已支付的要走退款。',
    'The order is in no state to be reversed: query it.',
  ],
  [
    '268554422',
    '冲正失败，请检查参数后重试',
    on('maybe', ['close-cash']),
    ASK_FIRST,
    '冲正没有成功，请稍后查询订单状态。',
    'The reversal failed, perhaps at the bureau: query first.',
  ],
  [
    '268560650',
    '已完成验密，不允许关单',
    CLOSING,
    refusal('nobody', 'payment-refused', 'query-first'),
    '患者已经输入密码，订单不能再关闭，请等待支付结果。',
    'The patient is past the password: query until it is decided, then refund if need be.',
  ],
  [
    '268435461',
    '参数非法',
    NOTHING_DONE,
    FAULT_OF_OURS,
    ENGINEER,
    'A field is missing, of another type, too long, or a time without +08:00; the answer’s detail may name it.',
  ],
];
