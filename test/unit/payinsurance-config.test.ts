import {
  appSecret,
  ConfigInvalid,
  payInsuranceConfig,
  payInsuranceKey,
  type IndependentConfig,
  type PayInsuranceSettings,
  type ServiceProviderConfig,
} from '../../cloudfunctions/channels/payinsurance';
import type { PayInsuranceSection } from '../../cloudfunctions/settings/settings';
import {
  AGENT_SECRET,
  INDEPENDENT,
  KEY,
  OWN_SECRET,
  PROVIDER,
} from '../support/payinsurance-bench';

const common = {
  apiBaseUrl: 'https://api.weixin.qq.com',
  notifyUrl: 'https://hospital.example/notify/payinsurance',
  returnUrl: 'https://hospital.example/back',
};
const provider: PayInsuranceSettings = {
  ...common,
  mode: 'service-provider',
  appid: 'wxprovider',
  mchId: '1900000101',
  subAppid: 'wxhospital',
  subMchId: '1900000202',
};
const independent: PayInsuranceSettings = {
  ...common,
  mode: 'independent',
  appid: 'wxhospital',
  mchId: '1900000202',
  tokenSource: { kind: 'token' },
};
const hospital = { name: '示例市第一人民医院', cityId: '449900' };

describe('settings and secrets to a configuration', () => {
  test('service-provider mode', () => {
    const config = payInsuranceConfig(provider, { key: KEY, agentSecret: AGENT_SECRET }, hospital);
    expect(config).toEqual(PROVIDER);
  });

  test('independent mode', () => {
    const config = payInsuranceConfig(independent, { key: KEY, appSecret: OWN_SECRET }, hospital);
    expect(config).toEqual(INDEPENDENT);
  });

  test('an outer token holder needs no secret of ours', () => {
    const outer = { kind: 'external', url: 'https://h.example/t' } as const;
    const config = payInsuranceConfig(
      { ...independent, tokenSource: outer },
      { key: KEY },
      hospital,
    );
    expect(config.tokenSource).toEqual(outer);
  });

  test("the section's own city counts", () => {
    const config = payInsuranceConfig(
      { ...provider, cityId: '440100' },
      { key: KEY, agentSecret: AGENT_SECRET },
      hospital,
    );
    expect(config.cityId).toBe('440100');
  });

  test('takes what the settings schema gives', () => {
    const take = (section: PayInsuranceSection): PayInsuranceSettings => section;
    expect(take(provider)).toBe(provider);
  });
});

describe('trap 9: the key is a key of its own', () => {
  test.each(['', 'short', 'x'.repeat(33), `${'x'.repeat(31)} `, '键'.repeat(32)])(
    '%j is no key',
    (key) => {
      expect(() => payInsuranceKey(key)).toThrow(ConfigInvalid);
    },
  );

  test('a missing secret is a typed error that quotes no value', () => {
    let thrown: unknown;
    try {
      payInsuranceConfig(provider, { key: KEY }, hospital);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'payinsurance-config-invalid', field: 'secret' });
    expect(String(thrown)).not.toContain(KEY);
  });

  test('no other text stands in for it', () => {
    const key: string = KEY;
    // @ts-expect-error a plain text, such as the merchant's APIv2 key, is not the key of §4.2
    const wrong: ServiceProviderConfig = { ...PROVIDER, key };
    // @ts-expect-error nor is an app secret
    const worse: ServiceProviderConfig = { ...PROVIDER, key: appSecret(AGENT_SECRET) };
    expect([wrong.key, worse.key]).toEqual([KEY, AGENT_SECRET]);
  });
});

test('a field of the wrong mode does not type-check, in a literal or from elsewhere', () => {
  const sub = { subMchId: '1900000202' };
  // @ts-expect-error an independent hospital has no sub merchant
  const first: IndependentConfig = { ...INDEPENDENT, ...sub };
  // @ts-expect-error an independent hospital has no agent secret
  const second: IndependentConfig = { ...INDEPENDENT, agentSecret: appSecret(AGENT_SECRET) };
  const source = { tokenSource: INDEPENDENT.tokenSource };
  // @ts-expect-error a service provider's tokens come from gettoken only
  const third: ServiceProviderConfig = { ...PROVIDER, ...source };
  const { subAppid: _subAppid, ...without } = PROVIDER;
  // @ts-expect-error a service provider names the hospital
  const fourth: ServiceProviderConfig = without;
  expect([first, second, third, fourth]).toHaveLength(4);
});
