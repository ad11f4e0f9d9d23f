import { client, FUNCTIONS } from '../support/cloud-fixtures';
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

describe('who calls', () => {
  test('concurrent calls in one instance see their own openid at every moment', async () => {
    const openids = Array.from({ length: 12 }, (_, n) => `o-person-${n}`);
    const results = await Promise.all(
      openids.map((openid) => world.host.invoke('who', { rounds: 5 }, client(openid))),
    );
    expect(results.map((result) => (result as { seen: string[] }).seen)).toEqual(
      openids.map((openid) => [openid]),
    );
    expect(results[0]).toMatchObject({
      wx: { OPENID: 'o-person-0', APPID: 'wxapp', ENV: 'local-env', SOURCE: 'wx_client' },
      context: { function_name: 'who', time_limit_in_ms: 3000, memory_limit_in_mb: 256 },
    });
    expect((results[0] as { wx: object }).wx).not.toHaveProperty('API_TOKEN');
  });

  test('HTTP and timers have no openid, whatever the event says', async () => {
    for (const source of ['wx_http', 'wx_trigger'] as const) {
      const result = await world.host.invoke(
        'inner',
        { OPENID: 'forged', userInfo: { openId: 'forged' } },
        { appid: 'wxapp', source },
      );
      expect((result as { wx: object }).wx).toEqual({
        APPID: 'wxapp',
        ENV: 'local-env',
        SOURCE: source,
      });
    }
  });

  test('a function called by a function knows the person and the way', async () => {
    const data = { a: [1, '医'] };
    const result = await world.host.invoke('outer', { name: 'inner', data }, client('oMe'));
    expect(result).toEqual({
      event: data,
      wx: { OPENID: 'oMe', APPID: 'wxapp', ENV: 'local-env', SOURCE: 'wx_client,scf' },
    });
  });

  test('what the inner function fails with reaches the outer one as the SDK tells it', async () => {
    const call = (name: string, data: object) =>
      world.host.invoke('outer', { name, data }, client('oMe'));
    // wx-server-sdk 4.0.2 keeps the text and loses the number here.
    expect(await call('gate', { crash: 'throw' })).toMatchObject({
      errCode: -1,
      errMsg: expect.stringContaining('TypeError: thrown') as unknown,
    });
    expect(await call('nobody', {})).toMatchObject({
      errCode: -1,
      errMsg: expect.stringContaining('FunctionName parameter could not be found') as unknown,
    });
  });
});

describe('environment', () => {
  test('a function sees what its manifest entry names, and nothing of this process', async () => {
    process.env['SHARED_BY_NOBODY'] = 'x';
    const env = (await world.host.invoke('env', {}, client('oMe'))) as Record<string, string>;
    expect(env).toMatchObject({ PAY_KEY: 'secret', SHARED: 'all', WX_OPENID: 'oMe' });
    const names = Object.keys(env).filter((name) => !/^(TENCENTCLOUD|TCB|SCF|WX)_/.test(name));
    expect(names.sort()).toEqual(['PAY_KEY', 'SHARED', 'SILENCE']);
    expect(world.logs).toContainEqual({
      name: 'env',
      line: 'environment variable UNSET has no value',
    });
    const other = (await world.host.invoke('other', {}, client('oMe'))) as object;
    expect(other).not.toHaveProperty('PAY_KEY');
    expect(other).toMatchObject({ SHARED: 'all' });
  });
});

describe('the clock', () => {
  test('a function lives in the time of the sandbox, dates stay dates', async () => {
    world.clock.setOffset(40 * 86_400_000);
    const before = world.clock.now();
    const result = (await world.host.invoke('clocked', { until: 0 }, client('oMe'))) as {
      now: number;
      made: number;
      text: string;
    };
    for (const time of [result.now, result.made]) {
      expect(time).toBeGreaterThanOrEqual(before);
      expect(time).toBeLessThanOrEqual(world.clock.now());
    }
    expect(result.text).toContain(String(new Date(before).getFullYear()));
    expect(result).toMatchObject({ fixed: 5, is: true, parts: 2026, kind: true });
    expect(result).toMatchObject({ utc: Date.UTC(2026, 0) });
  });

  test('a clock that is moved reaches a call that is running', async () => {
    const until = world.clock.now() + 3_600_000;
    const running = world.host.invoke('clocked', { until }, client('oMe'));
    await world.host.invoke('clocked', { until: 0 }, client('oMe'));
    world.clock.advance(3_600_000);
    expect(await running).toMatchObject({ is: true });
  });
});
