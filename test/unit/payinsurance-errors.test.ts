import { readFileSync } from 'node:fs';
import { ERROR_CATALOGUE } from '../../cloudfunctions/channels/payinsurance/error-catalogue';
import {
  isTokenRefusal,
  judgeFailure,
  platformError,
} from '../../cloudfunctions/channels/payinsurance/errors';
import { REASONS } from '../../miniprogram/shared/reasons';
import { errorDoc, row } from '../support/payinsurance-error-doc';
import section5 from '../vectors/payinsurance-error-numbers.json';

const codesOf = (source: string) =>
  ERROR_CATALOGUE.filter((entry) => entry.source === source).map(({ code }) => code);

describe('the catalogue (trap 26)', () => {
  test('holds every number of §5, no other, in its order', () => {
    expect(codesOf('§5')).toEqual(section5.numbers.map(([code]) => code));
  });

  test.each(section5.numbers)(
    '%s means what §5 says, for the calls it says',
    (code, meaning, calls) => {
      expect(platformError(String(code))).toMatchObject({ meaning, scope: calls });
    },
  );

  test('holds both texts of return_msg', () => {
    expect(codesOf('§3.3')).toEqual(['签名失败', '参数格式校验错误']);
  });

  test.each([
    '-1',
    '40001',
    '40013',
    '40014',
    '40125',
    '40164',
    '41001',
    '42001',
    '45009',
    '48001',
  ])('holds the gateway number %s', (code) => {
    expect(codesOf('gateway')).toContain(code);
  });

  test('names nothing twice', () => {
    expect(new Set(ERROR_CATALOGUE.map(({ code }) => code)).size).toBe(ERROR_CATALOGUE.length);
  });

  test.each(ERROR_CATALOGUE.map((entry) => [entry.code, entry] as const))(
    '%s is complete',
    (_code, entry) => {
      expect(entry.engineer.length).toBeGreaterThan(10);
      expect(REASONS).toContain(entry.reason);
      // what may have happened may never simply be sent again
      if (entry.effect !== 'none') expect(entry.retry).toBe('query-first');
    },
  );

  test('every token error has no effect: nothing was sent (money rule 2)', () => {
    for (const { code, effect } of ERROR_CATALOGUE.filter(({ source }) => source === 'gateway')) {
      expect([code, effect]).toEqual([code, code === '-1' ? 'maybe' : 'none']);
    }
  });
});

describe('judging a failure', () => {
  test('530 may be our own order of an earlier try: maybe, never none', () => {
    expect(judgeFailure('unifiedorder', '530').effect).toBe('maybe');
  });

  test.each(['514', '531', '80000', '-1'])('%s leaves an order unknown', (code) => {
    expect(judgeFailure('unifiedorder', code).effect).toBe('maybe');
  });

  test('a number of another call is maybe', () => {
    expect(judgeFailure('closeorder', '541').effect).toBe('maybe');
    expect(judgeFailure('unifiedorder', '80005').effect).toBe('maybe');
  });

  test('a number that nobody knows is maybe', () => {
    expect(judgeFailure('unifiedorder', '12345')).toEqual({
      code: '12345',
      reason: 'payment-refused',
      effect: 'maybe',
    });
  });

  test.each([
    '张小国',
    'a@b.c',
    '1'.repeat(18),
    'tok-abc',
    '',
    ' 514',
    'constructor',
    'X'.repeat(40),
  ])('%j never reaches the log as a code', (code) => {
    expect(judgeFailure('unifiedorder', code)).toEqual({
      code: 'unlisted',
      reason: 'payment-refused',
      effect: 'maybe',
    });
  });

  test('three numbers refuse a token', () => {
    const refusals = ERROR_CATALOGUE.map(({ code }) => code).filter(isTokenRefusal);
    expect(refusals).toEqual(['40001', '40014', '42001']);
  });
});

describe('docs/error-codes.md', () => {
  const squeezed = (text: string) =>
    text
      .replace(/-{3,}/g, '---')
      .replace(/[ \t]+/g, ' ')
      .trim();
  const page = squeezed(readFileSync('docs/error-codes.md', 'utf8'));

  test.each(ERROR_CATALOGUE.map((entry) => [entry.code, entry] as const))(
    'has the row of %s',
    (_code, entry) => {
      expect(page).toContain(squeezed(`| ${row(entry).join(' | ')} |`));
    },
  );

  test('says nothing else than the catalogue', () => {
    expect(page).toBe(squeezed(errorDoc()));
  });
});
