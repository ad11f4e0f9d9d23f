import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import { bench, FOREVER, ok, ORDER, REQUEST, xml } from '../support/payinsurance-bench';

describe('without a token nothing was sent', () => {
  const granted = { access_token: 'tok', expires_in: '7200' };
  test.each<[string, HttpOutcome, string]>([
    ['no connection', { ok: false, failure: 'not-sent' }, 'token-not-sent'],
    ['no answer', { ok: false, failure: 'unknown' }, 'token-unknown'],
    ['HTTP 500', ok('{"access_token":"t","expires_in":7200}', 500), 'token-http-500'],
    ['garbage', ok('<<<garbage'), 'token-unreadable'],
    ['cut JSON', ok('{"access_token":"t"'), 'token-unreadable'],
    ['no lifetime', ok('{"access_token":"t"}'), 'token-unreadable'],
    ['a lifetime of nothing', ok('{"access_token":"t","expires_in":0}'), 'token-unreadable'],
    [
      'a token with a blank in it',
      ok('{"access_token":"a b","expires_in":7200}'),
      'token-unreadable',
    ],
    [
      'XML that failed with a token in it',
      ok(xml({ return_code: 'SUCCESS', result_code: 'FAIL', ...granted })),
      'token-unreadable',
    ],
    [
      'XML with return_code FAIL',
      ok(xml({ return_code: 'FAIL', result_code: 'SUCCESS', ...granted })),
      'token-unreadable',
    ],
    ['a wrong secret, JSON', ok('{"errcode":40125,"errmsg":"invalid appsecret"}'), '40125'],
    [
      'a wrong secret, XML',
      ok(xml({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: '40125' })),
      '40125',
    ],
    ['a busy gateway', ok('{"errcode":-1,"errmsg":"system error"}'), '-1'],
  ])('%s: rejected, effect none', async (_what, outcome, code) => {
    const rig = bench();
    rig.script.token = () => outcome;
    expect(await rig.channel.place(REQUEST, FOREVER)).toMatchObject({ kind: 'rejected', code });
    expect(rig.calls()).not.toContain('unifiedorder');
    expect(await rig.channel.query({ orderNo: ORDER }, FOREVER)).toMatchObject({
      kind: 'unknown',
      code,
    });
    expect(await rig.channel.close({ orderNo: ORDER }, FOREVER)).toMatchObject({
      kind: 'refused',
      effect: 'none',
    });
  });

  test('a wrong secret raises an alarm', async () => {
    const rig = bench();
    rig.script.token = () => ok('{"errcode":40125,"errmsg":"invalid appsecret"}');
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    expect(rig.alarms).toEqual(['payinsurance.call']);
  });
});
