/**
 * What the functions are deployed with in the sandbox: the settings of a hospital as plain data, and
 * the secrets as variables of their own, as docs/deploy describes them for production.
 */

import { createHash } from 'node:crypto';
import { templateSettings } from './cloud/message-templates';
import type { CounterCertificates } from './counter-service/certificates';
import type { WechatPayKeys } from './platform/wechatpay/keys';
import type { Secrets } from './secrets';

/** The person who may let clinic staff in. */
export const ADMINISTRATOR = 'oAdminChen';

export type AccessMode = 'service-provider' | 'independent';

/** Which way of paying the functions are set to; both platforms are there either way. */
export const CHANNELS = ['payinsurance', 'medins'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Which part comes first at counters where patients pay with their 医保码. */
export const COUNTER_FIRSTS = ['insurance', 'cash'] as const;
export type CounterFirst = (typeof COUNTER_FIRSTS)[number];

/** 一码付 at counters, as the functions know of it. */
export interface CounterFacts {
  readonly first: CounterFirst;
  /** Where the counter service listens, https://127.0.0.1:PORT */
  readonly baseUrl: string;
  readonly certificates: CounterCertificates;
}

export interface FunctionFacts {
  readonly origin: string;
  readonly mode: AccessMode;
  readonly channel: Channel;
  readonly secrets: Secrets;
  readonly wechatPay: WechatPayKeys;
  readonly hospitalName: string;
  /** Absent: this hospital takes no 一码付. */
  readonly counter?: CounterFacts;
  /** Whose rules the hospital holds to; a made-up city's unless told otherwise. */
  readonly cityId?: string;
  /** Overrides of the defaults, in ms. */
  readonly rules?: Readonly<Record<string, unknown>>;
}

function merchant({ mode, secrets }: FunctionFacts): Record<string, unknown> {
  const { provider, hospital, independent } = secrets;
  if (mode === 'independent') {
    const { appid, mchId } = independent;
    return { mode, appid, mchId, tokenSource: { kind: 'token' } };
  }
  const { appid, mchId } = provider;
  return { mode, appid, mchId, subAppid: hospital.appid, subMchId: hospital.mchId };
}

/** The mini program's own appid in that mode. */
export function miniProgramAppid(mode: AccessMode, secrets: Secrets): string {
  return mode === 'independent' ? secrets.independent.appid : secrets.hospital.appid;
}

/** Made of a drawn one, so that folders of an earlier sandbox have it, too. */
export function insuranceCardToken({ hisToken }: Secrets): string {
  return createHash('sha256').update(`insurance card ${hisToken}`).digest('hex');
}

/** The insurance card's mini program. */
export function insuranceCardAppid({ payAppid }: Secrets): string {
  return `wx${createHash('sha256').update(payAppid).digest('hex').slice(0, 16)}`;
}

function payinsurance(facts: FunctionFacts): Record<string, unknown> {
  const { origin } = facts;
  return {
    ...merchant(facts),
    apiBaseUrl: origin,
    notifyUrl: `${origin}/notify/payinsurance`,
    returnUrl: `${origin}/return`,
    isDept: '4',
    cityId: '449900',
  };
}

function access({ mode, wechatPay }: FunctionFacts): Record<string, unknown> {
  const { merchant: own, provider } = wechatPay;
  if (mode === 'independent') {
    const { appid, mchid, serial } = own;
    return { mode: 'merchant', appid, mchid, certificateSerial: serial };
  }
  const { appid, mchid, serial, hospitals } = provider;
  const [hospital] = hospitals;
  if (hospital === undefined) throw new Error('the service provider serves no hospital');
  const { mchid: subMchid, appid: subAppid } = hospital;
  return { mode, appid, mchid, certificateSerial: serial, subMchid, subAppid };
}

/** Another address of the same machine, as the fallback host is of WeChat Pay. */
const fallback = (origin: string): string => origin.replace('127.0.0.1', 'localhost');

/** What the jump into the authorisation must say; its channel code holds / and + as real ones do. */
export const AUTHORISATION_JUMP = {
  cityCode: '449900',
  channel: 'AAGmBSSy',
  orgChnlCrtfCodg: 'BqK1kMStlhVDgN2uHf4EsLK/F2LjZPYJ81nK2eYQqxvPlCS9+lnk',
  orgCodg: 'H44990100001',
  orgAppId: '1GUK0000000000000001',
} as const;
/** The hospital as the regional 电子凭证中心 knows it; the document names no unit, so the centre does. */
export const INSTITUTION = {
  orgCodg: AUTHORISATION_JUMP.orgCodg,
  reqtType: 'sys&440000',
  amountUnit: 'yuan',
} as const;
export const AUTHORISATION_APPID = 'wxe183cd55df4b4369';

/** Whoever signs requests to WeChat Pay's APIv3, where, and what signs its answers. */
function apiV3(facts: FunctionFacts): Record<string, unknown> {
  const { origin, wechatPay } = facts;
  const { publicKey, certificate } = wechatPay.platform;
  return {
    ...access(facts),
    apiBaseUrl: origin,
    fallbackBaseUrl: fallback(origin),
    platformKeys: [publicKey, certificate].map((key) => ({
      id: key.id,
      pem: key.rsa().publicPem,
    })),
  };
}

function medins(facts: FunctionFacts): Record<string, unknown> {
  const { origin, wechatPay, hospitalName } = facts;
  return {
    ...apiV3(facts),
    callbackUrl: `${origin}/notify/medins`,
    cashNotifyUrl: `${origin}/notify/medins-cash`,
    refundNotifyUrl: `${origin}/notify/medins-refund`,
    encryptWith: wechatPay.platform.publicKey.id,
    medInstName: hospitalName,
    medInstNo: AUTHORISATION_JUMP.orgCodg,
    cityId: '449900',
    hospitalPlace: '113.264435,23.129163',
    testEnv: true,
    authorisation: {
      appId: AUTHORISATION_APPID,
      trial: true,
      ...AUTHORISATION_JUMP,
      userQueryBaseUrl: `${origin}/mipuser`,
      partnerId: wechatPay.partner.id,
    },
  };
}

/** The cash at counters is WeChat Pay's, whatever the phones pay with. */
function counterSection(facts: FunctionFacts): Record<string, unknown> {
  const { counter } = facts;
  if (counter === undefined) return {};
  const { first, baseUrl } = counter;
  return { onecode: { first, service: { baseUrl }, payment: apiV3(facts) } };
}

function counterSecrets({ counter, mode, wechatPay }: FunctionFacts): Record<string, string> {
  if (counter === undefined) return {};
  const account = mode === 'independent' ? wechatPay.merchant : wechatPay.provider;
  const { ca, client } = counter.certificates;
  return {
    YIBAO_CODEPAY_PRIVATE_KEY: account.rsa().privatePem,
    YIBAO_COUNTER_TLS_KEY: client.key,
    YIBAO_COUNTER_TLS_CERT: client.certificate,
    YIBAO_COUNTER_TLS_CA: ca,
  };
}

function channelSection(facts: FunctionFacts): Record<string, unknown> {
  return facts.channel === 'medins'
    ? { medins: medins(facts) }
    : { payinsurance: payinsurance(facts) };
}

/** None of 2.0 while 1.0 is chosen: its keys are made when somebody needs them. */
function channelSecrets(facts: FunctionFacts): Record<string, string> {
  const { mode, channel, secrets, wechatPay } = facts;
  if (channel === 'payinsurance') {
    const { key } = mode === 'independent' ? secrets.independent : secrets.provider;
    return {
      YIBAO_PAYINSURANCE_KEY: key,
      YIBAO_AGENT_SECRET: secrets.provider.secret,
      YIBAO_APP_SECRET: secrets.independent.secret,
    };
  }
  const account = mode === 'independent' ? wechatPay.merchant : wechatPay.provider;
  return {
    YIBAO_MEDINS_PRIVATE_KEY: account.rsa().privatePem,
    YIBAO_MEDINS_APIV3_KEY: account.apiV3Key,
    YIBAO_MEDINS_PARTNER_SECRET: wechatPay.partner.secret,
  };
}

/** The variables for every function; the deploy manifest decides which of them it gets. */
export function functionEnvironment(facts: FunctionFacts): Record<string, string> {
  const { origin, secrets } = facts;
  const settings = {
    environment: 'sandbox',
    hospital: {
      id: 'hosp1',
      name: facts.hospitalName,
      phone: '020-12345678',
      address: '示例省示例市健康路1号门诊楼',
      cityId: facts.cityId ?? '449900',
    },
    his: { baseUrl: `${origin}/his/v1` },
    channel: facts.channel,
    ...channelSection(facts),
    ...counterSection(facts),
    ...(facts.rules === undefined ? {} : { rules: facts.rules }),
    administrators: [ADMINISTRATOR],
    reminders: templateSettings(),
    insuranceCard: { baseUrl: `${origin}/insurance-card/api` },
  };
  return {
    YIBAO_SETTINGS: JSON.stringify(settings),
    YIBAO_HIS_TOKEN: secrets.hisToken,
    ...channelSecrets(facts),
    ...counterSecrets(facts),
    YIBAO_INSURANCE_CARD_TOKEN: insuranceCardToken(secrets),
  };
}
