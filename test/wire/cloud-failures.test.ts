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

async function lineAppears(line: string): Promise<void> {
  while (!world.logs.some((entry) => entry.line === line)) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('failures', () => {
  const gate = (event: object) => world.host.invoke('gate', event, client('oMe'));

  test('a thrown error fails its call only', async () => {
    await expect(gate({ crash: 'throw' })).rejects.toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: 'TypeError: thrown',
    });
    const { count } = (await gate({})) as { count: number };
    expect((await gate({})) as object).toEqual({ count: count + 1 });
  });

  test.each([
    ['an uncaught exception', 'later', 'in a timer'],
    ['an unhandled rejection', 'rejection', 'unseen'],
    ['process.exit', 'exit', 'code 3'],
  ])(
    '%s fails its call only, and the next one meets a new instance',
    async (_name, crash, says) => {
      await gate({});
      const held = gate({ hold: crash, id: 'held' });
      await lineAppears(`held ${crash}`);
      const release = gate({ release: crash, id: 'released' });
      const broken = gate({ crash });
      await expect(broken).rejects.toMatchObject({
        code: 'FUNCTIONS_EXECUTE_FAIL',
        message: expect.stringContaining(says) as unknown,
      });
      expect(await release).toMatchObject({ id: 'released' });
      expect(await held).toMatchObject({ id: 'held' });
      expect(await gate({})).toEqual({ count: 1 });
    },
  );

  test('a call that takes too long fails with the time limit, others in it go on', async () => {
    const tooLong = gate({ hold: 'for ever' });
    await expect(tooLong).rejects.toMatchObject({
      code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
      message: expect.stringContaining('timed out after 1 seconds') as unknown,
    });
    expect(await gate({})).toEqual({ count: 1 });
  });

  test('a function that never yields is ended too', async () => {
    await expect(gate({ crash: 'loop' })).rejects.toMatchObject({
      code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED',
    });
    expect(await gate({})).toEqual({ count: 1 });
  });

  test('what cannot be loaded, exports no main, is not built or not listed', async () => {
    await expect(world.host.invoke('broken', {}, client('o'))).rejects.toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: 'Error: cannot load',
    });
    await expect(world.host.invoke('empty', {}, client('o'))).rejects.toThrow(/exports no main/);
    await expect(world.host.invoke('nobody', {}, client('o'))).rejects.toMatchObject({
      code: 'FUNCTION_NOT_FOUND',
    });
  });

  test('lines of the console are handed on', async () => {
    expect(await world.host.invoke('log', {}, client('o'))).toBeNull();
    expect(world.logs).toEqual([
      { name: 'log', line: 'a 1' },
      { name: 'log', line: 'b' },
      { name: 'log', line: '{ c: 2 }' },
    ]);
  });

  test('after a rebuild the new code runs', async () => {
    expect(await gate({ id: 'old' })).toMatchObject({ id: 'old' });
    const rebuilt = FUNCTIONS.map((entry) =>
      entry.name === 'gate' ? { ...entry, code: 'exports.main = () => "new";' } : entry,
    );
    await world.build(rebuilt);
    expect(await gate({ id: 'old' })).toMatchObject({ id: 'old' });
    world.host.reload();
    expect(await gate({})).toBe('new');
    await world.build(FUNCTIONS);
    world.host.reload();
  });
});

test('a function that eats more memory than it has is ended, this process goes on', async () => {
  const eaten = world.host.invoke('eater', {}, client('oMe'));
  await expect(eaten).rejects.toMatchObject({
    code: 'FUNCTIONS_EXECUTE_FAIL',
    message: expect.stringContaining('memory') as unknown,
  });
  expect(await world.host.invoke('eater', { modest: true }, client('oMe'))).toBe(1);
});
