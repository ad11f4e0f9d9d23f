import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import {
  answer,
  bench,
  FOREVER,
  IDENTITY,
  ok,
  ORDER,
  OTHER_ORDER,
  REQUEST,
  sealed,
  xml,
  type Message,
} from '../support/payinsurance-bench';
import {
  cases,
  failing,
  refusing,
  returnFail,
  run,
  STATE,
  unsigned,
} from '../support/payinsurance-answers';

describe('queryorder', () => {
  test('asks by our number with the account of the mode (trap 29)', async () => {
    const rig = bench(undefined, () => ok(answer(STATE)));
    expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
    const {
      nonce_str: _nonce,
      sign: _sign,
      ...fields
    } = Object.fromEntries(rig.sent[1]?.fields ?? []);
    expect(fields).toEqual({ ...IDENTITY, hosp_out_trade_no: ORDER });
  });

  test.each(
    cases(
      ['a state', ok(answer(STATE)), 'evidence'],
      [
        'another order',
        ok(answer({ ...STATE, hosp_out_trade_no: OTHER_ORDER })),
        'unknown',
        'other-order',
      ],
      [
        'no order',
        ok(answer({ ...STATE, hosp_out_trade_no: '' })),
        'unknown',
        'order-no-unreadable',
      ],
      ['541, signed', refusing('541'), 'not-found'],
      [
        '541 for another merchant',
        ok(answer({ ...failing('541'), mch_id: '1' })),
        'unknown',
        'not-ours',
      ],
      ['541 in an unsigned return FAIL', returnFail({ err_code: '541' }), 'unknown', '541'],
      ['540', refusing('540'), 'unknown', '540'],
      ['542', refusing('542'), 'unknown', '542'],
      ['513', refusing('513'), 'unknown', '513'],
      ['签名失败', returnFail({ return_msg: '签名失败' }), 'unknown', '签名失败'],
      ['no connection', { ok: false, failure: 'not-sent' }, 'unknown', 'not-sent'],
    ),
  )('%s', async (_what, outcome, expected) => {
    expect(await run.query(outcome)).toMatchObject(expected);
  });

  test('another merchant with our order number is evidence that is not ours (money rule 4)', async () => {
    expect(await run.query(ok(answer({ ...STATE, mch_id: '1' })))).toMatchObject({
      kind: 'evidence',
      evidence: { ours: false },
    });
  });
});

describe('closeorder (money rule 7)', () => {
  test.each(
    cases(
      ['success', ok(answer({ result_code: 'SUCCESS' })), 'taken'],
      ['a signed no', refusing('80001'), 'refused', '80001'],
      ['a signed no that nobody listed', refusing('599'), 'refused', '599'],
      ['签名失败', returnFail({ return_msg: '签名失败' }), 'refused', '签名失败'],
      ['unsigned success', unsigned({ result_code: 'SUCCESS' }), 'unknown', 'signature'],
      ['an unsigned no', unsigned(failing('80001')), 'unknown', 'signature'],
      ['no answer', { ok: false, failure: 'unknown' }, 'unknown', 'no-answer'],
      [
        'another merchant',
        ok(answer({ result_code: 'SUCCESS', mch_id: '1' })),
        'unknown',
        'not-ours',
      ],
    ),
  )('%s', async (_what, outcome, expected) => {
    expect(await run.close(outcome)).toMatchObject(expected);
  });

  test('says whether the refused close can have had an effect', async () => {
    expect(await run.close(refusing('80001'))).toMatchObject({ effect: 'none' });
    expect(await run.close(refusing('599'))).toMatchObject({ effect: 'maybe' });
    expect(await run.close(refusing('541'))).toMatchObject({ effect: 'maybe' });
  });
});

describe('verifyname (§3.9, trap 28: its answer is not signed)', () => {
  const claim = { openId: REQUEST.payer, name: '张小国', idDigest: 'a'.repeat(32) };
  const verify = (outcome: HttpOutcome) => {
    const rig = bench(undefined, () => outcome);
    return rig.channel.verify(claim, FOREVER).then((result) => ({ ...rig, result }));
  };
  const said = (more: Message) => ok(xml({ return_code: 'SUCCESS', ...more }));

  test('sends openid, name and digest, and no account', async () => {
    const { sent } = await verify(said({ result_code: 'SUCCESS' }));
    const { nonce_str: _nonce, sign: _sign, ...fields } = Object.fromEntries(sent[1]?.fields ?? []);
    expect(fields).toEqual({ openid: claim.openId, name: claim.name, idcard_md5: claim.idDigest });
  });

  test.each([
    ['SUCCESS', said({ result_code: 'SUCCESS' }), { kind: 'matches' }],
    [
      '80004',
      said(failing('80004')),
      { kind: 'differs', code: '80004', reason: 'name-card-not-bound' },
    ],
    ['80005', said(failing('80005')), { kind: 'differs', code: '80005', reason: 'name-mismatch' }],
    [
      '80006',
      said(failing('80006')),
      { kind: 'differs', code: '80006', reason: 'identity-mismatch' },
    ],
    ['80000', said(failing('80000')), { kind: 'unknown', code: '80000' }],
    [
      '80001',
      said(failing('80001')),
      { kind: 'unknown', code: '80001', reason: 'payment-misconfigured' },
    ],
    [
      'a right signature',
      ok(sealed({ return_code: 'SUCCESS', result_code: 'SUCCESS' })),
      { kind: 'matches' },
    ],
    [
      'a wrong signature',
      ok(sealed({ return_code: 'SUCCESS', result_code: 'SUCCESS' }, 'x')),
      { kind: 'unknown', code: 'signature' },
    ],
    [
      'return_code FAIL with 80005',
      returnFail({ err_code: '80005' }),
      { kind: 'unknown', code: '80005' },
    ],
    ['garbage', ok('<<<garbage'), { kind: 'unknown', code: 'unreadable' }],
    [
      'no answer',
      { ok: false, failure: 'unknown' } as const,
      { kind: 'unknown', code: 'no-answer' },
    ],
  ])('%s', async (_what, outcome, result) => {
    expect((await verify(outcome)).result).toMatchObject(result);
  });

  test('a claim that breaks the table is not sent', async () => {
    const rig = bench();
    const result = await rig.channel.verify({ ...claim, name: '' }, FOREVER);
    expect(result).toEqual({
      kind: 'unknown',
      code: 'field-name-missing',
      reason: 'payment-misconfigured',
    });
    expect(rig.sent).toEqual([]);
  });
});

describe('time', () => {
  test('a call takes 8 s at most, and no more than the invocation has', async () => {
    const rig = bench(undefined, () => ok(answer(STATE)));
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    await rig.channel.query({ orderNo: ORDER }, { leftMs: () => 2500 });
    expect(rig.sent.map(({ request }) => request.timeoutMs)).toEqual([8000, 8000, 2500]);
  });

  test('without time nothing is sent, and that has no effect', async () => {
    const rig = bench();
    expect(await rig.channel.place(REQUEST, { leftMs: () => 0 })).toEqual({
      kind: 'rejected',
      code: 'token-wait',
      reason: 'timeout',
    });
    expect(rig.sent).toEqual([]);
  });

  test('when the token took all the time, the order is not sent', async () => {
    const rig = bench();
    const grants = rig.script.token;
    let left = 5000;
    rig.script.token = (sent) => {
      left = 0;
      return grants(sent);
    };
    expect(await rig.channel.place(REQUEST, { leftMs: () => left })).toEqual({
      kind: 'rejected',
      code: 'no-time-left',
      reason: 'timeout',
    });
    expect(rig.calls()).toEqual(['gettoken']);
  });
});
