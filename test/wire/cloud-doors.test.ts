import { FUNCTIONS } from '../support/cloud-fixtures';
import { cloudWorld, type CloudWorld } from '../support/cloud-world';

let world: CloudWorld;

beforeAll(async () => {
  world = await cloudWorld({
    functions: FUNCTIONS,
    env: { '*': { SHARED: 'all', PAY_KEY: 'wrong' }, env: { PAY_KEY: 'secret', EXTRA: 'no' } },
  });
});
afterEach(() => {
  world.clock.setOffset(0);
  world.faults.clear();
  world.logs.length = 0;
});
afterAll(async () => {
  await world.close();
});

describe('doors', () => {
  const call = (name: string, body: string, headers: Record<string, string>) =>
    fetch(`${world.url}/functions/${name}`, { method: 'POST', body, headers });

  test('POST /functions/:name is what wx.cloud.callFunction is', async () => {
    const response = await call('inner', '{"a":1}', {
      'x-sandbox-openid': 'oPhone',
      'x-sandbox-unionid': 'uPhone',
      'content-type': 'application/json',
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      result: {
        event: { a: 1, userInfo: { appId: 'wx0000000000000001', openId: 'oPhone' } },
        wx: {
          OPENID: 'oPhone',
          UNIONID: 'uPhone',
          APPID: 'wx0000000000000001',
          ENV: 'local-env',
          SOURCE: 'wx_client',
        },
      },
    });
  });

  test.each([
    ['no openid', {}, '{}', 401],
    ['an openid of digits', { 'x-sandbox-openid': '123' }, '{}', 401],
    ['a body that is no JSON', { 'x-sandbox-openid': 'oPhone' }, '{', 400],
    ['a body that is no object', { 'x-sandbox-openid': 'oPhone' }, '[1]', 400],
  ])('%s is refused', async (_name, headers, body, status) => {
    const response = await call('inner', body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('errMsg');
  });

  test('failures are told as the platform tells them', async () => {
    const headers = { 'x-sandbox-openid': 'oPhone' };
    const thrown = await call('gate', '{"crash":"throw"}', headers);
    expect(thrown.status).toBe(500);
    expect(await thrown.json()).toEqual({
      errMsg:
        'cloud.callFunction:fail Error: errCode: -504002 functions execute fail | errMsg: TypeError: thrown',
    });
    world.faults.plant('cloud.functions.inner', { kind: 'cut-before' });
    await expect(call('inner', '{}', headers)).rejects.toThrow();
    expect((await call('inner', '{}', headers)).status).toBe(200);
    world.faults.plant('cloud.functions.inner', { kind: 'error', code: 'SYS_ERR' });
    expect((await call('inner', '{}', headers)).status).toBe(500);
  });

  test('the HTTP trigger hands over the raw request and takes the answer', async () => {
    const body = '<xml><a><![CDATA[医]]></a></xml>';
    const response = await fetch(`${world.url}/notify/pay?x=1&y=%E5%8C%BB`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'text/xml', 'x-sandbox-openid': 'oPhone' },
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('text/xml');
    expect(response.headers.get('x-n')).toBe('1');
    expect(await response.json()).toMatchObject({
      path: '/notify/pay',
      httpMethod: 'POST',
      headers: { 'content-type': 'text/xml' },
      queryStringParameters: { x: '1', y: '医' },
      body,
      isBase64Encoded: false,
    });
    const plain = await fetch(`${world.url}/notify/pay?plain=1`);
    expect(plain.status).toBe(200);
    expect(await plain.json()).toEqual({ plain: true });
    const binary = await fetch(`${world.url}/notify/pay`, {
      method: 'POST',
      body: Buffer.from([0xff, 0xfe, 0x00]),
    });
    expect(await binary.json()).toMatchObject({ body: '//4A', isBase64Encoded: true });
  });

  test('bodies come in base64 where that is set', async () => {
    const other = await cloudWorld({
      functions: FUNCTIONS.filter(({ name }) => name === 'notify'),
      base64Bodies: true,
    });
    const response = await fetch(`${other.url}/notify/pay`, { method: 'POST', body: '<a/>' });
    expect(await response.json()).toMatchObject({
      body: Buffer.from('<a/>').toString('base64'),
      isBase64Encoded: true,
    });
    await other.close();
  });
});
