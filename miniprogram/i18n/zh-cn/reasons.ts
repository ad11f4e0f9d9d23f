/** One sentence per reason, for the patient: what happened, what to do now. `call`: offer the phone. */
import type { ReasonTexts } from '../texts';
import { counterReasons } from './reasons-counter';
import { insuranceReasons } from './reasons-insurance';
import { visitReasons } from './reasons-visits';

export const reasons: ReasonTexts = {
  ...visitReasons,
  ...insuranceReasons,
  ...counterReasons,
  offline: {
    title: '网络没有连上',
    text: '请检查手机网络，再试一次。',
    call: false,
  },
  'bad-request': { title: '这一步没有成功', text: '请返回上一页，再试一次。', call: true },
  'too-large': { title: '内容太长了', text: '请缩短后再试一次。', call: false },
  'unknown-action': {
    title: '小程序需要更新',
    text: '请从微信里删除本小程序，再重新打开。',
    call: true,
  },
  'not-signed-in': {
    title: '没有认出您的微信',
    text: '请关闭小程序，再从微信重新打开。',
    call: false,
  },
  internal: { title: '系统出了点问题', text: '请过一会儿再试。', call: true },
  busy: { title: '现在办理的人较多', text: '请等一会儿再试。', call: false },
  timeout: {
    title: '等了很久没有回音',
    text: '请检查网络后再试。如果刚才在付款，请先看付款结果，不要重复支付。',
    call: false,
  },
  'hospital-unreachable': {
    title: '暂时连不上医院系统',
    text: '请过几分钟再试，或到收费窗口办理。',
    call: true,
  },
  'hospital-answer-unreadable': {
    title: '医院系统回复异常',
    text: '请过几分钟再试，或到收费窗口办理。',
    call: true,
  },
  'payment-unreachable': {
    title: '暂时连不上医保支付',
    text: '请过几分钟再试。不要重复支付。',
    call: false,
  },
  'payment-refused': {
    title: '这笔支付没有受理',
    text: '可以过一会儿再试，或到收费窗口缴费。',
    call: true,
  },
  'payment-misconfigured': {
    title: '手机缴费暂停服务',
    text: '请到收费窗口缴费。',
    call: true,
  },
  'order-not-found': {
    title: '没有找到这笔订单',
    text: '请回到首页，重新查看待缴费账单。',
    call: true,
  },
  'bill-not-found': {
    title: '没有找到这张账单',
    text: '账单可能已在窗口缴清。请返回列表刷新。',
    call: true,
  },
  'patient-not-found': {
    title: '没有找到就诊人',
    text: '请核对姓名、证件号和就诊卡号。',
    call: true,
  },
  'patient-not-yours': {
    title: '这位就诊人不在您名下',
    text: '请先在“就诊人”里添加。',
    call: false,
  },
  'patient-already-added': {
    title: '这位就诊人已经添加过',
    text: '请返回就诊人列表查看。',
    call: false,
  },
  'patient-has-open-order': {
    title: '还有没办完的缴费',
    text: '请先付完或取消这位就诊人的订单，再删除。',
    call: false,
  },
  'too-many-patients': {
    title: '就诊人已经加满',
    text: '请先删除不常用的就诊人，再添加。',
    call: false,
  },
  'too-many-attempts': {
    title: '试的次数太多了',
    text: '为保护您的信息，请过一会儿再试。',
    call: true,
  },
  'bill-of-other-patient': {
    title: '账单和就诊人不一致',
    text: '请返回列表，选对就诊人再缴费。',
    call: false,
  },
  'bill-settled': {
    title: '这张账单已经缴清',
    text: '不用再付款。请返回列表查看其他账单。',
    call: false,
  },
  'bill-expired': {
    title: '这张账单已经过期',
    text: '请到门诊窗口重新开单。',
    call: true,
  },
  'bill-cancelled': {
    title: '医院已撤销这张账单',
    text: '不用付款。有疑问请联系医院。',
    call: true,
  },
  'bills-not-combinable': {
    title: '这些账单不能合在一起付',
    text: '请一张一张地缴费。',
    call: false,
  },
  'bill-being-paid-by-other': {
    title: '有家人正在付这张账单',
    text: '请先问一下家人，不要重复支付。过几分钟再来看。',
    call: false,
  },
  'bill-amount-changed': {
    title: '账单金额有变化',
    text: '下面是最新金额。请核对后再支付。',
    call: false,
  },
  'identity-number-invalid': {
    title: '证件号码不对',
    text: '请对照证件，再核对一遍号码。',
    call: false,
  },
  'name-card-not-bound': {
    title: '微信里没有可核验的实名信息',
    text: '请改用“短信验证码”，或带证件到窗口办理。',
    call: true,
  },
  'name-mismatch': {
    title: '姓名对不上',
    text: '请填写证件上的姓名，再试一次。',
    call: true,
  },
  'identity-mismatch': {
    title: '信息和医院登记的不一致',
    text: '请核对姓名、证件号和就诊卡号。',
    call: true,
  },
  'identity-paper-unsupported': {
    title: '这种证件不能在手机上核验',
    text: '请改用“短信验证码”，或带证件到窗口办理。',
    call: true,
  },
  'proof-code-wrong': { title: '验证码不对', text: '请核对短信里的验证码。', call: false },
  'proof-code-expired': { title: '验证码已过期', text: '请重新获取验证码。', call: false },
  'proof-phone-missing': {
    title: '医院没有登记手机号',
    text: '请带证件到窗口登记手机号。',
    call: true,
  },
  'insurance-not-covered': {
    title: '这张账单不能用医保',
    text: '这类费用不在手机医保支付范围内。可以自费支付，或到窗口刷医保卡。',
    call: true,
  },
  'insurance-identity-paper': {
    title: '这种证件不能用手机医保',
    text: '手机医保支付目前只支持居民身份证。可以自费支付。',
    call: false,
  },
  'insurance-other-payer': {
    title: '只能用本人的医保',
    text: '这不是您本人的账单，在手机上只能自费支付。用医保请到窗口。',
    call: false,
  },
  'insurance-presettle-failed': {
    title: '医保没有算出金额',
    text: '可以过一会儿再试，也可以自费支付。',
    call: true,
  },
  'insurance-cut-off': {
    title: '今天的医保支付已结束',
    text: '请明天再用医保支付。现在也可以自费支付。',
    call: false,
  },
  'card-unbound': {
    title: '还没有绑定医保卡',
    text: '请先在医保支付里绑定医保卡，再继续支付。',
    call: true,
  },
  'refund-served': {
    title: '已经用过，不能退',
    text: '药已取走、检查已做或号已使用，不能在手机上退费。有疑问请到收费窗口。',
    call: true,
  },
  'refund-hospital-refused': {
    title: '医院没有同意退费',
    text: '这笔费用不能在手机上退，请带好就诊卡到收费窗口办理。',
    call: true,
  },
  'refund-not-possible': {
    title: '这笔订单不能退费',
    text: '请返回查看订单的最新情况。有疑问请到收费窗口。',
    call: true,
  },
  'refund-exists': {
    title: '已经申请过退费',
    text: '一笔订单只能退一次，请返回查看退费进度。',
    call: false,
  },
  'refund-exceeds-paid': {
    title: '退费金额超过了可退金额',
    text: '请核对金额后再提交。',
    call: false,
  },
  'refund-outside-window': {
    title: '已过医保退费时间',
    text: '本市规定医保退费要在付款当天办完。请带好就诊卡到收费窗口办理。',
    call: true,
  },
  'refund-at-counter-only': {
    title: '请到窗口退费',
    text: '本院不在手机上受理退费，请带好就诊卡到收费窗口办理。',
    call: true,
  },
  'refund-hospital-pending': {
    title: '医院正在入账',
    text: '您已付款，医院还没有记好账，请过几分钟再申请退费。',
    call: false,
  },
  'not-allowed': {
    title: '您没有这项权限',
    text: '请联系管理员开通。',
    call: false,
  },
  'day-not-reconciled': {
    title: '这一天还没有对账',
    text: '账单一般在第二天上午对完，请稍后再看。',
    call: false,
  },
  'case-changed': {
    title: '情况已经变化',
    text: '这件事已有新的进展，请刷新后再处理。',
    call: false,
  },
};
