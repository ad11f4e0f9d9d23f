/** Reasons of 医保码一码付 at the counter: what happened, what to do now. Read by clerks. */
import type { ReasonTexts } from '../texts';

export const counterReasons = {
  'counter-unknown': {
    title: '没有这个收费窗口',
    text: '医院系统里没有登记这个窗口，请重新选窗口，或联系信息科。',
    call: true,
  },
  'counter-not-configured': {
    title: '本院没有开通一码付',
    text: '请用其他方式收款。要开通，请联系信息科。',
    call: true,
  },
  'counter-unreachable': {
    title: '一码付服务连不上',
    text: '请过一会儿再查一次。一直连不上的，请用其他方式收款，并告诉信息科。',
    call: true,
  },
  'one-code-not-signed': {
    title: '患者没有签约一码付',
    text: '请患者在出示医保码的应用里签约后再来，或用其他方式收款。',
    call: false,
  },
  'one-code-suspended': {
    title: '患者的一码付暂时不能用',
    text: '请患者在出示医保码的应用里查看原因，或用其他方式收款。',
    call: false,
  },
  'one-code-refused': {
    title: '一码付没有受理',
    text: '没有扣款。请再试一次，或用其他方式收款。',
    call: true,
  },
  'one-code-busy': {
    title: '一码付系统繁忙',
    text: '没有扣款。请过一会儿再试。',
    call: false,
  },
  'one-code-patient': {
    title: '患者的医保码要先办好手续',
    text: '没有扣款。请患者在医保码应用里办好，或用其他方式收款。',
    call: false,
  },
  'one-code-misconfigured': {
    title: '一码付设置有误',
    text: '没有扣款。请用其他方式收款，并告诉信息科。',
    call: true,
  },
  'payment-code-refused': {
    title: '一码付没有扣款成功',
    text: '没有收到钱。请用其他方式收款，或重新扫码。',
    call: false,
  },
  'cash-not-enough': {
    title: '患者账户余额不足',
    text: '没有扣款。请患者换卡或充值后重新扫码，或用其他方式收款。',
    call: false,
  },
  'insurance-settle-failed': {
    title: '医保结算没有成功',
    text: '没有结算，也没有扣款。请核对患者参保情况，或改为自费。',
    call: true,
  },
  'tender-not-possible': {
    title: '现在不能换其他方式收款',
    text: '请按页面上的最新情况办理。没有写“请收款”，就不要收现金。',
    call: false,
  },
} satisfies Partial<ReasonTexts>;
