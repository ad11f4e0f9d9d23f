/** Cases for a person (docs/review-cases.md): what happened, and what to do one after the other. */
import type { CaseTexts } from '../texts';

const LOOK = '登录微信支付商户平台，用订单号查这笔钱。';
const CONCLUDE = '按查到的结果，在下面选“钱在账上”或“钱不在账上”，写明依据后提交。';
const DECIDE = '已在医院系统补录的，选“已补入账”并填收据号；不能入账的，选“退给患者”。';
const NO_DOUBLE = '平台还会自动退的，不要再转账，以免退两次。';
const TRANSFER = '把钱转给患者后，在下面填转账单号。';

export const cases: CaseTexts = {
  'amount-mismatch': {
    title: '付款金额不一致',
    what: '平台说已付款，金额和订单不同。',
    steps: [LOOK, '记下平台实际收到的自费和医保金额。', CONCLUDE],
  },
  'wrong-merchant': {
    title: '收款商户不对',
    what: '关于这笔订单的回答里，商户不是本院。',
    steps: [LOOK, '本院账上没有的，联系支付平台问清。', CONCLUDE],
  },
  'paid-differs': {
    title: '平台前后说法不一',
    what: '平台现在的说法和之前证实的付款不同。',
    steps: [LOOK, '看钱现在是否还在账上。', CONCLUDE],
  },
  'paid-twice': {
    title: '重复付款',
    what: '账单已用别的方式缴清，这笔没能自动退回。',
    steps: [LOOK, '看这笔是否还在账上，是否已退。', CONCLUDE],
  },
  undecided: {
    title: '付款结果一直不明',
    what: '过了一天还不知道患者付没付。系统还在查，查到会自动结束。',
    steps: [LOOK, '查不到记录的，就是没有收到钱。', CONCLUDE],
  },
  'refund-not-ours': {
    title: '有一笔不明退款',
    what: '平台退了钱，本系统没有人申请。',
    steps: [LOOK, '看是谁在商户平台上退的、退了多少。', CONCLUDE],
  },
  'hospital-refused': {
    title: '医院没有入账',
    what: '患者已付款，医院系统不入账，也没能自动退回。',
    steps: ['在医院系统里查这张账单。', DECIDE],
  },
  'hospital-booked-otherwise': {
    title: '入账金额不一致',
    what: '医院入账的金额和患者付的不同。',
    steps: ['在医院系统里查这张账单的入账金额。', DECIDE],
  },
  'hospital-silent': {
    title: '医院系统没有回音',
    what: '患者已付款，医院系统一直没有回答。系统还在问，入账后会自动结束。',
    steps: ['请信息科看医院系统是否正常。', DECIDE],
  },
  'refund-by-hand': {
    title: '需要人工退款',
    what: '本市的退费由医院人工办理。',
    steps: ['核对患者和退费金额。', TRANSFER],
  },
  'refund-change': {
    title: '自费退回到医院账户',
    what: '患者的银行卡已注销，钱退到了医院账户。',
    steps: [LOOK, NO_DOUBLE, TRANSFER],
  },
  'refund-insurance-failed': {
    title: '医保部分没有退成',
    what: '医保部门没有收回医保部分。系统还在查，退成会自动结束。',
    steps: ['联系医保部门，问清医保部分怎样退。', NO_DOUBLE, '办好后，在下面填凭证号。'],
  },
  'refund-undecided': {
    title: '退费一直没有结果',
    what: '退费过了一天还没有结果，或已超过医保规定的日子。系统还在查。',
    steps: [LOOK, NO_DOUBLE, TRANSFER],
  },
  'refund-refused': {
    title: '应退的钱没有退成',
    what: '这笔钱应当退给患者，平台或医院没有受理。',
    steps: [LOOK, NO_DOUBLE, TRANSFER],
  },
  'refund-differs': {
    title: '退费金额不一致',
    what: '平台退的金额和申请的不同，或没有说明。',
    steps: [
      LOOK,
      '记下平台实际退了多少，差额补给患者。',
      '在下面填单号；金额不同的，填实际退回的金额。',
    ],
  },
  'refund-unbooked': {
    title: '退费没有登记',
    what: '钱已退回，医院系统一天没有登记。系统还在问，登记后会自动结束。',
    steps: ['在医院系统里查这笔退费，没有登记的补登。', '在下面填医院的退费单号。'],
  },
  'refund-untold': {
    title: '退费通知没有送达微信',
    what: '钱已退给患者，“医保已退”的通知一天没有办成。系统还在重试，办成后会自动结束。',
    steps: [
      '不要再退，也不要转账。',
      '看订单“办理经过”里最后一次的原因；不是微信的，先找信息科。',
      '联系微信支付客服，报平台单号、退费号和微信请求号，请对方登记医保已退。',
      '在下面填客服给的受理号。',
    ],
  },
};
