/**
 * The clock of the sandbox: set, sent to moments by name, stopped; whoever reads it follows, and once
 * orders were placed it goes forward only.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptClock } from '../../sandbox/control/kept-clock';
import { confirm, pay, placed } from '../support/payer';
import { testSandbox, type TestSandbox } from '../support/sandbox';

const CLOCK = '/sandbox/api/clock';
const MINUTE = 60_000;

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await testSandbox();
});
afterEach(() => sandbox.close());

const move = (body: object) => sandbox.request(CLOCK, body);
const shanghai = async () => {
  const { json } = await sandbox.request(CLOCK);
  return (json as { shanghai: string }).shanghai;
};
const at = (iso: string) => Date.parse(`${iso}+08:00`);

describe('setting the clock', () => {
  it('takes a moment as ISO 8601 with a zone, or in ms', async () => {
    const told = await move({ setTo: '2030-05-06T07:08:09+08:00', frozen: true });
    expect(told).toMatchObject({
      status: 200,
      json: { now: at('2030-05-06T07:08:09'), shanghai: '2030-05-06T07:08:09+08:00', frozen: true },
    });
    await move({ setTo: at('2031-01-01T00:00:00') });
    expect(await shanghai()).toBe('2031-01-01T00:00:00+08:00');
    expect(sandbox.world.clock.now()).toBe(at('2031-01-01T00:00:00'));
  });

  it('goes to times of day in Shanghai, always the next one', async () => {
    await move({ setTo: '2030-05-06T08:59:59+08:00', frozen: true });
    const seen: string[] = [];
    for (const to of ['09:00', '09:00', 'midnight', '23:59', 'midnight']) {
      await move({ to });
      seen.push(await shanghai());
    }
    expect(seen).toEqual([
      '2030-05-06T09:00:00+08:00',
      '2030-05-07T09:00:00+08:00',
      '2030-05-08T00:00:00+08:00',
      '2030-05-08T23:59:00+08:00',
      '2030-05-09T00:00:00+08:00',
    ]);
  });

  it('stands still when frozen, can be moved while it stands, and runs on from there', async () => {
    await move({ frozen: true });
    const { clock } = sandbox.world;
    const stood = clock.now();
    await sandbox.request('/sandbox/api/state');
    expect(clock.now()).toBe(stood);
    await move({ advanceMs: MINUTE });
    expect(clock.now()).toBe(stood + MINUTE);
    await move({ frozen: false });
    expect(clock.frozen).toBe(false);
    expect(clock.now()).toBeGreaterThanOrEqual(stood + MINUTE);
    expect(clock.now()).toBeLessThan(stood + 2 * MINUTE);
  });

  it.each([
    [{}],
    [{ setTo: '2030-05-06T07:08:09' }],
    [{ setTo: 'tomorrow' }],
    [{ setTo: Date.UTC(2100, 0, 1) }],
    [{ to: '24:00' }],
    [{ to: 'teatime' }],
    [{ to: 'order-deadline' }],
    [{ to: 'token-expiry:x' }],
    [{ to: '09:00', advanceMs: 1 }],
    [{ frozen: 'yes' }],
  ])('refuses %j with a reason', async (body) => {
    const { clock } = sandbox.world;
    await move({ frozen: true });
    const before = clock.now();
    const answer = await move(body);
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'bad-request' } } });
    expect({ now: clock.now(), frozen: clock.frozen }).toEqual({ now: before, frozen: true });
  });

  it('tells the moments that it knows', async () => {
    const { json } = await sandbox.request(CLOCK);
    expect(json).toMatchObject({
      moments: [
        'midnight',
        'HH:mm',
        'token-expiry',
        'order-deadline:<orderNo>',
        'order-due:<orderNo>',
      ],
    });
  });
});

describe('once something has happened', () => {
  it('goes backwards before the first order, and never after it', async () => {
    expect((await move({ advanceMs: -MINUTE })).status).toBe(200);
    await placed(sandbox, 'all-insurance');
    const now = sandbox.world.clock.now();
    for (const back of [
      { advanceMs: -1_000 },
      { setTo: now - MINUTE },
      { offsetMs: -86_400_000 },
    ]) {
      const answer = await move(back);
      expect(answer).toMatchObject({ status: 409, json: { error: { code: 'clock-backwards' } } });
      expect(JSON.stringify(answer.json)).toContain('--fresh');
    }
    expect(sandbox.world.clock.now()).toBeGreaterThanOrEqual(now);
  });

  it('goes to the deadline of an order, where the clockwork closes it', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await move({ to: `order-deadline:${order.orderNo}`, frozen: true });
    expect(sandbox.world.clock.now()).toBe(order.deadlineAt);
    await sandbox.request('/sandbox/api/cloud/tick', { name: 'clockwork' });
    expect(await confirm(sandbox, order.orderNo)).toMatchObject({ payment: 'closed' });
  });

  it('goes to when an order is next due, and knows when there is no such moment', async () => {
    const order = await placed(sandbox, 'all-insurance');
    await move({ to: `order-due:${order.orderNo}`, frozen: true });
    const now = sandbox.world.clock.now();
    expect(now).toBeGreaterThan(order.createdAt);
    expect(now).toBeLessThan(order.deadlineAt);
    await pay(sandbox, order.orderNo);
    await confirm(sandbox, order.orderNo);
    const nothingDue = await move({ to: `order-due:${order.orderNo}` });
    expect(nothingDue).toMatchObject({ status: 404, json: { error: { code: 'not-found' } } });
    expect((await move({ to: 'order-deadline:nobody' })).status).toBe(404);
  });

  it('goes to where the token ends: the next payment fetches a new one', async () => {
    const fetched = () =>
      sandbox.world.wire.since().filter((one) => one.call === 'payinsurance.gettoken').length;
    await placed(sandbox, 'all-insurance');
    const before = fetched();
    expect((await move({ to: 'token-expiry' })).status).toBe(200);
    expect(await placed(sandbox, 'all-insurance')).toMatchObject({ payment: 'unpaid' });
    expect(fetched()).toBeGreaterThan(before);
  });
});

it('fires timers and sends notices that fall due by a jump, by itself', async () => {
  const alive = await testSandbox({ alive: true });
  try {
    alive.world.faults.plant('payinsurance.notice', { kind: 'late', ms: 30 * MINUTE });
    const order = await placed(alive, 'all-insurance');
    const noted = new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!alive.world.wire.since().some(({ summary }) => summary.includes('late'))) return;
        clearInterval(look);
        resolve();
      }, 50);
    });
    await pay(alive, order.orderNo);
    await noted;
    await alive.request(CLOCK, { advanceMs: 31 * MINUTE });
    const booked = () => alive.world.hospital.querySettlement(order.orderNo).status === 'settled';
    const sent = () =>
      alive.world.platform.engine.notices.list().every(({ state }) => state === 'accepted');
    for (let turn = 0; turn < 100 && !(booked() && sent()); turn += 1) {
      await alive.request('/sandbox/api/state');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect([booked(), sent()]).toEqual([true, true]);
  } finally {
    await alive.close();
  }
}, 30_000);

it('goes on after a restart where it was left', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'yibao-clock-'));
  try {
    keptClock(dataDir).advance(90 * MINUTE);
    expect(keptClock(dataDir).offsetMs).toBe(90 * MINUTE);
    const clock = keptClock(dataDir);
    clock.freeze(true);
    expect(keptClock(dataDir)).toMatchObject({ frozen: true });
    expect(keptClock(dataDir).now()).toBe(clock.now());
    clock.freeze(false);
    expect(keptClock(dataDir).frozen).toBe(false);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});
