/** Trade bills as WeChat Pay writes them, a gateway that names them, and a host that hands them out. */
import { Hash } from 'wechatpay-axios-plugin';
import type { ApiVerdict } from '../../cloudfunctions/channels/medins/api';
import type { MedInsConfig } from '../../cloudfunctions/channels/medins/config';
import { tradeBills } from '../../cloudfunctions/channels/medins/trade-bill';
import { BillBroken } from '../../cloudfunctions/domain/recon-bill';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { BillItem, BillType } from '../../cloudfunctions/ports/bill-source';
import type { HttpOpening, HttpRequest } from '../../cloudfunctions/ports/http';
import { answered, billLine, utf8, type Cells } from '../support/bills';
import { FOREVER, listeningLog } from '../support/doubles';
import { NOW, ORDER, PROVIDER, said, scriptedApi } from './medins-calls-bench';

export const DAY = '20260302';
export const ALL =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
export const REFUNDS = ALL.replace('微信退款单号', '退款申请时间,退款成功时间,微信退款单号');
export const SUCCESSES =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,订单金额,费率备注';
const SUMS =
  '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

/** A payment of 50.00 in cash, 2026-03-02 10:01:02; `more` overrides. */
export function paidCells(more: Cells = {}): Cells {
  return {
    交易时间: '2026-03-02 10:01:02',
    公众账号ID: PROVIDER.appid,
    商户号: PROVIDER.mchid,
    特约商户号: PROVIDER.subMchid,
    微信订单号: '4200001111202603020000',
    商户订单号: ORDER,
    用户标识: 'oPatientOfTheHospital',
    交易类型: 'JSAPI',
    交易状态: 'SUCCESS',
    货币种类: 'CNY',
    应结订单金额: '50.00',
    代金券金额: '0.00',
    微信退款单号: '0',
    商户退款单号: '0',
    退款金额: '0.00',
    商品名称: '内科门诊,处方费',
    手续费: '0.30000',
    费率: '0.60%',
    订单金额: '50.00',
    申请退款金额: '0.00',
    ...more,
  };
}

/** The refund of 12.34 of it, asked for at 15:00:00. */
export function backCells(more: Cells = {}): Cells {
  return paidCells({
    交易时间: '2026-03-02 15:00:00',
    交易状态: 'REFUND',
    应结订单金额: '0.00',
    订单金额: '0.00',
    微信退款单号: '50000000382019052709732678859',
    商户退款单号: `R${ORDER}`,
    退款金额: '12.34',
    申请退款金额: '12.34',
    退款类型: 'ORIGINAL',
    退款状态: 'SUCCESS',
    ...more,
  });
}

export const END = `${SUMS}\r\n\`2,\`50.00,\`12.34,\`0.00,\`0.30000,\`50.00,\`12.34\r\n`;

export function tradeText(rows: readonly Cells[], header = ALL): string {
  const lines = [header, ...rows.map((row) => billLine(header, row))];
  return `\ufeff${lines.map((line) => `${line}\r\n`).join('')}${END}`;
}

const URL_OF_FILE = 'https://api.mch.weixin.qq.com/v3/billdownload/file?token=6XIv5TUPto7p5VqEkw';

/** The signed answer that names a file. */
export function named(text: string, change: Record<string, unknown> = {}): ApiVerdict {
  return said({
    hash_type: 'SHA1',
    hash_value: Hash.sha1(text),
    download_url: URL_OF_FILE,
    ...change,
  });
}

/** A source, and what it asked for; `answers` of the host, one after the other. */
export function billBench(
  verdict: ApiVerdict,
  answers: readonly HttpOpening[],
  config: MedInsConfig = PROVIDER,
) {
  const { api, asks } = scriptedApi({ 'trade-bill': verdict });
  const { log, lines } = listeningLog();
  const left = [...answers];
  const requests: HttpRequest[] = [];
  let drawn = 0;
  const source = tradeBills(config, api, {
    http: { send: () => Promise.reject(new Error('was not expected')) },
    clock: { now: () => NOW },
    ids: { hex: (bytes) => String((drawn += 1)).padStart(bytes * 2, '0') },
    log,
    rules: DEFAULT_RULES,
    streams: {
      open: (request) => {
        requests.push(request);
        const next = left.shift();
        if (next === undefined) throw new Error('was asked once too often');
        return Promise.resolve(next);
      },
    },
  });
  return { source, asks, requests, lines };
}

/** All items of a bill of that text; what broke it is thrown. */
export async function readBill(
  text: string | Uint8Array,
  {
    type = 'all',
    config = PROVIDER,
    verdict = named(typeof text === 'string' ? text : ''),
  }: {
    readonly type?: BillType;
    readonly config?: MedInsConfig;
    readonly verdict?: ApiVerdict;
  } = {},
): Promise<readonly BillItem[]> {
  const bytes = typeof text === 'string' ? utf8(text) : text;
  const { source } = billBench(verdict, [answered(bytes)], config);
  const opening = await source.open(DAY, type, FOREVER);
  if (opening.kind !== 'open') throw new Error(opening.kind);
  const items: BillItem[] = [];
  for await (const item of opening.items) items.push(item);
  return items;
}

/** What broke the bill. */
export async function faultOf(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => 'whole',
    (error: unknown) => (error instanceof BillBroken ? error.fault : String(error)),
  );
}
