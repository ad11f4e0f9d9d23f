import {
  answer,
  bench,
  FOREVER,
  IDENTITY,
  INDEPENDENT,
  KEY,
  ok,
  REQUEST,
  sealed,
  xml,
  type Message,
} from '../support/payinsurance-bench';
import {
  cases,
  failing,
  gateway,
  PLACED,
  refusing,
  returnFail,
  run,
  STATE,
  unsigned,
} from '../support/payinsurance-answers';

const cut = (body: string) => ok(body.slice(0, -20));

/** The same for every call: nothing is known of what happened. */
const DARK = cases(
  ['a time-out or a cut connection', { ok: false, failure: 'unknown' }, 'unknown', 'no-answer'],
  ['HTTP 500', ok(answer(PLACED), 500), 'unknown', 'http-500'],
  ['HTTP 502 with a token refusal', ok('{"errcode":40001}', 502), 'unknown', 'http-502'],
  ['HTTP 302', ok('', 302), 'unknown', 'http-302'],
  ['an empty body', ok(''), 'unknown', 'unreadable'],
  ['a page', ok('<html><body>busy</body></html>'), 'unknown', 'unreadable'],
  ['garbage', ok('<<<garbage'), 'unknown', 'unreadable'],
  ['cut JSON', ok('{"errcode":400'), 'unknown', 'unreadable'],
  ['JSON of something else', ok('{"return_code":"SUCCESS"}'), 'unknown', 'unreadable'],
  ['errcode 0', gateway(0), 'unknown', 'unreadable'],
  ['a cut answer', cut(answer({ ...PLACED, ...STATE })), 'unknown', 'unreadable'],
  ['a doctype', ok(`<!DOCTYPE x>${answer(PLACED)}`), 'unknown', 'unreadable'],
  [
    'a doubled sign',
    ok(answer({ ...PLACED, ...STATE }).replace('<return_code>', '<sign>A</sign><return_code>')),
    'unknown',
    'unreadable',
  ],
  ['no return_code', ok(sealed({ ...IDENTITY, ...PLACED })), 'unknown', 'return-code'],
  [
    'a return_code of its own',
    ok(answer({ ...PLACED, return_code: 'OK' })),
    'unknown',
    'return-code',
  ],
  ['no result_code', ok(answer({ med_trans_id: 'M1' })), 'unknown', 'result-code'],
  ['unsigned success', unsigned({ ...PLACED, ...STATE }), 'unknown', 'signature'],
  [
    'success with an empty sign',
    ok(xml({ return_code: 'SUCCESS', ...IDENTITY, ...PLACED, ...STATE, sign: '' })),
    'unknown',
    'signature',
  ],
  [
    'success signed with another key',
    ok(sealed({ return_code: 'SUCCESS', ...IDENTITY, ...PLACED, ...STATE }, KEY.toLowerCase())),
    'unknown',
    'signature',
  ],
  [
    'success altered on the way',
    ok(answer({ ...PLACED, ...STATE }).replace('M1', 'M2')),
    'unknown',
    'signature',
  ],
  ['an unsigned no of the bureau', unsigned(failing('532')), 'unknown', 'signature'],
  ['an unsigned 541', unsigned(failing('541')), 'unknown', 'signature'],
  [
    'a wrongly signed token refusal',
    ok(sealed({ return_code: 'SUCCESS', ...IDENTITY, ...failing('40001') }, 'x')),
    'unknown',
    'signature',
  ],
  ['return_code FAIL without a reason', returnFail({}), 'unknown', 'unlisted'],
  ['return_code FAIL, 系统失败', returnFail({ return_msg: '系统失败' }), 'unknown', 'unlisted'],
  [
    'return_code FAIL, 80000',
    returnFail({ return_msg: 'x', err_code: '80000' }),
    'unknown',
    '80000',
  ],
  [
    'return_code FAIL, wrongly signed',
    ok(sealed({ return_code: 'FAIL', return_msg: '签名失败' }, 'x')),
    'unknown',
    'signature',
  ],
  ['the gateway is busy', gateway(-1), 'unknown', '-1'],
  ['a gateway number nobody listed', gateway(99999), 'unknown', '99999'],
  ['514', refusing('514'), 'unknown', '514'],
);

describe('unknown, whatever was asked', () => {
  test.each(DARK)('%s', async (_what, outcome, expected) => {
    expect(await run.place(outcome)).toMatchObject(expected);
    expect(await run.query(outcome)).toMatchObject(expected);
    expect(await run.refund(outcome)).toMatchObject(expected);
    expect(await run.queryRefund(outcome)).toMatchObject(expected);
    expect(await run.close(outcome)).toMatchObject(
      expected.code === '514' ? { kind: 'refused', effect: 'maybe' } : expected,
    );
  });
});

describe('unifiedorder: accepted, rejected or unknown (money rule 2, trap 28)', () => {
  test.each(
    cases(
      ['success', ok(answer(PLACED)), 'accepted'],
      [
        'trap 7: success whatever err_code says',
        ok(answer({ ...PLACED, err_code: '514' })),
        'accepted',
      ],
      [
        'trap 7: failure although err_code is 0',
        ok(answer({ ...PLACED, result_code: 'FAIL' })),
        'unknown',
        '0',
      ],
      [
        'trap 8: success with fields nobody knows',
        ok(answer({ ...PLACED, new_field: '1' })),
        'accepted',
      ],
      ['513', refusing('513'), 'rejected', '513'],
      ['530 is never a rejection', refusing('530'), 'unknown', '530'],
      ['531', refusing('531'), 'unknown', '531'],
      ['532', refusing('532'), 'rejected', '532'],
      ['533', refusing('533'), 'rejected', '533'],
      ['534', refusing('534'), 'rejected', '534'],
      ['535', refusing('535'), 'rejected', '535'],
      ['541, which is not documented here', refusing('541'), 'unknown', '541'],
      ['554, which is not documented here', refusing('554'), 'unknown', '554'],
      ['80000', refusing('80000'), 'unknown', '80000'],
      ['80001', refusing('80001'), 'rejected', '80001'],
      ['a number nobody listed', refusing('599'), 'unknown', '599'],
      ['a code in words', refusing('ORDER_CLOSED'), 'unknown', 'ORDER_CLOSED'],
      ['a code that might be a name', refusing('张小国 already paid'), 'unknown', 'unlisted'],
      ['no code', ok(answer({ result_code: 'FAIL' })), 'unknown', 'unlisted'],
      ['unsigned 签名失败', returnFail({ return_msg: '签名失败' }), 'rejected', '签名失败'],
      [
        'unsigned 参数格式校验错误',
        returnFail({ return_msg: '参数格式校验错误' }),
        'rejected',
        '参数格式校验错误',
      ],
      [
        'unsigned 80002',
        returnFail({ return_msg: '签名失败', err_code: '80002' }),
        'rejected',
        '80002',
      ],
      [
        'an unknown number beside a wording of the catalogue',
        returnFail({ return_msg: '签名失败', err_code: '599' }),
        'unknown',
        '599',
      ],
      [
        'an unknown number beside a known one',
        returnFail({ err_code: '80002', errcode: '599' }),
        'unknown',
        '599',
      ],
      [
        'a known number after an unknown one',
        returnFail({ err_code: '599', errcode: '80002' }),
        'unknown',
        '599',
      ],
      [
        'two known numbers, both without effect',
        returnFail({ err_code: '80002', errcode: '40001' }),
        'rejected',
        '80002',
      ],
      [
        'a gateway number beside one that is none, unsigned',
        unsigned({ ...failing('45009'), errcode: '599' }),
        'unknown',
        'signature',
      ],
      ['unsigned return FAIL with 530', returnFail({ err_code: '530' }), 'unknown', '530'],
      ['no connection', { ok: false, failure: 'not-sent' }, 'rejected', 'not-sent'],
      ['quota', gateway(45009), 'rejected', '45009'],
      ['another appid', ok(answer({ ...PLACED, appid: 'wxother' })), 'unknown', 'not-ours'],
      ['another merchant', ok(answer({ ...PLACED, mch_id: '1' })), 'unknown', 'not-ours'],
      ['another hospital', ok(answer({ ...PLACED, sub_mch_id: '1' })), 'unknown', 'not-ours'],
      [
        'another hospital appid',
        ok(answer({ ...PLACED, sub_appid: 'wx1' })),
        'unknown',
        'not-ours',
      ],
      ['no merchant', ok(answer({ ...PLACED, mch_id: '' })), 'unknown', 'not-ours'],
      [
        'a no for another merchant',
        ok(answer({ ...failing('532'), mch_id: '1' })),
        'unknown',
        'not-ours',
      ],
      ['no pay_url', ok(answer({ ...PLACED, pay_url: '' })), 'unknown', 'launch-missing'],
      ['no pay_appid', ok(answer({ ...PLACED, pay_appid: '' })), 'unknown', 'launch-missing'],
      [
        'a page for a service account',
        ok(answer({ ...PLACED, pay_url: 'https://mp.weixin.qq.com/x' })),
        'unknown',
        'launch-missing',
      ],
      ['no med_trans_id', ok(answer({ ...PLACED, med_trans_id: '' })), 'unknown', 'launch-missing'],
    ),
  )('%s', async (_what, outcome, expected) => {
    expect(await run.place(outcome)).toMatchObject(expected);
  });

  test('an independent hospital takes itself repeated in the sub fields, and nobody else', async () => {
    const own = { appid: INDEPENDENT.appid, mch_id: INDEPENDENT.mchId };
    const place = async (sub: Message) =>
      (
        await bench(INDEPENDENT, () =>
          ok(sealed({ return_code: 'SUCCESS', ...PLACED, ...own, ...sub })),
        ).channel.place(REQUEST, FOREVER)
      ).kind;
    expect(await place({})).toBe('accepted');
    expect(await place({ sub_appid: own.appid, sub_mch_id: own.mch_id })).toBe('accepted');
    expect(await place({ sub_mch_id: '1' })).toBe('unknown');
  });
});
