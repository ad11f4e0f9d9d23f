/** Secrets: one variable each, the ones of the mode and no others, and never in a sentence (trap 9). */
import { readHisToken, readPaymentSecrets } from '../../cloudfunctions/settings/settings';
import { errorOf, GOOD, INDEPENDENT, readPay, withPay } from '../support/settings-fixture';

describe('secrets', () => {
  const KEY = 'k'.repeat(32);
  const provider = readPay(GOOD);
  const alone = readPay(withPay({}, INDEPENDENT));
  const held = readPay(
    withPay({ tokenSource: { kind: 'external', url: 'https://t.example/t' } }, INDEPENDENT),
  );
  const ALL = {
    YIBAO_PAYINSURANCE_KEY: KEY,
    YIBAO_AGENT_SECRET: 'agent',
    YIBAO_APP_SECRET: 'app',
  };

  test('each mode takes its own and no other', () => {
    expect(readPaymentSecrets(provider, ALL)).toEqual({ key: KEY, agentSecret: 'agent' });
    expect(readPaymentSecrets(alone, ALL)).toEqual({ key: KEY, appSecret: 'app' });
    expect(readPaymentSecrets(held, { YIBAO_PAYINSURANCE_KEY: KEY })).toEqual({ key: KEY });
  });

  test.each([
    ['no key', { ...ALL, YIBAO_PAYINSURANCE_KEY: '' }, 'YIBAO_PAYINSURANCE_KEY', /not set/],
    ['a short key', { ...ALL, YIBAO_PAYINSURANCE_KEY: 's3cret' }, 'YIBAO_PAYINSURANCE_KEY', /32/],
    ['no agent secret', { ...ALL, YIBAO_AGENT_SECRET: undefined }, 'YIBAO_AGENT_SECRET', /not set/],
    [
      'a key that is the secret too',
      { ...ALL, YIBAO_AGENT_SECRET: KEY },
      'YIBAO_PAYINSURANCE_KEY',
      /own/,
    ],
  ])('%s is refused (trap 9)', (_what, variables, path, sentence) => {
    const error = errorOf(() => readPaymentSecrets(provider, variables));
    expect(error.path).toBe(path);
    expect(error.sentence).toMatch(sentence);
    expect(error.message).not.toContain('s3cret');
  });

  test('nor may the key be the app secret (trap 9)', () => {
    const error = errorOf(() => readPaymentSecrets(alone, { ...ALL, YIBAO_APP_SECRET: KEY }));
    expect(error.path).toBe('YIBAO_PAYINSURANCE_KEY');
  });

  test('the HIS token must be there', () => {
    expect(readHisToken({ YIBAO_HIS_TOKEN: 't0ken' })).toBe('t0ken');
    expect(errorOf(() => readHisToken({})).path).toBe('YIBAO_HIS_TOKEN');
    expect(errorOf(() => readHisToken({ YIBAO_HIS_TOKEN: 'a b' })).path).toBe('YIBAO_HIS_TOKEN');
  });
});
