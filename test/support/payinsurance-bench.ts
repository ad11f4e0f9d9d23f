/**
 * A bench for the 1.0 channel: accounts, a request, deps in memory, and a platform that answers by
 * script. Its signatures come from wechatpay-axios-plugin, so that the channel does not check itself.
 */
import { Hash } from 'wechatpay-axios-plugin';
import {
  appSecret,
  createPayInsurance,
  createPayInsuranceRefunds,
  payInsuranceKey,
  type IndependentConfig,
  type PayInsuranceConfig,
  type PayInsuranceDeps,
  type ServiceProviderConfig,
} from '../../cloudfunctions/channels/payinsurance';
import { readXml, type Fields } from '../../cloudfunctions/channels/payinsurance/xml';
import {
  buildAmounts,
  type Amounts,
  type PreSettledAmounts,
} from '../../cloudfunctions/domain/amounts';
import { openId, orderNo } from '../../cloudfunctions/domain/ids';
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import type { HttpOutcome, HttpRequest } from '../../cloudfunctions/ports/http';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { fen } from '../../miniprogram/shared/fen';
import { FOREVER, listeningLog, stillClock } from './doubles';
import { memoryLease, memoryTokens } from './memory-stores';

export const KEY = 'K3yOfPayInsurance0123456789abcde';
export const AGENT_SECRET = 'agent-secret-0f-the-provider';
export const OWN_SECRET = 'app-secret-0f-the-hospital';
export const TOKEN = 'tok-current-0001';
export const ORDER = orderNo('Y2026030200000000000000000000000001');
export const OTHER_ORDER = orderNo('Y2026030200000000000000000000000002');
/** 2026-03-02 10:00:00 in Shanghai. */
export const CREATED_AT = Date.UTC(2026, 2, 2, 2, 0, 0);
export const DIGEST = '0123456789abcdef0123456789abcdef';

const common = {
  key: payInsuranceKey(KEY),
  hospitalName: '示例市第一人民医院',
  apiBaseUrl: 'https://api.weixin.qq.com',
  notifyUrl: 'https://hospital.example/notify/payinsurance',
  returnUrl: 'https://hospital.example/back',
  cityId: '449900',
};

export const PROVIDER: ServiceProviderConfig = {
  ...common,
  mode: 'service-provider',
  appid: 'wxprovider',
  mchId: '1900000101',
  agentSecret: appSecret(AGENT_SECRET),
  subAppid: 'wxhospital',
  subMchId: '1900000202',
};

export const INDEPENDENT: IndependentConfig = {
  ...common,
  mode: 'independent',
  appid: 'wxhospital',
  mchId: '1900000202',
  tokenSource: { kind: 'token', appSecret: appSecret(OWN_SECRET) },
};

/** The account fields that an answer to the service provider carries. */
export const IDENTITY = {
  appid: PROVIDER.appid,
  mch_id: PROVIDER.mchId,
  sub_appid: PROVIDER.subAppid,
  sub_mch_id: PROVIDER.subMchId,
};

export function amountsOf(
  kind: PreSettledAmounts['kind'],
  total: number,
  cash: number,
  insurance: number,
  more: { readonly cashAdd?: number; readonly cashReduced?: number } = {},
): Amounts {
  const result = buildAmounts({
    kind,
    total: fen(total),
    cash: fen(cash),
    insurance: fen(insurance),
    cashAdd: fen(more.cashAdd ?? 0),
    cashReduced: fen(more.cashReduced ?? 0),
  });
  if (!result.ok) throw new Error(result.fault);
  return result.amounts;
}

export const REQUEST: PlaceRequest = {
  orderNo: ORDER,
  kind: 'clinic',
  payer: openId('oPatientOfTheHospital'),
  title: '内科门诊 处方费',
  amounts: amountsOf('insurance-offline', 20000, 5000, 15000),
  patient: { name: '张小国', idType: 1, idDigest: DIGEST },
  serialNo: 'S20260302000001',
  billNo: 'B20260302000001',
  orgNo: 'H44010000001',
  session: {
    sessionId: '2f20f7ae-7bd0-4ea1-9722-89182b1817f8',
    operatorNo: 'sys',
    operatorName: '系统管理员',
    batchNo: '1',
    place: '广州市某某区某某楼',
  },
  createdAt: CREATED_AT,
  clientIp: '10.193.0.1',
};

export type Message = Readonly<Record<string, string>>;

export function xml(message: Message): string {
  const inner = Object.entries(message).map(
    ([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`,
  );
  return `<xml>${inner.join('')}</xml>`;
}

export function sealed(message: Message, key = KEY): string {
  return xml({ ...message, sign: Hash.sign(Hash.ALGO_MD5, message, key) });
}

/** An answer of ours: return_code SUCCESS, signed. */
export function answer(message: Message): string {
  return sealed({ return_code: 'SUCCESS', nonce_str: 'n0nce', ...IDENTITY, ...message });
}

export const ok = (body: string, status = 200): HttpOutcome => ({ ok: true, status, body });

export interface Sent {
  readonly request: HttpRequest;
  readonly url: URL;
  /** Of an XML body. */
  readonly fields: Fields;
}

type Answerer = (sent: Sent) => HttpOutcome | Promise<HttpOutcome>;

/** Tokens are granted as `tok-current-0001`, `…0002`; business calls get `business`. */
export function bench(config: PayInsuranceConfig = PROVIDER, business: Answerer = () => ok('')) {
  const clock = stillClock();
  const listening = listeningLog();
  const sent: Sent[] = [];
  const script = { business, token: grant() };
  const stores = { tokens: memoryTokens(), lease: memoryLease() };
  let drawn = 0;
  const deps: PayInsuranceDeps = {
    ...stores,
    clock,
    log: listening.log,
    rules: DEFAULT_RULES,
    storeTimeoutMs: 4_000,
    ids: {
      hex: (bytes) => {
        drawn += 1;
        return drawn.toString(16).padStart(bytes * 2, '0');
      },
    },
    pause: {
      wait: (ms) => {
        clock.advance(ms);
        return Promise.resolve();
      },
    },
    http: {
      async send(request) {
        const url = new URL(request.url);
        const xmlBody = request.body?.startsWith('<xml>') === true;
        const one: Sent = {
          request,
          url,
          fields: xmlBody ? readXml(request.body ?? '') : new Map(),
        };
        sent.push(one);
        return url.searchParams.has('access_token') ? script.business(one) : script.token(one);
      },
    },
  };
  const made = () => createPayInsurance(config, deps);
  const calls = () => sent.map(({ url }) => url.pathname.split('/').at(-1) ?? '');
  return {
    channel: made(),
    sender: createPayInsuranceRefunds(config, deps),
    another: made,
    deps,
    clock,
    script,
    sent,
    calls,
    ...stores,
    ...listening,
  };
}

/** Each fetch grants another token, for two hours. */
export function grant(): Answerer {
  let granted = 0;
  return ({ url }) => {
    granted += 1;
    const token = `tok-current-${String(granted).padStart(4, '0')}`;
    return ok(
      url.pathname.endsWith('gettoken')
        ? xml({
            return_code: 'SUCCESS',
            result_code: 'SUCCESS',
            access_token: token,
            expires_in: '7200',
          })
        : JSON.stringify({ access_token: token, expires_in: 7200 }),
    );
  };
}

export { FOREVER };
