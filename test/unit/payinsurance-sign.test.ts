import { Hash } from 'wechatpay-axios-plugin';
import { payInsuranceKey } from '../../cloudfunctions/channels/payinsurance';
import {
  signatureOf,
  signatureState,
  withSignature,
} from '../../cloudfunctions/channels/payinsurance/sign';
import vector from '../vectors/payinsurance-signing.json';

const key = payInsuranceKey(vector.key);
const fields = (of: Readonly<Record<string, string>>) => new Map(Object.entries(of));

describe('signing (§4.1)', () => {
  test("gives WeChat's published example", () => {
    expect(signatureOf(fields(vector.fields), key)).toBe(vector.sign);
  });

  test('leaves out empty values and sign itself', () => {
    const more = fields({ ...vector.fields, attach: '', sign: 'whatever' });
    expect(signatureOf(more, key)).toBe(vector.sign);
  });

  test('signs sign_type like any field and lets it choose nothing', () => {
    const typed = { ...vector.fields, sign_type: 'HMAC-SHA256' };
    expect(signatureOf(fields(typed), key)).toBe(Hash.sign(Hash.ALGO_MD5, typed, key));
    expect(signatureOf(fields(typed), key)).not.toBe(vector.sign);
  });

  test('trap 6: sorts by ASCII, so Insurance_self_fee stands before appid', () => {
    const mixed = { insurance_fund_fee: '1', appid: 'wx', Insurance_self_fee: '2', _x: '3' };
    expect(signatureOf(fields(mixed), key)).toBe(Hash.sign(Hash.ALGO_MD5, mixed, key));
  });

  test('agrees with wechatpay-axios-plugin on 500 random messages', () => {
    let seed = 7;
    const draw = (most: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % most;
    };
    const letters = Array.from('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_');
    const values = Array.from('0123456789abcXYZ&=?/#%+<>]"\' \n医保支付𠮷é');
    const text = (from: readonly string[], length: number) =>
      Array.from({ length }, () => from[draw(from.length)]).join('');
    for (let i = 0; i < 500; i += 1) {
      const entries = Array.from({ length: draw(30) }, (): [string, string] => [
        text(letters, 1 + draw(12)),
        text(values, draw(20)),
      ]);
      const message = Object.fromEntries(entries);
      expect(signatureOf(fields(message), key)).toBe(Hash.sign(Hash.ALGO_MD5, message, key));
    }
  });
});

describe('verifying', () => {
  const signed = withSignature(fields(vector.fields), key);

  test('a right signature is right', () => {
    expect(signatureState(signed, key)).toBe('right');
  });

  test('covers every field received, unknown ones too (trap 8)', () => {
    expect(signatureState(new Map([...signed, ['brand_new_field', '1']]), key)).toBe('wrong');
    const grown = withSignature(new Map([...signed, ['brand_new_field', '1']]), key);
    expect(signatureState(grown, key)).toBe('right');
  });

  test.each([...Object.keys(vector.fields)])('an altered %s is wrong', (name) => {
    expect(signatureState(new Map([...signed, [name, 'altered']]), key)).toBe('wrong');
  });

  test('a removed field is wrong', () => {
    const less = new Map(signed);
    less.delete('body');
    expect(signatureState(less, key)).toBe('wrong');
  });

  test.each([
    ['absent', undefined, 'absent'],
    ['empty', '', 'absent'],
    ['lower case', vector.sign.toLowerCase(), 'wrong'],
    ['too short', vector.sign.slice(1), 'wrong'],
    ['too long', `${vector.sign}0`, 'wrong'],
    ['with a blank', `${vector.sign} `, 'wrong'],
    ['of 32 other bytes', '医'.repeat(10) + 'ab', 'wrong'],
    ['HMAC', Hash.sign(Hash.ALGO_HMAC_SHA256, vector.fields, key), 'wrong'],
  ])('a sign that is %s is %s', (_what, sign, state) => {
    const message = fields(vector.fields);
    if (sign !== undefined) message.set('sign', sign);
    expect(signatureState(message, key)).toBe(state);
  });

  test('trap 9: another key does not do', () => {
    expect(signatureState(signed, payInsuranceKey('0'.repeat(32)))).toBe('wrong');
  });
});
