/**
 * What the insurance bureau says behind 268510610 and in med_ins_fail_reason: free text, known by its
 * fragments, as the troubleshooting guide collected them (医保局侧 FSI 子原因). The first row that fits
 * counts; the most specific ones stand first.
 */
import { on, refusal, type Effects, type Nature, type Row } from './api-error';

const NOTHING: Effects = on('none', ['mixed-order']);
const MAYBE: Effects = on('maybe', ['mixed-order']);
const SUMS: Nature = refusal('hospital', 'insurance-amount-mismatch');
const SUMS_CLERK = '医保局算出的金额与医院不一致，请重新上传费用明细并预结算后，让患者重新缴费。';

interface BureauText {
  /** Any of these in the text. */
  readonly fragments: readonly string[];
  readonly row: Row;
}

export const BUREAU_TEXTS: readonly BureauText[] = [
  {
    fragments: ['已结算', '单边账', '重复结算'],
    row: [
      'bureau-settled',
      '该笔记录已结算（单边账）',
      MAYBE,
      refusal('hospital', 'insurance-already-settled', 'query-first'),
      '医保局显示这笔费用已经结算，请先核对医保结算记录，必要时在两定平台冲销。',
      'The bureau holds a settlement of this record: ask 6301 before anything else.',
    ],
  },
  {
    fragments: ['在院状态', '在院期间', '患者在院', '正在住院'],
    row: [
      'bureau-in-hospital',
      '在院状态不允许结算',
      NOTHING,
      refusal('hospital', 'insurance-in-hospital'),
      '患者还在住院，在院期间不能用门诊医保结算，可以改为自费。',
      'The bureau does not settle an outpatient bill of somebody who is in hospital.',
    ],
  },
  {
    fragments: ['明细总额', '费用总额'],
    row: [
      'bureau-detail-sum',
      '结算费用明细总额与结算信息医疗费总额不一致',
      NOTHING,
      SUMS,
      SUMS_CLERK,
      'The lines of 6201 do not add up to the total of 6202.',
    ],
  },
  {
    fragments: ['预结算金额', '自付费金额', '金额不匹配', '金额不一致', '金额不符'],
    row: [
      'bureau-amount',
      '预结算金额不匹配；自付费金额与支付金额不匹配',
      NOTHING,
      SUMS,
      SUMS_CLERK,
      'The four med_ins amounts are not those of 6202 for this pay_order_id, or 6202 was done again since.',
    ],
  },
  {
    fragments: ['预下单ID', '预下单id'],
    row: [
      'bureau-prepay',
      '自费预下单ID和收款预下单ID不一致',
      NOTHING,
      refusal('engineer', 'payment-misconfigured'),
      '请把 Request-Id 交给技术人员处理，本次没有扣款。',
      'prepay_id is not of the cash order with the same out_trade_no.',
    ],
  },
  {
    fragments: ['ecToken', 'ocToken', '二次核验'],
    row: [
      'bureau-identity',
      '电子凭证 ecToken / ocToken 二次核验失败',
      NOTHING,
      refusal('patient', 'identity-mismatch'),
      '患者的身份信息与医保系统不符，请核对姓名和证件号后重新授权。',
      'The bureau checked the electronic insurance card again and found somebody else.',
    ],
  },
  {
    fragments: ['无码库', '追溯码'],
    row: [
      'bureau-drug-code',
      '异地药店医疗目录编码未上传无码库',
      NOTHING,
      refusal('hospital', 'insurance-presettle-failed'),
      '药品缺少追溯码，请补传后重新上传费用明细。',
      'A drug of 6201 carries no trace code.',
    ],
  },
  {
    fragments: ['授权已过期', '授权过期', '授权已失效', '授权失效', '未授权', '未找到对应授权'],
    row: [
      'bureau-authorisation',
      '授权已过期或不存在',
      NOTHING,
      refusal('patient', 'authorisation-expired', 'after-repair'),
      '医保授权已失效，请患者重新授权后再缴费。',
      'The authorisation behind pay_auth_no is over or was used.',
    ],
  },
  {
    fragments: ['未绑定医保电子凭证', '未激活医保电子凭证'],
    row: [
      'bureau-card',
      '未绑定医保电子凭证',
      NOTHING,
      refusal('patient', 'insurance-card-not-bound', 'after-repair'),
      '患者还没有激活医保电子凭证，请其激活后再缴费，或改为自费。',
      'The WeChat account has no electronic insurance card.',
    ],
  },
  {
    fragments: ['亲属关系'],
    row: [
      'bureau-relative',
      '亲属关系不存在',
      NOTHING,
      refusal('patient', 'relative-not-bound', 'after-repair'),
      '医保系统里没有这位亲属的绑定关系，请先绑定亲情账户，或由本人缴费。',
      'The person is no relative whom the payer may pay for.',
    ],
  },
  {
    fragments: ['黑名单', '监管'],
    row: [
      'bureau-shaky',
      '黑名单 / 监管接口短暂异常',
      MAYBE,
      refusal('platform', 'busy', 'query-first'),
      '医保平台的监管接口短暂异常，稍后再试。',
      'An interface behind the bureau failed for a moment: query, then the same again.',
    ],
  },
];
