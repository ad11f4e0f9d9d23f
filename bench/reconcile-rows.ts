/**
 * The synthetic day of the bench: payment i of N, by the formula of the sandbox's hospital
 * (sandbox/hospital/README.md), as a row of the platform's bill (interface document v2.4 §3.8) and as a
 * stored order of ours; and the differences that are planted among them.
 */
import { stringifyEjson } from '../sandbox/cloud/database/documents';
import { refundNoOf, orderNo } from '../cloudfunctions/domain/ids';
import { recordText } from '../cloudfunctions/domain/recon-records';
import { fen, ZERO } from '../miniprogram/shared/fen';
import { orderIn } from '../test/support/orders';
import { ALL_HEADER } from '../test/support/bills';

export const DAY = '20260302';
export const DATE = '2026-03-02';
/** 2026-03-02 00:00 in Shanghai. */
const BEGINS = Date.UTC(2026, 2, 1, 16);
export const REFUND_EVERY = 50;

export const ACCOUNT = { appid: 'wxprovider', mchId: '1900000101', subMchId: '1900000202' };

export const numberOf = (i: number): string => `Y${DAY}${i.toString(16).padStart(26, '0')}`;
const isRefunded = (i: number): boolean => i % REFUND_EVERY === 0;

/** Which of the rows differ, and how: every `STEP`-th in turn. */
export interface Planted {
  readonly dropped: ReadonlySet<number>;
  readonly altered: ReadonlySet<number>;
  readonly doubled: ReadonlySet<number>;
  readonly unreadable: ReadonlySet<number>;
  readonly hisDropped: ReadonlySet<number>;
  readonly hisAltered: ReadonlySet<number>;
  readonly strangers: number;
}

export function plantedAmong(rows: number): Planted {
  // odd numbers are never refunded ones, and none lies at the edge of midnight
  const some = (first: number, count: number): ReadonlySet<number> =>
    new Set(
      Array.from(
        { length: count },
        (_unused, n) => 2 * Math.floor((rows * (0.1 + (0.8 * (n + first / 100)) / count)) / 2) + 1,
      ),
    );
  return {
    dropped: some(1, 40),
    altered: some(11, 30),
    doubled: some(21, 20),
    unreadable: some(31, 10),
    hisDropped: some(41, 50),
    hisAltered: some(51, 20),
    strangers: 15,
  };
}

/** What reconciliation must find of it, by type. */
export function expectedOf(planted: Planted): Readonly<Record<string, number>> {
  return {
    'amount-differs': planted.altered.size,
    'duplicate-row': planted.doubled.size,
    'his-amount-differs': planted.hisAltered.size * 2,
    'his-missing': planted.hisDropped.size,
    // an unreadable line is a difference, and its order is missing from the bill
    'ours-only': planted.dropped.size + planted.unreadable.size,
    'platform-only': planted.strangers,
    'unreadable-row': planted.unreadable.size,
  };
}

function sumsOf(i: number) {
  const cash = 100 + (i % 9900);
  const insurance = i % 5000;
  return { cash, insurance, total: cash + insurance };
}

function secondOf(rows: number, i: number): number {
  return Math.floor((i * 86_399) / rows);
}

const paidAt = (rows: number, i: number): number => BEGINS + secondOf(rows, i) * 1000;
const refundedAt = (rows: number, i: number): number =>
  BEGINS + Math.min(secondOf(rows, i) + 600, 86_399) * 1000;

const yuan = (amount: number): string =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
const moment = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const NAMES = ALL_HEADER.split(',').map((name) => name.replaceAll(' ', ''));
/** Cells that are the same on every row. */
const SAME: Readonly<Record<string, string>> = {
  公众账号ID: ACCOUNT.appid,
  商户号: ACCOUNT.mchId,
  子商户号: ACCOUNT.subMchId,
  用户标识: 'o-synthetic-0000000000000000',
  交易类型: 'JSAPI',
  交易状态: 'SUCCESS',
  付款银行: 'CMB_CREDIT',
  货币种类: 'CNY',
  代金券或立减优惠金额: '0.00',
  商品名称: '门诊缴费,内科处方',
  手续费: '0.10000',
  费率: '0.30%',
  医疗机构编码: 'H44010000001',
  医院名称: '示例市第一人民医院',
  订单支付类型: 'DiagPay',
  是否允许预结算费用发生变化: '0',
  订单支付方式: '3',
  是否已进行医保对账: '是',
  医保个账金额: '-',
  医保统筹金额: '-',
  医保其他金额: '-',
};

interface Row {
  readonly number: string;
  readonly sums: { readonly total: number; readonly cash: number; readonly insurance: number };
  readonly at: number;
  readonly refund?: true;
  /** Behind the total: a third decimal. */
  readonly third?: string;
}

function lineOf({ number, sums, at, refund, third = '' }: Row): string {
  const time = moment(at);
  const cells: Record<string, string> = {
    ...SAME,
    交易时间: time,
    微信订单号: `4200000208${number.slice(1, 9)}${number.slice(-10)}`,
    商户订单号: `C${number.slice(-20)}`,
    总金额: yuan(sums.cash),
    医保支付流水: `I${number.slice(-20)}`,
    医院订单号: number,
    医保业务流水号: `S${number.slice(-12)}`,
    医保业务单据号: `B${number.slice(-12)}`,
    医保支付资金: yuan(sums.insurance),
    医保自费资金: yuan(sums.cash),
    医保总交易金额: yuan(sums.total),
    医保外部交易支付结算成功时间: time,
    订单号: number,
    订单下单时间: time,
    订单状态: refund === true ? 'REFUND' : 'SUCCESS',
    订单自费金额: yuan(sums.cash),
    订单医保金额: yuan(sums.insurance),
    订单总金额: yuan(sums.total) + third,
    微信医保支付总单号: `M${number.slice(-20)}`,
    ...(refund === true
      ? {
          退款金额: yuan(sums.cash),
          撤销金额: yuan(sums.insurance),
          退款状态: 'SUCCESS',
          医保外部撤销成功时间: time,
          退款订单号: `R${number}`,
          微信医保支付退款总单号: `R${number.slice(-20)}`,
        }
      : {}),
  };
  return `${NAMES.map((name) => `\`${cells[name] ?? ''}`).join(',')}\n`;
}

/** The bill of the day in pieces of some 64 KiB. */
export function* billOf(rows: number, planted: Planted): Generator<Buffer> {
  let text = `${ALL_HEADER}\n`;
  const lines = function* (): Generator<string> {
    for (let i = 0; i < rows; i += 1) {
      const sums = sumsOf(i);
      const row: Row = { number: numberOf(i), sums, at: paidAt(rows, i) };
      if (planted.dropped.has(i)) continue;
      if (planted.unreadable.has(i)) yield lineOf({ ...row, third: '5' });
      else if (planted.altered.has(i))
        yield lineOf({ ...row, sums: { ...sums, cash: sums.cash + 1 } });
      else yield lineOf(row);
      if (planted.doubled.has(i)) yield lineOf(row);
      if (isRefunded(i)) yield lineOf({ ...row, at: refundedAt(rows, i), refund: true });
    }
    for (let n = 0; n < planted.strangers; n += 1) {
      yield lineOf({ number: `STRANGER${n}000000`, sums: sumsOf(n), at: BEGINS + 43_200_000 });
    }
  };
  for (const line of lines()) {
    text += line;
    if (text.length < 32_768) continue;
    yield Buffer.from(text, 'utf8');
    text = '';
  }
  yield Buffer.from(text, 'utf8');
}

/** What a page of the day's orders answers of order i. */
export function dayDocument(rows: number, i: number, what: 'paid' | 'refunded'): string {
  const { total, cash, insurance } = sumsOf(i);
  const key = numberOf(i);
  const sums = { total: fen(total), cash: fen(cash), insurance: fen(insurance) };
  const bill = `BL${DAY}${String(i).padStart(7, '0')}`;
  const none = { total: ZERO, cash: ZERO, insurance: ZERO };
  const lines =
    what === 'paid'
      ? [
          recordText({
            kind: 'payment',
            key,
            mark: 'settled',
            ...sums,
            at: paidAt(rows, i),
            ref: '',
          }),
          recordText({ kind: 'bill', key: bill, mark: 'paid', ...none, ref: key }),
        ]
      : [
          recordText({
            kind: 'refund',
            key,
            mark: 'confirmed',
            ...sums,
            at: refundedAt(rows, i),
            ref: '',
          }),
        ];
  return JSON.stringify({ _id: key, [what === 'paid' ? 'paidLines' : 'refundLines']: lines });
}

/** The stored document of order i as the cloud would answer it: canonical EJSON, made from a template. */
export function orderDocuments(rows: number): (i: number) => string {
  const templates = [false, true].map((refunded) => templateOf(refunded).split('@'));
  return (i) => {
    const { total, cash, insurance } = sumsOf(i);
    const number = numberOf(i);
    const int = (value: number): string => `{"$numberInt":"${value}"}`;
    const long = (value: number): string => `{"$numberLong":"${value}"}`;
    const values: Readonly<Record<string, string>> = {
      number,
      '"total"': int(total),
      '"cash"': int(cash),
      '"insurance"': int(insurance),
      '"at"': long(paidAt(rows, i)),
      '"back"': long(refundedAt(rows, i)),
      bill: `BL${DAY}${String(i).padStart(7, '0')}`,
    };
    const parts = templates[isRefunded(i) ? 1 : 0] ?? [];
    return parts.map((part, at) => (at % 2 === 0 ? part : (values[part] ?? ''))).join('');
  };
}

/** `@name@` where a text, `@"name"@` where a number goes. */
function templateOf(refunded: boolean): string {
  const marker = 'Y20260302cccccccccccccccccccccccccc';
  const [total, cash, insurance, at, back] = [
    1111, 1112, 1113, 1_700_000_000_001, 1_700_000_000_002,
  ];
  const number = orderNo(marker);
  const sums = { total: fen(total), cash: fen(cash), insurance: fen(insurance) };
  const base = orderIn('paid');
  const order = orderIn('paid', {
    orderNo: number,
    amounts: { ...base.amounts, ...sums },
    proof: { ...sums, paidAt: at },
    settlement: { state: 'settled', since: at, attempts: 1, settlementNo: 'J1' },
    dueAt: null,
    ...(refunded ? { refund: refundOf(number, cash, insurance, back) } : {}),
  });
  const document = {
    _id: marker,
    hospital: order.hospital,
    owner: order.owner,
    createdAt: order.createdAt,
    dueAt: null,
    paidDay: DAY,
    refundDay: refunded ? DAY : null,
    reviewAt: null,
    version: order.version,
    writeId: '0123456789abcdef',
    order: { ...order, billIds: ['@bill@'] },
  };
  return stringifyEjson(document)
    .replaceAll(marker, '@number@')
    .replaceAll(`{"$numberInt":"${total}"}`, '@"total"@')
    .replaceAll(`{"$numberInt":"${cash}"}`, '@"cash"@')
    .replaceAll(`{"$numberInt":"${insurance}"}`, '@"insurance"@')
    .replaceAll(`{"$numberLong":"${at}"}`, '@"at"@')
    .replaceAll(`{"$numberLong":"${back}"}`, '@"back"@');
}

function refundOf(number: ReturnType<typeof orderNo>, cash: number, insurance: number, at: number) {
  return {
    refundNo: refundNoOf(number),
    mode: 'whole',
    cash: fen(cash),
    insurance: fen(insurance),
    cause: 'clerk',
    note: '',
    via: 'api',
    askedAt: at,
    state: 'done',
    since: at,
    hold: 'confirmed',
    legs: { cash: 'refunded', insurance: 'refunded' },
    sends: 1,
    asked: 0,
    returnedAt: at,
  } as const;
}
