/**
 * States in a developer's Chinese, amounts and times. A word that is not known is shown as it came:
 * new states of the functions must not vanish here.
 */

const CHINA_MS = 8 * 3_600_000;

/** 12345 fen → `¥123.45`. */
export function yuan(fen: number | undefined): string {
  if (fen === undefined) return '—';
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}¥${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `2026-01-05 09:30:00` in Shanghai. */
export function moment(ms: number): string {
  return new Date(ms + CHINA_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** `01-05 09:30:00`. */
export function shortMoment(ms: number): string {
  return moment(ms).slice(5);
}

/** `09:30:00`. */
export function timeOfDay(ms: number): string {
  return moment(ms).slice(11);
}

type Tone = 'good' | 'wait' | 'bad' | 'calm';
type Word = readonly [text: string, tone: Tone];

const PAYMENT: Readonly<Record<string, Word>> = {
  authorising: ['待患者授权', 'wait'],
  placing: ['下单中', 'wait'],
  unknown: ['结果未知', 'wait'],
  payable: ['待支付', 'calm'],
  closing: ['关单中', 'wait'],
  failing: ['失败退回中', 'wait'],
  rejected: ['平台拒单', 'bad'],
  closed: ['已关闭', 'calm'],
  failed: ['支付失败', 'bad'],
  paid: ['已支付', 'good'],
  'not-needed': ['无需支付', 'good'],
};
const SETTLEMENT: Readonly<Record<string, Word>> = {
  none: ['—', 'calm'],
  due: ['待入账', 'wait'],
  settled: ['已入账', 'good'],
  refused: ['拒绝入账', 'bad'],
};
const REFUND: Readonly<Record<string, Word>> = {
  reserved: ['退款：待医院', 'wait'],
  held: ['退款：医院已冻结', 'wait'],
  sending: ['退款：发送中', 'wait'],
  refunding: ['退款中', 'wait'],
  'by-hand': ['退款：需人工', 'bad'],
  returned: ['已退，待医院', 'wait'],
  done: ['已退款', 'good'],
  refused: ['退款被拒', 'bad'],
};
const PLATFORM: Readonly<Record<string, Word>> = {
  INITIAL: ['未绑卡', 'wait'],
  NOTPAY: ['未支付', 'calm'],
  PAYING: ['支付中', 'wait'],
  SUCCESS: ['支付成功', 'good'],
  SYS_REFUNDING: ['系统退款中', 'wait'],
  SYS_REFUNDED: ['系统已退款', 'bad'],
  CLOSED: ['已关闭', 'calm'],
  REFUND: ['已退款', 'calm'],
};
/** mix_pay_status, self_pay_status, med_ins_pay_status without their prefixes. */
const MIXED: Readonly<Record<string, Word>> = {
  CREATED: ['未支付', 'calm'],
  USER_PAYING: ['支付中', 'wait'],
  SUCCESS: ['支付成功', 'good'],
  REFUND: ['已退款', 'calm'],
  FAIL: ['支付失败', 'bad'],
};
const CASH: Readonly<Record<string, Word>> = {
  NOTPAY: ['未支付', 'calm'],
  USERPAYING: ['支付中', 'wait'],
  SUCCESS: ['支付成功', 'good'],
  REFUND: ['转入退款', 'calm'],
  CLOSED: ['已关闭', 'calm'],
  REVOKED: ['已撤销', 'calm'],
  PAYERROR: ['支付失败', 'bad'],
};
const CASH_REFUND: Readonly<Record<string, Word>> = {
  PROCESSING: ['退款中', 'wait'],
  SUCCESS: ['已到账', 'good'],
  ABNORMAL: ['退款异常', 'bad'],
  CLOSED: ['退款关闭', 'bad'],
};
const UPLOAD: Readonly<Record<string, Word>> = {
  uploaded: ['已上传', 'wait'],
  priced: ['已预结算', 'calm'],
  settled: ['已结算', 'good'],
  refunded: ['已退费', 'calm'],
  revoked: ['已撤销', 'calm'],
};
const COUNTER_INSURANCE: Readonly<Record<string, Word>> = {
  settled: ['已结算', 'good'],
  reversed: ['已冲销', 'calm'],
};
const SIGNED: Readonly<Record<string, Word>> = {
  signed: ['已签约', 'good'],
  unsigned: ['未签约', 'calm'],
  suspended: ['暂不可用', 'bad'],
};
const PHONE: Readonly<Record<string, Word>> = {
  'at-once': ['直接付款', 'calm'],
  password: ['需要输入密码', 'wait'],
  insufficient: ['余额不足', 'bad'],
  lost: ['应答丢失', 'bad'],
};
const HOSPITAL: Readonly<Record<string, Word>> = {
  settled: ['已入账', 'good'],
  'settled-elsewhere': ['已在别处结算', 'bad'],
  'not-settled': ['未入账', 'calm'],
  cancelled: ['已作废', 'bad'],
};
const HOSPITAL_REFUND: Readonly<Record<string, Word>> = {
  held: ['已冻结', 'wait'],
  confirmed: ['已确认', 'good'],
  released: ['已放行', 'calm'],
};
const BILL: Readonly<Record<string, Word>> = {
  unpaid: ['未缴', 'calm'],
  settled: ['已缴', 'good'],
  cancelled: ['已撤销', 'bad'],
  expired: ['已过期', 'bad'],
  refunded: ['已退', 'calm'],
};
const NOTICE: Readonly<Record<string, Word>> = {
  waiting: ['待投递', 'wait'],
  accepted: ['已接收', 'good'],
  'given-up': ['已放弃', 'bad'],
  lost: ['已丢失', 'bad'],
  held: ['已扣住', 'wait'],
};
const KINDS: Readonly<Record<string, string>> = {
  'timeout-before': '超时（未生效）',
  'timeout-after': '超时（已生效）',
  'cut-before': '断线（未生效）',
  'cut-after': '断线（已生效）',
  error: '返回错误码',
  garbage: '返回乱码',
  'bad-signature': '签名错误',
  slow: '慢应答',
  lost: '通知丢失',
  late: '通知迟到',
  doubled: '通知重复',
};

const TABLES = {
  ...{ PAYMENT, SETTLEMENT, REFUND, PLATFORM, HOSPITAL, HOSPITAL_REFUND, BILL, NOTICE },
  ...{ MIXED, CASH, CASH_REFUND, UPLOAD, COUNTER_INSURANCE, SIGNED, PHONE },
};

export function wordOf(table: keyof typeof TABLES, state: string): Word {
  return TABLES[table][state] ?? [state === '' ? '—' : state, 'calm'];
}

export function kindWord(kind: string): string {
  return KINDS[kind] ?? kind;
}
