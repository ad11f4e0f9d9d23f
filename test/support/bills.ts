/** Bills as interface document v2.4 §3.8 prints them: the header lines are copied from there. */
import {
  createBillSource,
  type PayInsuranceConfig,
} from '../../cloudfunctions/channels/payinsurance';
import type { BillItem, BillOpening, BillType } from '../../cloudfunctions/ports/bill-source';
import type { HttpOpening, HttpRequest } from '../../cloudfunctions/ports/http';
import { bench, FOREVER, PROVIDER } from './payinsurance-bench';

export const ALL_HEADER =
  '交易时间,公众账号 ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,医保支付流水,医院订单号,医保业务流水号,医保业务单据号,医疗机构退款流水号,医保撤销流水号,医保撤销单据号,医疗机构编码,医保外部交易支付结算成功时间,医保支付资金,医保自费资金,医保总交易金额,撤销金额,医保外部撤销成功时间,医院名称,订单支付类型,是否允许预结算费用发生变化,订单支付方式,订单号,退款订单号,订单下单时间,订单状态,订单自费金额,订单医保金额,订单总金额,微信医保支付总单号,微信医保支付退款总单号,是否已进行医保对账,医保个账金额,医保统筹金额,医保其他金额';
export const REFUND_HEADER =
  '交易时间,公众账号 ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,代金券或立减优惠金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,代金券或立减优惠退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,医保支付流水,医院订单号,医保业务流水号,医保业务单据号,医疗机构退款流水号,医保撤销流水号,医保撤销单据号,医疗机构编码,医保撤销金额,医保外部撤销成功时间,医院名称,订单支付类型,是否允许预结算费用发生变化,订单支付方式,订单号,退款订单号,订单下单时间,订单状态,订单自费金额,订单医保金额,订单总金额,微信医保支付总单号,微信医保支付退款总单号,是否已进行医保对账,医保个账金额,医保统筹金额,医保其他金额';

export type Cells = Readonly<Record<string, string>>;

/** A payment of 120.00 yuan (40.00 cash, 80.00 insurance), 2026-03-02 10:01:02; `more` overrides. */
export function paymentCells(orderNo: string, more: Cells = {}): Cells {
  return {
    交易时间: '2026-03-02 10:01:02',
    公众账号ID: PROVIDER.appid,
    商户号: PROVIDER.mchId,
    子商户号: PROVIDER.subMchId,
    商户订单号: 'C26030200000000001',
    交易状态: 'SUCCESS',
    总金额: '40.00',
    商品名称: '门诊缴费',
    手续费: '0.12000',
    费率: '0.30%',
    医保支付流水: 'I26030200000000001',
    医院订单号: orderNo,
    医保外部交易支付结算成功时间: '2026-03-02 10:01:03',
    医保支付资金: '80.00',
    医院名称: '示例市第一人民医院',
    订单支付方式: '3',
    订单号: orderNo,
    订单下单时间: '2026-03-02 10:00:00',
    订单状态: 'SUCCESS',
    订单自费金额: '40.00',
    订单医保金额: '80.00',
    订单总金额: '120.00',
    微信医保支付总单号: 'M26030200000000001',
    是否已进行医保对账: '是',
    医保个账金额: '-',
    医保统筹金额: '-',
    医保其他金额: '-',
    ...more,
  };
}

/** The refund of the whole of it, at 15:00:00. */
export function refundCells(orderNo: string, more: Cells = {}): Cells {
  const refund = {
    交易时间: '2026-03-02 15:00:00',
    退款金额: '40.00',
    退款状态: 'SUCCESS',
    撤销金额: '80.00',
    医保撤销金额: '80.00',
    医保外部撤销成功时间: '2026-03-02 14:59:59',
    退款订单号: `R${orderNo}`,
    订单状态: 'REFUND',
    微信医保支付退款总单号: 'R26030200000000001',
  };
  return paymentCells(orderNo, { ...refund, ...more });
}

export function billLine(header: string, cells: Cells): string {
  const names = header.split(',').map((name) => name.replaceAll(' ', ''));
  return names.map((name) => `\`${cells[name] ?? ''}`).join(',');
}

export function billText(rows: readonly Cells[], header = ALL_HEADER, end = '\n'): string {
  return [header, ...rows.map((row) => billLine(header, row))].map((line) => line + end).join('');
}

/** The bytes in pieces of `size`; breaks off behind them when `broken`. */
export async function* inChunks(
  bytes: Uint8Array,
  size = 37,
  broken = false,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    yield bytes.subarray(at, at + size);
  }
  if (broken) throw new Error('terminated');
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A bill source whose platform answers with `answer`, and what it was asked. */
export function billBench(answer: () => HttpOpening, config: PayInsuranceConfig = PROVIDER) {
  const rig = bench(config);
  const asked: HttpRequest[] = [];
  const source = createBillSource(config, {
    ...rig.deps,
    streams: {
      open: (request) => {
        asked.push(request);
        return Promise.resolve(answer());
      },
    },
  });
  return { ...rig, source, asked };
}

export function answered(body: string | Uint8Array, status = 200, broken = false): HttpOpening {
  const bytes = typeof body === 'string' ? utf8(body) : body;
  return { ok: true, status, body: inChunks(bytes, 37, broken) };
}

export function openBill(
  answer: HttpOpening,
  type: BillType = 'all',
  config?: PayInsuranceConfig,
): Promise<BillOpening> {
  return billBench(() => answer, config).source.open('20260302', type, FOREVER);
}

/** All items of a bill; what broke it is thrown. */
export async function readAll(
  answer: HttpOpening,
  type: BillType = 'all',
  config?: PayInsuranceConfig,
): Promise<readonly BillItem[]> {
  const opening = await openBill(answer, type, config);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  const items: BillItem[] = [];
  for await (const item of opening.items) items.push(item);
  return items;
}
