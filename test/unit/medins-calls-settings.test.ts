/** Settings to a configuration of 2.0, refused by the field's name and never by its value. */
import {
  ConfigInvalid,
  medInsConfig,
  type MedInsSecrets,
  type MedInsSettings,
} from '../../cloudfunctions/channels/medins';
import { medins } from '../../cloudfunctions/settings/medins';
import { SECRETS, SECTION } from './medins-calls-bench';

const HOSPITAL = { name: '示例市第一人民医院' };
const MERCHANT = { ...SECTION, mode: 'merchant' } as const;
const PROVIDER = {
  ...SECTION,
  mode: 'service-provider',
  subMchid: '1900000202',
  subAppid: 'wxhospital',
} as const;

function refused(section: MedInsSettings, secrets: MedInsSecrets = SECRETS): ConfigInvalid {
  try {
    medInsConfig(section, secrets, HOSPITAL);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error;
    throw error;
  }
  throw new Error('was taken');
}

describe('a configuration', () => {
  test.each([MERCHANT, PROVIDER])('is made of what settings have read: $mode', (section) => {
    const read = medins('production').parse(section);
    const config = medInsConfig(read, SECRETS, HOSPITAL);
    expect(config).toMatchObject({
      mode: section.mode,
      hospitalName: HOSPITAL.name,
      callbackUrl: section.callbackUrl,
      passthrough: false,
      testEnv: false,
      authorisation: { trial: false, livesMs: 300_000, partnerSecret: SECRETS.partnerSecret },
    });
    expect(config.privateKey.type).toBe('private');
    expect(config.apiV3Key).toHaveLength(32);
    expect(config.platformKeys.ring.get(SECTION.encryptWith)?.type).toBe('public');
  });

  test('keeps the switches that are set', () => {
    const { authorisation } = SECTION;
    const section = {
      ...MERCHANT,
      passthrough: true,
      testEnv: true,
      channelNo: 'CH1',
      authorisation: { ...authorisation, trial: true },
    } as const;
    expect(medInsConfig(section, SECRETS, HOSPITAL)).toMatchObject({
      ...{ passthrough: true, testEnv: true, channelNo: 'CH1' },
      authorisation: { trial: true },
    });
  });

  test('med_ins_test_env is refused in production', () => {
    expect(medins('production').safeParse({ ...MERCHANT, testEnv: true }).success).toBe(false);
    expect(medins('sandbox').safeParse({ ...MERCHANT, testEnv: true }).success).toBe(true);
  });

  test.each(['callbackUrl', 'cashNotifyUrl', 'refundNotifyUrl'] as const)('%s', (field) => {
    const of = (address: string) => refused({ ...MERCHANT, [field]: address });
    const long = `https://hospital.example/${'a'.repeat(232)}`;
    for (const address of [
      'https://hospital.example/notify?canary=1',
      'https://hospital.example/notify canary',
      'https://hospital.example/notify#canary',
      'ftp://hospital.example/canary',
      'hospital.example/canary',
      '',
      long,
    ]) {
      expect(of(address).field).toBe(field);
      expect(of(address).message).not.toContain('canary');
    }
    const fits = { ...MERCHANT, [field]: long.slice(0, 256) };
    expect(() => medInsConfig(fits, SECRETS, HOSPITAL)).not.toThrow();
  });

  test.each(['cityCode', 'channel', 'orgChnlCrtfCodg', 'orgCodg', 'orgAppId'] as const)(
    'authorisation.%s stands raw in a path: nothing in it may end it',
    (name) => {
      for (const value of ['can&ary=1', 'can?ary', 'can#ary', 'can%2Bary', 'can ary', '']) {
        const authorisation = { ...SECTION.authorisation, [name]: value };
        const error = refused({ ...MERCHANT, authorisation });
        expect(error.field).toBe(`authorisation.${name}`);
        expect(error.message).not.toContain('ary');
      }
      const authorisation = { ...SECTION.authorisation, [name]: 'a/b+c=' };
      expect(() => medInsConfig({ ...MERCHANT, authorisation }, SECRETS, HOSPITAL)).not.toThrow();
    },
  );

  test.each([
    ['partnerSecret', { partnerSecret: '' }],
    ['partnerSecret', { partnerSecret: 'with blank' }],
    ['apiV3Key', { apiV3Key: 'canary' }],
    ['privateKey', { privateKey: 'canary' }],
  ])('a secret that is none: %s', (field, change) => {
    const error = refused(MERCHANT, { ...SECRETS, ...change });
    expect(error.field).toBe(field);
    expect(error.message).not.toContain('canary');
  });

  test('a ring without the key that seals', () => {
    expect(refused({ ...MERCHANT, encryptWith: 'PUB_KEY_ID_0' }).field).toBe('encryptWith');
  });
});
