/** Settings: what is taken, and a table of what is refused, by place and sentence, without any value. */
import { DEFAULT_RULES } from '../../cloudfunctions/domain/rules';
import { readSettings } from '../../cloudfunctions/settings/settings';
import {
  errorOf,
  GOOD,
  HOSPITAL,
  INDEPENDENT,
  LOCAL,
  PROVIDER,
  read,
  readPay,
  withPay,
  type Json,
} from '../support/settings-fixture';

const withRules = (rules: Json): Json => ({ ...GOOD, rules });

describe('what is taken', () => {
  test('a service provider, with the default rules', () => {
    expect(readPay(GOOD)).toEqual(PROVIDER);
    expect(read(GOOD).rules).toEqual(DEFAULT_RULES);
  });

  test.each(['token', 'stable-token'])('an independent hospital with its %s', (kind) => {
    expect(readPay(withPay({ tokenSource: { kind } }, INDEPENDENT))).toMatchObject({
      mode: 'independent',
      tokenSource: { kind },
    });
  });

  test('an outer token holder, with a query', () => {
    const tokenSource = { kind: 'external', url: 'https://token.example/get?for=pay' };
    expect(readPay(withPay({ tokenSource }, INDEPENDENT))).toMatchObject({ tokenSource });
  });

  test('everything optional', () => {
    const more = { isDept: '4', channelNo: 'C1', limitPay: 'no_credit', cityId: '440300' };
    expect(readPay(withPay(more))).toMatchObject(more);
  });

  test('this machine, in the sandbox', () => {
    const local = { apiBaseUrl: LOCAL, notifyUrl: `${LOCAL}/n`, returnUrl: `${LOCAL}/r` };
    const settings = { ...withPay(local), environment: 'sandbox', his: { baseUrl: `${LOCAL}/h` } };
    expect(read(settings).environment).toBe('sandbox');
  });

  test('overridden rules stand beside the defaults', () => {
    const rules = {
      payDeadlineMs: 600_000,
      insuranceCutOff: '22:00',
      queryLadderMs: [1000, 2000],
      undecidedAfterMs: 7_200_000,
      undecidedEveryMs: 600_000,
      lookBackMs: [60_000, 90_000],
    };
    expect(read(withRules(rules)).rules).toEqual({ ...DEFAULT_RULES, ...rules });
  });
});

const P = 'YIBAO_SETTINGS.payinsurance';
const R = 'YIBAO_SETTINGS.rules';
const EXTERNAL_LOCAL = { kind: 'external', url: `${LOCAL}/token` };
const BAD: readonly [string, Json, string, RegExp][] = [
  ['no environment', { ...GOOD, environment: undefined }, 'YIBAO_SETTINGS.environment', /sandbox/],
  [
    'another environment',
    { ...GOOD, environment: 'test' },
    'YIBAO_SETTINGS.environment',
    /sandbox/,
  ],
  ['an unknown part', { ...GOOD, refunds: {} }, 'YIBAO_SETTINGS', /does not know refunds/],
  ['no hospital', { ...GOOD, hospital: undefined }, 'YIBAO_SETTINGS.hospital', /must be given/],
  [
    'a hospital id with blanks',
    { ...GOOD, hospital: { ...HOSPITAL, id: 'a b' } },
    'YIBAO_SETTINGS.hospital.id',
    /1–32 letters/,
  ],
  [
    'an empty name',
    { ...GOOD, hospital: { ...HOSPITAL, name: ' ' } },
    'YIBAO_SETTINGS.hospital.name',
    /at least 1|empty/,
  ],
  [
    'a telephone number that is none',
    { ...GOOD, hospital: { ...HOSPITAL, phone: 'call us' } },
    'YIBAO_SETTINGS.hospital.phone',
    /telephone/,
  ],
  ['another channel', { ...GOOD, channel: 'alipay' }, 'YIBAO_SETTINGS.channel', /payinsurance/],
  [
    'a channel without its section',
    { ...GOOD, channel: 'medins' },
    'YIBAO_SETTINGS.medins',
    /given/,
  ],
  [
    'HIS without TLS in production',
    { ...GOOD, his: { baseUrl: 'http://his.hospital.example/v1' } },
    'YIBAO_SETTINGS.his.baseUrl',
    /https/,
  ],
  [
    'HIS with a slash at the end',
    { ...GOOD, his: { baseUrl: 'https://his.hospital.example/' } },
    'YIBAO_SETTINGS.his.baseUrl',
    /slash/,
  ],
  ['no mode', withPay({ mode: undefined }), `${P}.mode`, /./],
  ['another mode', withPay({ mode: 'direct' }), `${P}.mode`, /./],
  ['a secret among the settings', withPay({ key: 'k'.repeat(32) }), P, /does not know key/],
  ['a sub-merchant in independent mode', withPay({ subMchId: '1' }, INDEPENDENT), P, /subMchId/],
  [
    'a token source in provider mode',
    withPay({ tokenSource: { kind: 'token' } }),
    P,
    /tokenSource/,
  ],
  ['no sub-merchant in provider mode', withPay({ subMchId: undefined }), `${P}.subMchId`, /given/],
  [
    'no token source alone',
    withPay({ tokenSource: undefined }, INDEPENDENT),
    `${P}.tokenSource`,
    /./,
  ],
  ['an appid that is none', withPay({ appid: 'gh_1' }), `${P}.appid`, /appid/],
  ['is_dept of no kind', withPay({ isDept: '2' }), `${P}.isDept`, /1 or 4 or 5/],
  [
    'notify on this machine',
    withPay({ notifyUrl: 'https://localhost/n' }),
    `${P}.notifyUrl`,
    /machine/,
  ],
  ['notify on 127.1', withPay({ notifyUrl: 'https://127.1/n' }), `${P}.notifyUrl`, /machine/],
  ['notify without TLS', withPay({ notifyUrl: 'http://a.example/n' }), `${P}.notifyUrl`, /https/],
  [
    'notify with a query',
    withPay({ notifyUrl: 'https://a.example/n?x=1' }),
    `${P}.notifyUrl`,
    /query/,
  ],
  [
    'notify with a fragment',
    withPay({ notifyUrl: 'https://a.example/n#x' }),
    `${P}.notifyUrl`,
    /fragment/,
  ],
  [
    'notify that is too long',
    withPay({ notifyUrl: `https://a.example/${'n'.repeat(256)}` }),
    `${P}.notifyUrl`,
    /256/,
  ],
  [
    'return with no room for the number',
    withPay({ returnUrl: `https://a.example/${'n'.repeat(70)}` }),
    `${P}.returnUrl`,
    /76/,
  ],
  [
    'return that is no address',
    withPay({ returnUrl: 'pages/result' }),
    `${P}.returnUrl`,
    /address/,
  ],
  [
    'an API address with a password',
    withPay({ apiBaseUrl: 'https://a:b@c.example' }),
    `${P}.apiBaseUrl`,
    /password/,
  ],
  [
    'an outer token holder on this machine',
    withPay({ tokenSource: EXTERNAL_LOCAL }, INDEPENDENT),
    `${P}.tokenSource.url`,
    /machine/,
  ],
  ['an unknown rule', withRules({ patience: 1 }), R, /does not know patience/],
  ['a deadline of nothing', withRules({ payDeadlineMs: 0 }), `${R}.payDeadlineMs`, /at least/],
  [
    'a deadline that is a text',
    withRules({ payDeadlineMs: '15m' }),
    `${R}.payDeadlineMs`,
    /number/,
  ],
  ['half a millisecond', withRules({ payDeadlineMs: 60_000.5 }), `${R}.payDeadlineMs`, /int/],
  [
    'a call that would fill the whole invocation',
    withRules({ httpTimeoutMs: 20_000 }),
    `${R}.httpTimeoutMs`,
    /most/,
  ],
  [
    'a token that ends during its call',
    withRules({ tokenRefreshBeforeMs: 9_000 }),
    `${R}.tokenRefreshBeforeMs`,
    /least/,
  ],
  [
    'looking back in no order',
    withRules({ lookBackMs: [7_200_000, 600_000] }),
    `${R}.lookBackMs`,
    /rising/,
  ],
  ['an empty ladder', withRules({ queryLadderMs: [] }), `${R}.queryLadderMs`, /at least/],
  ['no such time of day', withRules({ insuranceCutOff: '24:00' }), `${R}.insuranceCutOff`, /HH:mm/],
  [
    'a proof that outlasts the notice',
    withRules({ noticeProofMs: 5000 }),
    `${R}.noticeProofMs`,
    /most/,
  ],
  [
    'a lock shorter than the deadline',
    withRules({ slotLockMs: 600_000 }),
    `${R}.slotLockMs`,
    /outlive/,
  ],
  [
    'a cut-off after the decision',
    withRules({ insuranceCutOff: '23:55' }),
    `${R}.unsettledDecidedBy`,
    /later/,
  ],
  [
    'a grace as long as the deadline',
    withRules({ absentGraceMs: 900_000 }),
    `${R}.absentGraceMs`,
    /shorter/,
  ],
];

describe('what is refused', () => {
  test.each(BAD)('%s', (_what, settings, path, sentence) => {
    const error = errorOf(() => read(settings));
    expect(error.path).toBe(path);
    expect(error.sentence).toMatch(sentence);
    expect(error.message).toBe(`${path}: ${error.sentence}`);
  });

  test.each([
    ['nothing', undefined, /not set/],
    ['blanks', '  ', /not set/],
    ['no JSON', '{"payinsurance": s3cret', /not JSON/],
    ['a list', '[]', /given/],
    ['too much', `"${'x'.repeat(20_000)}"`, /too long/],
  ])('%s', (_what, text, sentence) => {
    const error = errorOf(() => readSettings({ YIBAO_SETTINGS: text }));
    expect(error.path).toMatch(/^YIBAO_SETTINGS/);
    expect(error.sentence).toMatch(sentence);
    expect(error.message).not.toContain('s3cret');
  });

  test('no sentence repeats a value that may be secret', () => {
    const tokenSource = { kind: 'external', url: 'ftp://holder.example/?secret=s3cret' };
    const address = errorOf(() => read(withPay({ tokenSource }, INDEPENDENT)));
    expect(address.message).not.toContain('s3cret');
    const appid = errorOf(() => read(withPay({ appid: 's3cret' })));
    expect(appid.message).not.toContain('s3cret');
  });
});
