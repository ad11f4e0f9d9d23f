/**
 * A bench for the calls of 2.0: a hospital of its own and two behind one service provider, requests of
 * each kind, a gateway and a bureau that answer by script. Keys are drawn for the run.
 */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type {
  ApiAsk,
  ApiVerdict,
  CallName,
  MedInsApi,
} from '../../cloudfunctions/channels/medins/api';
import type {
  MedInsConfig,
  MerchantConfig,
  ServiceProviderConfig,
} from '../../cloudfunctions/channels/medins/config';
import { medInsConfig } from '../../cloudfunctions/channels/medins/from-settings';
import { buildAmounts, type Amounts } from '../../cloudfunctions/domain/amounts';
import { openId, orderNo } from '../../cloudfunctions/domain/ids';
import type { HisAnswer } from '../../cloudfunctions/ports/his';
import type { InsuranceBureau, UploadStatus } from '../../cloudfunctions/ports/insurance-bureau';
import type { PlaceRequest } from '../../cloudfunctions/ports/payment-channel';
import { fen } from '../../miniprogram/shared/fen';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: KeyObject, type: 'pkcs8' | 'spki'): string =>
  key.export({ type, format: 'pem' }).toString();

export const OURS = pair();
export const PLATFORM = pair();
export const KEY_ID = 'PUB_KEY_ID_0116000000002026030200001';
export const APIV3_KEY = 'ApiV3Key0fTheBench0123456789abcd';
export const PARTNER_SECRET = 'partner-secret-canary';

export const ORDER = orderNo('Y20260302000000000000000000001');
export const OTHER_ORDER = orderNo('Y20260302000000000000000000002');
export const MIX_NO = '4200002026030200000001';
export const DIGEST = '0123456789abcdef0123456789abcdef';
/** 2026-03-02 10:00:00 in Shanghai. */
export const NOW = Date.UTC(2026, 2, 2, 2, 0, 0);

const section = {
  appid: 'wxprovider',
  mchid: '1900000101',
  certificateSerial: '5157F09EFDC096DE15EBE81A47057A7232F1B8E1',
  apiBaseUrl: 'https://api.mch.weixin.qq.com',
  fallbackBaseUrl: 'https://api2.mch.weixin.qq.com',
  callbackUrl: 'https://hospital.example/notify/medins',
  cashNotifyUrl: 'https://hospital.example/notify/medins-cash',
  refundNotifyUrl: 'https://hospital.example/notify/medins-refund',
  platformKeys: [{ id: KEY_ID, pem: pem(PLATFORM.publicKey, 'spki') }],
  encryptWith: KEY_ID,
  medInstName: '示例市第一人民医院',
  medInstNo: 'H44010000001',
  cityId: '440100',
  hospitalPlace: '113.264385,23.129112',
  authorisation: {
    appId: 'wxe183cd55df4b4369',
    cityCode: '440100',
    channel: 'AAGN9uhZc5EGyRdairKW7Qnu',
    orgChnlCrtfCodg: 'BqK1kMStlhVDgN2uHf4EsLK/F2LjZPYJ81nK2eYQqxs+',
    orgCodg: 'H44010000001',
    orgAppId: '1G3NSR2KU0P73F60C80A0000A9B1F12C',
    userQueryBaseUrl: 'https://mip.example',
    partnerId: '50010001',
  },
};
export const SECTION = section;

export const SECRETS = {
  privateKey: pem(OURS.privateKey, 'pkcs8'),
  apiV3Key: APIV3_KEY,
  partnerSecret: PARTNER_SECRET,
};
const HOSPITAL = { name: '示例市第一人民医院' };

function isMode<M extends MedInsConfig['mode']>(
  config: MedInsConfig,
  mode: M,
): config is Extract<MedInsConfig, { mode: M }> {
  return config.mode === mode;
}

function behindProvider(subMchid: string, subAppid: string): ServiceProviderConfig {
  const mode = 'service-provider';
  const config = medInsConfig({ ...section, mode, subMchid, subAppid }, SECRETS, HOSPITAL);
  if (!isMode(config, mode)) throw new Error('another mode');
  return config;
}

function onItsOwn(): MerchantConfig {
  const own = { ...section, mode: 'merchant', appid: 'wxhospital', mchid: '1900000202' } as const;
  const config = medInsConfig(own, SECRETS, HOSPITAL);
  if (!isMode(config, 'merchant')) throw new Error('another mode');
  return config;
}

export const PROVIDER = behindProvider('1900000202', 'wxhospital');
/** The same service provider, another hospital. */
export const NEIGHBOUR = behindProvider('1900000303', 'wxneighbour');
export const MERCHANT = onItsOwn();

export interface Parts {
  readonly cash?: number;
  readonly gov?: number;
  readonly self?: number;
  readonly other?: number;
  readonly add?: number;
  readonly reduce?: number;
}

/** Amounts that add up, of an insured payment. */
export function insuredAmounts(parts: Parts): Amounts {
  const { cash = 0, gov = 0, self = 0, other = 0, add = 0, reduce = 0 } = parts;
  const result = buildAmounts({
    kind: 'insurance-offline',
    total: fen(cash + gov + self + other + reduce),
    cash: fen(cash),
    insurance: fen(gov + self + other),
    insuranceFund: fen(gov),
    insuranceSelf: fen(self),
    insuranceOther: fen(other),
    cashAdd: fen(add),
    cashReduced: fen(reduce),
  });
  if (!result.ok) throw new Error(result.fault);
  return result.amounts;
}

export function cashAmounts(cash: number, more: Parts = {}): Amounts {
  const { add = 0, reduce = 0 } = more;
  const result = buildAmounts({
    kind: 'cash',
    total: fen(cash + reduce),
    cash: fen(cash),
    insurance: fen(0),
    cashAdd: fen(add),
    cashReduced: fen(reduce),
  });
  if (!result.ok) throw new Error(result.fault);
  return result.amounts;
}

export const PAY_AUTH_NO = 'AUTH440100202603021000001234567';

export const MIXED_REQUEST: PlaceRequest = {
  orderNo: ORDER,
  kind: 'clinic',
  payer: openId('oPatientOfTheHospital'),
  title: '内科门诊 处方费',
  amounts: insuredAmounts({ cash: 5000, gov: 10000, self: 4000, other: 1000 }),
  patient: { name: '张小国', idType: 1, idDigest: DIGEST },
  insured: {
    payAuthNo: PAY_AUTH_NO,
    payOrderId: 'ORD440100202603021000000021',
    createdAt: NOW,
    place: { latitude: 23.129112, longitude: 113.264385 },
  },
  serialNo: 'S20260302000001',
  orgNo: 'H44010000001',
  createdAt: NOW,
  clientIp: '10.193.0.1',
};

export const INSURANCE_REQUEST: PlaceRequest = {
  ...MIXED_REQUEST,
  amounts: insuredAmounts({ gov: 10000, self: 4000, other: 1000 }),
};

const { insured: _permission, ...uninsured } = MIXED_REQUEST;
export const CASH_REQUEST: PlaceRequest = { ...uninsured, amounts: cashAmounts(12000) };

export type Scripted = ApiVerdict | (() => ApiVerdict);

/** A gateway that answers each call by script, and says what it was asked; an unscripted call throws. */
export function scriptedApi(script: Partial<Record<CallName, Scripted>>, trace: string[] = []) {
  const asks: ApiAsk[] = [];
  const api: MedInsApi = {
    send: (ask) => {
      asks.push(ask);
      trace.push(ask.call);
      const answer = script[ask.call];
      if (answer === undefined) throw new Error(`${ask.call} was not expected`);
      return Promise.resolve(typeof answer === 'function' ? answer() : answer);
    },
  };
  return { api, asks, trace };
}

export const said = (body: Record<string, unknown> = {}): ApiVerdict => ({ kind: 'success', body });

export function failed(
  number: string | undefined,
  effect: 'none' | 'maybe' | 'done',
  error = 'PARAM_ERROR',
  status = 400,
): ApiVerdict {
  const code = `${number ?? error} req-1`;
  const reason = 'payment-refused';
  const stated = number === undefined ? {} : { number };
  return { kind: 'failure', status, error, ...stated, code, effect, reason };
}

export const ABSENT = failed('268529515', 'none', 'PARAM_ERROR', 404);
export const SILENT: ApiVerdict = {
  kind: 'unknown',
  code: 'no-answer',
  reason: 'payment-unreachable',
};
export const NOT_SENT: ApiVerdict = {
  kind: 'not-sent',
  code: 'not-sent',
  reason: 'payment-unreachable',
};

type Told<T> = HisAnswer<T>;

/** A bureau of which only state and revocation are ever asked here. */
export function scriptedBureau(
  status: UploadStatus | 'silent',
  revoked: Told<{ status: 'revoked' }> = { ok: true, value: { status: 'revoked' } },
  trace: string[] = [],
): InsuranceBureau {
  const never = (): never => {
    throw new Error('was not expected');
  };
  const silence = { ok: false, certain: false, reason: 'hospital-unreachable', code: 'x' } as const;
  return {
    upload: never,
    price: never,
    refund: never,
    state: () => {
      trace.push('6301');
      return Promise.resolve(status === 'silent' ? silence : { ok: true, value: { status } });
    },
    revoke: () => {
      trace.push('6401');
      return Promise.resolve(revoked);
    },
  };
}
