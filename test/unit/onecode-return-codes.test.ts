/** Every return code of §1.7 and every name of our own: in the catalogue, in the page, and as an outcome. */
import { readFileSync } from 'node:fs';
import {
  IDENTITY_PAPERS,
  isIdentityPaper,
} from '../../cloudfunctions/channels/onecode/identity-papers';
import { clerkSentence, OWN_FAULTS } from '../../cloudfunctions/channels/onecode/own-faults';
import {
  RETURN_CODES,
  returnCode,
  UNLISTED,
} from '../../cloudfunctions/channels/onecode/return-codes';
import { REASONS, type Reason } from '../../miniprogram/shared/reasons';
import { FOREVER } from '../support/doubles';
import { bench, CERTIFICATE_ASK, CODE_ASK, failed } from '../support/onecode-bench';
import { errorDoc, row } from '../support/onecode-error-doc';

/** As the specification prints them, V1.0 §1.7; with who acts here and the reason that the counter shows. */
const DOCUMENT: readonly (readonly [number, string, string, Reason])[] = [
  [-1, '未知异常', 'centre', 'one-code-busy'],
  [-2, '请求参数异常', 'engineer', 'one-code-misconfigured'],
  [-3, '服务端请求超时', 'centre', 'one-code-busy'],
  [-4, '权限校验异常', 'engineer', 'one-code-misconfigured'],
  [-5, '无效的请求地址', 'engineer', 'one-code-misconfigured'],
  [-6, '触发限流', 'clerk', 'one-code-busy'],
  [500001, '该电子凭证不存在', 'patient', 'one-code-patient'],
  [500002, '该电子凭证未激活', 'patient', 'one-code-patient'],
  [500003, '该用户在该应用渠道未授权', 'patient', 'one-code-patient'],
  [500008, '非法授权码', 'patient', 'one-code-patient'],
  [500012, '该应用渠道不存在', 'centre', 'one-code-misconfigured'],
  [500014, '非法经办流水号', 'engineer', 'one-code-misconfigured'],
  [500033, '请求国家电子凭证出错', 'centre', 'one-code-busy'],
  [500042, '电子凭证密码未设置', 'patient', 'one-code-patient'],
  [500050, '用户身份信息为空，查询人员基础 Id 失败', 'patient', 'one-code-patient'],
  [500054, '参保地为空', 'patient', 'one-code-patient'],
  [500057, '用户身份信息校验不通过', 'patient', 'one-code-patient'],
  [500058, '人员信息错误', 'patient', 'one-code-patient'],
  [500084, '请求过于频繁, 请稍后再试', 'clerk', 'one-code-busy'],
  [500093, '渠道入参异常', 'engineer', 'one-code-misconfigured'],
  [500100, '无接口权限', 'engineer', 'one-code-misconfigured'],
  [500208, '该渠道认证记录不存在', 'centre', 'one-code-misconfigured'],
  [500209, '该渠道认证记录已停用', 'centre', 'one-code-misconfigured'],
  [500156, '线上业务类型编码不存在', 'engineer', 'one-code-misconfigured'],
  [500242, '签约信息缺失，请联系展码渠道检查', 'patient', 'one-code-patient'],
  [500243, '用户未在展码渠道签约，不可使用一码付', 'patient', 'one-code-not-signed'],
  [500244, '该支付渠道暂未接入', 'patient', 'one-code-patient'],
  [500316, '医保定点机构代码传输错误，请调整', 'engineer', 'one-code-misconfigured'],
  [
    500318,
    '该渠道暂不支持医保结算业务办理，可选择国家医保服务平台 APP 办理',
    'patient',
    'one-code-patient',
  ],
  [
    500319,
    '通知渠道为参保人发起密码核验认证服务失败，请重试或采用线下密码核验认证。通知失败原因：网络超时（张建国）',
    'clerk',
    'one-code-refused',
  ],
  [500320, '该笔结算业务无需参保人输入密码，可直接办理', 'clerk', 'one-code-refused'],
  [
    500321,
    '通知渠道为参保人发起密码核验认证服务失败，该渠道暂不支持医保结算业务办理，可选择国家医保服务平台 APP 办理',
    'patient',
    'one-code-patient',
  ],
];

test('the catalogue has these and no other, in their order', () => {
  expect(RETURN_CODES.map(({ code }) => code)).toEqual(DOCUMENT.map(([code]) => code));
});

describe.each(DOCUMENT)('%d %s', (code, message, whoActs, reason) => {
  test('says who acts and what the clerk reads', () => {
    const entry = returnCode(code);
    expect(entry).toMatchObject({ code, whoActs, reason });
    expect(entry?.scope).toBe(code < 0 ? 'system' : 'centre');
    expect(entry?.meaning).toMatch(/\p{Script=Han}{4}/u);
    expect(entry?.clerk).toMatch(/^[\p{Script=Han}].{6,}。$/u);
    expect(clerkSentence(`onecode ${code}`)).toBe(entry?.clerk);
    // whoever cannot repair it is not told to
    if (whoActs === 'engineer') expect(entry?.again).toBe('after-repair');
  });

  test('ends both calls at once, whatever the message', async () => {
    const rig = bench([failed(code, message)]);
    const outcome = { kind: 'refused', code: `onecode ${code}`, reason };
    expect(await rig.oneCode.status(CODE_ASK, FOREVER)).toEqual(outcome);
    expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual(outcome);
    expect(rig.sent).toHaveLength(2);
    const fields = { code: String(code), durationMs: 0 };
    expect(rig.lines).toEqual([
      `onecode.call ${JSON.stringify({ call: 'signedQuery', ...fields })}`,
      `onecode.call ${JSON.stringify({ call: 'genPayCert', ...fields })}`,
    ]);
    expect(rig.alarms).toHaveLength(reason === 'one-code-misconfigured' ? 2 : 0);
  });
});

test.each([1, 500000, 500317, -7, 999_999_999])(
  '%d, which is not listed, is a no',
  async (code) => {
    const rig = bench([failed(code)]);
    const outcome = { kind: 'refused', code: `onecode ${code}`, reason: UNLISTED.reason };
    expect(await rig.oneCode.certificate(CERTIFICATE_ASK, FOREVER)).toEqual(outcome);
    expect(clerkSentence(`onecode ${code}`)).toBe(UNLISTED.clerk);
  },
);

test.each([1_000_000_000, 0.5, 1e300])('%d is no code', async (code) => {
  const answer = await bench([failed(code)]).oneCode.status(CODE_ASK, FOREVER);
  expect(answer).toEqual({ kind: 'unknown', code: 'onecode unreadable', reason: 'one-code-busy' });
});

describe('names of our own', () => {
  test.each(Object.entries(OWN_FAULTS))('%s has a sentence', (name, { clerk, reason }) => {
    expect(clerk).toMatch(/^[\p{Script=Han}].{6,}。$/u);
    expect(REASONS).toContain(reason);
    expect(clerkSentence(`onecode ${name}`)).toBe(clerk);
  });

  test('a field’s sentence is that of all fields', () => {
    expect(clerkSentence('onecode field-devIP')).toBe(OWN_FAULTS['field-wrong'].clerk);
  });

  test.each(['', 'onecode', 'onecode ', 'onecode constructor', '500243', 'codepay NOT_ENOUGH'])(
    '%j has none',
    (code) => {
      expect(clerkSentence(code)).toBeUndefined();
    },
  );
});

describe('docs/error-codes-onecode.md', () => {
  const squeezed = (text: string) =>
    text
      .replace(/-{3,}/g, '---')
      .replace(/[ \t]+/g, ' ')
      .trim();
  const page = squeezed(readFileSync('docs/error-codes-onecode.md', 'utf8'));

  test.each(RETURN_CODES.map((entry) => [entry.code, entry] as const))(
    'has the row of %d',
    (_code, entry) => {
      expect(page).toContain(squeezed(`| ${row(entry).join(' | ')} |`));
    },
  );

  test('says nothing else than the catalogue', () => {
    expect(page).toBe(squeezed(errorDoc()));
  });
});

describe('the dictionary of papers (§1.6.1)', () => {
  test('has nineteen, from 01 to 99', () => {
    const codes = Object.keys(IDENTITY_PAPERS).sort();
    const upTo17 = Array.from({ length: 17 }, (_one, index) => String(index + 1).padStart(2, '0'));
    expect(codes).toEqual([...upTo17, '90', '99']);
    expect(IDENTITY_PAPERS['01']).toBe('居民身份证（户口簿）');
    expect(IDENTITY_PAPERS['99']).toBe('其他身份证件');
  });

  test('knows two digits only', () => {
    expect(['01', '90', '1', '18', '', 'toString', '001'].map(isIdentityPaper)).toEqual([
      ...[true, true, false, false, false, false, false],
    ]);
  });
});
