/**
 * kill -9 in the middle of paying: the whole sandbox is killed while functions run and started again on
 * the same folder. Nothing acknowledged is lost; the order ends paid and is booked once.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../support/project-files';

interface Introduction {
  readonly baseUrls: { readonly functions: string; readonly control: string };
  readonly patient: { readonly openid: string; readonly patientId: string };
}

interface Running {
  readonly child: ChildProcess;
  readonly about: Introduction;
}

let dataDir: string;
let running: Running | undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yibao-crash-'));
});

afterAll(async () => {
  if (running !== undefined) await kill(running);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<Running> {
  const args = ['scripts/sandbox.mjs', '--port', '0', '--data', dataDir, '--json'];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the sandbox ended with ${String(code)} before it said where it is`);
  });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  ended.catch(() => undefined);
  return { child, about: JSON.parse(line) as Introduction };
}

async function kill({ child }: Running): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function post(url: string, body: object, openid = ''): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-openid': openid },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}

interface Order {
  readonly orderNo: string;
  readonly payment: string;
  readonly hospital: string;
}

async function call(on: Running, name: string, action: string, input: object): Promise<unknown> {
  const url = `${on.about.baseUrls.functions}/${name}`;
  const { result } = await post(url, { action, input }, on.about.patient.openid);
  return (result as { value?: unknown }).value;
}

/** Asks until the answer is certain; every question is a real one. */
async function settled(on: Running, orderNo: string): Promise<Order> {
  for (let turn = 0; turn < 10; turn += 1) {
    const { order } = (await call(on, 'pay', 'confirmOrder', { orderNo })) as { order: Order };
    if (order.hospital === 'settled') return order;
  }
  throw new Error('never settled');
}

it('loses nothing that was acknowledged and books once, killed three times on the way', async () => {
  for (let round = 0; round < 3; round += 1) {
    running = await start();
    const { control } = running.about.baseUrls;
    const { patientId } = running.about.patient;
    const bill = await post(`${control}/his/bills`, { scenario: 'self-pay' });
    const ask = {
      patientId,
      billIds: [bill['billId']],
      payWith: 'cash',
      place: { kind: 'refused' },
      entry: 'menu',
    };
    const placed = (await call(running, 'pay', 'placeOrder', ask)) as { order: Order };
    const { orderNo } = placed.order;
    await post(`${control}/payinsurance/pay`, { hospOutTradeNo: orderNo, outcome: 'paid' });
    const inFlight = call(running, 'pay', 'confirmOrder', { orderNo }).catch(() => 'killed');
    if (round > 0) await inFlight;
    await kill(running);
    await inFlight;

    running = await start();
    expect(await settled(running, orderNo)).toMatchObject({ payment: 'paid', hospital: 'settled' });
    const ledger = await fetch(`${running.about.baseUrls.control}/his/ledger`);
    const { entries } = (await ledger.json()) as { entries: readonly Order[] };
    expect(entries.filter((entry) => entry.orderNo === orderNo)).toHaveLength(1);
    await kill(running);
    running = undefined;
  }
}, 120_000);
