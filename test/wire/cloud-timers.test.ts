import { cloudWorld, type CloudWorld } from '../support/cloud-world';
import { CronInvalid, parseCron, Timers } from '../../sandbox/cloud';

/** China's time as text to ms and back. */
const at = (text: string): number => Date.parse(`${text}+08:00`);
const text = (ms: number | undefined): string =>
  ms === undefined ? 'never' : new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);

describe('seven fields in UTC+8', () => {
  test.each([
    ['0 */1 * * * * *', '2026-03-01T10:00:00', '2026-03-01T10:01:00'],
    ['0 */1 * * * * *', '2026-03-01T10:00:59', '2026-03-01T10:01:00'],
    ['*/15 * * * * * *', '2026-03-01T10:00:31', '2026-03-01T10:00:45'],
    ['30 50 23 * * * *', '2026-12-31T23:50:30', '2027-01-01T23:50:30'],
    ['0 0 2 * * * *', '2026-02-28T02:00:00', '2026-03-01T02:00:00'],
    ['0 0 0 29 2 * *', '2026-03-01T00:00:00', '2028-02-29T00:00:00'],
    ['0 0 9 * * 1-5 *', '2026-03-06T09:00:00', '2026-03-09T09:00:00'],
    ['0 0 9 * * MON,7 *', '2026-03-05T09:00:00', '2026-03-08T09:00:00'],
    ['0 0 9 ? JAN-MAR * *', '2026-04-01T00:00:00', '2027-01-01T09:00:00'],
    ['0 0 9 15 * 1 *', '2026-03-10T00:00:00', '2026-03-15T09:00:00'],
    ['0 0 9 15 * 1 *', '2026-03-15T09:00:00', '2026-03-16T09:00:00'],
    ['0 10/20 8-9 * * * *', '2026-03-01T08:50:00', '2026-03-01T09:10:00'],
    ['0 0 0 1 1 * 2030', '2026-01-01T00:00:00', '2030-01-01T00:00:00'],
    ['0 0 0 1 1 * 2020', '2026-01-01T00:00:00', 'never'],
    ['0 0 0 31 2 * *', '2026-01-01T00:00:00', 'never'],
  ])('%s after %s is %s', (expression, from, expected) => {
    expect(text(parseCron(expression).next(at(from)))).toBe(expected);
  });

  test.each([
    '* * * * *',
    '60 * * * * * *',
    '* * 24 * * * *',
    '* * * 0 * * *',
    '* * * * 13 * *',
    '* * * * FOO * *',
    '*/0 * * * * * *',
    '5-1 * * * * * *',
    '1-2-3 * * * * * *',
    '1,,2 * * * * * *',
    'x * * * * * *',
  ])('%s is refused', (expression) => {
    expect(() => parseCron(expression)).toThrow(CronInvalid);
  });
});

describe('timer functions', () => {
  let world: CloudWorld;
  let timers: Timers;
  const failures: string[] = [];
  const CLOCKWORK = `let running = 0; let hold; let seen = [];
    exports.main = async (event) => {
      running += 1;
      if (running > 1) throw new Error('two at once');
      seen.push(event.Time);
      console.log('run', seen.length);
      if (process.env.HOLD === 'yes') await new Promise((done) => { setTimeout(done, 30); });
      running -= 1;
      if (process.env.FAIL === 'yes') throw new Error('told to fail');
      return { event, seen, source: process.env.TCB_SOURCE, trigger: process.env.TRIGGER_SRC };
    };`;

  async function start(env: Record<string, string> = {}): Promise<void> {
    world = await cloudWorld({
      functions: [
        {
          name: 'clockwork',
          code: CLOCKWORK,
          trigger: { type: 'timer', cron: '0 */1 * * * * *' },
          environment: Object.keys(env),
        },
        { name: 'plain', code: 'exports.main = () => 1;' },
      ],
      env: { '*': env },
    });
    world.clock.setOffset(at('2026-03-01T10:00:30') - Date.now());
    timers = new Timers({
      host: world.host,
      clock: world.clock,
      appid: 'wxapp',
      onFailure: (name, error) => failures.push(`${name}: ${String(error)}`),
    });
  }
  const runs = () => world.logs.filter(({ line }) => line.startsWith('run')).length;

  afterEach(async () => {
    failures.length = 0;
    await timers.stop();
    await world.close();
  });

  test('fires when the sandbox clock gets there, once for a jump over many', async () => {
    await start();
    timers.check();
    await timers.stop();
    expect(runs()).toBe(0);
    world.clock.advance(31_000);
    timers.check();
    await timers.stop();
    expect(runs()).toBe(1);
    timers.check();
    world.clock.advance(3_600_000);
    timers.check();
    timers.check();
    await timers.stop();
    expect(runs()).toBe(2);
    world.clock.advance(-86_400_000);
    timers.check();
    world.clock.advance(60_000);
    timers.check();
    await timers.stop();
    expect(runs()).toBe(3);
    expect(failures).toEqual([]);
  });

  test('never two at once, by the clock or by hand', async () => {
    await start({ HOLD: 'yes' });
    world.clock.advance(60_000);
    timers.check();
    world.clock.advance(60_000);
    timers.check();
    const byHand = [timers.tick('clockwork'), timers.tick('clockwork')];
    await Promise.all(byHand);
    expect(runs()).toBe(3);
    expect(failures).toEqual([]);
  });

  test('by hand: the event of a timer, the source of a timer, nobody behind it', async () => {
    await start();
    expect(await timers.tick('clockwork')).toMatchObject({
      event: { Type: 'Timer', TriggerName: 'clockwork' },
      source: 'wx_trigger',
      trigger: 'timer',
    });
    await expect(timers.tick('plain')).rejects.toThrow(RangeError);
  });

  test('a run that fails is reported and the next one still comes', async () => {
    await start({ FAIL: 'yes' });
    for (let round = 0; round < 2; round++) {
      world.clock.advance(60_000);
      timers.check();
      await timers.stop();
    }
    expect(failures).toEqual([
      'clockwork: CloudError: Error: told to fail',
      'clockwork: CloudError: Error: told to fail',
    ]);
    await expect(timers.tick('clockwork')).rejects.toThrow('told to fail');
  });

  test('watches the clock by itself once started', async () => {
    await start();
    timers.start();
    world.clock.advance(60_000);
    while (runs() === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(failures).toEqual([]);
  });
});
