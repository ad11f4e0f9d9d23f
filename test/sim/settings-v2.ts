/** The settings of the functions in a 2.0 world, parsed once where the address allows it. */
import {
  authorisationJump,
  medInsConfig,
  type MedInsConfig,
  type MedInsSettings,
} from '../../cloudfunctions/channels/medins';
import type { PayScope } from '../../cloudfunctions/usecases/pay-scope';
import { KEYS } from './keys-v2';
import type { Schedule } from './schedule';
import { ORIGIN } from './transport';

type Mode = Schedule['mode'];

/** As the sandbox's own; the channel code holds / and + as real ones do. */
const JUMP = {
  appId: 'wxe183cd55df4b4369',
  cityCode: '449900',
  channel: 'AAGmBSSy',
  orgChnlCrtfCodg: 'BqK1kMStlhVDgN2uHf4EsLK/F2LjZPYJ81nK2eYQqxvPlCS9+lnk',
  orgCodg: 'H44990100001',
  orgAppId: '1GUK0000000000000001',
} as const;

/** Another name of the same machine. */
export function fallbackOf(origin: string): string {
  return origin === ORIGIN ? 'http://sandbox2.test' : origin.replace('127.0.0.1', 'localhost');
}

function access(mode: Mode) {
  const { merchant, provider } = KEYS;
  if (mode === 'independent') {
    const { appid, mchid, serial } = merchant;
    return { mode: 'merchant', appid, mchid, certificateSerial: serial } as const;
  }
  const { appid, mchid, serial, hospitals } = provider;
  const [hospital] = hospitals;
  if (hospital === undefined) throw new Error('the service provider serves no hospital');
  return {
    mode: 'service-provider',
    ...{ appid, mchid, certificateSerial: serial },
    subMchid: hospital.mchid,
    subAppid: hospital.appid,
  } as const;
}

function sectionOf(mode: Mode, origin: string, medInstName: string): MedInsSettings {
  const { publicKey, certificate } = KEYS.platform;
  return {
    ...access(mode),
    apiBaseUrl: origin,
    fallbackBaseUrl: fallbackOf(origin),
    callbackUrl: `${origin}/notify/medins`,
    cashNotifyUrl: `${origin}/notify/medins-cash`,
    refundNotifyUrl: `${origin}/notify/medins-refund`,
    platformKeys: [publicKey, certificate].map((key) => ({
      id: key.id,
      pem: key.rsa().publicPem,
    })),
    encryptWith: publicKey.id,
    medInstName,
    medInstNo: JUMP.orgCodg,
    cityId: '449900',
    hospitalPlace: '113.264435,23.129163',
    testEnv: true,
    authorisation: {
      ...JUMP,
      userQueryBaseUrl: `${origin}/mipuser`,
      partnerId: KEYS.partner.id,
    },
  };
}

const parsed = new Map<string, MedInsConfig>();

export function medInsSettings(
  mode: Mode,
  origin: string,
  hospital: { readonly name: string },
): MedInsConfig {
  const known = origin === ORIGIN ? parsed.get(mode) : undefined;
  if (known !== undefined) return known;
  const account = mode === 'independent' ? KEYS.merchant : KEYS.provider;
  const { apiV3Key } = account;
  const partnerSecret = KEYS.partner.secret;
  const secrets = { privateKey: account.rsa().privatePem, apiV3Key, partnerSecret };
  const config = medInsConfig(sectionOf(mode, origin, hospital.name), secrets, hospital);
  if (origin === ORIGIN) parsed.set(mode, config);
  return config;
}

/** As wiring tells the use cases of 2.0. */
export const INSURED_SCOPE: PayScope = {
  ...{ relatives: true, anyPaper: true, realNameCheck: false },
  authorisation: authorisationJump({
    ...{ ...JUMP, trial: false },
    ...{ userQueryBaseUrl: ORIGIN, partnerId: KEYS.partner.id },
  }),
};
