/**
 * access_token in both modes (§3.2.1, §3.2.2; trap 27), and what the gateway says to a token that is
 * absent, malformed, unknown, stale or expired.
 */

import {
  call,
  fetchOwnToken,
  fetchToken,
  HOSPITAL,
  INDEPENDENT,
  naming,
  OTHER_HOSPITAL,
  post,
  PROVIDER,
  replyOf,
  startRig,
  type Reply,
  type Rig,
} from './platform-support';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const AGENT = {
  grant_type: 'client_credential',
  agentappid: PROVIDER.appid,
  agentsecret: PROVIDER.secret,
  appid: HOSPITAL.appid,
};
const OWN = {
  grant_type: 'client_credential',
  appid: INDEPENDENT.appid,
  secret: INDEPENDENT.secret,
};

async function get(path: string, query: Record<string, string>, method = 'GET'): Promise<Reply> {
  const search = new URLSearchParams(query).toString();
  return replyOf(await fetch(`${rig.url}${path}?${search}`, { method }));
}

async function errcodeFor(token: string): Promise<string | undefined> {
  const { type, fields } = await call(rig, 'queryorder', token, naming('T1'));
  if (type.startsWith('application/json')) return fields.errcode;
  return undefined;
}

describe('gettoken', () => {
  test.each(['GET', 'POST'])('answers %s with unsigned XML', async (method) => {
    const { type, fields } = await get('/payinsurance/gettoken', AGENT, method);
    expect(type).toContain('text/xml');
    expect(fields).toMatchObject({
      return_code: 'SUCCESS',
      result_code: 'SUCCESS',
      expires_in: '7200',
    });
    expect(fields.access_token).toMatch(/^\w{100,256}$/);
    expect(fields.sign).toBeUndefined();
  });
  test.each([
    ['grant_type', 'x', '40002'],
    ['agentappid', 'wxother', '40013'],
    ['agentsecret', 'guess', '40125'],
    ['agentsecret', '', '41004'],
    ['appid', 'wxother', '40013'],
    ['appid', '', '41002'],
  ])('refuses %s = %j with %s', async (name, value, code) => {
    const { fields } = await get('/payinsurance/gettoken', { ...AGENT, [name]: value });
    expect(fields).toMatchObject({ return_code: 'SUCCESS', result_code: 'FAIL', err_code: code });
    expect(fields.access_token).toBeUndefined();
  });
});

describe('cgi-bin/token', () => {
  test('answers JSON', async () => {
    const { type, fields } = await get('/cgi-bin/token', OWN);
    expect(type).toContain('application/json');
    expect(fields).toMatchObject({ expires_in: '7200' });
    expect(await errcodeFor(fields.access_token ?? '')).toBeUndefined();
  });
  test.each([
    ['grant_type', 'x', '40002'],
    ['appid', 'wxother', '40013'],
    ['secret', 'guess', '40125'],
    ['secret', '', '41004'],
  ])('refuses %s = %j with %s', async (name, value, errcode) => {
    expect((await get('/cgi-bin/token', { ...OWN, [name]: value })).fields).toMatchObject({
      errcode,
    });
  });
});

describe('cgi-bin/stable_token', () => {
  const stable = async (more = {}) =>
    (
      await post(
        `${rig.url}/cgi-bin/stable_token`,
        JSON.stringify({ ...OWN, ...more }),
        'application/json',
      )
    ).fields;
  test('keeps its token until it is forced, apart from cgi-bin/token', async () => {
    const first = await stable();
    const plain = await fetchOwnToken(rig);
    rig.clock.advance(60_000);
    const second = await stable();
    expect(second).toMatchObject({ access_token: first.access_token, expires_in: '7140' });
    expect(await errcodeFor(plain)).toBeUndefined();
    const forced = await stable({ force_refresh: true });
    expect(forced.access_token).not.toBe(first.access_token);
    expect(await errcodeFor(first.access_token ?? '')).toBe('40001');
    expect(await errcodeFor(forced.access_token ?? '')).toBeUndefined();
  });
  test('makes a new one once the old one has expired', async () => {
    const first = await stable();
    rig.clock.advance(7_200_000);
    expect((await stable()).access_token).not.toBe(first.access_token);
  });
  test('refuses a wrong secret and a body that is no JSON', async () => {
    expect(await stable({ secret: 'guess' })).toMatchObject({ errcode: '40125' });
    const { fields } = await post(`${rig.url}/cgi-bin/stable_token`, '{');
    expect(fields).toMatchObject({ errcode: '40002' });
  });
});

describe('the gateway', () => {
  test('tells absent, malformed, unknown and expired tokens apart, in JSON', async () => {
    const good = await fetchToken(rig);
    expect(await errcodeFor('')).toBe('41001');
    expect(await errcodeFor('short!')).toBe('40014');
    expect(await errcodeFor('x'.repeat(136))).toBe('40001');
    expect(await errcodeFor(good)).toBeUndefined();
    rig.clock.advance(7_199_999);
    expect(await errcodeFor(good)).toBeUndefined();
    rig.clock.advance(1);
    expect(await errcodeFor(good)).toBe('42001');
  });
  test('takes the first token for stale after a second fetch (trap 27)', async () => {
    const first = await fetchToken(rig);
    const second = await fetchToken(rig);
    expect(await errcodeFor(first)).toBe('40001');
    expect(await errcodeFor(second)).toBeUndefined();
  });
  test('keeps the tokens of two hospitals apart', async () => {
    const first = await fetchToken(rig);
    const other = await fetchToken(rig, OTHER_HOSPITAL);
    expect(await errcodeFor(first)).toBeUndefined();
    const { fields } = await call(rig, 'queryorder', other, naming('T1'));
    expect(fields).toMatchObject({ result_code: 'FAIL', err_code: '513' });
    expect(fields.err_code_des).toContain('sub_mch_id');
  });
  test('looks at the token before it looks at the body', async () => {
    const reply = await post(`${rig.url}/payinsurance/unifiedorder?access_token=nope`, '<<<');
    expect(reply.fields).toMatchObject({ errcode: '40014' });
  });
  test('shows neither token, secret nor signature in the wire log', async () => {
    const token = await fetchToken(rig);
    await call(rig, 'queryorder', token, naming('T1'));
    const log = JSON.stringify(rig.wire.since());
    expect(log).toContain('payinsurance.gettoken');
    expect(log).toContain('"hosp_out_trade_no":"T1"');
    for (const secret of [token, PROVIDER.secret, PROVIDER.key]) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/[0-9A-F]{32}/);
  });
});
