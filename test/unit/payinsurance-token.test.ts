import { appSecret, type PayInsuranceConfig } from '../../cloudfunctions/channels/payinsurance';
import type { HttpOutcome } from '../../cloudfunctions/ports/http';
import { STATE } from '../support/payinsurance-answers';
import {
  AGENT_SECRET,
  answer,
  bench,
  FOREVER,
  grant,
  INDEPENDENT,
  ok,
  ORDER,
  OWN_SECRET,
  REQUEST,
  sealed,
  xml,
  type Sent,
} from '../support/payinsurance-bench';

const SLOT = 'payinsurance-agent-wxprovider-wxhospital';
const HOUR = 3_600_000;
const own = { appid: INDEPENDENT.appid, mch_id: INDEPENDENT.mchId };
const fine = () => ok(answer(STATE));
const fineAlone = () => ok(sealed({ return_code: 'SUCCESS', ...own, ...STATE }));
const tokenOf = (sent: Sent) => sent.url.searchParams.get('access_token');
const used = (rig: ReturnType<typeof bench>) =>
  rig.sent.map(tokenOf).filter((token) => token !== null);
/** Whatever was stored, now it is that token, for an hour. */
const hold = async (rig: ReturnType<typeof bench>, token: string) =>
  rig.tokens.save(SLOT, { token, expiresAt: rig.clock.now() + HOUR }, await rig.tokens.load(SLOT));
const refusal = (errcode: number): HttpOutcome =>
  ok(JSON.stringify({ errcode, errmsg: 'invalid credential' }));
/** The platform honours only the latest token, as trap 27 says. */
const latestOnly = (rig: ReturnType<typeof bench>, latest: () => string, code = 40001) => {
  rig.script.business = (sent) => (tokenOf(sent) === latest() ? fine() : refusal(code));
};

describe('where tokens come from', () => {
  test('service-provider mode asks gettoken with agentappid, agentsecret and appid (§3.2.1)', async () => {
    const rig = bench(undefined, fine);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    expect(rig.sent[0]?.request).toMatchObject({
      method: 'GET',
      url: `https://api.weixin.qq.com/payinsurance/gettoken?grant_type=client_credential&agentappid=wxprovider&agentsecret=${AGENT_SECRET}&appid=wxhospital`,
    });
    expect(used(rig)).toEqual(['tok-current-0001']);
  });

  const kinds: readonly [string, PayInsuranceConfig, object][] = [
    [
      'token',
      INDEPENDENT,
      {
        method: 'GET',
        url: `https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential&appid=wxhospital&secret=${OWN_SECRET}`,
      },
    ],
    [
      'stable-token',
      { ...INDEPENDENT, tokenSource: { kind: 'stable-token', appSecret: appSecret(OWN_SECRET) } },
      {
        method: 'POST',
        url: 'https://api.weixin.qq.com/cgi-bin/stable_token',
        body: JSON.stringify({
          grant_type: 'client_credential',
          appid: 'wxhospital',
          secret: OWN_SECRET,
          force_refresh: false,
        }),
      },
    ],
    [
      'external',
      { ...INDEPENDENT, tokenSource: { kind: 'external', url: 'https://h.example/token?k=1' } },
      { method: 'GET', url: 'https://h.example/token?k=1' },
    ],
  ];
  test.each(kinds)('independent mode, %s', async (_kind, config, request) => {
    const rig = bench(config, fineAlone);
    expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
    expect(rig.sent[0]?.request).toMatchObject(request);
    expect(used(rig)).toEqual(['tok-current-0001']);
  });

  test('a token with odd characters travels whole', async () => {
    const rig = bench(undefined, fine);
    rig.script.token = () => ok(JSON.stringify({ access_token: 'a+b/c=&d', expires_in: 7200 }));
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    expect(used(rig)).toEqual(['a+b/c=&d']);
  });
});

describe('one token for everybody', () => {
  test('is kept in the store and used by other instances', async () => {
    const rig = bench(undefined, fine);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    await rig.another().query({ orderNo: ORDER }, FOREVER);
    expect(rig.calls()).toEqual(['gettoken', 'queryorder', 'queryorder']);
    expect(await rig.tokens.load(SLOT)).toEqual({
      token: 'tok-current-0001',
      expiresAt: rig.clock.now() + 2 * HOUR,
    });
  });

  test('two instances without a token fetch one between them', async () => {
    const rig = bench(undefined, fine);
    const others = [rig.channel, rig.another(), rig.another(), rig.another()];
    const outcomes = await Promise.all(
      others.map((each) => each.query({ orderNo: ORDER }, FOREVER)),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('evidence'));
    expect(rig.calls().filter((call) => call === 'gettoken')).toHaveLength(1);
  });

  test('is used until 5 minutes before its end, then renewed', async () => {
    const rig = bench(undefined, fine);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    rig.clock.advance(2 * HOUR - 300_001);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    rig.clock.advance(1);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    expect(used(rig)).toEqual(['tok-current-0001', 'tok-current-0001', 'tok-current-0002']);
  });

  test('while one renews early, the others go on with the old one', async () => {
    const rig = bench(undefined, fine);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    rig.clock.advance(2 * HOUR - 60_000);
    await rig.lease.take(SLOT, 'somebody', rig.clock.now(), 15_000);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    expect(used(rig)).toEqual(['tok-current-0001', 'tok-current-0001']);
  });

  test('when renewing early fails, the old one goes on', async () => {
    const rig = bench(undefined, fine);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    rig.clock.advance(2 * HOUR - 60_000);
    rig.script.token = () => ({ ok: false, failure: 'unknown' });
    expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
  });

  test('one that is over is not used, even when renewing fails', async () => {
    const rig = bench(undefined, fine);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    rig.clock.advance(2 * HOUR);
    rig.script.token = () => ({ ok: false, failure: 'unknown' });
    expect(await rig.channel.query({ orderNo: ORDER }, FOREVER)).toMatchObject({
      code: 'token-unknown',
    });
    expect(used(rig)).toEqual(['tok-current-0001']);
  });

  test('is not fetched again when another finished between our look and our lease', async () => {
    const rig = bench(undefined, fine);
    const real = { ...rig.lease };
    rig.lease.take = async (name, holder, now, forMs) => {
      await hold(rig, 'theirs');
      return real.take(name, holder, now, forMs);
    };
    expect((await rig.another().query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
    expect(rig.calls()).toEqual(['queryorder']);
    expect(used(rig)).toEqual(['theirs']);
  });

  test('a fetcher that crashed is followed by another when its lease is over', async () => {
    const rig = bench(undefined, fine);
    await rig.lease.take(SLOT, 'crashed', rig.clock.now(), 15_000);
    expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
    expect(used(rig)).toEqual(['tok-current-0001']);
  });

  test('whoever waits for a fetcher in vain has sent nothing', async () => {
    const rig = bench(undefined, fine);
    await rig.lease.take(SLOT, 'slow', rig.clock.now(), 60_000);
    expect(await rig.channel.place(REQUEST, FOREVER)).toEqual({
      kind: 'rejected',
      code: 'token-wait',
      reason: 'busy',
    });
    expect(rig.sent).toEqual([]);
  });

  test('the lease is given back, after failures too', async () => {
    const rig = bench(undefined, fine);
    rig.script.token = () => ok('<<<garbage');
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    expect(await rig.lease.take(SLOT, 'next', rig.clock.now(), 1)).toBe(true);
  });

  test('hospitals and modes keep their tokens apart', async () => {
    const rig = bench(undefined, fine);
    await rig.channel.query({ orderNo: ORDER }, FOREVER);
    for (const name of ['payinsurance-agent-wxprovider-wxother', 'payinsurance-token-wxhospital']) {
      expect(await rig.tokens.load(name)).toBeUndefined();
    }
  });
});

describe('trap 27: a refused token', () => {
  test.each([40001, 40014, 42001])('%d: fetched anew, sent again, once', async (code) => {
    const rig = bench();
    await hold(rig, 'stale');
    latestOnly(rig, () => 'tok-current-0001', code);
    expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
    expect(used(rig)).toEqual(['stale', 'tok-current-0001']);
  });

  test('the same order goes out again under the same number, with another nonce', async () => {
    const rig = bench();
    await hold(rig, 'stale');
    rig.script.business = (sent) => (tokenOf(sent) === 'stale' ? refusal(42001) : ok(''));
    await rig.channel.place(REQUEST, FOREVER);
    const [first, second] = rig.sent
      .filter(({ url }) => url.pathname.endsWith('unifiedorder'))
      .map(({ fields }) => {
        const { nonce_str, sign, ...rest } = Object.fromEntries(fields);
        return { nonce_str, sign, rest };
      });
    expect(second?.rest).toEqual(first?.rest);
    expect(second?.nonce_str).not.toBe(first?.nonce_str);
  });

  test('refused twice: nothing happened, and no third try', async () => {
    const rig = bench(undefined, () => refusal(40014));
    expect(await rig.channel.place(REQUEST, FOREVER)).toMatchObject({
      kind: 'rejected',
      code: '40014',
    });
    expect(rig.calls()).toEqual(['gettoken', 'unifiedorder', 'gettoken', 'unifiedorder']);
  });

  test('is not fetched anew when somebody else has done so meanwhile', async () => {
    const rig = bench();
    await hold(rig, 'stale');
    rig.script.business = async (sent) => {
      if (tokenOf(sent) === 'new') return fine();
      await hold(rig, 'new');
      return refusal(40001);
    };
    expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
    expect(rig.calls()).toEqual(['queryorder', 'queryorder']);
    expect(used(rig)).toEqual(['stale', 'new']);
  });

  test('ten instances refused at once fetch one new token between them', async () => {
    const rig = bench();
    await hold(rig, 'stale');
    const fresh = grant();
    let latest = 'none';
    rig.script.token = async (sent) => {
      const outcome = await fresh(sent);
      latest = 'tok-current-0001';
      return outcome;
    };
    latestOnly(rig, () => latest);
    const all = Array.from({ length: 10 }, () => rig.another().query({ orderNo: ORDER }, FOREVER));
    expect((await Promise.all(all)).map(({ kind }) => kind)).toEqual(Array(10).fill('evidence'));
    expect(rig.calls().filter((call) => call === 'gettoken')).toHaveLength(1);
  });

  test('a holder that hands the refused one out again is not believed', async () => {
    const external = {
      ...INDEPENDENT,
      tokenSource: { kind: 'external', url: 'https://h.example/t' },
    } as const;
    const rig = bench(external, () => refusal(40001));
    rig.script.token = () => ok(JSON.stringify({ access_token: 'same', expires_in: 7200 }));
    expect(await rig.channel.place(REQUEST, FOREVER)).toMatchObject({
      kind: 'rejected',
      code: 'token-still-refused',
    });
    expect(used(rig)).toEqual(['same']);
  });

  test('is seen in XML as well, signed or not', async () => {
    for (const body of [
      xml({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: '42001' }),
      answer({ result_code: 'FAIL', err_code: '42001' }),
      xml({ return_code: 'FAIL', err_code: '42001' }),
    ]) {
      const rig = bench();
      await hold(rig, 'stale');
      rig.script.business = (sent) => (tokenOf(sent) === 'stale' ? ok(body) : fine());
      expect((await rig.channel.query({ orderNo: ORDER }, FOREVER)).kind).toBe('evidence');
    }
  });
});
