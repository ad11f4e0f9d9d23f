/** Settings that are right, to be spoilt by tests one place at a time. */
import { readSettings, type PayInsuranceSection } from '../../cloudfunctions/settings/settings';
import { SettingsError } from '../../cloudfunctions/settings/settings-error';

export type Json = Readonly<Record<string, unknown>>;

export const HOSPITAL = {
  id: 'hosp1',
  name: '示例市第一人民医院',
  phone: '020-12345678',
  address: '示例市健康路1号',
  cityId: '449900',
};
export const PROVIDER = {
  mode: 'service-provider',
  appid: 'wx0123456789abcdef',
  mchId: '1900000001',
  subAppid: 'wxfedcba9876543210',
  subMchId: '1900000002',
  apiBaseUrl: 'https://api.weixin.qq.com',
  notifyUrl: 'https://hospital.example/notify/payinsurance',
  returnUrl: 'https://hospital.example/return',
};
const { subAppid: _subAppid, subMchId: _subMchId, ...ALONE } = PROVIDER;
export const INDEPENDENT = { ...ALONE, mode: 'independent', tokenSource: { kind: 'token' } };
export const GOOD = {
  environment: 'production',
  hospital: HOSPITAL,
  his: { baseUrl: 'https://his.hospital.example/his/v1' },
  channel: 'payinsurance',
  payinsurance: PROVIDER,
};
export const LOCAL = 'http://127.0.0.1:8080';

export const read = (settings: Json) => readSettings({ YIBAO_SETTINGS: JSON.stringify(settings) });
/** The section of 1.0, of settings that chose it. */
export function readPay(settings: Json): PayInsuranceSection {
  const known = read(settings);
  if (known.channel !== 'payinsurance') throw new Error('another channel');
  return known.payinsurance;
}
export const withPay = (more: Json, base: Json = PROVIDER): Json => ({
  ...GOOD,
  payinsurance: { ...base, ...more },
});
/** The SettingsError that `act` ends with. */
export function errorOf(act: () => unknown): SettingsError {
  try {
    act();
  } catch (error) {
    if (error instanceof SettingsError) return error;
    throw error;
  }
  throw new Error('was taken');
}
