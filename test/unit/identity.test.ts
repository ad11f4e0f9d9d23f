import { createHash } from 'node:crypto';
import cryptoJs from 'crypto-js';
import { identityDigest, maskCard, maskName } from '../../cloudfunctions/domain/identity';
import { checkDigit } from '../../miniprogram/shared/identity-number';
import vector from '../vectors/payinsurance-digest.json';

const md5 = (text: string) => createHash('md5').update(text, 'utf8').digest('hex');
/** Fictitious: Beijing's oldest district, born when nobody alive was. */
const fifteen = ['110101', '010101', '001'].join('');
const seventeen = ['110101', '19010101', '001'].join('');
const eighteen = seventeen + checkDigit(seventeen);

describe('the identity digest', () => {
  test('trap 1: the printed example ends in x, its digest is that of X', () => {
    const upper = vector.printed.toUpperCase();
    expect(identityDigest(md5, 1, vector.printed)).toBe(vector.digest);
    expect(identityDigest(md5, 1, upper)).toBe(vector.digest);
    expect(md5(upper)).toBe(vector.digest);
    expect(md5(vector.printed).startsWith(vector.digestOfTheLowerCaseSpellingBeginsWith)).toBe(
      true,
    );
  });

  test('15 digits give the digest of the 18 they stand for', () => {
    expect(identityDigest(md5, 1, fifteen)).toBe(md5(eighteen));
    expect(identityDigest(md5, 9, fifteen)).toBe(md5(eighteen));
  });

  test('15 characters of a passport stay as they are', () => {
    expect(identityDigest(md5, 8, 'e12345678901234')).toBe(md5('E12345678901234'));
  });

  test('is lower-case hex whatever the MD5 prints', () => {
    expect(identityDigest((text) => md5(text).toUpperCase(), 1, eighteen)).toBe(md5(eighteen));
  });

  test('crypto-js on the phone and node:crypto on the server agree', () => {
    const phone = (text: string) => cryptoJs.MD5(text).toString();
    expect(identityDigest(phone, 1, vector.printed)).toBe(vector.digest);
    expect(identityDigest(phone, 8, 'é护照1')).toBe(identityDigest(md5, 8, 'é护照1'));
  });

  test('refuses what is no MD5', () => {
    expect(() => identityDigest(() => eighteen, 1, eighteen)).toThrow(RangeError);
  });
});

describe('masks', () => {
  test.each([
    ['张三', '张*'],
    ['张小国', '张*国'],
    ['欧阳小国', '欧**国'],
    ['王', '*'],
    ['', '*'],
    ['𠮷田', '𠮷*'],
    [' 张三 ', '张*'],
  ])('the name %j becomes %j', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  test.each([
    ['C0001234567', '****4567'],
    ['12345', '****2345'],
    ['1234', '****'],
    ['', '****'],
  ])('the card %j becomes %j', (card, masked) => {
    expect(maskCard(card)).toBe(masked);
  });
});
