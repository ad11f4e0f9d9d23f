/**
 * Every error number of interface document v2.4 §5, the return_msg texts of §3.3 and the gateway's
 * numbers, in one catalogue (trap 26). The same catalogue for people is docs/error-codes.md.
 */
import { GATEWAY_ERRORS } from './gateway-errors';
import {
  ANY,
  entries,
  FAULT_OF_OURS,
  HALF_WAY,
  NO_ANSWER,
  refusal,
  type ErrorScope,
  type PlatformError,
  type Row,
} from './platform-error';

const ORDER: readonly ErrorScope[] = ['unifiedorder'];
const QUERY: readonly ErrorScope[] = ['queryorder'];
const REFUND: readonly ErrorScope[] = ['refund'];
const REFUNDS: readonly ErrorScope[] = ['refund', 'queryrefund'];
const FOUR: readonly ErrorScope[] = ['unifiedorder', 'queryorder', 'refund', 'queryrefund'];
const NAME: readonly ErrorScope[] = ['verifyname'];

const ONE_LEG = 'One leg may have gone back: ask queryrefund, never refund under another number.';

const SECTION_5: readonly Row[] = [
  [
    '513',
    '请求参数错误',
    FOUR,
    FAULT_OF_OURS,
    'A field breaks the tables of §3; err_code_des may name it.',
  ],
  ['514', '系统错误', FOUR, HALF_WAY, 'The platform failed at an unknown point: query first.'],
  [
    '530',
    'hosp_out_order_no 重复',
    ORDER,
    HALF_WAY,
    'An order of that number is there, most likely ours of an earlier try: query it, never take another number.',
  ],
  [
    '531',
    '自费单下单失败',
    ORDER,
    HALF_WAY,
    'The cash order failed; whether the medical order stayed is not said: query it.',
  ],
  [
    '532',
    '预结算金额不相符',
    ORDER,
    refusal('hospital', 'bill-amount-changed'),
    'The bureau computes other amounts than HIS; allow_fee_change 0 ends it there (§3.3).',
  ],
  [
    '533',
    '医保局预结算失败',
    ORDER,
    refusal('hospital', 'insurance-presettle-failed'),
    'The bureau refused to pre-settle; HIS or the bureau knows why.',
  ],
  [
    '534',
    '用户实名信息不符',
    ORDER,
    refusal('patient', 'insurance-other-payer'),
    'The payer is not the insured; in 1.0 only the insured can pay (money rule 15).',
  ],
  [
    '535',
    '查询绑卡信息失败',
    ORDER,
    refusal('patient', 'card-unbound', 'after-repair'),
    'The bound card was not found, or the lookup is down.',
  ],
  [
    '540',
    '医保局结算查询失败',
    QUERY,
    NO_ANSWER,
    'The bureau did not answer the platform: nothing is known, ask later.',
  ],
  [
    '541',
    '订单信息不存在',
    QUERY,
    refusal('nobody', 'order-not-found', 'query-first'),
    'No such order; counts only when signed and after the grace period (money rule 2).',
  ],
  [
    '542',
    '自费单查询失败',
    QUERY,
    NO_ANSWER,
    'The cash order could not be looked up: nothing is known, ask later.',
  ],
  [
    '550',
    '退款已成功提交, 请不要重复提交',
    REFUND,
    { effect: 'done', whoActs: 'nobody', retry: 'query-first', reason: 'payment-refused' },
    'The refund was taken before: queryrefund proves it.',
  ],
  [
    '551',
    '退款单查询失败',
    REFUNDS,
    HALF_WAY,
    'On queryrefund no refund was found under the number asked by, which does not prove that there is none; on refund one leg may have gone back: ask queryrefund.',
  ],
  ['552', '退款信息更新失败', REFUNDS, HALF_WAY, ONE_LEG],
  ['553', '医保局退款失败', REFUND, HALF_WAY, ONE_LEG],
  [
    '554',
    '退款状态不合法, 无法发起退款',
    REFUND,
    refusal('hospital', 'payment-refused'),
    'The order is in no state to be refunded, which may be the work of an earlier send: query order and refund.',
  ],
  ['555', '医保局退款结果查询失败', REFUNDS, HALF_WAY, ONE_LEG],
  ['556', '自费退款提交失败', REFUND, HALF_WAY, ONE_LEG],
  ['557', '自费退款查询失败', REFUNDS, HALF_WAY, ONE_LEG],
  [
    '558',
    '退款单号和原退款单号不相符',
    REFUND,
    refusal('engineer', 'payment-refused'),
    'The order has a refund under another number (trap 11): query that one.',
  ],
  ['80000', '系统失败', ANY, HALF_WAY, 'The platform failed at an unknown point: query first.'],
  [
    '80001',
    '参数错误',
    ANY,
    FAULT_OF_OURS,
    'A field breaks the tables of §3; err_code_des may name it.',
  ],
  [
    '80002',
    '签名错误',
    ANY,
    FAULT_OF_OURS,
    'The 医保支付 key of §4.2 is not the one in the settings.',
  ],
  [
    '80004',
    '未绑卡',
    NAME,
    refusal('patient', 'name-card-not-bound', 'after-repair'),
    'The person has no bank card bound in WeChat (§3.9).',
  ],
  [
    '80005',
    '实名不匹配',
    NAME,
    refusal('patient', 'name-mismatch'),
    'The name is not that of the WeChat account.',
  ],
  [
    '80006',
    '身份证号码不匹配',
    NAME,
    refusal('patient', 'identity-mismatch'),
    'The identity number is not that of the WeChat account.',
  ],
];

const RETURN_MESSAGES: readonly Row[] = [
  ['签名失败', '签名失败', ANY, FAULT_OF_OURS, 'As 80002: refused before anything was done.'],
  [
    '参数格式校验错误',
    '参数格式校验错误',
    ANY,
    FAULT_OF_OURS,
    'As 80001: refused before anything was done.',
  ],
];

export const ERROR_CATALOGUE: readonly PlatformError[] = [
  ...entries('§5', SECTION_5),
  ...entries('§3.3', RETURN_MESSAGES),
  ...entries('gateway', GATEWAY_ERRORS),
];
