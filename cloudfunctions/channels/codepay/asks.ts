/**
 * What each call says (WeChat Pay APIv3 付款码支付: 付款码支付, 查询订单, 撤销订单; 退款). A number has 6–32
 * characters and is charged once; the certificate goes into the charge and nowhere else.
 */
import type { OrderNo } from '../../domain/ids';
import type { CashRefundAsk, ChargeAsk } from '../../ports/counter-payment';
import type { ApiAsk, Json } from '../medins/api';
import type { Accounts } from '../medins/config';
import { hospitalOf } from '../medins/refund-body';

const MOST_DESCRIPTION = 127;
const MOST_DEVICE = 32;
const MOST_ADDRESS = 45;
const MOST_COUNTER = 32;
const NUMBER = /^[0-9A-Za-z_*|-]{6,32}$/;
/** VARCHAR2(200) (one-code specification V1.0 §1.5.2); what it looks like is the paying channel's business. */
const CERTIFICATE = /^[\x21-\x7e]{1,200}$/;

/** What must hold before a charge goes out, or what does not. */
export function chargeFault({ orderNo, cash, payCert }: ChargeAsk): string | undefined {
  if (!NUMBER.test(orderNo)) return 'charge-number';
  if (cash === 0) return 'charge-nothing';
  return CERTIFICATE.test(payCert) ? undefined : 'charge-certificate';
}

/** Cut between characters. */
function atMost(most: number, text: string): string {
  return Array.from(text).slice(0, most).join('');
}

function sceneOf({ terminal }: ChargeAsk): Json {
  return {
    device_id: atMost(MOST_DEVICE, terminal.devId),
    device_ip: atMost(MOST_ADDRESS, terminal.devIp),
    store_info: { out_id: atMost(MOST_COUNTER, terminal.counterNo) },
  };
}

type Named = Readonly<Record<string, Json>>;

/** Every account of a charge or its reversal. */
function accountsOf(config: Accounts): Named {
  if (config.mode === 'merchant') return { appid: config.appid, mchid: config.mchid };
  return {
    sp_appid: config.appid,
    sp_mchid: config.mchid,
    ...(config.subAppid === undefined ? {} : { sub_appid: config.subAppid }),
    sub_mchid: config.subMchid,
  };
}

function transactions({ mode }: Accounts): string {
  return mode === 'merchant' ? '/v3/pay/transactions' : '/v3/pay/partner/transactions';
}

export function chargeAsk(config: Accounts, ask: ChargeAsk): ApiAsk {
  return {
    call: 'charge',
    method: 'POST',
    path: `${transactions(config)}/codepay`,
    body: {
      ...accountsOf(config),
      description: atMost(MOST_DESCRIPTION, ask.title),
      out_trade_no: ask.orderNo,
      payer: { auth_code: ask.payCert },
      amount: { total: ask.cash, currency: 'CNY' },
      scene_info: sceneOf(ask),
    },
    orderNo: ask.orderNo,
  };
}

export function reverseAsk(config: Accounts, orderNo: OrderNo): ApiAsk {
  return {
    call: 'reverse',
    method: 'POST',
    path: `${transactions(config)}/out-trade-no/${orderNo}/reverse`,
    body: accountsOf(config),
    orderNo,
  };
}

/** Nobody listens for its notice: how it stands is asked. */
export function refundAsk(config: Accounts, ask: CashRefundAsk): ApiAsk {
  return {
    call: 'refund-cash',
    method: 'POST',
    path: '/v3/refund/domestic/refunds',
    body: {
      ...hospitalOf(config),
      out_trade_no: ask.orderNo,
      out_refund_no: ask.refundNo,
      amount: { refund: ask.refund, total: ask.total, currency: 'CNY' },
    },
    orderNo: ask.orderNo,
  };
}
