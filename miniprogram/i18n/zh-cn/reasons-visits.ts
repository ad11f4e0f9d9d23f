/** Reasons around visits, deposits, codes and the staff's desk: what happened, what to do now. */
import type { ReasonTexts } from '../texts';

export const visitReasons = {
  'slot-taken': { title: '这个号刚被约走', text: '请换一个时间或医生。', call: false },
  'slot-over': { title: '这个时间已经停止挂号', text: '请选后面的时间。', call: false },
  'slot-lock-over': {
    title: '号源保留时间已过',
    text: '号已经放回，没有扣款。请重新选择时间。',
    call: false,
  },
  'appointment-paid': {
    title: '这个号已经付过款',
    text: '不用再付款，请到“我的预约”看就诊凭证。要退号，请在订单里申请退费。',
    call: false,
  },
  'appointment-not-today': {
    title: '还没到取号的日子',
    text: '请在就诊当天来取号、付款。',
    call: false,
  },
  'appointment-being-paid': {
    title: '这个号正在付款',
    text: '请先在“我的订单”里付完，或取消那笔订单。',
    call: false,
  },
  'appointment-exists': {
    title: '已经约过这位医生',
    text: '同一天、同一位医生只能约一个号。请到“我的预约”查看。',
    call: false,
  },
  'insurance-visit-not-today': {
    title: '医保只付当天的号',
    text: '这个号不是今天的。可以现在自费付款，或先留号，就诊当天再用医保付。',
    call: false,
  },
  'insurance-visit-type': {
    title: '这类门诊不能用手机医保',
    text: '可以自费付款，或到窗口刷医保卡办理。',
    call: false,
  },
  'insurance-not-for-deposit': {
    title: '预交金不能用医保',
    text: '住院预交金只能自费支付。出院结算时再按医保报销。',
    call: false,
  },
  'not-in-hospital': {
    title: '没有在院记录',
    text: '请核对就诊人。刚办入院的，请过几分钟再试。',
    call: true,
  },
  'top-up-amount': {
    title: '充值金额不对',
    text: '请按页面上写的最低和最高金额填写。',
    call: false,
  },
  'deposit-nothing-left': {
    title: '没有可退的余额',
    text: '余额已经退完，或在窗口办过。请看“我的订单”。',
    call: true,
  },
  'code-unknown': {
    title: '没有找到这张处方',
    text: '请重新扫处方单上的二维码，或到收费窗口缴费。',
    call: true,
  },
  'code-expired': {
    title: '这个处方码已经过期',
    text: '请找医生或分诊台重新打印处方单。',
    call: true,
  },
  'code-of-other-hospital': {
    title: '这是别的医院的处方码',
    text: '请用那家医院的小程序扫码缴费。',
    call: false,
  },
  'insurance-card-not-configured': {
    title: '医保卡一键添加还没有开通',
    text: '请手工填写姓名、证件号码和就诊卡号。',
    call: false,
  },
  'insurance-card-ticket': {
    title: '医保卡核验没有成功',
    text: '请再点一次“用医保卡一键添加”，或手工填写。',
    call: false,
  },
  'data-has-open-order': {
    title: '还有没办完的缴费或退费',
    text: '请先在“我的订单”里办完，再删除数据。',
    call: false,
  },
  'invitation-wrong': {
    title: '邀请码不对或已过期',
    text: '请向管理员要一个新的邀请码。',
    call: false,
  },
  'second-clerk-needed': {
    title: '需要另一位同事复核',
    text: '金额超过限额，复核同意后才会退款。',
    call: false,
  },
  'second-clerk-same': {
    title: '不能复核自己提交的退款',
    text: '请让另一位同事复核。',
    call: false,
  },
  'difference-open': {
    title: '还有差异没有处理',
    text: '请先处理完每一条差异，再关账。',
    call: false,
  },
  'nothing-found': { title: '没有找到', text: '请核对号码，再查一次。', call: false },
} satisfies Partial<ReasonTexts>;
