/**
 * A bench for payment codes: a hospital of its own and one behind a service provider, each with a gateway
 * whose next answers are scripted and signed by wechatpay-axios-plugin, which shares nothing with our
 * verification. What the gateway was sent is kept.
 */
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import { createCodepay, createCodepayRefunds } from '../../cloudfunctions/channels/codepay';
import type { CodepayConfig } from '../../cloudfunctions/channels/codepay';
import { codepayConfig } from '../../cloudfunctions/channels/codepay';
import { orderNo, refundNoOf } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { ChargeAsk } from '../../cloudfunctions/ports/counter-payment';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import { fen } from '../../miniprogram/shared/fen';
import { listeningLog } from '../support/doubles';
import { rsaPair } from '../support/medins-keys';

export const OURS = rsaPair();
export const PLATFORM = rsaPair();
export const KEY_ID = 'PUB_KEY_ID_0116000000002026030200001';

export const ORDER = orderNo('Y202603020000000000000000000001');
export const OTHER_ORDER = orderNo('Y202603020000000000000000000002');
export const REFUND = refundNoOf(ORDER);
export const TRADE_NO = '4200002026030200000001';
export const CERTIFICATE = '134000000000000017-canary';
/** 2026-03-02 10:00:00 in Shanghai. */
export const NOW = Date.UTC(2026, 2, 2, 2, 0, 0);
export const REQUEST_ID = '08F78BB5AF0610D302189F99DD5C20BA9102-0';

export const SECTION = {
  appid: 'wxprovider',
  mchid: '1900000101',
  certificateSerial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  apiBaseUrl: 'https://api.mch.weixin.qq.com',
  fallbackBaseUrl: 'https://api2.mch.weixin.qq.com',
  platformKeys: [{ id: KEY_ID, pem: PLATFORM.publicPem }],
};
export const SECRETS = { privateKey: OURS.privatePem };

export const PROVIDER = codepayConfig(
  { ...SECTION, mode: 'service-provider', subMchid: '1900000202', subAppid: 'wxhospital' },
  SECRETS,
);
/** The hospital has no appid of its own. */
export const PLAIN_PROVIDER = codepayConfig(
  { ...SECTION, mode: 'service-provider', subMchid: '1900000202' },
  SECRETS,
);
export const MERCHANT = codepayConfig(
  { ...SECTION, mode: 'merchant', appid: 'wxhospital', mchid: '1900000202' },
  SECRETS,
);

export const CHARGE: ChargeAsk = {
  orderNo: ORDER,
  title: '门诊缴费',
  cash: fen(4000),
  payCert: CERTIFICATE,
  terminal: {
    counterNo: 'C01',
    name: '1号窗口',
    devId: '00-16-3E-00-00-01',
    devIp: '10.1.2.3',
    operatorNo: 'OP1',
    operatorName: '李收费',
  },
};

export type Body = Readonly<Record<string, unknown>>;

/** The accounts that an answer to that configuration names. */
export function accountsOf(config: CodepayConfig): Body {
  if (config.mode === 'merchant') return { appid: config.appid, mchid: config.mchid };
  const { appid, mchid, subMchid, subAppid } = config;
  const own = { sp_appid: appid, sp_mchid: mchid, sub_mchid: subMchid };
  return subAppid === undefined ? own : { ...own, sub_appid: subAppid };
}

/** A charge as the gateway answers it, when charging and when asked. */
export function chargeSaid(config: CodepayConfig, state: string, change: Body = {}): Body {
  return {
    ...accountsOf(config),
    out_trade_no: ORDER,
    transaction_id: TRADE_NO,
    trade_type: 'MICROPAY',
    trade_state: state,
    trade_state_desc: '见状态',
    bank_type: 'CMC',
    success_time: '2026-03-02T10:00:05+08:00',
    payer: { openid: 'oPatientOfTheHospital' },
    amount: { total: 4000, payer_total: 4000, currency: 'CNY', payer_currency: 'CNY' },
    ...change,
  };
}

/** A refund as the gateway answers it. */
export function refundSaid(change: Body = {}): Body {
  return {
    refund_id: '50000000382019052709732678859',
    out_refund_no: REFUND,
    transaction_id: TRADE_NO,
    out_trade_no: ORDER,
    success_time: '2026-03-02T10:05:00+08:00',
    status: 'SUCCESS',
    amount: { total: 4000, refund: 4000, currency: 'CNY' },
    ...change,
  };
}

export type Answer = (request: HttpRequest) => HttpOutcome;

export function signed(status: number, body: Body | string, key = PLATFORM.privatePem): Answer {
  return () => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const timestamp = String(Math.floor(NOW / 1000));
    const nonce = 'c5ac7061fccab6bf3e254dcf98995b8c';
    const headers: Record<string, string> = {
      'request-id': REQUEST_ID,
      'wechatpay-timestamp': timestamp,
      'wechatpay-nonce': nonce,
      'wechatpay-serial': KEY_ID,
      'wechatpay-signature': Rsa.sign(Formatter.response(timestamp, nonce, text), key),
    };
    return { ok: true, status, body: text, header: (name) => headers[name] };
  };
}

/** An error of the gateway. */
export function error(code: string, status = 400): Answer {
  return signed(status, { code, message: `患者 ${CERTIFICATE}` });
}

export const ABSENT = error('ORDER_NOT_EXIST', 404);
export const NO_ANSWER: Answer = () => ({ ok: false, failure: 'unknown' });
export const NOT_SENT: Answer = () => ({ ok: false, failure: 'not-sent' });

/** Answers one after the other; asked once too often it throws. */
export function gateway(config: CodepayConfig, ...script: readonly Answer[]) {
  const left = [...script];
  const sent: HttpRequest[] = [];
  const logged = listeningLog();
  let drawn = 0;
  const deps = {
    clock: { now: () => NOW },
    log: logged.log,
    rules: DEFAULT_RULES,
    ids: { hex: (bytes: number) => String((drawn += 1)).padStart(bytes * 2, '0') },
    http: {
      send: (request: HttpRequest) => {
        sent.push(request);
        const next = left.shift();
        if (next === undefined) throw new Error('the gateway was asked once too often');
        return Promise.resolve(next(request));
      },
    },
  };
  const payment = { ...createCodepay(config, deps), ...createCodepayRefunds(config, deps) };
  return { payment, sent, left, deps, ...logged };
}

export const bodyOf = ({ body }: HttpRequest): unknown => JSON.parse(body ?? 'null');
