/** Reasons that insurance gives once its use was permitted: what happened, what to do now. */
import type { ReasonTexts } from '../texts';

export const insuranceReasons = {
  'authorisation-expired': {
    title: '医保授权已过期',
    text: '授权只在几分钟内有效，请再授权一次。',
    call: false,
  },
  'authorisation-of-other': {
    title: '授权的不是就诊人本人',
    text: '打开授权的微信，实名和就诊人不一致。请用就诊人本人的微信授权，或改用自费支付。',
    call: false,
  },
  'relative-not-bound': {
    title: '医保里没有绑定这位亲属',
    text: '请先在医保电子凭证里绑定这位亲属，再授权一次。也可以自费支付。',
    call: false,
  },
  'insurance-card-not-bound': {
    title: '还没有激活医保电子凭证',
    text: '请先在微信里激活医保电子凭证，再来支付。也可以自费支付。',
    call: false,
  },
  'insurance-already-settled': {
    title: '这笔费用已经用医保结算过',
    text: '请不要再付款。请联系医院，或到收费窗口核对。',
    call: true,
  },
  'insurance-in-hospital': {
    title: '住院期间不能用门诊医保',
    text: '记录显示就诊人正在住院。可以自费支付，或到收费窗口办理。',
    call: true,
  },
  'insurance-amount-mismatch': {
    title: '医保算出的金额对不上',
    text: '请过一会儿再试，或到收费窗口缴费。',
    call: true,
  },
  'bill-nothing-to-pay': {
    title: '这张账单不用付钱了',
    text: '医保授权没有使用，已经撤回。请重新办理，点“确认，不用付钱”；还要您付钱的，请联系医院。',
    call: true,
  },
  'insurance-failed-cash-back': {
    title: '医保支付未成功',
    text: '自费部分会自动退回，退回以前请勿重复支付。',
    call: true,
  },
  'real-name-unavailable': {
    title: '这里不能用微信实名核验',
    text: '请改用“短信验证码”，或带证件到窗口办理。',
    call: true,
  },
} satisfies Partial<ReasonTexts>;
