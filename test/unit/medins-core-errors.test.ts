import { readFileSync } from 'node:fs';
import type { CallName } from '../../cloudfunctions/channels/medins/api';
import { CALLS } from '../../cloudfunctions/channels/medins/api-error';
import { BUREAU_TEXTS } from '../../cloudfunctions/channels/medins/bureau-texts';
import { ERROR_CATALOGUE } from '../../cloudfunctions/channels/medins/error-catalogue';
import {
  apiError,
  bureauError,
  judgeError,
  numberOf,
} from '../../cloudfunctions/channels/medins/errors';
import { REASONS } from '../../miniprogram/shared/reasons';
import { effects, errorDoc, row } from '../support/medins-error-doc';

/** As the troubleshooting guides list them: number, what it is about, what the patient reads. */
const TOP_20 = [
  ['268529515', '未找到订单', 'order-not-found'],
  ['268512536', '订单已存在', 'payment-unreachable'],
  ['268510604', 'sub_openid', 'payment-misconfigured'],
  ['268510603', 'openid', 'payment-misconfigured'],
  ['268545961', '身份ID摘要', 'identity-mismatch'],
  ['268545962', '姓名', 'name-mismatch'],
  ['268545963', '未绑定医保电子凭证', 'insurance-card-not-bound'],
  ['268545964', '亲属关系不存在', 'relative-not-bound'],
  ['268547120', 'PAY_AUTH_NO', 'authorisation-expired'],
  ['268545967', '未找到对应授权信息', 'authorisation-expired'],
  ['268510610', '医保局结算校验失败', 'insurance-presettle-failed'],
  ['268529477', '订单总金额', 'payment-misconfigured'],
  ['268529476', '自费金额', 'payment-misconfigured'],
  ['268529481', '混合单金额', 'payment-misconfigured'],
  ['268529474', '纯自费单', 'payment-misconfigured'],
  ['268529475', '支付单字段', 'payment-misconfigured'],
  ['268554200', '不允许冲正', 'payment-refused'],
  ['268554422', '冲正失败', 'payment-unreachable'],
  ['268560650', '不允许关单', 'payment-refused'],
  ['268435461', '参数非法', 'payment-misconfigured'],
] as const;

const codesOf = (source: string) =>
  ERROR_CATALOGUE.filter((entry) => entry.source === source).map(({ code }) => code);
const ID = '08F78BB5AF0610D302189F99DD5C20BA9102';

const judged = (call: CallName, word: string, number = '0', status = 400, message = '') =>
  judgeError(call, { status, word, requestId: `${ID}-${number}`, message });

describe('the catalogue (trap 26)', () => {
  test('holds the twenty numbers, no other, in their order', () => {
    expect(codesOf('number')).toEqual(TOP_20.map(([number]) => number));
  });

  test.each(TOP_20)('%s: %s', (number, meaning, reason) => {
    expect(apiError(number)?.meaning).toContain(meaning);
    expect(apiError(number)?.reason).toBe(reason);
  });

  test('names nothing twice', () => {
    expect(new Set(ERROR_CATALOGUE.map(({ code }) => code)).size).toBe(ERROR_CATALOGUE.length);
  });

  test.each(ERROR_CATALOGUE.map((entry) => [entry.code, entry] as const))(
    '%s speaks to patient, clerk and engineer',
    (_code, entry) => {
      expect(REASONS).toContain(entry.reason);
      expect(entry.clerk).toMatch(/^[\p{Script=Han}].{8,}。$/u);
      expect(entry.engineer.length).toBeGreaterThan(10);
      expect(effects(entry)).not.toBe('');
      const said = Object.values(entry.effects);
      // what may have happened may never simply be sent again
      if (said.some((effect) => effect !== 'none')) expect(entry.again).toBe('query-first');
    },
  );
});

describe('judging a failure', () => {
  test('a fault of the request has no effect', () => {
    expect(judged('mixed-order', 'PARAM_ERROR')).toEqual({
      error: 'PARAM_ERROR',
      code: `PARAM_ERROR ${ID}-0`,
      effect: 'none',
      reason: 'payment-misconfigured',
    });
  });

  test('“order exists” may be ours of an earlier try: maybe, whatever the word beside it', () => {
    for (const word of ['ALREADY_EXISTS', 'PARAM_ERROR', 'RULE_LIMIT', 'WHAT_EVER']) {
      expect(judged('mixed-order', word, '268512536')).toMatchObject({
        number: '268512536',
        code: `268512536 ${ID}-268512536`,
        effect: 'maybe',
      });
    }
  });

  test.each(['OUT_TRADE_NO_USED', 'ALREADY_EXISTS', 'INVALID_REQUEST', 'ORDERPAID', 'TRADE_ERROR'])(
    '%s at ordering is maybe',
    (word) => {
      expect(judged('prepay', word).effect).toBe('maybe');
      expect(judged('mixed-order', word).effect).toBe('maybe');
    },
  );

  test('a number says more than the word', () => {
    expect(judged('mixed-order', 'INVALID_REQUEST', '268529477').effect).toBe('none');
    expect(judged('mixed-order', 'RULE_LIMIT', '268545963')).toMatchObject({
      effect: 'none',
      reason: 'insurance-card-not-bound',
    });
  });

  test.each(['SYSTEM_ERROR', 'BANK_ERROR'])('%s is maybe, even beside a number', (word) => {
    expect(judged('mixed-order', word, '268529477', 400).effect).toBe('maybe');
    for (const call of CALLS) expect(judged(call, word, '0', 500).effect).toBe('maybe');
  });

  test('nothing with 5xx is none', () => {
    expect(judged('mixed-order', 'PARAM_ERROR', '0', 500).effect).toBe('maybe');
    expect(judged('mixed-order', 'PARAM_ERROR', '268545963', 502).effect).toBe('maybe');
    expect(judged('prepay', 'OPENID_MISMATCH', '0', 500).effect).toBe('maybe');
  });

  test('an error of another call is maybe', () => {
    expect(judged('refund-cash', 'PARAM_ERROR', '268545963').effect).toBe('maybe');
    expect(judged('mixed-order', 'ORDER_NOT_EXIST').effect).toBe('maybe');
    expect(judged('mixed-order', 'NOT_ENOUGH').effect).toBe('maybe');
  });

  test('closing: closed before is done, paid or past the password is none', () => {
    expect(judged('close-cash', 'ORDER_CLOSED').effect).toBe('done');
    expect(judged('close-cash', 'ORDERPAID').effect).toBe('none');
    expect(judged('close-cash', 'RULE_LIMIT', '268560650', 403).effect).toBe('none');
    expect(judged('close-cash', 'ORDERNOTEXIST').effect).toBe('none');
  });

  test('refunding: no balance and too often are none and may be sent again', () => {
    expect(judged('refund-cash', 'NOT_ENOUGH', '0', 403).effect).toBe('none');
    expect(judged('refund-cash', 'FREQUENCY_LIMITED', '0', 429)).toMatchObject({
      effect: 'none',
      reason: 'busy',
    });
    expect(apiError('FREQUENCY_LIMITED')?.again).toBe('now');
    expect(judged('refund-cash', 'RESOURCE_NOT_EXISTS', '0', 404).reason).toBe('order-not-found');
  });

  test('a word that nobody knows is maybe', () => {
    expect(judged('prepay', 'NEW_WORD')).toEqual({
      error: 'NEW_WORD',
      code: `NEW_WORD ${ID}-0`,
      effect: 'maybe',
      reason: 'payment-refused',
    });
  });

  test.each(['张小国', 'a@b.c', '1'.repeat(18), '', ' PARAM_ERROR', 'constructor', 'X'.repeat(40)])(
    '%j never stands in a code',
    (word) => {
      expect(judged('prepay', word)).toEqual({
        error: 'unlisted',
        code: `unlisted ${ID}-0`,
        effect: 'maybe',
        reason: 'payment-refused',
      });
    },
  );

  test('without a Request-Id the code is the word', () => {
    expect(judgeError('prepay', { status: 400, word: 'PARAM_ERROR' }).code).toBe('PARAM_ERROR');
  });
});

describe('the number of a Request-Id', () => {
  test.each([
    [`${ID}-268545963`, '268545963'],
    [`a-b-268545963`, '268545963'],
    [`${ID}-0`, undefined],
    [`${ID}-268578704`, undefined],
    [`${ID}268545963`, undefined],
    [`${ID}-2685459630`, undefined],
    [`${ID}-268545963-0`, undefined],
    ['PARAM_ERROR', undefined],
    [undefined, undefined],
  ])('%s: %s', (requestId, number) => {
    expect(numberOf(requestId)).toBe(number);
  });

  test('leads to the entry again, from the code in an order’s history', () => {
    expect(apiError(`268545963 ${ID}-268545963`)?.reason).toBe('insurance-card-not-bound');
    expect(apiError(`PARAM_ERROR ${ID}-0`)?.code).toBe('PARAM_ERROR');
    expect(apiError('unlisted')).toBeUndefined();
    expect(apiError('')).toBeUndefined();
  });
});

describe('texts of the bureau', () => {
  test.each([
    ['预结算金额不匹配', 'insurance-amount-mismatch', 'none'],
    ['自付费金额与支付金额不匹配', 'insurance-amount-mismatch', 'none'],
    ['结算费用明细总额与结算信息医疗费总额不一致', 'insurance-amount-mismatch', 'none'],
    ['自费预下单ID和收款预下单ID不一致', 'payment-misconfigured', 'none'],
    ['电子凭证 ecToken 二次核验失败', 'identity-mismatch', 'none'],
    ['该笔记录已结算', 'insurance-already-settled', 'maybe'],
    ['异地药店医疗目录编码未上传无码库', 'insurance-presettle-failed', 'none'],
    ['患者在院状态不允许结算', 'insurance-in-hospital', 'none'],
    ['授权已过期', 'authorisation-expired', 'none'],
    ['微信号未绑定医保电子凭证', 'insurance-card-not-bound', 'none'],
    ['亲属关系不存在', 'relative-not-bound', 'none'],
    ['监管接口异常', 'busy', 'maybe'],
  ])('%s', (text, reason, effect) => {
    const message = `医保局结算校验失败，请确认医保相关的字段是否正确：${text}`;
    const answer = judged('mixed-order', 'RULE_LIMIT', '268510610', 403, message);
    expect(answer).toMatchObject({ number: '268510610', reason, effect });
    expect(bureauError(text)?.reason).toBe(reason);
  });

  test('are read behind 268510610 only, and a text that nobody knows says what the number says', () => {
    expect(judged('mixed-order', 'RULE_LIMIT', '268529477', 403, '已结算').effect).toBe('none');
    expect(judged('mixed-order', 'RULE_LIMIT', '268510610', 403, '别的').reason).toBe(
      'insurance-presettle-failed',
    );
    expect(bureauError('别的')).toBeUndefined();
    expect(bureauError('')).toBeUndefined();
  });

  test('every fragment leads to the row it stands in', () => {
    for (const { fragments, row: line } of BUREAU_TEXTS) {
      for (const fragment of fragments) expect(bureauError(fragment)?.code).toBe(line[0]);
    }
  });
});

describe('docs/error-codes-2.0.md', () => {
  const squeezed = (text: string) =>
    text
      .replace(/-{3,}/g, '---')
      .replace(/[ \t]+/g, ' ')
      .trim();
  const page = squeezed(readFileSync('docs/error-codes-2.0.md', 'utf8'));

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
